//! Authorization requests: held against the client and the standards, and carried sealed from page to page.

mod check;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::OAuthError;
use crate::{
    error::{Error, FieldError},
    secrets,
};
pub use check::Parameters;

/// How long a person may take from the first page to the last.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// An authorization request that is right.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// The client.
    pub client_id: String,
    /// Where to go back to; one of the client's.
    pub redirect_uri: String,
    /// Whether the request named that.
    pub redirect_uri_given: bool,
    /// What the tokens will be limited to.
    pub scopes: Vec<String>,
    /// Comes back as it is.
    pub state: Option<String>,
    /// Comes back in the ID token.
    pub nonce: Option<String>,
    /// SHA-256 of the code verifier, in base64url.
    pub code_challenge: String,
    /// What the person has to be shown.
    pub prompt: Vec<Prompt>,
    /// Seconds since the person gave their password, at most.
    pub max_age: Option<i64>,
    /// The e-mail address to begin with.
    pub login_hint: Option<String>,
    /// Who alone shall get a code.
    pub hinted_user_id: Option<Uuid>,
    /// The key that the code will be bound to.
    pub dpop_jkt: Option<String>,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

/// What the person has to be shown (OpenID Connect Core, section 3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prompt {
    /// Nothing; if something has to be, that is an error.
    None,
    /// The page for signing in.
    Login,
    /// The page for agreeing.
    Consent,
    /// The page for signing in, to choose who.
    SelectAccount,
}

/// Why there is no authorization.
pub enum Refused {
    /// Nobody knows where to go back to, so the person is told.
    ToPerson(Error),
    /// The application is told, with where to send that.
    ToClient(Box<ClientError>),
}

/// What an application is told (RFC 6749, section 4.1.2.1).
pub struct ClientError {
    redirect_uri: String,
    state: Option<String>,
    code: &'static str,
    description: String,
}

impl AuthorizationRequest {
    /// Whether it asks for this.
    pub fn wants(&self, prompt: Prompt) -> bool {
        self.prompt.contains(&prompt)
    }

    /// Whether this person may get a code for it.
    pub fn is_for(&self, user_id: Uuid) -> bool {
        self.hinted_user_id.is_none_or(|hinted| hinted == user_id)
    }

    /// Whether the person has to give their password for it, even if they are signed in.
    pub fn wants_again(&self) -> bool {
        self.wants(Prompt::Login) || self.wants(Prompt::SelectAccount)
    }

    /// Where the browser goes with this answer: the redirect URI with `state`, `iss` (RFC 9207) and what else there is.
    ///
    /// # Errors
    /// Internal, if the client was registered with an address that is none.
    pub fn answer(&self, issuer: &str, pairs: &[(&str, &str)]) -> Result<String, Error> {
        go_back(&self.redirect_uri, self.state.as_deref(), issuer, pairs)
    }

    /// Where the browser goes with this error.
    ///
    /// # Errors
    /// As [`AuthorizationRequest::answer`].
    pub fn error(&self, issuer: &str, code: &str, description: &str) -> Result<String, Error> {
        let pairs = [("error", code), ("error_description", description)];
        self.answer(issuer, &pairs)
    }

    /// Sealed, for a page to carry along.
    ///
    /// # Errors
    /// Internal, if the library fails.
    pub fn seal(&self, key: &[u8; 32]) -> Result<String, Error> {
        let json = serde_json::to_vec(self).map_err(Error::internal)?;
        Ok(URL_SAFE_NO_PAD.encode(secrets::seal(key, &json)?))
    }

    /// Opens what a page carried along.
    ///
    /// # Errors
    /// Invalid, if it was not sealed here, or too long ago.
    pub fn unseal(key: &[u8; 32], sealed: &str) -> Result<Self, Error> {
        let opened = URL_SAFE_NO_PAD.decode(sealed).ok();
        let opened = opened.and_then(|sealed| secrets::open(key, &sealed).ok());
        let request: Option<Self> = opened.and_then(|json| serde_json::from_slice(&json).ok());
        request
            .filter(|request| Utc::now() - request.created_at < LIFETIME)
            .ok_or_else(|| {
                to_person(
                    "/request",
                    "This began too long ago. Go back to the application, and begin again.",
                )
            })
    }
}

impl ClientError {
    /// Where the browser goes with it.
    ///
    /// # Errors
    /// As [`AuthorizationRequest::answer`].
    pub fn location(&self, issuer: &str) -> Result<String, Error> {
        let pairs = [
            ("error", self.code),
            ("error_description", self.description.as_str()),
        ];
        go_back(&self.redirect_uri, self.state.as_deref(), issuer, &pairs)
    }

    /// The same, for a client that asked by itself.
    pub fn into_error(self) -> OAuthError {
        OAuthError::new(self.code, self.description)
    }
}

/// What is there of some parameters, as a query.
pub fn query<const N: usize>(parameters: [(&str, &Option<String>); N]) -> String {
    let given = parameters
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_ref()?)));
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(given).finish()
}

/// A refusal of the request as a whole, which a person sees.
pub fn to_person(pointer: &str, detail: &str) -> Error {
    Error::invalid(vec![FieldError {
        pointer: pointer.to_owned(),
        detail: detail.to_owned(),
    }])
}

fn go_back(
    redirect_uri: &str,
    state: Option<&str>,
    issuer: &str,
    pairs: &[(&str, &str)],
) -> Result<String, Error> {
    let mut url = Url::parse(redirect_uri).map_err(Error::internal)?;
    {
        let mut query = url.query_pairs_mut();
        query.extend_pairs(pairs);
        if let Some(state) = state {
            query.append_pair("state", state);
        }
        query.append_pair("iss", issuer);
    }
    Ok(url.into())
}
