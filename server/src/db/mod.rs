//! The way to PostgreSQL: a few shared connections for reads, a pool for transactions.

mod errors;
pub mod migrations;
pub mod page;
mod place;
mod readers;

use std::{str::FromStr, time::Duration};

use deadpool_postgres::{
    Client, Manager, ManagerConfig, Pool, QueueMode, RecyclingMethod, Runtime, Timeouts,
    Transaction,
};
use tokio_postgres::{IsolationLevel, NoTls};

use crate::{config::Config, error::Error};
pub use deadpool_postgres::GenericClient;
pub use place::is_on_this_machine;
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

/// How long a statement may run, in milliseconds.
const STATEMENT_TIMEOUT: u32 = 5_000;

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
        let mut postgres = tokio_postgres::Config::from_str(&config.database_url)
            .map_err(|error| format!("DATABASE_URL is wrong: {error}."))?;
        postgres
            .application_name("user-api")
            .connect_timeout(WAIT)
            .keepalives_idle(Duration::from_secs(30));
        // Our questions are short: to compile one takes longer than to answer it.
        let options = format!(
            "{} -c jit=off -c statement_timeout={STATEMENT_TIMEOUT}",
            postgres.get_options().unwrap_or_default()
        );
        postgres.options(options.trim());
        let manager = Manager::from_config(
            postgres,
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
