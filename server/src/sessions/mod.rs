//! The sessions: browsers and apps that a person is signed in with, and the refresh tokens that continue them.

pub mod refresh_tokens;
mod start;
mod store;
pub mod view;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Act, Object},
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::Error,
    policy::{Caller, Rule, Subject},
    secrets, users,
};
use refresh_tokens::RefreshTokenRow;
pub use start::{NewSession, Unless, start};
pub use store::{BrowserSession, ListedSession, SessionRow, delete_expired, end_all, find_browser};

/// Why nobody was signed in although the password was right.
pub fn just_changed() -> Error {
    let detail = "This account has just changed. Nobody was signed in. Try again in a moment.";
    Error::unavailable(detail, 1)
}

/// How long a browser stays signed in on our own pages.
pub const BROWSER_LIFETIME: TimeDelta = TimeDelta::days(30);

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

/// A page of the browsers and apps that a person is signed in with, newest first.
///
/// # Errors
/// Not found, forbidden, or refused if the cursor is not one of this list.
pub async fn list(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    request: &PageRequest,
) -> Result<Page<ListedSession>, Error> {
    let user = users::get_account(app, caller, rule, user_id).await?;
    let list = format!("sessions {user_id}");
    let after = app.cursors.open(&list, request)?;
    users::look(app, caller, rule, &user, &["sessions"]).await?;
    let reader = app.database.reader().await?;
    let rows = store::list_live(&*reader, user_id, &after, request.limit + 1).await?;
    Ok(app.cursors.page(&list, request, rows, |row| Position {
        created_at: row.created_at,
        id: row.id.to_string(),
    }))
}

/// Signs a person out everywhere, where they call from included.
///
/// # Errors
/// Not found, or forbidden.
pub async fn end_every(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
) -> Result<(), Error> {
    let user = users::get_account(app, caller, rule, user_id).await?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    // Held, or a code that is exchanged at this moment would begin a session that is not seen here.
    users::lock_person(&transaction, user_id).await?;
    if end_all(&transaction, user_id, None).await? {
        let object = Object::User(user.subject());
        audit::record(&transaction, caller, rule, object, &["sessions"]).await?;
    }
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(())
}

/// Signs a browser or app of a person's out; a browser takes the apps along that it signed in.
///
/// # Errors
/// Not found, if there is no such person or they have no such session; forbidden.
pub async fn end_one(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    id: Uuid,
) -> Result<(), Error> {
    let user = users::get_account(app, caller, rule, user_id).await?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    if !store::is_live(&transaction, user_id, id).await? {
        return Err(Error::not_found("session"));
    }
    let act = Act::by_caller(caller, rule);
    end(&transaction, &act, id, user.subject()).await?;
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(())
}

/// The person of a session has given their password again: the browser's cookie is another one. False if the session has
/// ended meanwhile. Needs a transaction.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn renew(
    client: &impl GenericClient,
    act: &Act<'_>,
    session: &BrowserSession,
    cookie_hash: &[u8],
    authenticated_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let is_live = store::renew_browser(client, session.id, cookie_hash, authenticated_at).await?;
    if is_live {
        let object = Object::Session(session.id, session.person);
        audit::record_act(client, act, object, &["authenticated_at"]).await?;
    }
    Ok(is_live)
}

/// Ends a session of this person, and those that it signed in. Needs a transaction.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn end(
    client: &impl GenericClient,
    act: &Act<'_>,
    id: Uuid,
    person: Subject,
) -> Result<(), Error> {
    // By a statement of its own: the next one sees the app that a code has signed in until now.
    store::hold(client, id).await?;
    if store::end(client, id).await? {
        audit::record_act(client, act, Object::Session(id, person), &[]).await?;
    }
    Ok(())
}

/// Ends a session that was stolen, as somebody used what of it can be used once; nobody knows who.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn end_stolen(
    client: &impl GenericClient,
    act: &Act<'_>,
    id: Uuid,
    user_id: Uuid,
) -> Result<(), Error> {
    // Without the person, who was deleted, it has ended already.
    match users::find_user(client, user_id).await? {
        Some(user) => end(client, act, id, user.subject()).await,
        None => Ok(()),
    }
}

/// Adds a refresh token to a session, which lives as long as it then. Only its hash is kept.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn add_refresh_token(
    client: &impl GenericClient,
    session_id: Uuid,
    hash: &[u8],
) -> Result<(), Error> {
    refresh_tokens::insert_refresh_token(client, hash, session_id, REFRESH_TOKEN_LIFETIME).await
}

/// Exchanges a refresh token of this client. Needs a transaction: two requests with one token take turns.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn refresh(
    client: &impl GenericClient,
    act: &Act<'_>,
    token: &str,
    client_id: &str,
) -> Result<Refreshed, Error> {
    let hash = secrets::hash(token);
    let Some((row, session)) = refresh_tokens::lock_refresh_token(client, &hash, GRACE).await?
    else {
        return Ok(Refreshed::Refused);
    };
    if !is_good(&row, &session, client_id) {
        return Ok(Refreshed::Refused);
    }
    if row.is_past_grace {
        end_stolen(client, act, session.id, session.user_id).await?;
        return Ok(Refreshed::Reused);
    }
    refresh_tokens::use_refresh_token(client, &hash, session.id).await?;
    Ok(Refreshed::Session(session))
}

/// Whether something may come of a refresh token that this client shows: another, or if it was used, the end of its session.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn is_known(
    client: &impl GenericClient,
    token: &str,
    client_id: &str,
) -> Result<bool, Error> {
    let found = refresh_tokens::find_refresh_token(client, &secrets::hash(token), GRACE).await?;
    Ok(found.is_some_and(|(row, session)| is_good(&row, &session, client_id)))
}

fn is_good(row: &RefreshTokenRow, session: &SessionRow, client_id: &str) -> bool {
    session.client_id.as_deref() == Some(client_id) && session.ended_at.is_none() && !row.is_expired
}

/// The live session that a refresh token continues, with when that expires; for those who ask about it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find_by_refresh_token(
    client: &impl GenericClient,
    token: &str,
) -> Result<Option<(SessionRow, DateTime<Utc>)>, Error> {
    let found = refresh_tokens::find_refresh_token(client, &secrets::hash(token), GRACE).await?;
    Ok(found
        .filter(|(row, session)| !row.is_used && !row.is_expired && session.ended_at.is_none())
        .map(|(row, session)| (session, row.expires_at)))
}

/// The session that a refresh token is or was of, for those who revoke it: the session ends even if another tab has used
/// the token meanwhile.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find_of_refresh_token(
    client: &impl GenericClient,
    token: &str,
) -> Result<Option<SessionRow>, Error> {
    let found = refresh_tokens::find_refresh_token(client, &secrets::hash(token), GRACE).await?;
    Ok(found.map(|(_, session)| session))
}
