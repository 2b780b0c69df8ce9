//! Signing in on our own pages: from an authorization request to a code, by way of the pages that it takes.
//!
//! The request travels sealed from page to page, so nothing is stored before somebody has signed in.

pub mod address;
pub mod consent;
mod errand;
pub mod forgotten;
pub mod leave;
pub mod letters;
pub mod restoration;
pub mod sign_up;
mod store;
pub mod view;

use chrono::{TimeDelta, Utc};

use crate::{
    app::App,
    audit::Act,
    browser::{Answer, Browser},
    clients::ClientRow,
    db::{self, GenericClient},
    device,
    error::Error,
    guessing,
    oauth::{
        authorization::{AuthorizationRequest, Parameters, Prompt, Refused, to_person},
        codes, pushed,
    },
    pages::{self, paths},
    sessions::{self, BrowserSession, NewSession},
    spec::layer::Context,
    users::PersonRow,
};
pub use errand::start_over;
use errand::{Errand, carry, find_client};

/// Begins to sign a person in: the authorization endpoint (RFC 6749, section 3.1).
///
/// # Errors
/// Invalid, if nobody knows where to go back to.
pub async fn start(
    app: &App,
    context: &Context,
    mut parameters: Parameters,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    let client_id = parameters.client_id.take().unwrap_or_default();
    let client = find_client(app, &client_id, "/query/client_id").await?;
    let mut request = match parameters.request_uri.take() {
        Some(request_uri) => {
            let request = pushed::take(app, &client.id, &request_uri).await?;
            let request = request.ok_or_else(|| {
                to_person(
                    "/query/request_uri",
                    "This link was used before, or is too old. Go back to the application, and begin again.",
                )
            })?;
            request.check_place(&client)?;
            request
        }
        None => match AuthorizationRequest::check(app, &client, parameters) {
            Ok(request) => request,
            Err(Refused::ToPerson(error)) => return Err(error),
            Err(Refused::ToClient(error)) => {
                return Ok(browser.send_to(app, error.location(&app.config.public_url)?));
            }
        },
    };
    if request.wants_again() || request.max_age.is_some() || request.hinted_user_id.is_some() {
        // By the clock that tells when people gave their password: those of two instances may differ by more than that takes.
        request.created_at = db::now(&*app.database.reader().await?).await?;
    }
    proceed(app, browser, &client, &request).await
}

/// The next step for this browser: a page to sign in, one to agree, or back to the application with a code.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn proceed(
    app: &App,
    browser: Browser,
    client: &ClientRow,
    request: &AuthorizationRequest,
) -> Result<Answer, Error> {
    let issuer = &app.config.public_url;
    let silent = request.wants(Prompt::None);
    let fresh = browser
        .session
        .as_ref()
        .filter(|session| is_fresh(session, request));
    let Some(session) = fresh else {
        let session = browser.session.as_ref();
        let is_other = session.is_some_and(|session| {
            session.authenticated_at >= request.created_at
                && !request.is_for(session.person.user_id)
        });
        let location = if is_other {
            let detail = "Somebody else has signed in than the id_token_hint names.";
            request.error(issuer, "login_required", detail)?
        } else if silent {
            request.error(issuer, "login_required", "Nobody is signed in.")?
        } else {
            carry(app, paths::SIGN_IN, request)?
        };
        return Ok(browser.send_to(app, location));
    };
    if consent::is_needed(app, client, request, session).await? {
        let location = if silent {
            let detail = "The person has not agreed to this yet.";
            request.error(issuer, "consent_required", detail)?
        } else {
            carry(app, paths::CONSENT, request)?
        };
        return Ok(browser.send_to(app, location));
    }
    let connection = app.database.client().await?;
    let location = give_code(app, &connection, request, session).await?;
    Ok(browser.send_to(app, location))
}

/// Whether it is the person whom the request wants, and they signed in as lately as it wants.
fn is_fresh(session: &BrowserSession, request: &AuthorizationRequest) -> bool {
    let since = session.authenticated_at;
    let is_too_old = request
        .max_age
        .is_some_and(|seconds| Utc::now() - since > TimeDelta::seconds(seconds));
    request.is_for(session.person.user_id)
        && (since >= request.created_at || !(request.wants_again() || is_too_old))
}

/// Where the browser goes with a code.
async fn give_code(
    app: &App,
    client: &impl GenericClient,
    request: &AuthorizationRequest,
    session: &BrowserSession,
) -> Result<String, Error> {
    let code = codes::issue(client, request, session.id).await?;
    request.answer(&app.config.public_url, &[("code", &code)])
}

