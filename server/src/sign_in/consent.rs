//! Agreeing: what an application may have of a person, asked once and remembered in the table `consents`.

use url::Url;

use super::{
    errand::{Errand, carry},
    give_code, leave, proceed, store,
};
use crate::{
    app::App,
    audit::{self, Act, Object},
    browser::{Answer, Browser},
    clients::ClientRow,
    error::Error,
    oauth::authorization::{AuthorizationRequest, Prompt},
    pages::{self, Choice, paths},
    sessions::BrowserSession,
    spec::layer::Context,
};

/// What the person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The application may.
    Allow,
    /// It may not.
    Deny,
    /// Somebody else wants to sign in.
    Switch,
}

/// Whether the person has to be asked. The platform's own applications ask nobody.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub(super) async fn is_needed(
    app: &App,
    client: &ClientRow,
    request: &AuthorizationRequest,
    session: &BrowserSession,
) -> Result<bool, Error> {
    if request.wants(Prompt::Consent) {
        return Ok(true);
    }
    if client.first_party {
        return Ok(false);
    }
    let reader = app.database.reader().await?;
    let agreed = store::find_consent(&*reader, session.person.user_id, &client.id).await?;
    Ok(!request.scopes.iter().all(|scope| agreed.contains(scope)))
}

/// The page for agreeing.
///
/// # Errors
/// Invalid, if what led here is too old.
pub async fn show(app: &App, context: &Context, request: Option<String>) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    let Some(errand) = Errand::open(app, request).await? else {
        return Ok(browser.send_to(app, paths::SIGN_IN.to_owned()));
    };
    let Some(session) = &browser.session else {
        return Ok(browser.send_to(app, carry(app, paths::SIGN_IN, &errand.request)?));
    };
    let asked = |name: &String| {
        let known = app.scopes.iter().find(|scope| scope.name == *name);
        Choice {
            value: name.clone(),
            name: name.clone(),
            description: known.map_or_else(|| name.clone(), |scope| scope.description.clone()),
        }
    };
    let redirect = Url::parse(&errand.request.redirect_uri).map_err(Error::internal)?;
    let page = pages::Consent {
        platform_name: app.platform_name(),
        client_name: errand.client.name.clone(),
        client_host: redirect
            .host_str()
            .unwrap_or_else(|| redirect.scheme())
            .to_owned(),
        username: session.username.clone(),
        scopes: errand.request.scopes.iter().map(asked).collect(),
        hidden: Errand::hidden(Some(&errand), app, &browser),
    };
    browser.show(app, 200, &page, Errand::leads_to(Some(&errand)))
}

/// Sends the browser back to the application with a code, or without one.
///
/// # Errors
/// The form is too old, or invalid.
pub async fn submit(
    app: &App,
    context: &Context,
    decision: Decision,
    request: String,
    csrf: &str,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, csrf)?;
    let Some(errand) = Errand::open(app, Some(request)).await? else {
        return Ok(browser.send_to(app, paths::SIGN_IN.to_owned()));
    };
    let request = &errand.request;
    let Some(session) = browser.session.clone() else {
        return Ok(browser.send_to(app, carry(app, paths::SIGN_IN, request)?));
    };
    match decision {
        Decision::Deny => {
            let detail = "The person did not agree.";
            let location = request.error(&app.config.public_url, "access_denied", detail)?;
            Ok(browser.send_to(app, location))
        }
        Decision::Switch => {
            leave::end(app, context, &session).await?;
            Ok(browser.send_to(app, carry(app, paths::SIGN_IN, request)?))
        }
        // The request may want more than this session gives, such as a password given lately.
        Decision::Allow if !super::is_fresh(&session, request) => {
            proceed(app, browser, &errand.client, request).await
        }
        Decision::Allow => {
            let mut connection = app.database.client().await?;
            let transaction = connection.transaction().await?;
            let person = session.person;
            if store::upsert_consent(&transaction, person.user_id, request).await? {
                let act = Act::by_person(person, &context.operation.rule);
                let object = Object::Consent(&request.client_id, person);
                audit::record_act(&transaction, &act, object, &["scopes"]).await?;
            }
            let location = give_code(app, &transaction, request, &session).await?;
            transaction.commit().await?;
            Ok(browser.send_to(app, location))
        }
    }
}
