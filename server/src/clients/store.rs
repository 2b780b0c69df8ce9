//! The table `clients`.

use chrono::{DateTime, Utc};

use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
};

/// A row of `clients`.
#[derive(Debug)]
pub struct ClientRow {
    /// As the client sends it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SHA-256 of its secret; `None` for a public client.
    pub secret_hash: Option<Vec<u8>>,
    /// Whether it is the platform's own.
    pub first_party: bool,
    /// How it may ask for tokens.
    pub grants: Vec<String>,
    /// What it may ask for.
    pub scopes: Vec<String>,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its changes.
    pub version: i32,
}

const LIST_CLIENTS: &str = "select id, name, secret_hash, first_party, grants, scopes, redirect_uris, created_at, updated_at, version
    from clients where (created_at, id) < ($1, $2) order by created_at desc, id desc limit $3";

pub(super) async fn list_clients(
    client: &impl GenericClient,
    after: &Position,
    limit: i64,
) -> Result<Vec<ClientRow>, Error> {
    let statement = client.prepare_cached(LIST_CLIENTS).await?;
    let rows = client
        .query(&statement, &[&after.created_at, &after.id, &limit])
        .await?;
    rows.iter().map(ClientRow::try_from).collect()
}

const FIND_CLIENT: &str = "select id, name, secret_hash, first_party, grants, scopes, redirect_uris, created_at, updated_at, version
    from clients where id = $1";

pub(super) async fn find_client(
    client: &impl GenericClient,
    id: &str,
) -> Result<Option<ClientRow>, Error> {
    let statement = client.prepare_cached(FIND_CLIENT).await?;
    client
        .query_opt(&statement, &[&id])
        .await?
        .as_ref()
        .map(ClientRow::try_from)
        .transpose()
}

const UPSERT_CLIENT: &str =
    "insert into clients (id, name, secret_hash, first_party, grants, scopes, redirect_uris)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (id) do nothing";

/// Registers a client, unless there is one with its id.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn upsert_client(client: &impl GenericClient, row: &ClientRow) -> Result<(), Error> {
    let statement = client.prepare_cached(UPSERT_CLIENT).await?;
    client
        .execute(
            &statement,
            &[
                &row.id,
                &row.name,
                &row.secret_hash,
                &row.first_party,
                &row.grants,
                &row.scopes,
                &row.redirect_uris,
            ],
        )
        .await?;
    Ok(())
}

impl TryFrom<&Row> for ClientRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            secret_hash: row.try_get("secret_hash")?,
            first_party: row.try_get("first_party")?,
            grants: row.try_get("grants")?,
            scopes: row.try_get("scopes")?,
            redirect_uris: row.try_get("redirect_uris")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
