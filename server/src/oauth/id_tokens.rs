//! ID tokens: who signed in, and when (OpenID Connect Core, section 2).

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keys::KeySet;
use crate::{clients::ClientRow, error::Error};

/// How long an ID token is good for.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// Who signed in, and when.
pub struct SignIn<'a> {
    /// Who it is.
    pub user_id: Uuid,
    /// The session it belongs to.
    pub session_id: Uuid,
    /// When the person gave their password.
    pub authenticated_at: DateTime<Utc>,
    /// What the application sent along.
    pub nonce: Option<&'a str>,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: i64,
    iat: i64,
    auth_time: i64,
    sid: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
}

/// Signs an ID token for this client.
///
/// # Errors
/// Internal, if the library fails.
pub fn issue(
    issuer: &str,
    keys: &KeySet,
    client: &ClientRow,
    sign_in: &SignIn<'_>,
) -> Result<String, Error> {
    let algorithm: Algorithm = client.id_token_algorithm.parse().map_err(Error::internal)?;
    let key = keys.signing(algorithm)?;
    let mut header = Header::new(algorithm);
    header.kid = Some(key.id.clone());
    let now = Utc::now();
    let claims = Claims {
        iss: issuer.to_owned(),
        sub: sign_in.user_id.to_string(),
        aud: client.id.clone(),
        exp: (now + LIFETIME).timestamp(),
        iat: now.timestamp(),
        auth_time: sign_in.authenticated_at.timestamp(),
        sid: sign_in.session_id,
        nonce: sign_in.nonce.map(str::to_owned),
    };
    encode(&header, &claims, &key.signing).map_err(Error::internal)
}

/// What an ID token tells that comes back as a hint.
pub struct Hint {
    /// The client that it was given to.
    pub client_id: String,
    /// Who had signed in.
    pub user_id: Uuid,
}

/// Reads an ID token, though it may have expired: a hint for signing in (OpenID Connect Core, section 3.1.2.1) or out
/// (RP-Initiated Logout 1.0, section 2). `None` if it is not ours, or of a key that is not known any more.
pub fn read_hint(issuer: &str, keys: &KeySet, token: &str) -> Option<Hint> {
    let header = decode_header(token).ok()?;
    let key = keys.verifying(&header.kid?)?;
    let mut validation = Validation::new(key.algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_issuer(&[issuer]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    let claims = decode::<Claims>(token, &key.verifying, &validation)
        .ok()?
        .claims;
    Some(Hint {
        user_id: claims.sub.parse().ok()?,
        client_id: claims.aud,
    })
}
