//! Signing in: OAuth 2.1. Here is the token endpoint; the keys, the tokens and what is revoked have files of their own.

pub mod access_tokens;
pub mod keys;
pub mod revocations;
mod store;
pub mod view;

use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;
use uuid::Uuid;

use crate::{
    app::App,
    clients::{self, ClientRow},
    error::Error,
    sessions::{self, Refreshed},
    users::{self, UserRow},
};
use access_tokens::Bearer;

/// The scope of a token for which none was asked: the least.
const DEFAULT_SCOPE: &str = "read";

/// A request for a token (RFC 6749, section 4).
pub struct TokenRequest {
    /// `password`, `refresh_token` or `client_credentials`.
    pub grant_type: String,
    /// The person's e-mail address.
    pub username: Option<String>,
    /// The person's password.
    pub password: Option<String>,
    /// A refresh token.
    pub refresh_token: Option<String>,
    /// What the token shall be limited to.
    pub scope: Option<String>,
    /// The client, unless it is in the header.
    pub client_id: Option<String>,
    /// Its secret, unless it is in the header.
    pub client_secret: Option<String>,
    /// The header Authorization.
    pub authorization: Option<String>,
}

/// A token, as it is answered.
pub struct Issued {
    /// The access token.
    pub access_token: String,
    /// What gets the next one.
    pub refresh_token: Option<String>,
    /// What it is limited to.
    pub scope: String,
}

