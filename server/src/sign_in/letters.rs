//! The pages that links in letters lead to. Opening one changes nothing, since mail scanners follow links too; the form does.

use serde_json::json;

use crate::{
    app::App,
    browser::{Answer, Browser},
    email_tokens::{self, CONFIRMATIONS, Purpose},
    error::{Error, Refusal},
    pages::{self, Confirmation, ErrorPage, Errors, paths},
    spec::layer::Context,
};

/// The page that asks whether an address is the person's.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn show_confirmation(
    app: &App,
    context: &Context,
    token: Option<String>,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    let token = token.unwrap_or_default();
    let Some(found) = email_tokens::find(app, &token, CONFIRMATIONS).await? else {
        return dead_confirmation(app, context, &browser, 400);
    };
    let page = pages::ConfirmEmail {
        platform_name: app.platform_name(),
        address: found.username,
        kind: kind(found.purpose),
        hidden: browser.hidden(app, &[("token", Some(&token))]),
    };
    browser.show(app, 200, &page, None)
}

/// Confirms the address, or makes the new one count.
///
/// # Errors
/// The form is too old; somebody has the address by now.
pub async fn submit_confirmation(
    app: &App,
    context: &Context,
    token: &str,
    csrf: &str,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, csrf)?;
    let confirmed = match email_tokens::confirm(app, &context.operation.rule, token).await {
        Err(Error::Refused(refusal)) if is_dead(&refusal) => {
            return dead_confirmation(app, context, &browser, 422);
        }
        confirmed => confirmed?,
    };
    let page = pages::Confirmed {
        platform_name: app.platform_name(),
        address: confirmed.username,
        kind: kind(confirmed.purpose),
    };
    browser.show(app, 200, &page, None)
}

/// The page that asks for a new password.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn show_reset(
    app: &App,
    context: &Context,
    token: Option<String>,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    ask_for_password(app, context, &browser, &token.unwrap_or_default(), None).await
}

/// Sets the new password and signs the person out everywhere. One that will not do can be mended: the link stays good.
///
/// # Errors
/// The form is too old; unavailable, if too many passwords are being hashed.
pub async fn submit_reset(
    app: &App,
    context: &Context,
    token: String,
    password: Option<String>,
    csrf: &str,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, csrf)?;
    match reset(app, context, &token, password.unwrap_or_default()).await {
        Ok(()) => {
            let page = pages::PasswordChanged {
                platform_name: app.platform_name(),
            };
            browser.show(app, 200, &page, None)
        }
        Err(Error::Refused(refusal)) if is_dead(&refusal) => {
            dead_reset(app, context, &browser, 422)
        }
        Err(Error::Refused(refusal)) if !refusal.errors.is_empty() => {
            let errors = Errors::from(&*refusal);
            let error = errors.of("password").unwrap_or(&refusal.detail).to_owned();
            ask_for_password(app, context, &browser, &token, Some(error)).await
        }
        Err(error) => Err(error),
    }
}

/// By the rules of `completePasswordReset`, read from the spec.
async fn reset(app: &App, context: &Context, token: &str, password: String) -> Result<(), Error> {
    let body = json!({ "token": token, "password": password });
    app.contract.check_body("completePasswordReset", body)?;
    email_tokens::reset_password(app, &context.operation.rule, token, password).await
}

/// The form, with what is wrong with the password that was sent.
async fn ask_for_password(
    app: &App,
    context: &Context,
    browser: &Browser,
    token: &str,
    error: Option<String>,
) -> Result<Answer, Error> {
    let is_again = error.is_some();
    let found = email_tokens::find(app, token, &[Purpose::ResetPassword]).await?;
    let Some(found) = found else {
        return dead_reset(app, context, browser, if is_again { 422 } else { 400 });
    };
    let page = pages::ResetPassword {
        platform_name: app.platform_name(),
        username: Some(found.username),
        error,
        hidden: browser.hidden(app, &[("token", Some(token))]),
    };
    browser.show(app, if is_again { 422 } else { 200 }, &page, None)
}

/// What one of [`CONFIRMATIONS`] confirms.
fn kind(purpose: Purpose) -> Confirmation {
    if purpose == Purpose::ChangeUsername {
        Confirmation::Change
    } else {
        Confirmation::SignUp
    }
}

/// Whether a letter's token is to blame.
pub(super) fn is_dead(refusal: &Refusal) -> bool {
    refusal.code == "email-token-unknown"
}

fn dead_confirmation(
    app: &App,
    context: &Context,
    browser: &Browser,
    status: u16,
) -> Result<Answer, Error> {
    let detail = "It was used before, is too old, or was not copied whole. If you have confirmed your address already, all is well: sign in. If not, choose \"Forgot your password?\" there; the letter that comes then confirms your address too.";
    dead(app, context, browser, status, detail, paths::SIGN_IN)
}

fn dead_reset(
    app: &App,
    context: &Context,
    browser: &Browser,
    status: u16,
) -> Result<Answer, Error> {
    let detail = "It was used before, is too old, or was not copied whole. Go back and ask for a new one; it works for an hour.";
    dead(
        app,
        context,
        browser,
        status,
        detail,
        paths::FORGOT_PASSWORD,
    )
}

/// A page for somebody whose link does not work, which says what to do.
pub(super) fn dead(
    app: &App,
    context: &Context,
    browser: &Browser,
    status: u16,
    detail: &str,
    back: &str,
) -> Result<Answer, Error> {
    let page = ErrorPage {
        platform_name: app.platform_name(),
        title: "This link does not work any more".to_owned(),
        detail: detail.to_owned(),
        request_id: context.request_id.to_string(),
        status,
        retry_after: None,
        back: Some(back.to_owned()),
    };
    browser.show(app, i32::from(status), &page, None)
}
