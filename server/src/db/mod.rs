//! The way to PostgreSQL: a few shared connections for reads, a pool for transactions.

mod errors;
pub mod migrations;
pub mod page;
mod place;
mod readers;
pub mod tls;

use std::{str::FromStr, time::Duration};

use chrono::{DateTime, Utc};
use deadpool_postgres::{
    Client, Manager, ManagerConfig, Pool, PoolError, QueueMode, RecyclingMethod, Runtime, Timeouts,
    Transaction,
};
use tokio_postgres::IsolationLevel;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{
    config::Config,
    error::{Error, with_causes},
};
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

/// How long to wait before saying that the database is not available: for a connection that is in use or being made, and
/// where reads share one, for one's turn to make it; so a read may wait twice as long.
const WAIT: Duration = Duration::from_secs(3);

/// How long to wait for news that is read several times a second, before asking on another connection.
pub const PATIENCE: Duration = Duration::from_secs(1);

/// How many of so many connections are for reads: those that carry them and, where there are many, others that can be made
/// while some that are silent are still waited on. All are within what the operator allows, above all when the database is slow.
fn most_readers(connections: usize) -> usize {
    let spare = (connections / 8).clamp(1, 7 * READERS);
    let most = connections.saturating_sub(2).max(READERS);
    (READERS + spare).min(most)
}

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

/// After how long without a word from PostgreSQL a connection is asked whether anybody is there; how often then;
/// and after how many questions without an answer it is taken for broken.
const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(5), Duration::from_secs(2), 3);

/// How long what was sent to PostgreSQL may stay without its kernel's receipt. How long an answer takes is another matter.
const RECEIPT: Duration = Duration::from_secs(5);

/// Lets each statement of a transaction run for so long, where one takes much with it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn allow(transaction: &impl GenericClient, time: Duration) -> Result<(), Error> {
    let statement = transaction
        .prepare_cached("select set_config('statement_timeout', $1, true)")
        .await?;
    let milliseconds = time.as_millis().to_string();
    transaction.execute(&statement, &[&milliseconds]).await?;
    Ok(())
}

/// What time it is by the clock that all instances share; within a transaction, what it was when that began.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn now(client: &impl GenericClient) -> Result<DateTime<Utc>, Error> {
    let statement = client.prepare_cached("select now()").await?;
    Ok(client.query_one(&statement, &[]).await?.try_get(0)?)
}

/// The database.
pub struct Database {
    pool: Pool,
    readers: readers::Readers,
}

impl Database {
    /// Prepares the pool; connects only when first asked.
    ///
    /// # Errors
    /// A sentence, if the URL cannot be understood, or TLS not be had as it says.
    pub fn new(config: &Config) -> Result<Self, String> {
        let mut postgres = settings(&config.database_url)?;
        let tls = tls::connector(
            &mut postgres,
            "DATABASE_URL",
            config.database_ca.as_deref().map(|path| (tls::CA, path)),
        )?;
        let readers = most_readers(config.database_connections);
        let others = config.database_connections.saturating_sub(readers).max(1);
        Ok(Self {
            readers: readers::Readers::new(pool(postgres.clone(), tls.clone(), readers)?, READERS),
            pool: pool(postgres, tls, others)?,
        })
    }

    /// A connection of one's own, for a transaction.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer or all connections are in use for too long.
    pub async fn client(&self) -> Result<Client, Error> {
        Ok(self.pool.get().await?)
    }

    /// The same at start, when an operator hears why there is none.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer; internal, if it is there, but TLS is not to be had as it should.
    async fn first_client(&self) -> Result<Client, Error> {
        self.pool.get().await.map_err(|error| match &error {
            PoolError::Backend(cause) => match tls::fault(cause, tls::CA) {
                Some(fault) => Error::internal(format!("The database cannot be reached. {fault}")),
                None => error.into(),
            },
            _ => error.into(),
        })
    }

    /// A connection shared with other reads. Never begin a transaction on it, and change nothing; but that staff looked at
    /// what is read here may be noted on it, as one statement.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer.
    pub async fn reader(&self) -> Result<std::sync::Arc<Client>, Error> {
        self.readers.get().await
    }

    /// Reads on a shared connection what is soon read again. If it does not answer within a second, it may have gone silent,
    /// which nobody would notice for a quarter of an hour; so the next read makes another.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer in time.
    pub async fn ask<T>(
        &self,
        question: impl AsyncFnOnce(&Client) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.ask_for(PATIENCE, question).await
    }

