//! Pushed authorization requests (RFC 9126).

mod store;

use chrono::TimeDelta;

use super::{
    OAuthError,
    authorization::{AuthorizationRequest, Parameters, Refused},
    client_authentication::{self, Credentials},
    dpop,
};
use crate::{app::App, error::Error, guessing, secrets};
pub use store::delete_expired;

/// How long a pushed request is good for.
pub const LIFETIME: TimeDelta = TimeDelta::seconds(90);

/// What a request_uri begins with (RFC 9126, section 2.2).
const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// Takes a request, and answers what stands for it.
///
/// # Errors
/// As RFC 6749, section 5.2, names them.
pub async fn push(
    app: &App,
    credentials: &Credentials,
    proof: Option<&str>,
    mut parameters: Parameters,
) -> Result<String, OAuthError> {
    let client = client_authentication::authenticate(app, credentials).await?;
    guessing::count_push(app, credentials.origin, &client).await?;
    if parameters.request_uri.is_some() {
        let detail = "A pushed request has no request_uri of its own.";
        return Err(OAuthError::new("invalid_request", detail));
    }
    bind(app, proof, &mut parameters)?;
    let request =
        AuthorizationRequest::check(app, &client, parameters).map_err(|refused| match refused {
            Refused::ToPerson(Error::Refused(_)) => OAuthError::new(
                "invalid_request",
                "The redirect_uri is not one of the client's.",
            ),
            Refused::ToPerson(error) => OAuthError::Other(error),
            Refused::ToClient(error) => error.into_error(),
        })?;
    let handle = secrets::random_token()?;
    let connection = app.database.client().await?;
    store::insert_pushed(&connection, &secrets::hash(&handle), &request, LIFETIME).await?;
    Ok(format!("{PREFIX}{handle}"))
}

/// A proof beside the request binds its code to the proof's key (RFC 9449, section 10.1).
fn bind(app: &App, proof: Option<&str>, parameters: &mut Parameters) -> Result<(), OAuthError> {
    let Some(proof) = proof else {
        return Ok(());
    };
    let wanted = dpop::Proof {
        method: "POST",
        path: "/oauth/par",
        access_token: None,
    };
    let jkt = app
        .dpop
        .verify(proof, &wanted)
        .map_err(|detail| OAuthError::new("invalid_dpop_proof", detail))?;
    if parameters
        .dpop_jkt
        .as_ref()
        .is_some_and(|asked| *asked != jkt)
    {
        let detail = "The dpop_jkt is of another key than the proof's.";
        return Err(OAuthError::new("invalid_dpop_proof", detail));
    }
    parameters.dpop_jkt = Some(jkt);
    Ok(())
}

/// The request that a request_uri of this client stands for, once.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn take(
    app: &App,
    client_id: &str,
    request_uri: &str,
) -> Result<Option<AuthorizationRequest>, Error> {
    let Some(handle) = request_uri.strip_prefix(PREFIX) else {
        return Ok(None);
    };
    let connection = app.database.client().await?;
    store::take_pushed(&connection, &secrets::hash(handle), client_id).await
}
