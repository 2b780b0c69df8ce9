//! Which client calls: by HTTP Basic or by the form (RFC 6749, section 2.3).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;

use super::OAuthError;
use crate::{app::App, clients::ClientRow, guessing, limits::Origin};

/// How a client says who it is.
pub struct Credentials {
    /// The header Authorization.
    pub authorization: Option<String>,
    /// The id in the form.
    pub client_id: Option<String>,
    /// The secret in the form.
    pub client_secret: Option<String>,
    /// Where it calls from.
    pub origin: Origin,
}

/// The client, by the header or by the form, but not by both.
///
/// # Errors
/// `invalid_client`, or `invalid_request` if there are two.
pub async fn authenticate(
    app: &App,
    credentials: &Credentials,
) -> Result<std::sync::Arc<ClientRow>, OAuthError> {
    let basic = credentials
        .authorization
        .as_deref()
        .and_then(|header| header.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
    let (id, secret) = match (basic, &credentials.client_id) {
        (Some((_, encoded)), in_form) if credentials.client_secret.is_none() => {
            let (id, secret) = decode_basic(encoded).ok_or_else(wrong_client)?;
            // Some libraries name the client in the form as well, which does no harm as long as it is the same.
            if in_form.as_ref().is_some_and(|in_form| *in_form != id) {
                return Err(two_clients());
            }
            (id, Some(secret))
        }
        (Some(_), _) => return Err(two_clients()),
        (None, Some(id)) => (id.clone(), credentials.client_secret.clone()),
        (None, None) => return Err(wrong_client()),
    };
    guessing::check_client(app, credentials.origin, &id, secret.as_deref())
        .await?
        .ok_or_else(wrong_client)
}

/// The client, which must be one that has a secret.
///
/// # Errors
/// As [`authenticate`].
pub async fn authenticate_confidential(
    app: &App,
    credentials: &Credentials,
) -> Result<std::sync::Arc<ClientRow>, OAuthError> {
    let client = authenticate(app, credentials).await?;
    if client.secret_hash.is_some() {
        Ok(client)
    } else {
        Err(OAuthError::new(
            "invalid_client",
            "Only a client with a secret may do this.",
        ))
    }
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

fn wrong_client() -> OAuthError {
    OAuthError::new(
        "invalid_client",
        "The client is unknown or its secret is wrong.",
    )
}

fn two_clients() -> OAuthError {
    OAuthError::new(
        "invalid_request",
        "The client is in the header and in the form. Send it once.",
    )
}
