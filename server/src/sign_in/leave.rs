//! Signing out (OpenID Connect RP-Initiated Logout 1.0). It always asks, and goes back only where the client registered.

use url::Url;

use super::errand::by_get;
use crate::{
    app::App,
    audit::Act,
    browser::{Answer, Browser},
    error::Error,
    oauth::{authorization, id_tokens},
    pages::{self, Back, paths},
    sessions::{self, BrowserSession},
    spec::layer::Context,
};

/// What an application sent along.
#[derive(Debug, Default)]
pub struct Wish {
    /// An ID token of the application; says which one it is.
    pub id_token_hint: Option<String>,
    /// The application, if there is no ID token.
    pub client_id: Option<String>,
    /// Where to go back to.
    pub post_logout_redirect_uri: Option<String>,
    /// Comes back as it is.
    pub state: Option<String>,
}

impl Wish {
    fn query(&self) -> String {
        let all = [
            ("id_token_hint", &self.id_token_hint),
            ("client_id", &self.client_id),
            ("post_logout_redirect_uri", &self.post_logout_redirect_uri),
            ("state", &self.state),
        ];
        authorization::query(all)
    }
}

/// The page that asks whether to sign out.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn show(app: &App, context: &Context, mut wish: Wish) -> Result<Answer, Error> {
    let browser = Browser::open(app, &context.sign_in).await?;
    if let Some(token) = wish.id_token_hint.take() {
        let hint = id_tokens::read_hint(&app.config.public_url, &app.keys.now(), &token);
        let named = hint.map(|hint| hint.client_id);
        // An application that names another one than its token does is not believed.
        wish.client_id = match (named, wish.client_id) {
            (Some(named), Some(said)) if named != said => None,
            (named, said) => named.or(said),
        };
    }
    let back = back(app, &wish).await?;
    let Some(session) = &browser.session else {
        return signed_out(app, &browser, back);
    };
    let page = pages::SignOut {
        platform_name: app.platform_name(),
        client_name: back.as_ref().map(|back| back.client_name.clone()),
        username: session.username.clone(),
        hidden: browser.hidden(
            app,
            &[
                ("client_id", wish.client_id.as_deref()),
                (
                    "post_logout_redirect_uri",
                    wish.post_logout_redirect_uri.as_deref(),
                ),
                ("state", wish.state.as_deref()),
            ],
        ),
    };
    let leads_to = back.as_ref().map(|back| back.url.as_str());
    browser.show(app, 200, &page, leads_to)
}

/// Ends the browser's session and those of the apps it signed in, and goes back if the application asked for that. A form
/// of an application comes without our cookie, so it leads to the page that asks, by an address that the browser opens with
/// the cookie.
///
/// # Errors
/// The form is too old.
pub async fn submit(
    app: &App,
    context: &Context,
    wish: Wish,
    csrf: Option<&str>,
) -> Result<Answer, Error> {
    let Some(csrf) = csrf else {
        let too_long = "The application sent more than fits into an address.";
        return by_get(paths::SIGN_OUT, &wish.query(), too_long);
    };
    let browser = Browser::open(app, &context.sign_in).await?;
    browser.check_form(app, &context.sign_in, csrf)?;
    if let Some(session) = &browser.session {
        end(app, context, session).await?;
    }
    let browser = Browser::new(None)?;
    match back(app, &wish).await? {
        Some(back) => Ok(browser.send_to(app, back.url)),
        None => signed_out(app, &browser, None),
    }
}

/// Signs this browser's person out of it.
pub(super) async fn end(
    app: &App,
    context: &Context,
    session: &BrowserSession,
) -> Result<(), Error> {
    let mut connection = app.database.client().await?;
    let transaction = connection.transaction().await?;
    let act = Act::by_person(session.person, &context.operation.rule);
    sessions::end(&transaction, &act, session.id, session.person).await?;
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(())
}

fn signed_out(app: &App, browser: &Browser, back: Option<Back>) -> Result<Answer, Error> {
    let page = pages::SignedOut {
        platform_name: app.platform_name(),
        back,
    };
    browser.show(app, 200, &page, None)
}

/// Where to go back to: an address that the client registered, letter by letter.
async fn back(app: &App, wish: &Wish) -> Result<Option<Back>, Error> {
    let (Some(client_id), Some(asked)) = (&wish.client_id, &wish.post_logout_redirect_uri) else {
        return Ok(None);
    };
    let client = app.clients.find(&app.database, client_id).await?;
    let Some(client) = client.filter(|client| client.post_logout_redirect_uris.contains(asked))
    else {
        return Ok(None);
    };
    let mut url = Url::parse(asked).map_err(Error::internal)?;
    if let Some(state) = &wish.state {
        url.query_pairs_mut().append_pair("state", state);
    }
    Ok(Some(Back {
        client_name: client.name.clone(),
        url: url.into(),
    }))
}
