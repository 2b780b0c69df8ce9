//! A database for each test, cloned from a template that is migrated once a run and holds the demo clients, but nobody.
//! It goes when its test ends. What a run that was killed left behind goes with the next run.

use std::{
    env, fs,
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use tokio_postgres::{
    Client, Config, Row,
    types::{FromSqlOwned, ToSql},
};

use crate::{
    postgres::{RUNTIME, admin, config, connect, drop_database, uri, url},
    run::{RUN, TEMPLATE},
};

/// A database that is dropped at the end.
pub struct TestDb {
    name: String,
    client: Client,
}

/// What one may hand to a statement.
pub type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

impl TestDb {
    /// A database with the newest schema, the demo clients, and no people.
    pub fn new() -> Self {
        Self::create(&format!("template {}", TEMPLATE.name))
    }

    /// A database without anything in it.
    pub fn empty() -> Self {
        Self::create("template template0")
    }

    fn create(how: &str) -> Self {
        let name = RUN.next_name();
        admin(&format!("create database {name} {how}"));
        let client = RUNTIME.block_on(connect(&config(&name)));
        Self { name, client }
    }

    /// Its address, as the server takes it.
    pub fn url(&self) -> String {
        url(&config(&self.name))
    }

    /// The same, but acting as another role.
    pub fn url_as(&self, role: &str) -> String {
        format!("{} options='-c role={role}'", self.url())
    }

    /// Its address as a URL, which is how operators give it.
    pub fn uri(&self) -> String {
        uri(&config(&self.name))
    }

    /// The same, but by way of another host and port.
    pub fn url_by(&self, port: u16) -> String {
        let ours = config(&self.name);
        let mut config = Config::new();
        config.host("127.0.0.1").port(port).dbname(&self.name);
        config.user(ours.get_user().unwrap_or_default());
        config.password(ours.get_password().unwrap_or_default());
        url(&config)
    }

    /// A folder of its own, for the images of its groups; it goes with it.
    pub fn folder(&self) -> PathBuf {
        env::temp_dir().join(&self.name)
    }

    /// Executes a statement, and tells how many rows it was about.
    pub fn execute(&self, sql: &str, values: Values<'_>) -> u64 {
        let done = RUNTIME.block_on(self.client.execute(sql, values));
        done.unwrap_or_else(|error| panic!("{sql}\n{error:?}"))
    }

    /// Executes statements that stand one after the other.
    pub fn batch(&self, sql: &str) {
        let done = RUNTIME.block_on(self.client.batch_execute(sql));
        done.unwrap_or_else(|error| panic!("{sql}\n{error:?}"));
    }

    /// The rows of a query.
    pub fn query(&self, sql: &str, values: Values<'_>) -> Vec<Row> {
        let rows = RUNTIME.block_on(self.client.query(sql, values));
        rows.unwrap_or_else(|error| panic!("{sql}\n{error:?}"))
    }

    /// The one value that a query answers.
    pub fn value<T: FromSqlOwned>(&self, sql: &str, values: Values<'_>) -> T {
        match &self.query(sql, values)[..] {
            [row] => row.get(0),
            rows => panic!("{sql}\nanswered {} rows", rows.len()),
        }
    }

    /// What tells whether anything in it was written: a hash of each table, with the transactions that wrote its rows.
    pub fn fingerprint(&self) -> Vec<(String, String)> {
        let hash = |table: String| {
            let rows = "string_agg(t.xmin::text || t::text, ' ' order by t::text)";
            let sql = format!("select coalesce(md5({rows}), '') from {table} t");
            let hash = self.value(&sql, &[]);
            (table, hash)
        };
        self.tables().into_iter().map(hash).collect()
    }

    /// Waits until this many others wait for rows that are held here.
    pub fn wait_for_waiting(&self, count: i64) {
        let waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        let began = Instant::now();
        while self.value::<i64>(waiting, &[]) < count {
            assert!(began.elapsed() < Duration::from_secs(30), "nobody waits");
            thread::sleep(Duration::from_millis(20));
            // Within a transaction PostgreSQL shows what it showed before, unless it is told otherwise.
            self.batch("select pg_stat_clear_snapshot()");
        }
    }

    /// The names of its tables.
    pub fn tables(&self) -> Vec<String> {
        let sql = "select tablename::text from pg_tables where schemaname = 'public' order by 1";
        self.query(sql, &[]).iter().map(|row| row.get(0)).collect()
    }
}

impl Default for TestDb {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        drop_database(&self.name);
        let _ = fs::remove_dir_all(self.folder());
    }
}

/// Drops what runs that have ended left behind.
pub fn sweep() {
    RUN.sweep();
}
