//! The way to PostgreSQL: a few shared connections for reads, a pool for transactions.

mod errors;
pub mod migrations;
pub mod page;
mod readers;

use std::{str::FromStr, time::Duration};

use deadpool_postgres::{
    Client, Manager, ManagerConfig, Pool, QueueMode, RecyclingMethod, Runtime, Timeouts,
    Transaction,
};
use tokio_postgres::{IsolationLevel, NoTls};

use crate::{config::Config, error::Error};
pub use deadpool_postgres::GenericClient;
pub use tokio_postgres::Row;

/// A transaction in which all statements see the database as it was at one moment.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn snapshot(client: &mut Client) -> Result<Transaction<'_>, Error> {
    let transaction = client.build_transaction();
    let transaction = transaction.isolation_level(IsolationLevel::RepeatableRead);
    Ok(transaction.start().await?)
}

/// How many shared connections carry the reads. A connection pipelines, so a few serve many requests.
const READERS: usize = 2;

/// How long to wait for a connection before saying that the database is not available.
const WAIT: Duration = Duration::from_secs(3);

/// What PostgreSQL keeps to on our connections. Our questions are short: to compile one takes longer than to answer it.
/// A server that is gone without a word, in the middle of a transaction or not, soon holds nothing there any more.
const SESSION: &[(&str, &str)] = &[
    ("jit", "off"),
    ("statement_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "60s"),
    ("tcp_keepalives_idle", "30"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "15s"),
];

/// After how many seconds without a word from PostgreSQL a connection is asked whether anybody is there; how often then;
/// and after how many questions without an answer it is taken for broken.
const KEEPALIVE: (u64, u64, u32) = (5, 2, 3);

/// How long what was sent to PostgreSQL may stay without its kernel's receipt. How long an answer takes is another matter.
const RECEIPT: Duration = Duration::from_secs(5);

/// The database.
pub struct Database {
    pool: Pool,
    readers: readers::Readers,
}

impl Database {
    /// Prepares the pool; connects only when first asked.
    ///
    /// # Errors
    /// A sentence, if the URL cannot be understood.
    pub fn new(config: &Config) -> Result<Self, String> {
        let manager = Manager::from_config(
            settings(&config.database_url)?,
            NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(config.database_connections)
            // The one that was used last has its caches warm, here and in the database.
            .queue_mode(QueueMode::Lifo)
            .timeouts(Timeouts {
                wait: Some(WAIT),
                create: Some(WAIT),
                recycle: Some(WAIT),
            })
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| format!("The connection pool cannot be built: {error}."))?;
        Ok(Self {
            readers: readers::Readers::new(pool.clone(), READERS),
            pool,
        })
    }

    /// A connection of one's own, for a transaction.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer or all connections are in use for too long.
    pub async fn client(&self) -> Result<Client, Error> {
        Ok(self.pool.get().await?)
    }

    /// A connection shared with other reads. Never begin a transaction on it, and change nothing; but that staff looked at
    /// what is read here may be noted on it, as one statement.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer.
    pub async fn reader(&self) -> Result<std::sync::Arc<Client>, Error> {
        self.readers.get().await
    }
}

/// How we connect, wherever the URL leads.
fn settings(url: &str) -> Result<tokio_postgres::Config, String> {
    let mut postgres = tokio_postgres::Config::from_str(url)
        .map_err(|error| format!("DATABASE_URL is wrong: {error}."))?;
    let (idle, interval, retries) = KEEPALIVE;
    postgres
        .application_name("user-api")
        .connect_timeout(WAIT)
        .keepalives_idle(Duration::from_secs(idle))
        .keepalives_interval(Duration::from_secs(interval))
        .keepalives_retries(retries)
        .tcp_user_timeout(RECEIPT);
    let mut options = postgres.get_options().unwrap_or_default().to_owned();
    for (name, value) in SESSION {
        options += &format!(" -c {name}={value}");
    }
    postgres.options(options.trim());
    Ok(postgres)
}

#[cfg(test)]
mod tests {
    use super::{RECEIPT, settings};

    #[test]
    fn what_the_url_says_stays_and_ours_is_added() {
        let settings = settings("postgres://127.0.0.1/x?options=-c%20role%3Dbo");
        let settings = settings.unwrap_or_else(|sentence| panic!("{sentence}"));
        let options = settings.get_options().unwrap_or_default();
        assert!(options.starts_with("-c role=bo -c jit=off "), "{options}");
        assert_eq!(settings.get_tcp_user_timeout(), Some(&RECEIPT));
        assert!(settings.get_keepalives_interval().is_some());
        assert!(settings.get_keepalives_retries().is_some());
    }
}
