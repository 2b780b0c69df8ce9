//! The table `refresh_tokens`.

use chrono::{DateTime, TimeDelta, Utc};
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
    pub(super) is_expired: bool,
    pub(super) is_used: bool,
    /// It was used longer ago than it may come again.
    pub(super) is_past_grace: bool,
}

const INSERT_REFRESH_TOKEN: &str = "with token as (
        insert into refresh_tokens (token_hash, session_id, expires_at) values ($1, $2, now() + make_interval(secs => $3))
        returning expires_at
    )
    update sessions set expires_at = token.expires_at from token where id = $2";

pub(super) async fn insert_refresh_token(
    client: &impl GenericClient,
    hash: &[u8],
    session_id: Uuid,
    lifetime: TimeDelta,
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_REFRESH_TOKEN).await?;
    client
        .execute(
            &statement,
            &[&hash, &session_id, &lifetime.as_seconds_f64()],
        )
        .await?;
    Ok(())
}

/// A refresh token with its session, by the clock of the database: it is the one that all instances share. Who locks them
/// locks the session first, as who deletes a session does with what refers to it.
macro_rules! find_refresh_token {
    () => {
        "select sessions.id, user_id, client_id, scopes, dpop_jkt, authenticated_at, ended_at, refresh_tokens.expires_at,
            refresh_tokens.expires_at <= now() as is_expired, used_at is not null as is_used,
            coalesce(used_at < now() - make_interval(secs => $2), false) as is_past_grace
        from sessions join refresh_tokens on session_id = sessions.id where token_hash = $1"
    };
}

pub(super) async fn find_refresh_token(
    client: &impl GenericClient,
    hash: &[u8],
    grace: TimeDelta,
) -> Result<Option<(RefreshTokenRow, SessionRow)>, Error> {
    let statement = client.prepare_cached(find_refresh_token!()).await?;
    let grace = grace.as_seconds_f64();
    let row = client.query_opt(&statement, &[&hash, &grace]).await?;
    row.as_ref().map(with_session).transpose()
}

pub(super) async fn lock_refresh_token(
    client: &impl GenericClient,
    hash: &[u8],
    grace: TimeDelta,
) -> Result<Option<(RefreshTokenRow, SessionRow)>, Error> {
    let statement = client
        .prepare_cached(concat!(find_refresh_token!(), " for update"))
        .await?;
    let grace = grace.as_seconds_f64();
    let row = client.query_opt(&statement, &[&hash, &grace]).await?;
    row.as_ref().map(with_session).transpose()
}

fn with_session(row: &Row) -> Result<(RefreshTokenRow, SessionRow), Error> {
    let token = RefreshTokenRow {
        expires_at: row.try_get("expires_at")?,
        is_expired: row.try_get("is_expired")?,
        is_used: row.try_get("is_used")?,
        is_past_grace: row.try_get("is_past_grace")?,
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
