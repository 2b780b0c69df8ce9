//! The table `clients`.

use chrono::{DateTime, Utc};

use super::Settings;
use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
};

/// A row of `clients`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// As the client sends it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SHA-256 of its secret; `None` for a public client.
    pub secret_hash: Option<Vec<u8>>,
    /// SHA-256 of the secret before, while both work.
    pub old_secret_hash: Option<Vec<u8>>,
    /// Until when the secret before works.
    pub old_secret_expires_at: Option<DateTime<Utc>>,
    /// Whether it is the platform's own.
    pub first_party: bool,
    /// How it may ask for tokens.
    pub grants: Vec<String>,
    /// What it may ask for.
    pub scopes: Vec<String>,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// Where people may be sent back to after they signed out.
    pub post_logout_redirect_uris: Vec<String>,
    /// What its ID tokens are signed with.
    pub id_token_algorithm: String,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its changes.
    pub version: i32,
}

/// The columns of [`ClientRow`].
macro_rules! columns {
    () => {
        "id, name, secret_hash, old_secret_hash, old_secret_expires_at, first_party, grants, scopes, redirect_uris, post_logout_redirect_uris, id_token_algorithm, created_at, updated_at, version"
    };
}

const LIST_CLIENTS: &str = concat!(
    "select ",
    columns!(),
    " from clients where deleted_at is null and (created_at, id) < ($1, $2) order by created_at desc, id desc limit $3"
);

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

const FIND_CLIENT: &str = concat!(
    "select ",
    columns!(),
    " from clients where id = $1 and deleted_at is null"
);

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
    "insert into clients (id, name, secret_hash, first_party, grants, scopes, redirect_uris, post_logout_redirect_uris, id_token_algorithm)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (id) do update set deleted_at = null, secret_hash = excluded.secret_hash, grants = excluded.grants, scopes = excluded.scopes
    where clients.deleted_at is not null or clients.secret_hash is distinct from excluded.secret_hash";

/// Registers a client, or brings it back if it was removed or has another secret.
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
                &row.post_logout_redirect_uris,
                &row.id_token_algorithm,
            ],
        )
        .await?;
    Ok(())
}

const INSERT_CLIENT: &str = concat!(
    "insert into clients (id, name, secret_hash, first_party, grants, scopes, redirect_uris, post_logout_redirect_uris, id_token_algorithm)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ",
    columns!()
);

pub(super) async fn insert_client(
    client: &impl GenericClient,
    id: &str,
    secret_hash: Option<&[u8]>,
    settings: &Settings,
) -> Result<ClientRow, Error> {
    let statement = client.prepare_cached(INSERT_CLIENT).await?;
    let row = client
        .query_one(
            &statement,
            &[
                &id,
                &settings.name,
                &secret_hash,
                &settings.first_party,
                &settings.grants,
                &settings.scopes,
                &settings.redirect_uris,
                &settings.post_logout_redirect_uris,
                &settings.id_token_algorithm,
            ],
        )
        .await?;
    ClientRow::try_from(&row)
}

/// Not against those who only refer to the client: people sign in with it while it is changed or removed.
const LOCK_CLIENT: &str = concat!(
    "select ",
    columns!(),
    " from clients where id = $1 and deleted_at is null for no key update"
);

pub(super) async fn lock_client(
    client: &impl GenericClient,
    id: &str,
) -> Result<Option<ClientRow>, Error> {
    let statement = client.prepare_cached(LOCK_CLIENT).await?;
    client
        .query_opt(&statement, &[&id])
        .await?
        .as_ref()
        .map(ClientRow::try_from)
        .transpose()
}

const UPDATE_CLIENT: &str = concat!(
    "update clients set name = $2, first_party = $3, grants = $4, scopes = $5, redirect_uris = $6, post_logout_redirect_uris = $7, id_token_algorithm = $8
    where id = $1 returning ",
    columns!()
);

pub(super) async fn update_client(
    client: &impl GenericClient,
    id: &str,
    settings: &Settings,
) -> Result<ClientRow, Error> {
    let statement = client.prepare_cached(UPDATE_CLIENT).await?;
    let row = client
        .query_one(
            &statement,
            &[
                &id,
                &settings.name,
                &settings.first_party,
                &settings.grants,
                &settings.scopes,
                &settings.redirect_uris,
                &settings.post_logout_redirect_uris,
                &settings.id_token_algorithm,
            ],
        )
        .await?;
    ClientRow::try_from(&row)
}

const RENEW_SECRET: &str = "update clients set secret_hash = $2,
        old_secret_hash = case when $3 > 0 then secret_hash end,
        old_secret_expires_at = case when $3 > 0 then now() + make_interval(secs => $3) end
    where id = $1 returning now() + make_interval(secs => $3) as old_secret_expires_at";

/// Another secret; the one before works for so many seconds more. Tells until when.
pub(super) async fn renew_secret(
    client: &impl GenericClient,
    id: &str,
    secret_hash: &[u8],
    overlap_seconds: f64,
) -> Result<DateTime<Utc>, Error> {
    let statement = client.prepare_cached(RENEW_SECRET).await?;
    let row = client
        .query_one(&statement, &[&id, &secret_hash, &overlap_seconds])
        .await?;
    Ok(row.try_get("old_secret_expires_at")?)
}

impl TryFrom<&Row> for ClientRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            secret_hash: row.try_get("secret_hash")?,
            old_secret_hash: row.try_get("old_secret_hash")?,
            old_secret_expires_at: row.try_get("old_secret_expires_at")?,
            first_party: row.try_get("first_party")?,
            grants: row.try_get("grants")?,
            scopes: row.try_get("scopes")?,
            redirect_uris: row.try_get("redirect_uris")?,
            post_logout_redirect_uris: row.try_get("post_logout_redirect_uris")?,
            id_token_algorithm: row.try_get("id_token_algorithm")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
