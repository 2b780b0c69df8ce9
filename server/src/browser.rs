//! A person's browser on our own pages: the cookie that it is known by, and the proof that a form came from our page.

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use cookie::{Cookie, SameSite};
use url::Url;

use crate::{
    app::App,
    config::Config,
    error::{Error, Refusal},
    pages::{self, Hidden, assets},
    secrets,
    sessions::{self, BrowserSession},
    spec::layer::SignInHeaders,
};

/// The name of the cookie. With TLS it gets a prefix that keeps other hosts from setting it (RFC 6265bis, section 4.1.3.2).
const COOKIE: &str = "user_api_session";

/// What tells browsers apart, and forms of ours from others.
pub struct Browsers {
    csrf_key: hmac::Key,
    /// Seals the authorization requests that pages carry along.
    pub request_key: [u8; 32],
    cookie_name: String,
    has_tls: bool,
    origin: String,
}

/// A browser, with the person who is signed in.
#[derive(Clone)]
pub struct Browser {
    cookie: String,
    is_new: bool,
    /// The session, if somebody is signed in.
    pub session: Option<BrowserSession>,
}

/// What a browser gets.
#[derive(Debug, Default)]
pub struct Answer {
    /// The HTTP status.
    pub status: i32,
    /// The page; nothing, if the browser is sent on.
    pub page: String,
    /// Where the browser is sent on to.
    pub location: String,
    /// What tells this browser from others.
    pub set_cookie: Option<String>,
    /// What the page may load, and where its forms may lead.
    pub policy: Option<String>,
}

impl Browsers {
    /// With keys derived from the server's secret.
    ///
    /// # Errors
    /// Internal, if the library fails.
    pub fn new(config: &Config) -> Result<Self, Error> {
        let csrf_key = secrets::derive(&config.secret, "forms")?;
        // Commands that serve nobody have no address.
        let url = Url::parse(&config.public_url).ok();
        let has_tls = url.as_ref().is_some_and(|url| url.scheme() == "https");
        Ok(Self {
            csrf_key: hmac::Key::new(hmac::HMAC_SHA256, &csrf_key),
            request_key: secrets::derive(&config.secret, "authorization requests")?,
            cookie_name: format!("{}{COOKIE}", if has_tls { "__Host-" } else { "" }),
            has_tls,
            origin: url.map_or_else(String::new, |url| url.origin().ascii_serialization()),
        })
    }

    fn set_cookie(&self, value: &str) -> String {
        Cookie::build((self.cookie_name.as_str(), value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.has_tls)
            .max_age(cookie::time::Duration::seconds(
                sessions::BROWSER_LIFETIME.num_seconds(),
            ))
            .to_string()
    }
}

impl Browser {
    /// The browser that sent these headers. One without a cookie gets one, before it is signed in and another after.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer.
    pub async fn open(app: &App, headers: &SignInHeaders) -> Result<Self, Error> {
        let sent = headers.cookie.as_deref().unwrap_or_default();
        let sent = Cookie::split_parse(sent).filter_map(Result::ok);
        let mut ours = sent.filter(|cookie| cookie.name() == app.browsers.cookie_name);
        let Some(cookie) = ours.next().map(|cookie| cookie.value().to_owned()) else {
            return Self::new(None);
        };
        let hash = secrets::hash(&cookie);
        let session = sessions::find_browser(&*app.database.reader().await?, &hash).await?;
        Ok(Self {
            cookie,
            is_new: false,
            session,
        })
    }

    /// A browser with a new cookie, in which this session is signed in: whoever knew the one before knows nothing.
    ///
    /// # Errors
    /// Internal, if there is no randomness.
    pub fn new(session: Option<BrowserSession>) -> Result<Self, Error> {
        Ok(Self {
            cookie: secrets::random_token()?,
            is_new: true,
            session,
        })
    }

    /// The hash of its cookie, which is all that is stored of it.
    pub fn cookie_hash(&self) -> Vec<u8> {
        secrets::hash(&self.cookie)
    }

    /// What a form of ours carries along: the proof that it is ours, and what else is given.
    pub fn hidden(&self, app: &App, others: &[(&'static str, Option<&str>)]) -> Hidden {
        let tag = hmac::sign(&app.browsers.csrf_key, self.cookie.as_bytes());
        let mut hidden = vec![("csrf", URL_SAFE_NO_PAD.encode(tag))];
        let others = others
            .iter()
            .filter_map(|(name, value)| Some((*name, (*value)?.to_owned())));
        hidden.extend(others);
        Hidden(hidden)
    }

    /// Refuses a form that did not come from a page that this browser got from us.
    ///
    /// # Errors
    /// The form is too old.
    pub fn check_form(&self, app: &App, headers: &SignInHeaders, csrf: &str) -> Result<(), Error> {
        let from_elsewhere = headers
            .origin
            .as_ref()
            .is_some_and(|origin| origin != "null" && *origin != app.browsers.origin);
        let tag = URL_SAFE_NO_PAD.decode(csrf).unwrap_or_default();
        let is_ours = hmac::verify(&app.browsers.csrf_key, self.cookie.as_bytes(), &tag).is_ok();
        if is_ours && !from_elsewhere && !self.is_new {
            return Ok(());
        }
        Err(Refusal::new(
            "form-expired",
            "Go back, load the page again, and send it once more. Your browser has to accept our cookie.",
        )
        .into())
    }

    /// A page for this browser. `leads_to` is where its form may end, beside our own pages.
    ///
    /// # Errors
    /// Internal, if the page cannot be put together.
    pub fn show(
        &self,
        app: &App,
        status: i32,
        page: &impl pages::Page,
        leads_to: Option<&str>,
    ) -> Result<Answer, Error> {
        Ok(Answer {
            status,
            page: page.render()?,
            set_cookie: self.new_cookie(app),
            policy: Some(assets::policy(leads_to)),
            ..Answer::default()
        })
    }

    /// Sends this browser on.
    pub fn send_to(&self, app: &App, location: String) -> Answer {
        Answer {
            status: 303,
            location,
            set_cookie: self.new_cookie(app),
            ..Answer::default()
        }
    }

    fn new_cookie(&self, app: &App) -> Option<String> {
        self.is_new.then(|| app.browsers.set_cookie(&self.cookie))
    }
}
