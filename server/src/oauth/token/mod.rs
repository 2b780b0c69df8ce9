//! The token endpoint (RFC 6749, section 3.2): four grants, one answer.

mod grants;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    OAuthError,
    access_tokens::{Bearer, Grant},
    client_authentication::{self, Credentials},
    dpop, id_tokens,
};
use crate::{
    app::App, clients::ClientRow, error::Error, guessing, limits, oauth::codes, policy::Rule,
    secrets, sessions, users::PersonRow,
};

/// The grants that there are.
pub const GRANTS: [&str; 4] = [
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "password",
];

/// A request for a token.
pub struct TokenRequest {
    /// The operation that asks.
    pub rule: &'static Rule,
    /// One of [`GRANTS`].
    pub grant_type: String,
    /// The client.
    pub credentials: Credentials,
    /// A proof of the key that the tokens shall be bound to.
    pub proof: Option<String>,
    /// The kind of browser and system.
    pub device: Option<String>,
    /// What the authorization endpoint gave.
    pub code: Option<String>,
    /// The one that the code was asked for with.
    pub redirect_uri: Option<String>,
    /// What the code challenge was made from.
    pub code_verifier: Option<String>,
    /// The person's e-mail address.
    pub username: Option<String>,
    /// The person's password.
    pub password: Option<String>,
    /// A refresh token.
    pub refresh_token: Option<String>,
    /// What the token shall be limited to.
    pub scope: Option<String>,
}

/// A token, as it is answered.
pub struct Issued {
    /// The access token.
    pub access_token: String,
    /// Whether it is bound to a key.
    pub is_bound: bool,
    /// What gets the next one.
    pub refresh_token: Option<String>,
    /// Who signed in.
    pub id_token: Option<String>,
    /// What it is limited to.
    pub scope: String,
}

/// Who asks, and with which key.
struct Asker<'a> {
    client: &'a ClientRow,
    jkt: Option<String>,
}

/// What a token of a person is made from.
struct Session<'a> {
    id: Uuid,
    scopes: &'a [String],
    authenticated_at: DateTime<Utc>,
    nonce: Option<&'a str>,
}

/// Answers a request for a token.
///
/// # Errors
/// As RFC 6749, section 5.2, names them.
pub async fn issue(app: &App, request: TokenRequest) -> Result<Issued, OAuthError> {
    let client = client_authentication::authenticate(app, &request.credentials).await?;
    if !GRANTS.contains(&request.grant_type.as_str()) {
        let detail = format!("The grant_type is not one of {}.", GRANTS.join(", "));
        return Err(OAuthError::new("unsupported_grant_type", detail));
    }
    if !client.grants.contains(&request.grant_type) {
        return Err(OAuthError::new(
            "unauthorized_client",
            format!("This client may not use the grant {}.", request.grant_type),
        ));
    }
    let asker = Asker {
        client: &client,
        jkt: proven_key(app, request.proof.as_deref())?,
    };
    match request.grant_type.as_str() {
        "authorization_code" | "refresh_token" => by_token(app, &asker, request).await,
        "client_credentials" => grants::by_client_credentials(app, &asker, &request),
        _ => grants::by_password(app, &asker, request).await,
    }
}

/// Exchanges a code or a refresh token. Where those that are none are counted, they are told from others by a read: so one
/// that is good is never refused because of what others at the same address send, and one that is none costs no
/// transaction.
async fn by_token(
    app: &App,
    asker: &Asker<'_>,
    request: TokenRequest,
) -> Result<Issued, OAuthError> {
    let unknown = guessing::unknown_tokens(app, request.credentials.origin, asker.client);
    let is_code = request.grant_type == "authorization_code";
    let is_known = unknown.is_empty()
        || if is_code {
            is_known_code(app, &request).await?
        } else {
            is_known_refresh_token(app, &request, &asker.client.id).await?
        };
    if !is_known {
        limits::count(app, unknown).await?;
    }
    match (is_known, is_code) {
        (true, true) => grants::by_code(app, asker, request).await,
        (true, false) => grants::by_refresh_token(app, asker, request).await,
        (false, true) => Err(grants::wrong_code()),
        (false, false) => Err(grants::wrong_refresh_token()),
    }
}

/// Whether something may come of the code; so it may where it or its verifier is missing, which is another mistake.
async fn is_known_code(app: &App, request: &TokenRequest) -> Result<bool, Error> {
    let (Some(code), Some(_)) = (&request.code, &request.code_verifier) else {
        return Ok(true);
    };
    codes::is_known(&*app.database.reader().await?, code).await
}

/// The same of the refresh token.
async fn is_known_refresh_token(
    app: &App,
    request: &TokenRequest,
    client_id: &str,
) -> Result<bool, Error> {
    let Some(token) = &request.refresh_token else {
        return Ok(true);
    };
    sessions::is_known(&*app.database.reader().await?, token, client_id).await
}

fn proven_key(app: &App, proof: Option<&str>) -> Result<Option<String>, OAuthError> {
    let wanted = dpop::Proof {
        method: "POST",
        path: "/oauth/token",
        access_token: None,
    };
    proof
        .map(|proof| app.dpop.verify(proof, &wanted))
        .transpose()
        .map_err(|detail| OAuthError::new("invalid_dpop_proof", detail))
}

impl Asker<'_> {
    /// The key that refresh tokens are bound to: of public clients only, as others show their secret (RFC 9449,
    /// section 5).
    fn bound_refresh(&self) -> Option<&str> {
        let is_public = self.client.secret_hash.is_none();
        self.jkt.as_deref().filter(|_| is_public)
    }
}

fn issued(
    app: &App,
    asker: &Asker<'_>,
    user: &PersonRow,
    session: &Session<'_>,
    scopes: &[String],
    refresh_token: Option<String>,
) -> Result<Issued, OAuthError> {
    let keys = app.keys.now();
    let bearer = Bearer {
        user_id: user.id,
        session_id: session.id,
        tenant_id: user.tenant_id,
        role: user.role,
        epoch: user.token_epoch,
    };
    let grant = Grant {
        client_id: &asker.client.id,
        scopes,
        bearer: Some(bearer),
        dpop_jkt: asker.jkt.as_deref(),
    };
    let sign_in = id_tokens::SignIn {
        user_id: user.id,
        session_id: session.id,
        authenticated_at: session.authenticated_at,
        nonce: session.nonce,
    };
    let wants_id_token = scopes.iter().any(|scope| scope == "openid");
    let id_token = wants_id_token
        .then(|| id_tokens::issue(&app.config.public_url, &keys, asker.client, &sign_in))
        .transpose()?;
    Ok(Issued {
        access_token: app.tokens.issue(&keys, grant)?,
        is_bound: asker.jkt.is_some(),
        refresh_token,
        id_token,
        scope: scopes.join(" "),
    })
}

/// A refresh token and its hash, where the client takes one and was granted it.
fn refresh_token(
    client: &ClientRow,
    scopes: &[String],
) -> Result<Option<(String, Vec<u8>)>, Error> {
    let wanted = scopes.iter().any(|scope| scope == "offline_access")
        && client.grants.iter().any(|grant| grant == "refresh_token");
    if !wanted {
        return Ok(None);
    }
    let token = secrets::random_token()?;
    let hash = secrets::hash(&token);
    Ok(Some((token, hash)))
}
