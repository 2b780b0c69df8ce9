//! The table `authorization_codes`.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, Row},
    error::Error,
    oauth::authorization::AuthorizationRequest,
};

/// A row of `authorization_codes`, with what its browser session tells.
pub struct CodeRow {
    /// Which application may exchange it.
    pub client_id: String,
    /// The browser that the person signed in with.
    pub browser_session_id: Uuid,
    /// Who that is.
    pub user_id: Uuid,
    /// The kind of browser and system.
    pub device: Option<String>,
    /// When the person gave their password.
    pub authenticated_at: DateTime<Utc>,
    /// What the tokens will be limited to.
    pub scopes: Vec<String>,
    /// Goes into the ID token.
    pub nonce: Option<String>,
    /// The key that the code is bound to.
    pub dpop_jkt: Option<String>,
    /// The session it was exchanged for, if it was.
    pub session_id: Option<Uuid>,
    pub(super) redirect_uri: String,
    pub(super) redirect_uri_given: bool,
    pub(super) code_challenge: String,
    pub(super) is_live: bool,
}

const INSERT_CODE: &str = "with used as (
        update sessions set last_used_at = now() where id = $3
    )
    insert into authorization_codes (code_hash, client_id, browser_session_id, redirect_uri, redirect_uri_given, scopes, code_challenge, nonce, dpop_jkt, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(secs => $10))";

pub(super) async fn insert_code(
    client: &impl GenericClient,
    hash: &[u8],
    request: &AuthorizationRequest,
    browser_session_id: Uuid,
    lifetime: TimeDelta,
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_CODE).await?;
    client
        .execute(
            &statement,
            &[
                &hash,
                &request.client_id,
                &browser_session_id,
                &request.redirect_uri,
                &request.redirect_uri_given,
                &request.scopes,
                &request.code_challenge,
                &request.nonce,
                &request.dpop_jkt,
                &lifetime.as_seconds_f64(),
            ],
        )
        .await?;
    Ok(())
}

const IS_KNOWN: &str = "select exists (
        select from authorization_codes codes join sessions on sessions.id = coalesce(codes.session_id, codes.browser_session_id)
        where code_hash = $1 and ended_at is null and (codes.session_id is not null or codes.expires_at > now()))";

pub(super) async fn is_known(client: &impl GenericClient, hash: &[u8]) -> Result<bool, Error> {
    let statement = client.prepare_cached(IS_KNOWN).await?;
    Ok(client.query_one(&statement, &[&hash]).await?.try_get(0)?)
}

const LOCK_CODE: &str = "select codes.client_id, codes.browser_session_id, user_id, device, authenticated_at, codes.scopes, nonce, codes.dpop_jkt,
        codes.session_id, redirect_uri, redirect_uri_given, code_challenge, codes.expires_at > now() and ended_at is null as is_live
    from authorization_codes codes join sessions on sessions.id = codes.browser_session_id
    where code_hash = $1 for update of codes";

pub(super) async fn lock_code(
    client: &impl GenericClient,
    hash: &[u8],
) -> Result<Option<CodeRow>, Error> {
    let statement = client.prepare_cached(LOCK_CODE).await?;
    let row = client.query_opt(&statement, &[&hash]).await?;
    row.as_ref().map(CodeRow::try_from).transpose()
}

const USE_CODE: &str =
    "update authorization_codes set used_at = now(), session_id = $2 where code_hash = $1";

pub(super) async fn use_code(
    client: &impl GenericClient,
    hash: &[u8],
    session_id: Uuid,
) -> Result<(), Error> {
    let statement = client.prepare_cached(USE_CODE).await?;
    client.execute(&statement, &[&hash, &session_id]).await?;
    Ok(())
}

const DELETE_EXPIRED: &str = "delete from authorization_codes where code_hash = any (array(
        select code_hash from authorization_codes where expires_at < now() - interval '1 hour'
        limit $1 for update skip locked))";

/// Deletes codes that expired more than an hour ago, this many at most, and tells how many there were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_expired(client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_EXPIRED).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}

impl TryFrom<&Row> for CodeRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            client_id: row.try_get("client_id")?,
            browser_session_id: row.try_get("browser_session_id")?,
            user_id: row.try_get("user_id")?,
            device: row.try_get("device")?,
            authenticated_at: row.try_get("authenticated_at")?,
            scopes: row.try_get("scopes")?,
            nonce: row.try_get("nonce")?,
            dpop_jkt: row.try_get("dpop_jkt")?,
            session_id: row.try_get("session_id")?,
            redirect_uri: row.try_get("redirect_uri")?,
            redirect_uri_given: row.try_get("redirect_uri_given")?,
            code_challenge: row.try_get("code_challenge")?,
            is_live: row.try_get("is_live")?,
        })
    }
}
