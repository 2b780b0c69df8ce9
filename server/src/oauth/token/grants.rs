//! The four grants: what each needs, and the session that comes of it.

use chrono::Utc;

use super::{Asker, Issued, Session, TokenRequest, issued, refresh_token};
use crate::{
    app::App,
    audit::Act,
    guessing,
    oauth::{
        OAuthError,
        access_tokens::Grant,
        codes::{self, CodeRow},
        granted, narrowed, still_granted,
    },
    sessions::{self, NewSession, Refreshed},
    users::{self, PersonRow},
};

pub(super) async fn by_code(
    app: &App,
    asker: &Asker<'_>,
    request: TokenRequest,
) -> Result<Issued, OAuthError> {
    let (Some(code), Some(verifier)) = (request.code, request.code_verifier) else {
        return Err(missing("authorization_code", "code and code_verifier"));
    };
    let mut connection = app.database.client().await?;
    let transaction = connection.transaction().await?;
    let row = codes::lock(&transaction, &code).await?;
    if let Some(row) = &row
        && let Some(session_id) = row.session_id
    {
        // Somebody else has the code: what it was exchanged for is good no more (RFC 6749, section 4.1.2).
        let act = Act::by_nobody(request.rule).with(&asker.client.id);
        sessions::end_stolen(&transaction, &act, session_id, row.user_id).await?;
        transaction.commit().await?;
        app.revocations.catch_up(&app.database).await;
        return Err(wrong_code());
    }
    let client = asker.client;
    let fits = |row: &CodeRow| {
        let redirect_uri = request.redirect_uri.as_deref();
        row.fits(&client.id, redirect_uri, &verifier, asker.jkt.as_deref())
    };
    let row = row.filter(fits).ok_or_else(wrong_code)?;
    let scopes = still_granted(client, &row.scopes)?;
    let user = live_user(users::lock_person(&transaction, row.user_id).await?)?;
    let refresh_token = refresh_token(client, &scopes)?;
    let new = NewSession {
        user_id: user.id,
        client_id: Some(&client.id),
        browser_session_id: Some(row.browser_session_id),
        scopes: &scopes,
        dpop_jkt: asker.bound_refresh(),
        device: row.device.as_deref(),
        authenticated_at: row.authenticated_at,
        refresh_token_hash: refresh_token.as_ref().map(|(_, hash)| &hash[..]),
        ..NewSession::default()
    };
    // None begins if the browser was signed out at this very moment.
    let started = sessions::start(&transaction, request.rule, &new).await?;
    let session = Session {
        id: started.ok_or_else(wrong_code)?.0,
        scopes: &scopes,
        authenticated_at: row.authenticated_at,
        nonce: row.nonce.as_deref(),
    };
    codes::use_up(&transaction, &code, session.id).await?;
    transaction.commit().await?;
    let refresh_token = refresh_token.map(|(token, _)| token);
    issued(app, asker, &user, &session, &scopes, refresh_token)
}

pub(super) async fn by_password(
    app: &App,
    asker: &Asker<'_>,
    request: TokenRequest,
) -> Result<Issued, OAuthError> {
    let client = asker.client;
    let scopes = granted(&client.scopes, request.scope.as_deref())?;
    let (Some(username), Some(password)) = (request.username, request.password) else {
        return Err(missing("password", "username and password"));
    };
    let origin = request.credentials.origin;
    let found = guessing::check_password(app, origin, &username, &password).await?;
    let found = found.ok_or_else(|| {
        OAuthError::new("invalid_grant", "The username or the password is wrong.")
    })?;
    if found.is_suspended() {
        return Err(suspended());
    }
    let refresh_token = refresh_token(client, &scopes)?;
    let new = NewSession {
        client_id: Some(&client.id),
        scopes: &scopes,
        dpop_jkt: asker.bound_refresh(),
        device: request.device.as_deref(),
        authenticated_at: Utc::now(),
        refresh_token_hash: refresh_token.as_ref().map(|(_, hash)| &hash[..]),
        ..NewSession::default()
    };
    let authenticated_at = new.authenticated_at;
    let (id, user) = found.start_session(app, request.rule, new).await?;
    let session = Session {
        id,
        scopes: &scopes,
        authenticated_at,
        nonce: None,
    };
    let refresh_token = refresh_token.map(|(token, _)| token);
    issued(app, asker, &user, &session, &scopes, refresh_token)
}

