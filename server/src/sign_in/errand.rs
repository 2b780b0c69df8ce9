//! What led to a page: an authorization request, sealed, and the application that sent it.

use std::sync::Arc;

use crate::{
    app::App,
    browser::{Answer, Browser},
    clients::ClientRow,
    error::{Error, Refusal},
    oauth::authorization::{AuthorizationRequest, Parameters, to_person},
    pages::Hidden,
};

/// What led to a page: the request, and the application that sent it.
pub(super) struct Errand {
    sealed: String,
    /// The request.
    pub(super) request: AuthorizationRequest,
    /// The application.
    pub(super) client: Arc<ClientRow>,
}

impl Errand {
    /// Opens what a page carried along, if it did.
    ///
    /// # Errors
    /// Invalid, if it was not sealed here, or too long ago.
    pub(super) async fn open(app: &App, sealed: Option<String>) -> Result<Option<Self>, Error> {
        let Some(sealed) = sealed else {
            return Ok(None);
        };
        let request = AuthorizationRequest::unseal(&app.browsers.request_key, &sealed)?;
        let client = find_client(app, &request.client_id, "/request").await?;
        request.check_place(&client)?;
        Ok(Some(Self {
            sealed,
            request,
            client,
        }))
    }

    /// What a form carries along.
    pub(super) fn hidden(errand: Option<&Self>, app: &App, browser: &Browser) -> Hidden {
        let sealed = errand.map(|errand| errand.sealed.as_str());
        browser.hidden(app, &[("request", sealed)])
    }

    /// What the application is called.
    pub(super) fn client_name(errand: Option<&Self>) -> Option<String> {
        errand.map(|errand| errand.client.name.clone())
    }

    /// Where a form may end.
    pub(super) fn leads_to(errand: Option<&Self>) -> Option<&str> {
        errand.map(|errand| errand.request.redirect_uri.as_str())
    }
}

/// The path of a page, with the request sealed.
pub(super) fn carry(
    app: &App,
    path: &str,
    request: &AuthorizationRequest,
) -> Result<String, Error> {
    let sealed = request.seal(&app.browsers.request_key)?;
    Ok(format!("{path}?request={sealed}"))
}

/// The client that somebody names there.
pub(super) async fn find_client(
    app: &App,
    id: &str,
    pointer: &str,
) -> Result<Arc<ClientRow>, Error> {
    app.clients.find(&app.database, id).await?.ok_or_else(|| {
        to_person(
            pointer,
            "There is no such application here. Go back to where you came from, and tell them.",
        )
    })
}

/// Sends a browser that came with a form to the same request without one. A form of another site comes without the cookie
/// (`SameSite=Lax`), so nobody seems to be signed in, and a new cookie would sign out who is; what it is sent to next, it
/// opens with the cookie.
///
/// # Errors
/// Invalid, if there is no such client; too large, for an address that proxies would refuse.
pub async fn start_over(app: &App, parameters: &Parameters) -> Result<Answer, Error> {
    let client_id = parameters.client_id.as_deref().unwrap_or_default();
    find_client(app, client_id, "/body/client_id").await?;
    let too_long = "The application sent more than fits into an address. It can push its request instead (RFC 9126).";
    by_get("/oauth/authorize", &parameters.query(), too_long)
}

/// Sends a browser that came with a form of another site, and so without our cookie, to the same by GET.
///
/// # Errors
/// Too large for an address.
pub(super) fn by_get(path: &str, query: &str, too_long: &str) -> Result<Answer, Error> {
    const MOST: usize = 16_000;
    if query.len() > MOST {
        return Err(Refusal::new("body-too-large", too_long).into());
    }
    Ok(Answer {
        status: 303,
        location: format!("{path}?{query}"),
        ..Answer::default()
    })
}
