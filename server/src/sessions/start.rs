//! How a session begins.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{BROWSER_LIFETIME, REFRESH_TOKEN_LIFETIME};
use crate::{
    db::GenericClient,
    error::Error,
    limits,
    oauth::access_tokens,
    policy::Rule,
    users::{self, PersonRow},
};

/// What a new session needs.
#[derive(Debug, Default)]
pub struct NewSession<'a> {
    /// Who signed in.
    pub user_id: Uuid,
    /// With which application; `None` for a browser on our own pages.
    pub client_id: Option<&'a str>,
    /// The browser that signed the application in.
    pub browser_session_id: Option<Uuid>,
    /// The hash of the browser's cookie; `None` for an application.
    pub cookie_hash: Option<&'a [u8]>,
    /// What its tokens are limited to.
    pub scopes: &'a [String],
    /// The key that its refresh tokens are bound to.
    pub dpop_jkt: Option<&'a str>,
    /// The kind of browser and system.
    pub device: Option<&'a str>,
    /// When the person gave their password.
    pub authenticated_at: DateTime<Utc>,
    /// The hash of the refresh token that continues it.
    pub refresh_token_hash: Option<&'a [u8]>,
    /// Under which conditions alone it begins.
    pub unless: Unless<'a>,
}

/// What may have come between a password that was right and the session that it begins.
#[derive(Debug, Default, Clone, Copy)]
pub struct Unless<'a> {
    /// The password's hash is another one now.
    pub password_hash: Option<&'a str>,
    /// One of these limits is reached.
    pub blocked: &'a [&'a [u8]],
}

/// Signs a person in by the operation of this rule, and answers who they are by then. Without a refresh token, the session lives as
/// long as its access token. `None` if the person was suspended or deleted at this very moment, their browser signed out, or
/// one of the conditions of the session was not met.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn start(
    client: &impl GenericClient,
    rule: &Rule,
    new: &NewSession<'_>,
) -> Result<Option<(Uuid, PersonRow)>, Error> {
    let id = Uuid::now_v7();
    let lifetime = match (new.refresh_token_hash, new.cookie_hash) {
        (Some(_), _) => REFRESH_TOKEN_LIFETIME,
        (None, Some(_)) => BROWSER_LIFETIME,
        (None, None) => access_tokens::LIFETIME,
    };
    let user = insert_session(client, id, rule, new, lifetime).await?;
    Ok(user.map(|user| (id, user)))
}

/// Holding the person makes a sign-in and a suspension at the same moment take turns: a session that begins first is ended
/// by the suspension, and none begins after it. So does holding the browser, with its being signed out.
///
/// All in one statement, the trail too: hashing a password has emptied the processor's caches, so that each statement takes
/// several times as long as it does elsewhere.
const INSERT_SESSION: &str = concat!(
    "with person as (
        select ", users::person_columns!(), " from users
        where id = $2 and deleted_at is null and suspended_at is null and ($11::text is null or password_hash = $11) for share
    ), session as (
        insert into sessions (id, user_id, client_id, browser_session_id, cookie_hash, scopes, dpop_jkt, device, authenticated_at, expires_at)
        select $1, id, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(secs => $10) from person
        where not exists (", limits::blocked_of!("$12"), ")
            and ($4::uuid is null or exists (select from sessions where id = $4 and ended_at is null for share))
        returning id, expires_at
    ), token as (
        insert into refresh_tokens (token_hash, session_id, expires_at) select $13, id, expires_at from session where $13::bytea is not null
    ), trail as (
        insert into audit_events (id, operation, client_id, actor_id, actor_role, object_kind, object_id, subject_id, subject_tenant_id, subject_role, fields)
        select $14, $15, $3, person.id, role, 'session', session.id, person.id, tenant_id, role, '{}' from session, person
    )
    select person.*, exists (select from session) as is_inserted from person"
);

/// The person, as they are now; `None` if a condition was not met.
async fn insert_session(
    client: &impl GenericClient,
    id: Uuid,
    rule: &Rule,
    new: &NewSession<'_>,
    lifetime: TimeDelta,
) -> Result<Option<PersonRow>, Error> {
    let statement = client.prepare_cached(INSERT_SESSION).await?;
    let row = client
        .query_opt(
            &statement,
            &[
                &id,
                &new.user_id,
                &new.client_id,
                &new.browser_session_id,
                &new.cookie_hash,
                &new.scopes,
                &new.dpop_jkt,
                &new.device,
                &new.authenticated_at,
                &lifetime.as_seconds_f64(),
                &new.unless.password_hash,
                &new.unless.blocked,
                &new.refresh_token_hash,
                &Uuid::now_v7(),
                &rule.operation,
            ],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let is_inserted = row.try_get("is_inserted")?;
    let user = PersonRow::try_from(&row)?;
    Ok(Some(user).filter(|_| is_inserted))
}