pub(super) async fn by_refresh_token(
    app: &App,
    asker: &Asker<'_>,
    request: TokenRequest,
) -> Result<Issued, OAuthError> {
    let Some(token) = request.refresh_token else {
        return Err(missing("refresh_token", "refresh_token"));
    };
    let mut connection = app.database.client().await?;
    let transaction = connection.transaction().await?;
    let client_id = &asker.client.id;
    let stolen = Act::by_nobody(request.rule).with(client_id);
    let row = match sessions::refresh(&transaction, &stolen, &token, client_id).await? {
        Refreshed::Session(session) => session,
        Refreshed::Refused => {
            return Err(wrong_refresh_token());
        }
        Refreshed::Reused => {
            transaction.commit().await?;
            app.revocations.catch_up(&app.database).await;
            return Err(OAuthError::new(
                "invalid_grant",
                "The refresh token was used before, so the session has ended. Sign in again.",
            ));
        }
    };
    if row.dpop_jkt.is_some() && row.dpop_jkt != asker.jkt {
        return Err(OAuthError::new(
            "invalid_dpop_proof",
            "The refresh token needs a proof of the key that it is bound to (RFC 9449, section 5).",
        ));
    }
    let left = still_granted(asker.client, &row.scopes)?;
    let scopes = narrowed(&left, request.scope.as_deref())?;
    // Not held: who suspends or deletes the person holds them, and waits for the session that is held here.
    let user = live_user(users::find_person(&*app.database.reader().await?, row.user_id).await?)?;
    let session = Session {
        id: row.id,
        scopes: &left,
        authenticated_at: row.authenticated_at,
        nonce: None,
    };
    let refresh_token = refresh_token(asker.client, session.scopes)?;
    if let Some((_, hash)) = &refresh_token {
        sessions::add_refresh_token(&transaction, session.id, hash).await?;
    }
    transaction.commit().await?;
    let refresh_token = refresh_token.map(|(token, _)| token);
    issued(app, asker, &user, &session, &scopes, refresh_token)
}

pub(super) fn by_client_credentials(
    app: &App,
    asker: &Asker<'_>,
    request: &TokenRequest,
) -> Result<Issued, OAuthError> {
    let scopes = granted(&asker.client.scopes, request.scope.as_deref())?;
    let grant = Grant {
        client_id: &asker.client.id,
        scopes: &scopes,
        bearer: None,
        dpop_jkt: asker.jkt.as_deref(),
    };
    Ok(Issued {
        access_token: app.tokens.issue(&app.keys.now(), grant)?,
        is_bound: asker.jkt.is_some(),
        refresh_token: None,
        id_token: None,
        scope: scopes.join(" "),
    })
}

fn live_user(user: Option<PersonRow>) -> Result<PersonRow, OAuthError> {
    let user = user.ok_or_else(|| OAuthError::new("invalid_grant", "The account is gone."))?;
    if user.suspended_at.is_some() {
        return Err(suspended());
    }
    Ok(user)
}

fn suspended() -> OAuthError {
    OAuthError::new("invalid_grant", "The account is suspended.")
}

pub(super) fn wrong_code() -> OAuthError {
    OAuthError::new(
        "invalid_grant",
        "The code is unknown, used or expired, or was given for another client, redirect_uri, code_verifier or key. Begin again.",
    )
}

pub(super) fn wrong_refresh_token() -> OAuthError {
    OAuthError::new(
        "invalid_grant",
        "The refresh token is unknown, expired or revoked. Sign in again.",
    )
}

fn missing(grant: &str, needed: &str) -> OAuthError {
    OAuthError::new(
        "invalid_request",
        format!("The grant {grant} needs {needed}."),
    )
}
