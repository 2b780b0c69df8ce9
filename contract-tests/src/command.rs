//! The program `user-api`, run from the command line as an operator does.

use std::{
    env,
    ffi::OsStr,
    io::Write as _,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::LazyLock,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{TestDb, app::SECRET};

/// What became of a command.
#[derive(Debug)]
pub struct Finished {
    /// Whether it says of itself that it did what it was asked.
    pub succeeded: bool,
    /// All that it wrote.
    pub output: String,
}

/// The program, built if need be: cargo builds those of other packages by itself only when they are asked for.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let build = ["build", "--quiet", "--package", "user-api-server"];
    let built = Command::new(cargo).args(build).status().expect("cargo");
    assert!(built.success(), "user-api does not build");
    // This is target/debug/deps/it-….
    let this = env::current_exe().expect("this program");
    let folder = this.parent().and_then(|deps| deps.parent());
    folder.expect("a folder").join("user-api")
});

/// Runs `user-api` with these arguments on this database, and sends it this on standard input.
pub fn user_api(db: &TestDb, arguments: &[&str], input: &[u8]) -> Finished {
    user_api_with(db, arguments, input, &[] as &[(&str, &str)])
}

/// The same, with other settings.
pub fn user_api_with(
    db: &TestDb,
    arguments: &[&str],
    input: &[u8],
    settings: &[(&str, impl AsRef<OsStr>)],
) -> Finished {
    let mut child = start(db, arguments, settings);
    // One that refuses early does not read it.
    let _ = child.stdin.take().expect("its input").write_all(input);
    finish(child)
}

/// Starts it, to go on beside the test.
pub fn start(db: &TestDb, arguments: &[&str], settings: &[(&str, impl AsRef<OsStr>)]) -> Child {
    Command::new(&*PROGRAM)
        .args(arguments)
        .env_clear()
        .env("DATABASE_URL", db.uri())
        .env("USER_API_SECRET", STANDARD.encode(SECRET))
        .env("USER_API_SMTP_URL", "none")
        .env("USER_API_LOG", "off")
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("user-api")
}

/// Tells it to stop, as those who run servers do, and waits until it has.
pub fn terminate(child: Child) -> Finished {
    let id = child.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status();
    assert!(told.expect("kill").success());
    finish(child)
}

fn finish(child: Child) -> Finished {
    let done = child.wait_with_output().expect("its end");
    let text = [done.stdout, done.stderr].concat();
    Finished {
        succeeded: done.status.success(),
        output: String::from_utf8(text).expect("text"),
    }
}

impl Finished {
    /// Wants it to have gone well.
    #[track_caller]
    pub fn done(self) -> Self {
        assert!(self.succeeded, "{}", self.output);
        self
    }

    /// Wants it to have failed.
    #[track_caller]
    pub fn refused(self) -> Self {
        assert!(!self.succeeded, "{}", self.output);
        self
    }

    /// Wants these words somewhere in what it wrote.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.output.contains(words), "{}", self.output);
        self
    }
}