/// The page for signing in; for somebody who is signed in and wants nothing in particular, a page that says so.
///
/// # Errors
/// Invalid, if what led here is too old.
pub async fn show(app: &App, context: &Context, request: Option<String>) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    let errand = Errand::open(app, request).await?;
    if errand.is_none()
        && let Some(session) = &browser.session
    {
        let page = pages::SignedIn {
            platform_name: app.platform_name(),
            username: session.username.clone(),
            email_confirmed: session.email_confirmed,
            hidden: browser.hidden(app, &[]),
        };
        return browser.show(app, 200, &page, None);
    }
    let hint = errand
        .as_ref()
        .and_then(|errand| errand.request.login_hint.clone());
    form(
        app,
        &browser,
        errand.as_ref(),
        200,
        hint.unwrap_or_default(),
        None,
    )
}

/// Signs the browser in, and goes on with what led here.
///
/// # Errors
/// The form is too old, or invalid.
pub async fn submit(
    app: &App,
    context: &Context,
    form_fields: SignInForm,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, &form_fields.csrf)?;
    let errand = Errand::open(app, form_fields.request).await?;
    let username = form_fields.username.unwrap_or_default();
    let again = |error: &str| {
        let error = Some(error.to_owned());
        form(app, &browser, errand.as_ref(), 422, username.clone(), error)
    };
    let Some(password) = form_fields.password.filter(|_| !username.is_empty()) else {
        return again("Give both your e-mail address and your password.");
    };
    let found = guessing::check_password(app, context.origin(), &username, &password).await?;
    let Some(found) = found else {
        return again("The e-mail address or the password is wrong.");
    };
    if found.is_suspended() {
        return again("This account is suspended. Ask the people who run the platform.");
    }
    let mut connection = app.database.client().await?;
    let transaction = connection.transaction().await?;
    let user = found.settle(app, &transaction).await?;
    let browser = sign_in(&transaction, context, browser, &user).await?;
    transaction.commit().await?;
    // Whoever was signed in with this browser before is not any more.
    app.revocations.catch_up(&app.database).await;
    go_on(app, browser, errand).await
}

/// The form for signing in.
pub struct SignInForm {
    /// The e-mail address.
    pub username: Option<String>,
    /// The password.
    pub password: Option<String>,
    /// What led here.
    pub request: Option<String>,
    /// Shows that the form is ours.
    pub csrf: String,
}

/// Signs a person in with this browser, which gets a new cookie. Somebody else who was signed in with it is signed out.
///
/// # Errors
/// Unavailable, if the database does not answer.
async fn sign_in(
    transaction: &impl GenericClient,
    context: &Context,
    before: Browser,
    user: &PersonRow,
) -> Result<Browser, Error> {
    let mut browser = Browser::new(None)?;
    let hash = browser.cookie_hash();
    let authenticated_at = db::now(transaction).await?;
    let person = user.subject();
    let rule = &context.operation.rule;
    let act = Act::by_person(person, rule);
    let mut renewed = None;
    match before.session {
        Some(session) if session.person.user_id == user.id => {
            let is_live = sessions::renew(transaction, &act, &session, &hash, authenticated_at);
            renewed = is_live.await?.then_some(session.id);
        }
        Some(other) => sessions::end(transaction, &act, other.id, other.person).await?,
        None => {}
    }
    let id = match renewed {
        Some(id) => id,
        None => {
            let device = context.sign_in.user_agent.as_deref().and_then(device::of);
            let new = NewSession {
                user_id: user.id,
                cookie_hash: Some(&hash),
                device: device.as_deref(),
                authenticated_at,
                ..NewSession::default()
            };
            let started = sessions::start(transaction, rule, &new).await?;
            started.ok_or_else(sessions::just_changed)?.0
        }
    };
    browser.session = Some(BrowserSession {
        id,
        person,
        username: user.username.clone(),
        email_confirmed: user.email_confirmed_at.is_some(),
        authenticated_at,
    });
    Ok(browser)
}

/// Goes on with what led here, or to the page that says who is signed in.
async fn go_on(app: &App, browser: Browser, errand: Option<Errand>) -> Result<Answer, Error> {
    match errand {
        Some(errand) => proceed(app, browser, &errand.client, &errand.request).await,
        None => Ok(browser.send_to(app, paths::SIGN_IN.to_owned())),
    }
}

fn form(
    app: &App,
    browser: &Browser,
    errand: Option<&Errand>,
    status: i32,
    username: String,
    error: Option<String>,
) -> Result<Answer, Error> {
    let page = pages::SignIn {
        platform_name: app.platform_name(),
        client_name: Errand::client_name(errand),
        username,
        error,
        hidden: Errand::hidden(errand, app, browser),
    };
    browser.show(app, status, &page, Errand::leads_to(errand))
}
