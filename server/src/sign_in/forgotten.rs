//! Asking for a letter that resets a password. What led here is carried along, so that the person can go back to it.

use serde_json::json;

use super::Errand;
use crate::{
    app::App,
    browser::{Answer, Browser},
    email_tokens::{self, Purpose},
    error::Error,
    pages::{self, Errors, Mail},
    spec::layer::Context,
};

/// The page that asks for the address; one that is known stands there already.
///
/// # Errors
/// Invalid, if what led here is too old.
pub async fn show(app: &App, context: &Context, request: Option<String>) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    let errand = Errand::open(app, request).await?;
    let session = browser.session.as_ref();
    let signed_in = session.map(|session| session.username.clone());
    let hint = || errand.as_ref()?.request.login_hint.clone();
    let username = signed_in.or_else(hint).unwrap_or_default();
    form(app, &browser, errand.as_ref(), 200, username, None)
}

/// Sends a letter, if the address has an account; the page is the same if not, and takes as long.
///
/// # Errors
/// The form is too old, or invalid; too many letters.
pub async fn submit(
    app: &App,
    context: &Context,
    username: Option<String>,
    request: Option<String>,
    csrf: &str,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, csrf)?;
    let errand = Errand::open(app, request).await?;
    let username = username.unwrap_or_default();
    match request_letter(app, context, &username).await {
        Err(Error::Refused(refusal)) if !refusal.errors.is_empty() => {
            let errors = Errors::from(&*refusal);
            let error = errors.of("username").unwrap_or(&refusal.detail).to_owned();
            return form(app, &browser, errand.as_ref(), 400, username, Some(error));
        }
        requested => requested?,
    }
    let page = pages::CheckMail {
        platform_name: app.platform_name(),
        mail: Mail::Reset,
        address: username,
        hidden: Errand::hidden(errand.as_ref(), app, &browser),
    };
    browser.show(app, 200, &page, None)
}

/// By the rules of `requestPasswordReset`, read from the spec.
async fn request_letter(app: &App, context: &Context, username: &str) -> Result<(), Error> {
    let body = json!({ "username": username });
    app.contract.check_body("requestPasswordReset", body)?;
    let purpose = Purpose::ResetPassword;
    email_tokens::request(app, context.origin(), purpose, username).await
}

fn form(
    app: &App,
    browser: &Browser,
    errand: Option<&Errand>,
    status: i32,
    username: String,
    error: Option<String>,
) -> Result<Answer, Error> {
    let page = pages::ForgotPassword {
        platform_name: app.platform_name(),
        username,
        error,
        hidden: Errand::hidden(errand, app, browser),
    };
    browser.show(app, status, &page, None)
}
