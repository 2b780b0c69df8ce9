//! A server in a process of its own. The test's own program is started once more, and told to serve instead of to test.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use user_api_server::server;

use crate::{Caller, TestDb, app::config, callers::Site};

/// Tells the program that was started what to serve: the database and the address that the outside knows.
const DATABASE: &str = "CONTRACT_TESTS_SERVE_DATABASE";
const PUBLIC_URL: &str = "CONTRACT_TESTS_SERVE_PUBLIC_URL";

/// What the line begins with that says where it listens.
const LISTENS: &str = "listens on ";

/// A server in a process of its own, which ends with this.
pub struct ServerProcess {
    child: Child,
    site: Arc<Site>,
}

impl ServerProcess {
    /// Starts one on this database; `test` is the name of the test that calls [`serve_if_told`].
    pub fn start(db: &TestDb, public_url: &str, test: &str) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .args([test, "--exact", "--nocapture"])
            .env(DATABASE, db.url())
            .env(PUBLIC_URL, public_url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let mut lines = output.lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let (_, address) = line.split_once(LISTENS)?;
            address.parse().ok()
        });
        let address = address.expect("a server that listens");
        Self {
            child,
            site: Arc::new(Site::new(address)),
        }
    }

    /// The most memory that it has had until now, in bytes; 0 where the system does not count as Linux does.
    pub fn peak_memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let Ok(status) = status else { return 0 };
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.and_then(|peak| peak.trim().strip_suffix(" kB"));
        1024 * kilobytes.expect("kB").parse::<usize>().expect("a number")
    }

    /// Somebody with this token, who calls this server.
    pub fn bearer(&self, token: &str) -> Caller {
        Caller {
            site: Arc::clone(&self.site),
            token: Some(token.to_owned()),
        }
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until standard input ends, if this program was started to do so.
#[expect(clippy::print_stdout, reason = "who started it reads where it listens")]
pub fn serve_if_told() {
    let (Ok(database_url), Ok(public_url)) = (std::env::var(DATABASE), std::env::var(PUBLIC_URL))
    else {
        return;
    };
    let mut config = config(database_url);
    config.public_url = public_url;
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let running = runtime.block_on(server::start(config)).expect("a server");
    println!("{LISTENS}{}", running.address);
    let _ = std::io::stdin().read(&mut [0]);
}
