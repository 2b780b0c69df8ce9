//! Changing one's e-mail address on our own pages. The rules are those of `changeUsername`, read from the spec.

use serde_json::{Map, Value};

use super::view;
use crate::{
    app::App,
    audit::Act,
    browser::{Answer, Browser},
    credentials,
    error::Error,
    pages::{self, Errors, Mail, paths},
    sessions::BrowserSession,
    spec::layer::Context,
    users,
};

/// The page for a new address; for somebody who is not signed in, the one for that.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn show(app: &App, context: &Context) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    match &browser.session {
        Some(session) => form(
            app,
            &browser,
            session,
            200,
            String::new(),
            Errors::default(),
        ),
        None => Ok(browser.send_to(app, paths::SIGN_IN.to_owned())),
    }
}

/// Sends a letter to the new address, which counts once the link in it is followed.
///
/// # Errors
/// The form is too old; too many wrong passwords, or letters.
pub async fn submit(
    app: &App,
    context: &Context,
    username: Option<String>,
    password: Option<String>,
    csrf: &str,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, csrf)?;
    let Some(session) = &browser.session else {
        return Ok(browser.send_to(app, paths::SIGN_IN.to_owned()));
    };
    match request(app, context, session, username.as_ref(), password).await {
        Ok(address) => {
            let page = pages::CheckMail {
                platform_name: app.platform_name(),
                mail: Mail::Change,
                address,
                hidden: browser.hidden(app, &[]),
            };
            browser.show(app, 200, &page, None)
        }
        Err(Error::Refused(refusal)) if !refusal.errors.is_empty() => {
            let errors = Errors::from(&*refusal);
            let typed = username.unwrap_or_default();
            form(app, &browser, session, 422, typed, errors)
        }
        Err(error) => Err(error),
    }
}

/// Asks for the change, and tells which address the letter goes to.
async fn request(
    app: &App,
    context: &Context,
    session: &BrowserSession,
    username: Option<&String>,
    password: Option<String>,
) -> Result<String, Error> {
    let given = [("username", username.cloned()), ("password", password)];
    let given = given
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Value::String(value?))));
    let body = Value::Object(given.collect::<Map<_, _>>());
    let body = app.contract.check_body("changeUsername", body)?;
    let change = view::username_change(body)?;
    let user = users::find_by_id(app, session.person.user_id).await?;
    let user = user.ok_or_else(|| Error::not_found("user"))?;
    let act = Act::by_person(user.subject(), &context.operation.rule);
    credentials::request_change(app, context.origin(), &act, &user, &change).await?;
    Ok(change.username)
}

fn form(
    app: &App,
    browser: &Browser,
    session: &BrowserSession,
    status: i32,
    new_username: String,
    errors: Errors,
) -> Result<Answer, Error> {
    let page = pages::ChangeAddress {
        platform_name: app.platform_name(),
        username: session.username.clone(),
        new_username,
        errors,
        hidden: browser.hidden(app, &[]),
    };
    browser.show(app, status, &page, None)
}
