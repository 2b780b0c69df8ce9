//! The sessions: browsers and apps that a person is signed in with, and the refresh tokens that continue them.

mod store;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{db::GenericClient, error::Error, secrets};
pub use store::{SessionRow, end_all};

/// How long a refresh token is good for, if it is not used.
const REFRESH_TOKEN_LIFETIME: TimeDelta = TimeDelta::days(30);

/// How long a used refresh token may come again: two tabs that refresh at the same moment do not sign a person out.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// What became of a refresh token that was presented.
pub enum Refreshed {
    /// The session goes on.
    Session(SessionRow),
    /// The token is unknown or expired, or its session has ended.
    Refused,
    /// The token had been used before; whoever has it stole it, or lost it to a thief. The session has ended.
    Reused,
}

/// Signs a person in.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn start(
    client: &impl GenericClient,
    user_id: Uuid,
    client_id: &str,
    scopes: &[String],
) -> Result<Uuid, Error> {
    store::insert_session(client, Uuid::now_v7(), user_id, client_id, scopes).await
}

/// Gives out a refresh token for a session. Only its hash is kept.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn issue_refresh_token(
    client: &impl GenericClient,
    session_id: Uuid,
) -> Result<String, Error> {
    let token = secrets::random_token()?;
    store::insert_refresh_token(
        client,
        &secrets::hash(&token),
        session_id,
        Utc::now() + REFRESH_TOKEN_LIFETIME,
    )
    .await?;
    Ok(token)
}

/// Exchanges a refresh token of this client. Needs a transaction: two requests with one token take turns.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn refresh(
    client: &impl GenericClient,
    token: &str,
    client_id: &str,
) -> Result<Refreshed, Error> {
    let hash = secrets::hash(token);
    let Some((row, session)) = store::lock_refresh_token(client, &hash).await? else {
        return Ok(Refreshed::Refused);
    };
    let now = Utc::now();
    if session.client_id != client_id || session.ended_at.is_some() || row.expires_at <= now {
        return Ok(Refreshed::Refused);
    }
    if row
        .used_at
        .is_some_and(|used_at| is_past_grace(used_at, now))
    {
        store::end(client, session.id).await?;
        return Ok(Refreshed::Reused);
    }
    store::use_refresh_token(client, &hash, session.id).await?;
    Ok(Refreshed::Session(session))
}

fn is_past_grace(used_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - used_at > GRACE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_used_token_is_good_again_for_ten_seconds_and_no_longer() {
        let now = Utc::now();
        assert!(!is_past_grace(now - TimeDelta::seconds(9), now));
        assert!(is_past_grace(now - TimeDelta::seconds(11), now));
    }
}