/// Why there is no token (RFC 6749, section 5.2), or what else went wrong.
pub enum TokenError {
    /// An error of the standard, with its code and a sentence.
    Refused(&'static str, String),
    /// Anything else.
    Other(Error),
}

impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// Answers a request for a token.
///
/// # Errors
/// As RFC 6749, section 5.2, names them.
pub async fn issue_token(app: &App, request: TokenRequest) -> Result<Issued, TokenError> {
    let client = authenticate_client(app, &request).await?;
    if !["password", "refresh_token", "client_credentials"].contains(&request.grant_type.as_str()) {
        let detail = "The grant_type is not one of password, refresh_token, client_credentials.";
        return Err(refused("unsupported_grant_type", detail));
    }
    if !client.grants.contains(&request.grant_type) {
        return Err(refused(
            "unauthorized_client",
            format!("This client may not use the grant {}.", request.grant_type),
        ));
    }
    match request.grant_type.as_str() {
        "password" => by_password(app, &client, request).await,
        "refresh_token" => by_refresh_token(app, &client, request).await,
        _ => by_client_credentials(app, &client, &request),
    }
}

async fn by_password(
    app: &App,
    client: &ClientRow,
    request: TokenRequest,
) -> Result<Issued, TokenError> {
    let scopes = granted(&client.scopes, request.scope.as_deref())?;
    let (Some(username), Some(password)) = (request.username, request.password) else {
        return Err(refused(
            "invalid_request",
            "The grant password needs username and password.",
        ));
    };
    let (user, hash) = users::find_by_username(app, &username).await?.unzip();
    let fits = app.passwords.verify(password, hash.flatten()).await?;
    let Some(user) = user.filter(|_| fits) else {
        return Err(refused(
            "invalid_grant",
            "The username or the password is wrong.",
        ));
    };
    let mut connection = app.database.client().await?;
    let transaction = connection.transaction().await.map_err(Error::from)?;
    let session_id = sessions::start(&transaction, user.id, &client.id, &scopes).await?;
    let refresh_token = refresh_token(&transaction, client, &scopes, session_id).await?;
    transaction.commit().await.map_err(Error::from)?;
    issued(app, client, &user, session_id, &scopes, refresh_token)
}

async fn by_refresh_token(
    app: &App,
    client: &ClientRow,
    request: TokenRequest,
) -> Result<Issued, TokenError> {
    let Some(token) = request.refresh_token else {
        return Err(refused(
            "invalid_request",
            "The grant refresh_token needs refresh_token.",
        ));
    };
    let mut connection = app.database.client().await?;
    let transaction = connection.transaction().await.map_err(Error::from)?;
    let session = match sessions::refresh(&transaction, &token, &client.id).await? {
        Refreshed::Session(session) => session,
        Refreshed::Refused => {
            return Err(refused(
                "invalid_grant",
                "The refresh token is unknown, expired or revoked. Sign in again.",
            ));
        }
        Refreshed::Reused => {
            transaction.commit().await.map_err(Error::from)?;
            app.revocations.refresh(&app.database).await?;
            return Err(refused(
                "invalid_grant",
                "The refresh token was used before, so the session has ended. Sign in again.",
            ));
        }
    };
    let scopes = granted(
        &session.scopes,
        request.scope.as_deref().or(Some(&session.scopes.join(" "))),
    )?;
    let user = users::lock_user(&transaction, session.user_id).await?;
    let Some(user) = user else {
        return Err(refused("invalid_grant", "The account is gone."));
    };
    let refresh_token = refresh_token(&transaction, client, &session.scopes, session.id).await?;
    transaction.commit().await.map_err(Error::from)?;
    issued(app, client, &user, session.id, &scopes, refresh_token)
}

fn by_client_credentials(
    app: &App,
    client: &ClientRow,
    request: &TokenRequest,
) -> Result<Issued, TokenError> {
    let scopes = granted(&client.scopes, request.scope.as_deref())?;
    let access_token = app.tokens.issue(&client.id, &scopes, None)?;
    Ok(Issued {
        access_token,
        refresh_token: None,
        scope: scopes.join(" "),
    })
}

fn issued(
    app: &App,
    client: &ClientRow,
    user: &UserRow,
    session_id: Uuid,
    scopes: &[String],
    refresh_token: Option<String>,
) -> Result<Issued, TokenError> {
    let bearer = Bearer {
        user_id: user.id,
        session_id,
        tenant_id: user.tenant_id,
        role: user.role,
        epoch: user.token_epoch,
    };
    let access_token = app.tokens.issue(&client.id, scopes, Some(bearer))?;
    Ok(Issued {
        access_token,
        refresh_token,
        scope: scopes.join(" "),
    })
}

async fn refresh_token(
    transaction: &impl crate::db::GenericClient,
    client: &ClientRow,
    scopes: &[String],
    session_id: Uuid,
) -> Result<Option<String>, Error> {
    let wanted = scopes.iter().any(|scope| scope == "offline_access")
        && client.grants.iter().any(|grant| grant == "refresh_token");
    if wanted {
        sessions::issue_refresh_token(transaction, session_id)
            .await
            .map(Some)
    } else {
        Ok(None)
    }
}

/// The scopes asked for, if all may be had; each once, in a fixed order.
fn granted(allowed: &[String], asked: Option<&str>) -> Result<Vec<String>, TokenError> {
    let asked: BTreeSet<&str> = asked
        .unwrap_or(DEFAULT_SCOPE)
        .split(' ')
        .filter(|scope| !scope.is_empty())
        .collect();
    if asked.is_empty() {
        let detail = "The scope is empty. Leave it out for read.";
        return Err(refused("invalid_scope", detail));
    }
    if !asked
        .iter()
        .all(|scope| allowed.iter().any(|allowed| allowed == scope))
    {
        // What was asked for is not repeated: it may have characters that an error_description may not.
        let allowed = allowed.join(", ");
        let detail = format!("Only these scopes can be had: {allowed}.");
        return Err(refused("invalid_scope", detail));
    }
    Ok(asked.into_iter().map(str::to_owned).collect())
}

/// The client, by HTTP Basic or by the form, but not by both (RFC 6749, section 2.3).
async fn authenticate_client(app: &App, request: &TokenRequest) -> Result<ClientRow, TokenError> {
    let basic = request
        .authorization
        .as_deref()
        .and_then(|header| header.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
    let (id, secret) = match (basic, &request.client_id) {
        (Some((_, credentials)), None) if request.client_secret.is_none() => {
            let (id, secret) = decode_basic(credentials).ok_or_else(wrong_client)?;
            (id, Some(secret))
        }
        (Some(_), _) => {
            return Err(refused(
                "invalid_request",
                "The client is in the header and in the form. Send it once.",
            ));
        }
        (None, Some(id)) => (id.clone(), request.client_secret.clone()),
        (None, None) => return Err(wrong_client()),
    };
    clients::authenticate(app, &id, secret.as_deref())
        .await?
        .ok_or_else(wrong_client)
}

/// Id and secret are form-encoded before they are joined (RFC 6749, section 2.3.1).
fn decode_basic(credentials: &str) -> Option<(String, String)> {
    let joined = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (id, secret) = joined.split_once(':')?;
    let decode = |text: &str| {
        percent_decode_str(&text.replace('+', " "))
            .decode_utf8()
            .ok()
            .map(std::borrow::Cow::into_owned)
    };
    // PostgreSQL cannot look for a NUL character, and no client has one.
    Some((decode(id).filter(|id| !id.contains('\0'))?, decode(secret)?))
}

fn wrong_client() -> TokenError {
    refused(
        "invalid_client",
        "The client is unknown or its secret is wrong.",
    )
}

fn refused(code: &'static str, detail: impl Into<String>) -> TokenError {
    TokenError::Refused(code, detail.into())
}
