//! Agreeing: what an application may have of a person, asked once and remembered in the table `consents`.

use std::collections::BTreeSet;

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
    db::GenericClient,
    error::Error,
    oauth::authorization::{AuthorizationRequest, Prompt},
    pages::{self, Choice, paths},
    policy::Subject,
    roles::Role,
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
    Ok(!agreed.is_some_and(|agreed| covers(&agreed, &request.scopes)))
}

/// Whether who has agreed to the one has agreed to the other: to all that it lets one do, with no more than that role.
fn covers(agreed: &[String], asked: &[String]) -> bool {
    let mut actions = asked.iter().filter(|scope| Role::named(scope).is_none());
    actions.all(|scope| agreed.contains(scope)) && ceiling(asked) <= ceiling(agreed)
}

/// What a person has agreed to who now agrees to something else. What was agreed to with another role is forgotten: taken
/// together, the two would allow what was in neither.
fn merged(agreed: &[String], asked: &[String]) -> Vec<String> {
    let is_alike = ceiling(agreed) == ceiling(asked);
    let before = agreed.iter().filter(|_| is_alike);
    let all: BTreeSet<_> = asked.iter().chain(before).cloned().collect();
    all.into_iter().collect()
}

fn ceiling(scopes: &[String]) -> Role {
    Role::ceiling(scopes.iter().map(String::as_str))
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
            remember(&transaction, context, session.person, request).await?;
            let location = give_code(app, &transaction, request, &session).await?;
            transaction.commit().await?;
            Ok(browser.send_to(app, location))
        }
    }
}

/// Asked once: what the person has agreed to is known the next time. Who agrees to two things at the same moment has agreed
/// to both: the second finds the row of the first, and adds to it.
async fn remember(
    transaction: &impl GenericClient,
    context: &Context,
    person: Subject,
    request: &AuthorizationRequest,
) -> Result<(), Error> {
    let (user_id, client_id) = (person.user_id, &request.client_id);
    if !store::insert_consent(transaction, user_id, client_id, &request.scopes).await? {
        let agreed = store::lock_consent(transaction, user_id, client_id).await?;
        // Without it, the application was removed this moment, with all that it was let have.
        let agreed = agreed.unwrap_or_default();
        if covers(&agreed, &request.scopes) {
            return Ok(());
        }
        let scopes = merged(&agreed, &request.scopes);
        store::update_consent(transaction, user_id, client_id, &scopes).await?;
    }
    let act = Act::by_person(person, &context.operation.rule);
    let object = Object::Consent(client_id, person);
    audit::record_act(transaction, &act, object, &["scopes"]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn who_agreed_to_less_power_has_not_agreed_to_more() {
        let covered = |agreed, asked| covers(&scopes(agreed), &scopes(asked));
        assert!(covered("read read_write", "read"));
        assert!(covered("read", "listener read"));
        assert!(covered("artist read", "listener read"));
        assert!(covered("super_admin read", "read"));
        assert!(!covered("listener read", "read"));
        assert!(!covered("listener read", "artist read"));
        assert!(!covered("read", "read_write"));
    }

    #[test]
    fn two_agreements_never_allow_what_was_in_neither() {
        let both = |agreed, asked| merged(&scopes(agreed), &scopes(asked)).join(" ");
        assert_eq!(both("read", "email read_write"), "email read read_write");
        assert_eq!(both("read", "listener read_write"), "listener read_write");
        assert_eq!(both("listener read_write", "read"), "read");
    }
}
