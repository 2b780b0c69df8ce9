//! A PostgreSQL of its own that has TLS, with a certificate that a CA of the test's own vouches for.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process,
};

use tokio_postgres::{Client, Config};

use crate::{
    certificates,
    postgres::{RUNTIME, connect, uri},
};

/// It lives as long as this. Of those of one clone there is one at a time.
pub struct TlsPostgres {
    folder: PathBuf,
    config: Config,
    client: Client,
    _lock: File,
}

impl TlsPostgres {
    /// Makes one. Its certificate is for 127.0.0.1, by which it is reached. There is none where PostgreSQL was built without
    /// TLS, as that from PyPI is.
    pub fn start() -> Option<Self> {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.dev/tls"));
        fs::create_dir_all(&folder).expect("a folder");
        let lock = File::create(folder.join("lock")).expect("a file");
        lock.lock().expect("a lock");
        // One may be left that was killed.
        let run = |command| db(&folder, command).unwrap_or_else(|told| panic!("{told}"));
        run("erase");
        certificates::make_in(&folder);
        match db(&folder, "start") {
            Err(told) if told.contains("SSL is not supported by this build") => {
                run("erase");
                return None;
            }
            started => started.unwrap_or_else(|told| panic!("{told}")),
        };
        let config: Config = run("url").trim().parse().expect("an address");
        let client = RUNTIME.block_on(connect(&config));
        Some(Self {
            folder,
            config,
            client,
            _lock: lock,
        })
    }

    /// Its address as a URL, with more that is to be said of the connection.
    pub fn uri(&self, more: &str) -> String {
        format!("{}{more}", uri(&self.config))
    }

    /// The certificate of its CA.
    pub fn ca(&self) -> PathBuf {
        self.folder.join(certificates::CA)
    }

    /// Executes statements that stand one after the other.
    pub fn batch(&self, sql: &str) {
        let done = RUNTIME.block_on(self.client.batch_execute(sql));
        done.unwrap_or_else(|error| panic!("{sql}\n{error:?}"));
    }
}

impl Drop for TlsPostgres {
    fn drop(&mut self) {
        let _ = db(&self.folder, "erase");
    }
}

/// Runs `scripts/db` on it; what it says, if that fails.
fn db(folder: &Path, command: &str) -> Result<String, String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/db");
    let done = process::Command::new(script)
        .arg(command)
        .env("USER_API_CLUSTER", folder)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap_or_else(|error| panic!("{script} cannot be run: {error}"));
    let text = |bytes| String::from_utf8(bytes).expect("text");
    if done.status.success() {
        Ok(text(done.stdout))
    } else {
        Err(text(done.stderr))
    }
}
