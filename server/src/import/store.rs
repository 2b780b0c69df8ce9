//! The other database, of which one snapshot is read; and what was brought over, which is noted.

use std::{collections::HashSet, error::Error as _, path::Path, time::Duration};

use serde_json::Value;
use tokio_postgres::{Client, types::Json};
use uuid::Uuid;

use super::Step;
use crate::{
    db::{GenericClient, tls},
    error::{Error, with_causes},
};

/// A snapshot of the other database, which nothing is written to.
pub(super) struct Source {
    client: Client,
}

impl Source {
    /// Connects, and sees the database from now on as it is now.
    ///
    /// # Errors
    /// A sentence, if it does not answer or has no people.
    pub(super) async fn open(url: &str, ca: Option<&Path>) -> Result<Self, String> {
        let wrong = |error| {
            let fault = tls::fault(&error, "--from-ca");
            let fault = fault.unwrap_or_else(|| format!("{}.", cause(&error)));
            format!("The database to import from does not answer: {fault}")
        };
        let mut config: tokio_postgres::Config = url
            .parse()
            .map_err(|error| format!("--from is wrong: {}.", with_causes(&error)))?;
        config.connect_timeout(Duration::from_secs(10));
        let tls = tls::connector(&mut config, "--from", ca.map(|path| ("--from-ca", path)))?;
        let (client, connection) = config.connect(tls).await.map_err(wrong)?;
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

    /// How many rows a table has, or a query in brackets. It is one of ours.
    pub(super) async fn count(&self, of: &str) -> Result<i64, Error> {
        let sql = format!("select count(*) from {of}");
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

/// Writes a batch, all of it or nothing; but for rows that do not fit what is here, whose ids are answered.
pub(super) async fn write<S: Step>(
    client: &mut deadpool_postgres::Client,
    mut rows: Vec<Value>,
) -> Result<Vec<Uuid>, Error> {
    let id = |row: &Value| row["id"].as_str().and_then(|id| id.parse::<Uuid>().ok());
    let transaction = client.transaction().await?;
    transaction
        .batch_execute("set local statement_timeout = '10min'")
        .await?;
    for statement in S::BEFORE {
        transaction.execute(*statement, &[&Json(&rows)]).await?;
    }
    let written = transaction.query(S::INSERT, &[&Json(&rows)]).await?;
    let written = written.iter().map(|row| row.try_get(0));
    let written: HashSet<Uuid> = written.collect::<Result<_, _>>()?;
    let is_written = |row: &Value| id(row).is_some_and(|id| written.contains(&id));
    let refused = rows.iter().filter(|row| !is_written(row)).filter_map(id);
    let refused = refused.collect();
    rows.retain(is_written);
    for statement in S::AFTER {
        transaction.execute(*statement, &[&Json(&rows)]).await?;
    }
    transaction
        .execute(NOTE_IMPORTED, &[&Json(&rows), &S::NAME])
        .await?;
    transaction.commit().await?;
    Ok(refused)
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
    if let Some(refusal) = error.as_db_error() {
        return refusal.message().to_owned();
    }
    let source = error.source();
    source.map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}
