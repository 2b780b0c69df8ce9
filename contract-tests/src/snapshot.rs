//! Files that say how things are, for people to review: a difference fails, `UPDATE_SNAPSHOTS=1` writes them anew.

use std::{env, fs, path::Path};

/// Compares a text with the file below the workspace, or writes it there.
#[track_caller]
pub fn compare(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    if is_updating() {
        fs::write(&path, text).unwrap_or_else(|error| panic!("{file} cannot be written: {error}"));
        return;
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    if committed == text {
        return;
    }
    let only_in = |text: &str, other: &str, sign: &str| -> String {
        let other: Vec<&str> = other.lines().collect();
        let lines = text.lines().filter(|line| !other.contains(line));
        lines.map(|line| format!("{sign} {line}\n")).collect()
    };
    panic!(
        "{file} says something else:\n\n{}{}\nIf the new lines (+) are right: UPDATE_SNAPSHOTS=1 cargo test -p contract-tests, and commit the file.",
        only_in(&committed, text, "-"),
        only_in(text, &committed, "+"),
    );
}

/// Whether files are to be written instead of compared.
pub fn is_updating() -> bool {
    env::var_os("UPDATE_SNAPSHOTS").is_some_and(|value| value == "1")
}
