//! The other database, of which one snapshot is read; and what was brought over, which is noted.

use std::{collections::HashSet, time::Duration};

use serde_json::Value;
use tokio_postgres::{Client, NoTls, types::Json};
use uuid::Uuid;

use crate::{db::GenericClient, error::Error};

/// A snapshot of the other database, which nothing is written to.
pub(super) struct Source {
    client: Client,
}

impl Source {
    /// Connects, and sees the database from now on as it is now.
    ///
    /// # Errors
    /// A sentence, if it does not answer or has no people.
    pub(super) async fn open(url: &str) -> Result<Self, String> {
        let wrong = |error| {
            format!(
                "The database to import from does not answer: {}.",
                cause(&error)
            )
        };
        let mut config: tokio_postgres::Config = url
            .parse()
            .map_err(|error| format!("--from is wrong: {error}."))?;
        config.connect_timeout(Duration::from_secs(10));
        let (client, connection) = config.connect(NoTls).await.map_err(wrong)?;
        tokio::spawn(connection);
        let begin = "begin isolation level repeatable read read only; set local time zone 'UTC'; set local statement_timeout = 0";
        client.batch_execute(begin).await.map_err(wrong)?;
        let source = Self { client };
        let has = source.has_columns().await.map_err(wrong)?;
        has.then_some(source).ok_or_else(|| "The database to import from has no table users with a column legacy_id. Is it the right one?".to_owned())
    }

    async fn has_columns(&self) -> Result<bool, tokio_postgres::Error> {
        let sql = "select exists (select from pg_attribute where attrelid = to_regclass('users') and attname = 'legacy_id')";
        self.client.query_one(sql, &[]).await?.try_get(0)
    }

    pub(super) async fn has(&self, table: &str) -> Result<bool, Error> {
        let sql = "select to_regclass($1::text) is not null";
        Ok(self.client.query_one(sql, &[&table]).await?.try_get(0)?)
    }

    /// How many rows a table has. The name is one of ours.
    pub(super) async fn count(&self, table: &str) -> Result<i64, Error> {
        let sql = format!("select count(*) from {table}");
        Ok(self.client.query_one(&sql, &[]).await?.try_get(0)?)
    }

    pub(super) async fn declare(&self, select: &str) -> Result<(), Error> {
        let sql = format!("declare legacy no scroll cursor for {select}");
        Ok(self.client.batch_execute(&sql).await?)
    }

    /// The next thousand rows.
    pub(super) async fn fetch(&self) -> Result<Vec<Value>, Error> {
        let rows = self.client.query("fetch 1000 from legacy", &[]).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    pub(super) async fn close(&self) -> Result<(), Error> {
        Ok(self.client.batch_execute("close legacy").await?)
    }

    /// All rows at once, of a table that other rows refer to; none, if there is no such table.
    pub(super) async fn all(&self, table: &str, select: &str) -> Result<Vec<Value>, Error> {
        if !self.has(table).await? {
            return Ok(Vec::new());
        }
        let rows = self.client.query(select, &[]).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}

/// Any number that no other lock has.
const LOCK: i64 = 0x696d_706f_7274;

pub(super) async fn lock(client: &impl GenericClient) -> Result<bool, Error> {
    let row = client
        .query_one("select pg_try_advisory_lock($1)", &[&LOCK])
        .await?;
    Ok(row.try_get(0)?)
}

pub(super) async fn unlock(client: &impl GenericClient) -> Result<(), Error> {
    client
        .execute("select pg_advisory_unlock($1)", &[&LOCK])
        .await?;
    Ok(())
}

const IMPORTED: &str = "select id from imported_rows where kind = $1";

pub(super) async fn imported(
    client: &impl GenericClient,
    kind: &str,
) -> Result<HashSet<Uuid>, Error> {
    let rows = client.query(IMPORTED, &[&kind]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

const NOTE_IMPORTED: &str = "insert into imported_rows (kind, id, legacy_id)
    select $2, id, legacy_id from jsonb_to_recordset($1) as r (id uuid, legacy_id bigint)";

/// Writes a batch, all of it or nothing.
pub(super) async fn write(
    client: &mut deadpool_postgres::Client,
    kind: &str,
    statements: &[&str],
    rows: &[Value],
) -> Result<(), Error> {
    let transaction = client.transaction().await?;
    transaction
        .batch_execute("set local statement_timeout = '10min'")
        .await?;
    for statement in statements {
        transaction.execute(*statement, &[&Json(rows)]).await?;
    }
    transaction
        .execute(NOTE_IMPORTED, &[&Json(rows), &kind])
        .await?;
    Ok(transaction.commit().await?)
}

/// What went wrong, in the database's words: the operator may read them.
pub(super) fn tell(error: Error) -> String {
    match &error {
        Error::Internal(source) => match source.downcast_ref::<tokio_postgres::Error>() {
            Some(error) => format!("A database refused: {}.", cause(error)),
            None => crate::app::explain(error),
        },
        Error::Refused(_) => crate::app::explain(error),
    }
}

fn cause(error: &tokio_postgres::Error) -> String {
    error
        .as_db_error()
        .map_or_else(|| error.to_string(), |refusal| refusal.message().to_owned())
}