    /// The same, for what may take so long.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer in time.
    pub async fn ask_for<T>(
        &self,
        patience: Duration,
        question: impl AsyncFnOnce(&Client) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let reader = self.readers.get().await?;
        let answer = tokio::time::timeout(patience, question(&reader)).await;
        answer.unwrap_or_else(|_| {
            self.readers.give_up(&reader);
            Err(Error::unavailable(SILENT, 1))
        })
    }
}

const SILENT: &str = "The database did not answer in time. Try again in a moment.";

/// Connections, made when they are needed.
fn pool(
    postgres: tokio_postgres::Config,
    tls: MakeRustlsConnect,
    most: usize,
) -> Result<Pool, String> {
    let manager = Manager::from_config(
        postgres,
        tls,
        ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        },
    );
    Pool::builder(manager)
        .max_size(most)
        // The one that was used last has its caches warm, here and in the database.
        .queue_mode(QueueMode::Lifo)
        .timeouts(Timeouts {
            wait: Some(WAIT),
            create: Some(WAIT),
            recycle: Some(WAIT),
        })
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| {
            format!(
                "The connection pool cannot be built: {}.",
                with_causes(&error)
            )
        })
}

/// How we connect, wherever the URL leads. Where it says itself how, it knows better.
fn settings(url: &str) -> Result<tokio_postgres::Config, String> {
    let mut postgres = tokio_postgres::Config::from_str(url)
        .map_err(|error| format!("DATABASE_URL is wrong: {}.", with_causes(&error)))?;
    let (said, unsaid) = (postgres.clone(), tokio_postgres::Config::new());
    let (idle, interval, retries) = KEEPALIVE;
    postgres
        .application_name(said.get_application_name().unwrap_or("user-api"))
        .connect_timeout(said.get_connect_timeout().copied().unwrap_or(WAIT))
        .keepalives_interval(said.get_keepalives_interval().unwrap_or(interval))
        .keepalives_retries(said.get_keepalives_retries().unwrap_or(retries))
        .tcp_user_timeout(said.get_tcp_user_timeout().copied().unwrap_or(RECEIPT));
    if said.get_keepalives_idle() == unsaid.get_keepalives_idle() {
        postgres.keepalives_idle(idle);
    }
    // Of what is there twice PostgreSQL takes the last.
    let ours = SESSION.iter();
    let ours = ours.map(|(name, value)| format!("-c {name}={value}"));
    let options = ours.chain(said.get_options().map(str::to_owned));
    postgres.options(options.collect::<Vec<_>>().join(" "));
    Ok(postgres)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{READERS, RECEIPT, most_readers, settings};

    #[test]
    fn what_the_url_says_wins_and_ours_is_added() {
        let read = |url| settings(url).unwrap_or_else(|sentence| panic!("{sentence}"));
        let ours = read("postgres://127.0.0.1/x?options=-c%20role%3Dbo");
        let options = ours.get_options().unwrap_or_default();
        assert!(options.starts_with("-c jit=off "), "{options}");
        assert!(options.ends_with(" -c role=bo"), "{options}");
        assert_eq!(ours.get_tcp_user_timeout(), Some(&RECEIPT));
        assert!(ours.get_keepalives_interval().is_some());
        assert!(ours.get_keepalives_retries().is_some());
        let said = read("postgres://127.0.0.1/x?connect_timeout=1&keepalives_idle=60");
        assert_eq!(said.get_connect_timeout(), Some(&Duration::from_secs(1)));
        assert_eq!(said.get_keepalives_idle(), Duration::from_secs(60));
    }

    #[test]
    fn what_is_wrong_with_the_url_is_said() {
        let sentence = settings("postgres://127.0.0.1/x?sslmode=verify-full").err();
        let sentence = sentence.unwrap_or_default();
        assert!(sentence.contains("sslmode"), "{sentence}");
    }

    #[test]
    fn readers_are_within_what_the_operator_allows() {
        for connections in 4..=1000 {
            let readers = most_readers(connections);
            assert!(
                (READERS..connections - 1).contains(&readers),
                "{connections}"
            );
        }
        assert!((5..=1000).all(|connections| most_readers(connections) > READERS));
    }
}
