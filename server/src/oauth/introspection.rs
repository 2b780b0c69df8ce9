//! What a token is good for (RFC 7662), and its end before its time (RFC 7009).

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    OAuthError,
    access_tokens::Verified,
    client_authentication::{Credentials, authenticate, authenticate_confidential},
    store,
};
use crate::{
    app::App,
    audit::{self, Act, Object},
    db::GenericClient,
    error::Error,
    policy::{Caller, Rule},
    sessions::{self, SessionRow},
    users::{self, UserRow},
};

/// What there is to know about a token.
pub enum Introspected {
    /// It is no good: unknown, expired or revoked.
    Inactive,
    /// An access token, with its person where its scopes let one see them.
    Access(Arc<Verified>, Option<Box<UserRow>>),
    /// A refresh token, with when it expires.
    Refresh(SessionRow, DateTime<Utc>),
}

/// Tells a confidential client about a token.
///
/// # Errors
/// `invalid_client`.
pub async fn introspect(
    app: &App,
    credentials: &Credentials,
    token: &str,
) -> Result<Introspected, OAuthError> {
    authenticate_confidential(app, credentials).await?;
    if let Some(verified) = app.tokens.verify(token, &app.keys, &app.revocations) {
        let wants_email = verified.scopes.split(' ').any(|scope| scope == "email");
        let user = match &verified.caller {
            Caller::User(user) if wants_email => users::find_by_id(app, user.user_id).await?,
            _ => None,
        };
        return Ok(Introspected::Access(verified, user.map(Box::new)));
    }
    // An access token has dots in it, so what has some is not looked for.
    if token.contains('.') {
        return Ok(Introspected::Inactive);
    }
    let found = sessions::find_by_refresh_token(&*app.database.reader().await?, token).await?;
    let Some((session, expires_at)) = found else {
        return Ok(Introspected::Inactive);
    };
    let has_client = match &session.client_id {
        Some(id) => app.clients.find(&app.database, id).await?.is_some(),
        None => false,
    };
    let user = users::find_by_id(app, session.user_id).await?;
    Ok(match user {
        Some(user) if has_client && user.suspended_at.is_none() => {
            Introspected::Refresh(session, expires_at)
        }
        _ => Introspected::Inactive,
    })
}

/// Ends a token of this client. One that is unknown, or another client's, is left alone without a word.
///
/// # Errors
/// `invalid_client`.
pub async fn revoke(
    app: &App,
    rule: &Rule,
    credentials: &Credentials,
    token: &str,
) -> Result<(), OAuthError> {
    let client = authenticate(app, credentials).await?;
    if let Some(verified) = app.tokens.verify(token, &app.keys, &app.revocations) {
        if verified.client_id == client.id {
            let expires_at =
                DateTime::from_timestamp(verified.expires_at, 0).unwrap_or_else(Utc::now);
            let mut connection = app.database.client().await?;
            let transaction = connection.transaction().await?;
            if store::revoke_access_token(&transaction, verified.jti, expires_at).await? {
                record(&transaction, rule, &verified).await?;
            }
            transaction.commit().await?;
            app.revocations.catch_up(&app.database).await;
        }
        return Ok(());
    }
    // By a read, since anybody may send anything as a public client: only a token that is theirs is worth a transaction.
    let reader = app.database.reader().await?;
    let found = sessions::find_of_refresh_token(&*reader, token).await?;
    let theirs = found.filter(|session| session.client_id.as_deref() == Some(client.id.as_str()));
    let Some(session) = theirs else {
        return Ok(());
    };
    let mut connection = app.database.client().await?;
    let transaction = connection.transaction().await?;
    if let Some(user) = users::find_user(&transaction, session.user_id).await? {
        // As with any token, what is done with it the person does.
        let act = Act::by_person(user.subject(), rule).with(&client.id);
        sessions::end(&transaction, &act, session.id, user.subject()).await?;
        transaction.commit().await.map_err(Error::from)?;
        app.revocations.catch_up(&app.database).await;
    }
    Ok(())
}

/// Tells the trail that an access token is good no more; its session goes on.
async fn record(
    transaction: &impl GenericClient,
    rule: &Rule,
    token: &Verified,
) -> Result<(), Error> {
    const FIELDS: &[&str] = &["access_token"];
    let act = Act::by_caller(&token.caller, rule);
    let Caller::User(caller) = &token.caller else {
        let object = Object::Client(&token.client_id);
        return audit::record_act(transaction, &act, object, FIELDS).await;
    };
    let Some(user) = users::find_user(transaction, caller.user_id).await? else {
        return Ok(());
    };
    let object = Object::Session(caller.session_id, user.subject());
    audit::record_act(transaction, &act, object, FIELDS).await
}
