//! Where PostgreSQL is, and connections to it.

use std::{env, process, sync::LazyLock, time::Duration};

use tokio::runtime::Runtime;
use tokio_postgres::{Client, Config, NoTls, config::Host};

use crate::callers::encode;

/// Runs what the harness itself waits for; each server has a runtime of its own.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime")
});

/// The PostgreSQL that the tests use, and the database in it from which they make others.
static SERVER: LazyLock<Config> = LazyLock::new(|| {
    let url = env::var("DATABASE_URL").unwrap_or_else(|_| {
        script(&["start"]);
        script(&["url"])
    });
    url.trim()
        .parse()
        .unwrap_or_else(|error| panic!("DATABASE_URL is wrong: {error}"))
});

/// Where PostgreSQL is, for the tests that stand between it and the server.
pub(crate) fn address() -> (String, u16) {
    match (SERVER.get_hosts(), SERVER.get_ports()) {
        ([Host::Tcp(host)], ports) => (host.clone(), ports.first().copied().unwrap_or(5432)),
        _ => panic!("these tests need a DATABASE_URL with one host, reached by TCP"),
    }
}

fn script(arguments: &[&str]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/db");
    let done = process::Command::new(script)
        .args(arguments)
        .stderr(process::Stdio::inherit())
        .output()
        .unwrap_or_else(|error| panic!("{script} cannot be run: {error}. Or set DATABASE_URL."));
    assert!(
        done.status.success(),
        "scripts/db {arguments:?} failed. Mend it, or set DATABASE_URL."
    );
    String::from_utf8(done.stdout).expect("an address")
}

/// How to connect to this database.
pub(crate) fn config(database: &str) -> Config {
    let mut config = SERVER.clone();
    config
        .dbname(database)
        .connect_timeout(Duration::from_secs(10));
    config
}

/// Connects to the database from which others are made.
pub(crate) async fn maintenance() -> Client {
    connect(&SERVER).await
}

/// Executes what no test's own connection can: creating and dropping databases.
pub(crate) fn admin(sql: &str) {
    let done = RUNTIME.block_on(async { maintenance().await.batch_execute(sql).await });
    done.unwrap_or_else(|error| panic!("{sql}\n{error:?}"));
}

/// Ends all connections to a database. Those of PostgreSQL itself, such as autovacuum, are not ours to end.
pub(crate) fn disconnect(database: &str) {
    admin(&format!(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = '{database}' and usename = current_user"
    ));
}

/// Drops a database. Without "force", which would refuse where autovacuum is at work.
pub(crate) fn drop_database(database: &str) {
    disconnect(database);
    admin(&format!("drop database if exists {database}"));
}

/// Connects.
pub(crate) async fn connect(config: &Config) -> Client {
    let connected = config.connect(NoTls).await;
    let (client, connection) =
        connected.unwrap_or_else(|error| panic!("PostgreSQL cannot be reached: {error:?}"));
    tokio::spawn(connection);
    client
}

/// The connection as a line of text, in the form of libpq's keywords and values.
pub(crate) fn url(config: &Config) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"));
    let values = parts(config).map(|(name, value)| format!("{name}={}", quoted(&value)));
    values.join(" ")
}

/// The connection as a URL, which is how operators give it.
pub(crate) fn uri(config: &Config) -> String {
    let parts = parts(config);
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    format!("postgres:///?{}", encode(&parts))
}

fn parts(config: &Config) -> [(&'static str, String); 5] {
    let host = match &config.get_hosts()[0] {
        Host::Tcp(host) => host.clone(),
        Host::Unix(path) => path.display().to_string(),
    };
    let password = String::from_utf8_lossy(config.get_password().unwrap_or_default()).into_owned();
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    [
        ("host", host),
        ("port", port.to_string()),
        ("user", text(config.get_user())),
        ("password", password),
        ("dbname", text(config.get_dbname())),
    ]
}
