//! What a run of the tests has seen of the API: each operation with each status. The tests run in parallel, so each
//! pair goes to a file the first time it is seen; `tests/seen.rs` reads the file when all are done.

use std::{
    collections::BTreeSet,
    env, fs,
    io::Write as _,
    path::PathBuf,
    sync::{LazyLock, Mutex, PoisonError},
};

use crate::spec::spec;

/// An operation with a status.
pub type Pair = (String, u16);

/// First line of the file of a run of all tests.
const ALL: &str = "# all tests";

struct Seen {
    pairs: BTreeSet<Pair>,
    file: fs::File,
}

/// Notes an answer.
pub fn note(method: &str, path: &str, status: u16) {
    static SEEN: LazyLock<Mutex<Seen>> = LazyLock::new(|| Mutex::new(Seen::begin()));
    let Some(operation) = spec().find(method, path) else {
        return;
    };
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if seen.pairs.insert((operation.id.clone(), status)) {
        writeln!(seen.file, "{} {status}", operation.id).expect("a file that can be written");
    }
}

impl Seen {
    fn begin() -> Self {
        let mut file = fs::File::create(path()).expect("a file in the target directory");
        // `cargo test users` runs some of the tests, which see only part of the API.
        let some = env::args().skip(1).any(|argument| {
            argument == "--skip" || !(argument.starts_with('-') || argument.parse::<u32>().is_ok())
        });
        writeln!(file, "{}", if some { "# some tests" } else { ALL })
            .expect("a file that can be written");
        Self {
            pairs: BTreeSet::new(),
            file,
        }
    }
}

/// What the last run saw.
///
/// # Errors
/// A sentence, if there was none, or one of some tests only.
pub fn read() -> Result<BTreeSet<Pair>, String> {
    let text = fs::read_to_string(path())
        .map_err(|_| "The tests have not run yet. Run: cargo test -p contract-tests".to_owned())?;
    let mut lines = text.lines();
    if lines.next() != Some(ALL) {
        return Err(
            "The last run was of some tests only. Run all: cargo test -p contract-tests".to_owned(),
        );
    }
    Ok(lines.filter_map(pair).collect())
}

/// Each operation with each status that the spec declares for it.
pub fn declared() -> BTreeSet<Pair> {
    let operations = spec().operations.iter();
    let pairs = operations.flat_map(|operation| {
        let statuses = operation.responses.keys();
        statuses.map(|status| (operation.id.clone(), *status))
    });
    pairs.collect()
}

/// Reads a line such as `getMe 200`.
pub fn pair(line: &str) -> Option<Pair> {
    let (operation, status) = line.split('#').next()?.trim().split_once(' ')?;
    Some((operation.to_owned(), status.trim().parse().ok()?))
}

/// Beside the tests' own executables.
fn path() -> PathBuf {
    let program = env::current_exe().expect("this program's path");
    program.with_file_name("contract-tests-seen.txt")
}
