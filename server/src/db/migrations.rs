//! The schema, from the repository's migrations/ folder, which the binary carries along; and what a role needs that may
//! use it, but not change it.

use deadpool_postgres::Client;

use crate::{db::Database, error::Error};

mod embedded {
    refinery::embed_migrations!("../migrations");
}

/// Any number; it names the lock that lets one instance migrate while the others wait.
const LOCK: i64 = 0x7573_6572_2d61_7069;

/// What the server's own role may do: nothing to the schema, nothing to the list of migrations, and to the trail only add.
const GRANTS: &str = "select format('grant usage on schema %1$I to %2$I;
    grant select, insert, update, delete on all tables in schema %1$I to %2$I;
    revoke insert, update, delete on %1$I.refinery_schema_history from %2$I;
    revoke update, delete on %1$I.audit_events from %2$I', current_schema(), $1::text)";

/// Brings the database to the newest schema. Safe when several instances start at once: one migrates, the others wait.
/// By a role that may make no tables, only looks whether it is the newest.
///
/// # Errors
/// Internal, if a migration fails, which is undone as a whole then; or is missing, and this role may not add it.
pub async fn run(database: &Database) -> Result<Vec<String>, Error> {
    let mut client = database.first_client().await?;
    if !may_migrate(&client).await? {
        check(&mut client).await?;
        return Ok(Vec::new());
    }
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

/// Lets a role use the schema, as the server has to, and no more than that. Also takes back what it may do beyond.
///
/// # Errors
/// Internal, if there is no such role, or it is the one that asks.
pub async fn grant(database: &Database, role: &str) -> Result<(), Error> {
    let client = database.client().await?;
    let row = client
        .query_one("select current_user = $1::text", &[&role])
        .await?;
    if row.try_get(0)? {
        return Err(Error::internal(format!(
            "{role} is the role that owns the tables. Make another one for the server: create role ... login"
        )));
    }
    let grants: String = client.query_one(GRANTS, &[&role]).await?.try_get(0)?;
    Ok(client.batch_execute(&grants).await?)
}

async fn may_migrate(client: &Client) -> Result<bool, Error> {
    let sql = "select has_schema_privilege(current_schema(), 'create')";
    Ok(client.query_one(sql, &[]).await?.try_get(0)?)
}

/// Refuses a schema that is not the one that this server was made for.
async fn check(client: &mut Client) -> Result<(), Error> {
    let runner = embedded::migrations::runner();
    let exists = "select to_regclass('refinery_schema_history') is not null";
    let mut applied = Vec::new();
    if client.query_one(exists, &[]).await?.try_get(0)? {
        let client = &mut ***client as &mut tokio_postgres::Client;
        let found = runner.get_applied_migrations_async(client).await;
        applied = found.map_err(Error::internal)?;
    }
    let mut wanted = runner.get_migrations().clone();
    wanted.sort();
    if applied == wanted {
        return Ok(());
    }
    Err(Error::internal(
        "the schema is not the one of this server, whose role may not change it. Run user-api migrate as the role that owns the tables",
    ))
}
