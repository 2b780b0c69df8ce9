//! The schema, from the repository's migrations/ folder, which the binary carries along.

use crate::{db::Database, error::Error};

mod embedded {
    refinery::embed_migrations!("../migrations");
}

/// Any number; it names the lock that lets one instance migrate while the others wait.
const LOCK: i64 = 0x7573_6572_2d61_7069;

/// Brings the database to the newest schema. Safe when several instances start at once: one migrates, the others wait.
///
/// # Errors
/// Internal, if a migration fails; that migration is undone as a whole.
pub async fn run(database: &Database) -> Result<Vec<String>, Error> {
    let mut client = database.client().await?;
    client.batch_execute("set statement_timeout = 0").await?;
    client
        .execute("select pg_advisory_lock($1)", &[&LOCK])
        .await?;
    let report = embedded::migrations::runner()
        .run_async(&mut **client as &mut tokio_postgres::Client)
        .await;
    // The connection is not used again, and the lock ends with it.
    drop(deadpool_postgres::Object::take(client));
    let applied = report.map_err(Error::internal)?;
    Ok(applied
        .applied_migrations()
        .iter()
        .map(|migration| format!("V{} {}", migration.version(), migration.name()))
        .collect())
}
