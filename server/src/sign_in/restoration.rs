//! The page that the letter about a deleted account leads to. As with other letters, opening it changes nothing.

use super::letters::{dead, is_dead};
use crate::{
    app::App,
    browser::{Answer, Browser},
    email_tokens::{self, Purpose},
    error::Error,
    pages::{self, paths},
    spec::layer::Context,
};

/// What a link leads to that does not work.
const DEAD: &str = "It was used before, is too old, or was not copied whole. If you have restored your account already, all is well: sign in. After the day that the e-mail names, the account is erased and cannot come back; you can only open a new one.";

/// The page that asks whether to restore the account.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn show(app: &App, context: &Context, token: Option<String>) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    let token = token.unwrap_or_default();
    let found = email_tokens::find(app, &token, &[Purpose::RestoreAccount]).await?;
    let Some(found) = found else {
        return dead(app, context, &browser, 400, DEAD, paths::SIGN_IN);
    };
    let page = pages::RestoreAccount {
        platform_name: app.platform_name(),
        address: found.username,
        hidden: browser.hidden(app, &[("token", Some(&token))]),
    };
    browser.show(app, 200, &page, None)
}

/// Restores the account.
///
/// # Errors
/// The form is too old; another account has the address by now.
pub async fn submit(
    app: &App,
    context: &Context,
    token: &str,
    csrf: &str,
) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, csrf)?;
    let rule = &context.operation.rule;
    let restored = match email_tokens::restore_account(app, rule, token).await {
        Err(Error::Refused(refusal)) if is_dead(&refusal) => {
            return dead(app, context, &browser, 422, DEAD, paths::SIGN_IN);
        }
        restored => restored?,
    };
    let page = pages::AccountRestored {
        platform_name: app.platform_name(),
        address: restored.username,
    };
    browser.show(app, 200, &page, None)
}
