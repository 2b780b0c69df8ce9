//! The table `refresh_tokens`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::SessionRow;
use crate::{
    db::{GenericClient, Row},
    error::Error,
};

/// A row of `refresh_tokens`.
#[derive(Debug)]
pub(super) struct RefreshTokenRow {
    pub(super) expires_at: DateTime<Utc>,
    pub(super) used_at: Option<DateTime<Utc>>,
}

const INSERT_REFRESH_TOKEN: &str = "with token as (
        insert into refresh_tokens (token_hash, session_id, expires_at) values ($1, $2, $3)
    )
    update sessions set expires_at = $3 where id = $2";

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

/// A refresh token with its session.
macro_rules! find_refresh_token {
    () => {
        "select sessions.id, user_id, client_id, scopes, dpop_jkt, authenticated_at, ended_at, refresh_tokens.expires_at, used_at
        from refresh_tokens join sessions on sessions.id = session_id where token_hash = $1"
    };
}

pub(super) async fn find_refresh_token(
    client: &impl GenericClient,
    hash: &[u8],
) -> Result<Option<(RefreshTokenRow, SessionRow)>, Error> {
    let statement = client.prepare_cached(find_refresh_token!()).await?;
    let row = client.query_opt(&statement, &[&hash]).await?;
    row.as_ref().map(with_session).transpose()
}

pub(super) async fn lock_refresh_token(
    client: &impl GenericClient,
    hash: &[u8],
) -> Result<Option<(RefreshTokenRow, SessionRow)>, Error> {
    let statement = client
        .prepare_cached(concat!(find_refresh_token!(), " for update"))
        .await?;
    let row = client.query_opt(&statement, &[&hash]).await?;
    row.as_ref().map(with_session).transpose()
}

fn with_session(row: &Row) -> Result<(RefreshTokenRow, SessionRow), Error> {
    let token = RefreshTokenRow {
        expires_at: row.try_get("expires_at")?,
        used_at: row.try_get("used_at")?,
    };
    Ok((token, SessionRow::try_from(row)?))
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

/// A used one that comes again ends its session for a day; later it is refused like any that is unknown.
const DELETE_EXPIRED: &str = "delete from refresh_tokens where token_hash = any (array(
        select token_hash from refresh_tokens where expires_at < now() or used_at < now() - interval '1 day'
        limit $1 for update skip locked))";

/// Deletes refresh tokens that expired, or were used more than a day ago, this many at most, and tells how many there were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_expired(client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_EXPIRED).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}

const DELETE_OF_ENDED: &str = "delete from refresh_tokens where token_hash = any (array(
        select token_hash from refresh_tokens join sessions on sessions.id = session_id
        where ended_at < now() - interval '1 day' or sessions.expires_at < now() - interval '1 day'
        limit $1 for update of refresh_tokens skip locked))";

/// Deletes refresh tokens of sessions that are about to be deleted, this many at most, and tells how many there were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_of_ended(client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_OF_ENDED).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}
