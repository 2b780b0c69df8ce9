//! Authorization codes: what a browser carries from our pages to an application.

mod store;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use uuid::Uuid;

use super::authorization::AuthorizationRequest;
use crate::{db::GenericClient, error::Error, secrets};
pub use store::{CodeRow, delete_expired};

/// How long a code is good for: a browser needs a moment (RFC 6749, section 4.1.2).
const LIFETIME: TimeDelta = TimeDelta::seconds(60);

/// Gives out a code for a request that the person has agreed to, which counts as use of their browser's session. Only the
/// hash of the code is kept.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn issue(
    client: &impl GenericClient,
    request: &AuthorizationRequest,
    browser_session_id: Uuid,
) -> Result<String, Error> {
    let code = secrets::random_token()?;
    let hash = secrets::hash(&code);
    store::insert_code(client, &hash, request, browser_session_id, LIFETIME).await?;
    Ok(code)
}

/// Whether something may come of a code: tokens, or if it was used, the end of the session that it was exchanged for.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn is_known(client: &impl GenericClient, code: &str) -> Result<bool, Error> {
    store::is_known(client, &secrets::hash(code)).await
}

/// Finds a code and holds it until the transaction ends: of two exchanges at once, the second waits and finds it used.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn lock(client: &impl GenericClient, code: &str) -> Result<Option<CodeRow>, Error> {
    store::lock_code(client, &secrets::hash(code)).await
}

/// The code was exchanged for this session.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn use_up(
    client: &impl GenericClient,
    code: &str,
    session_id: Uuid,
) -> Result<(), Error> {
    store::use_code(client, &secrets::hash(code), session_id).await
}

impl CodeRow {
    /// Whether this client may exchange it, with this redirect URI, verifier and key.
    pub fn fits(
        &self,
        client_id: &str,
        redirect_uri: Option<&str>,
        verifier: &str,
        dpop_jkt: Option<&str>,
    ) -> bool {
        let same_place = match redirect_uri {
            Some(redirect_uri) => redirect_uri == self.redirect_uri,
            None => !self.redirect_uri_given,
        };
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
        let same_key = self.dpop_jkt.is_none() || self.dpop_jkt.as_deref() == dpop_jkt;
        self.is_live
            && self.client_id == client_id
            && same_place
            && secrets::same(challenge.as_bytes(), self.code_challenge.as_bytes())
            && same_key
    }
}
