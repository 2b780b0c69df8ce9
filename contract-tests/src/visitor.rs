//! A person with a browser, as far as HTTP goes: keeps the cookie, fills in forms, and stops at redirects to look at them.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::{
    PASSWORD, Request, Response, TestApp,
    callers::encode,
    samples::{cookie_of, hidden},
};

/// The verifier of every code here, and the challenge made from it (RFC 7636, appendix B).
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Where the demo web application wants people back.
pub const CALLBACK: &str = "http://127.0.0.1:8081/callback";

/// A person with a browser.
pub struct Visitor<'a> {
    app: &'a TestApp,
    cookie: Mutex<Option<String>>,
}

impl<'a> Visitor<'a> {
    /// Somebody who was never here.
    pub fn new(app: &'a TestApp) -> Self {
        Self {
            app,
            cookie: Mutex::default(),
        }
    }

    /// The cookie, as it would be sent.
    pub fn cookie(&self) -> Option<String> {
        let cookie = self.cookie.lock().unwrap_or_else(PoisonError::into_inner);
        cookie.clone()
    }

    /// Sends a request with the cookie, and keeps the one that is set.
    #[track_caller]
    pub fn send(&self, request: Request) -> Response {
        let request = match self.cookie() {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        };
        let answer = request.send();
        if answer.header("set-cookie").is_some() {
            let mut cookie = self.cookie.lock().unwrap_or_else(PoisonError::into_inner);
            *cookie = Some(cookie_of(&answer));
        }
        answer
    }

    /// Opens a page.
    #[track_caller]
    pub fn open(&self, target: &str) -> Response {
        self.send(self.app.anonymous().get(target))
    }

    /// A request with a form.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Request {
        let request = self.app.anonymous().request("POST", path);
        request.body("application/x-www-form-urlencoded", encode(fields))
    }

    /// Opens a page and sends its form, with what is hidden in it.
    #[track_caller]
    pub fn fill_in(&self, target: &str, fields: &[(&str, &str)]) -> Response {
        let page = self.open(target).expect(200);
        let text = page.text();
        let mut hiddens = vec![("csrf", hidden(text, "csrf"))];
        for name in [
            "request",
            "token",
            "client_id",
            "post_logout_redirect_uri",
            "state",
        ] {
            if text.contains(&format!("name=\"{name}\" value=\"")) {
                hiddens.push((name, hidden(text, name)));
            }
        }
        let hiddens = hiddens.iter().map(|(name, value)| (*name, value.as_str()));
        let all: Vec<_> = hiddens.chain(fields.iter().copied()).collect();
        let path = target.split('?').next().unwrap_or_default();
        self.send(self.form(path, &all))
    }

    /// Signs in on the page that this leads to, and answers where the browser is sent then.
    #[track_caller]
    pub fn sign_in_at(&self, target: &str, username: &str) -> String {
        let fields = [("username", username), ("password", PASSWORD)];
        location(&self.fill_in(target, &fields).expect(303))
    }

    /// Goes through all pages, and answers where the application gets the browser back.
    #[track_caller]
    pub fn authorize(&self, username: &str, scope: &str) -> String {
        let mut place = location(&self.open(&authorize(&[("scope", scope)])).expect(303));
        if place.starts_with("/login") {
            place = self.sign_in_at(&place, username);
        }
        if place.starts_with("/consent") {
            place = location(&self.fill_in(&place, &[("decision", "allow")]).expect(303));
        }
        place
    }

    /// Goes through all pages, and answers the code.
    #[track_caller]
    pub fn code(&self, username: &str, scope: &str) -> String {
        let place = self.authorize(username, scope);
        query(&place, "code").unwrap_or_else(|| panic!("no code in {place}"))
    }

    /// Goes through all pages and exchanges the code.
    #[track_caller]
    pub fn tokens(&self, username: &str, scope: &str) -> Value {
        exchange(self.app, &self.code(username, scope))
            .expect(200)
            .json()
    }
}

/// The path that begins an authorization of the demo web application; what is given here takes the place of the usual,
/// and what is empty is left out.
pub fn authorize(others: &[(&str, &str)]) -> String {
    let usual = [
        ("client_id", "demo-spa"),
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid read"),
        ("state", "af0ifjsldkj"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let usual = usual
        .iter()
        .filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
    let all = usual.chain(others).filter(|(_, value)| !value.is_empty());
    format!(
        "/oauth/authorize?{}",
        encode(&all.copied().collect::<Vec<_>>())
    )
}

/// Exchanges a code as the demo web application does.
#[track_caller]
pub fn exchange(app: &TestApp, code: &str) -> Response {
    exchange_with(app, code, &[])
}

/// The same with other fields.
#[track_caller]
pub fn exchange_with(app: &TestApp, code: &str, others: &[(&str, &str)]) -> Response {
    let usual = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("client_id", "demo-spa"),
    ];
    let usual = usual
        .iter()
        .filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
    let all = usual.chain(others).filter(|(_, value)| !value.is_empty());
    app.form(&all.copied().collect::<Vec<_>>()).send()
}

/// Where an answer sends the browser.
#[track_caller]
pub fn location(answer: &Response) -> String {
    answer.header("location").expect("a place").to_owned()
}

/// A parameter of a URL's query, decoded.
pub fn query(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(other, _)| *other == name);
    let value = values.next()?.1.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&value).decode_utf8();
    Some(decoded.expect("UTF-8").into_owned())
}
