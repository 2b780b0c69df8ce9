//! What a browser carries from our pages.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{PASSWORD, Response, TestApp, spec::Operation};

/// What a browser carries from our pages.
pub struct Browser {
    /// Its cookie, as it sends it.
    pub cookie: String,
    /// What shows that a form is ours.
    pub csrf: String,
    /// An authorization request, sealed.
    pub request: String,
    /// Who might sign in with it.
    pub username: String,
}

/// Where the demo web application sends people.
pub const AUTHORIZE: &str = "/oauth/authorize?client_id=demo-spa&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A8081%2Fcallback&scope=openid%20read&state=s&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

impl Browser {
    /// A browser that the demo web application has sent here.
    #[track_caller]
    pub fn arriving(app: &TestApp, username: &str) -> Self {
        let sent = app.anonymous().get(AUTHORIZE).expect(303);
        let location = sent.header("location").expect("a place").to_owned();
        let (_, request) = location.split_once("request=").expect("a request");
        let cookie = cookie_of(&sent);
        let page = app
            .anonymous()
            .get(&location)
            .header("cookie", &cookie)
            .expect(200);
        Self {
            csrf: hidden(page.text(), "csrf"),
            cookie,
            request: request.to_owned(),
            username: username.to_owned(),
        }
    }
}

/// The cookie that an answer sets, as a browser sends it.
#[track_caller]
pub fn cookie_of(answer: &Response) -> String {
    let set = answer.header("set-cookie").expect("a cookie");
    set.split(';').next().unwrap_or_default().to_owned()
}

/// The value of a form's hidden field.
#[track_caller]
pub fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&field)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

impl Browser {
    /// What only this browser knows.
    pub(crate) fn fill_in(&self, operation: &Operation, form: &mut Value) {
        if form.get("csrf").is_some() {
            form["csrf"] = json!(self.csrf);
        }
        if form.get("request").is_some() {
            form["request"] = json!(self.request);
        }
        match operation.id.as_str() {
            "submitSignIn" => {
                form["username"] = json!(self.username);
                form["password"] = json!(PASSWORD);
            }
            "submitSignUp" => {
                form["username"] = json!(format!("{}@music.example", Uuid::now_v7().simple()));
            }
            _ => {}
        }
    }
}
