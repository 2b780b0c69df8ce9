//! The tables `sessions` and `refresh_tokens`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, Row},
    error::Error,
};

/// A row of `sessions`.
#[derive(Debug)]
pub struct SessionRow {
    /// Named in every access token of the session.
    pub id: Uuid,
    /// Who signed in.
    pub user_id: Uuid,
    /// With which application.
    pub client_id: String,
    /// What its tokens are limited to.
    pub scopes: Vec<String>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A row of `refresh_tokens`.
#[derive(Debug)]
pub(super) struct RefreshTokenRow {
    pub(super) expires_at: DateTime<Utc>,
    pub(super) used_at: Option<DateTime<Utc>>,
}

const INSERT_SESSION: &str =
    "insert into sessions (id, user_id, client_id, scopes) values ($1, $2, $3, $4) returning id";

pub(super) async fn insert_session(
    client: &impl GenericClient,
    id: Uuid,
    user_id: Uuid,
    client_id: &str,
    scopes: &[String],
) -> Result<Uuid, Error> {
    let statement = client.prepare_cached(INSERT_SESSION).await?;
    Ok(client
        .query_one(&statement, &[&id, &user_id, &client_id, &scopes])
        .await?
        .try_get("id")?)
}

const END: &str = "update sessions set ended_at = now() where id = $1 and ended_at is null";

pub(super) async fn end(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(END).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

const END_ALL: &str =
    "update sessions set ended_at = now() where user_id = $1 and ended_at is null";

/// Ends all sessions of a person.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn end_all(client: &impl GenericClient, user_id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(END_ALL).await?;
    client.execute(&statement, &[&user_id]).await?;
    Ok(())
}

const INSERT_REFRESH_TOKEN: &str =
    "insert into refresh_tokens (token_hash, session_id, expires_at) values ($1, $2, $3)";

pub(super) async fn insert_refresh_token(
    client: &impl GenericClient,
    hash: &[u8],
    session_id: Uuid,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_REFRESH_TOKEN).await?;
    client
        .execute(&statement, &[&hash, &session_id, &expires_at])
        .await?;
    Ok(())
}

const LOCK_REFRESH_TOKEN: &str =
    "select sessions.id, user_id, client_id, scopes, ended_at, expires_at, used_at
    from refresh_tokens join sessions on sessions.id = session_id where token_hash = $1 for update";

pub(super) async fn lock_refresh_token(
    client: &impl GenericClient,
    hash: &[u8],
) -> Result<Option<(RefreshTokenRow, SessionRow)>, Error> {
    let statement = client.prepare_cached(LOCK_REFRESH_TOKEN).await?;
    let row = client.query_opt(&statement, &[&hash]).await?;
    row.map(|row| {
        Ok((
            RefreshTokenRow {
                expires_at: row.try_get("expires_at")?,
                used_at: row.try_get("used_at")?,
            },
            SessionRow::try_from(&row)?,
        ))
    })
    .transpose()
}

const USE_REFRESH_TOKEN: &str = "with used as (
        update refresh_tokens set used_at = now() where token_hash = $1 and used_at is null
    )
    update sessions set last_used_at = now() where id = $2";

pub(super) async fn use_refresh_token(
    client: &impl GenericClient,
    hash: &[u8],
    session_id: Uuid,
) -> Result<(), Error> {
    let statement = client.prepare_cached(USE_REFRESH_TOKEN).await?;
    client.execute(&statement, &[&hash, &session_id]).await?;
    Ok(())
}

impl TryFrom<&Row> for SessionRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            user_id: row.try_get("user_id")?,
            client_id: row.try_get("client_id")?,
            scopes: row.try_get("scopes")?,
            ended_at: row.try_get("ended_at")?,
        })
    }
}
