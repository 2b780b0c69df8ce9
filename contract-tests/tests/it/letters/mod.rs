//! Letters that prove control of an address: every story from the letter's beginning to its end, with a real mail server.

mod address_changes;
mod confirmations;
mod forms;
mod limits;
mod password_changes;
mod resets;
mod restorations;
mod secrecy;

use std::cell::RefCell;

use contract_tests::{
    Caller, Mailbox, PASSWORD, Person, Request, Response, TestApp,
    callers::{encode, id_in},
    mailbox::Received,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// A password that nobody guesses, and that nobody has yet.
const NEW: &str = "seven lamps on a quiet pier";

const BO: &str = "bo@ferry.example";

/// A server and its mail server.
fn start() -> (TestApp, Mailbox) {
    let mailbox = Mailbox::start();
    (TestApp::start_with(mailbox.settings()), mailbox)
}

/// Signs Bo up, and answers who that is.
#[track_caller]
fn sign_up(app: &TestApp) -> Uuid {
    let new = json!({ "username": BO, "password": PASSWORD, "first_name": "Bo" });
    let answer = app.anonymous().post("/v1/users", &new).expect(201);
    id_in(&answer.json())
}

/// The token in a letter's link to this page of the server.
#[track_caller]
fn token(app: &TestApp, letter: &Received, page: &str) -> String {
    let link = letter.link();
    let start = format!("{}{page}?token=", app.url());
    let token = link.strip_prefix(&start);
    let token = token.unwrap_or_else(|| panic!("{link} does not begin with {start}"));
    assert_eq!(token.len(), 43, "256 bits in base64url");
    token.to_owned()
}

/// Asks for a letter.
fn ask(app: &TestApp, what: &str, username: &str) -> Request {
    let body = json!({ "username": username });
    app.anonymous().post(&format!("/v1/{what}"), &body)
}

/// Asks for a letter that resets a password, and takes its token out.
#[track_caller]
fn forget(app: &TestApp, mailbox: &Mailbox, username: &str) -> String {
    ask(app, "password-resets", username).expect(202);
    token(app, &mailbox.next_to(username), "/reset-password")
}

/// Uses a token to confirm an address.
fn confirm(app: &TestApp, token: &str) -> Request {
    let body = json!({ "token": token });
    app.anonymous()
        .post("/v1/email-confirmations/complete", &body)
}

/// Uses a token to set a password.
fn reset(app: &TestApp, token: &str, password: &str) -> Request {
    let body = json!({ "token": token, "password": password });
    app.anonymous().post("/v1/password-resets/complete", &body)
}

/// Asks for another address.
fn change(person: &Person, username: &str, password: &str) -> Request {
    let body = json!({ "username": username, "password": password });
    let path = format!("{}/username", person.path());
    person.request("PUT", &path).json(body.to_string())
}

/// Asks for another password.
fn change_password(person: &Person, caller: &Caller, current: &str, new: &str) -> Request {
    let body = json!({ "current_password": current, "new_password": new });
    let path = format!("{}/password", person.path());
    caller.request("PUT", &path).json(body.to_string())
}

/// Wants the token to be refused.
#[track_caller]
fn dead(request: Request) {
    request
        .refused(422, "email-token-unknown")
        .at(&["/body/token"]);
}

/// Somebody's account, as the database has it.
fn account(app: &TestApp, id: Uuid) -> Value {
    app.db
        .value("select to_jsonb(u) from users u where id = $1", &[&id])
}

/// Whether the address of somebody is confirmed.
fn is_confirmed(app: &TestApp, id: Uuid) -> bool {
    !account(app, id)["email_confirmed_at"].is_null()
}

/// As if this many minutes had gone by since the letters were written.
fn pass(app: &TestApp, minutes: i32) {
    let sql = "update email_tokens set expires_at = expires_at - make_interval(mins => $1)";
    app.db.execute(sql, &[&minutes]);
}

/// The status of the answer to a sign-in.
fn signs_in(app: &TestApp, username: &str, password: &str) -> bool {
    match app.sign_in_as(username, password, "read").status {
        200 => true,
        400 => false,
        status => panic!("{status}"),
    }
}

/// A browser that keeps our cookie.
struct Browser<'a> {
    app: &'a TestApp,
    cookie: RefCell<Option<String>>,
}

impl<'a> Browser<'a> {
    fn new(app: &'a TestApp) -> Self {
        let cookie = RefCell::default();
        Self { app, cookie }
    }

    /// One in which somebody is signed in.
    #[track_caller]
    fn of(app: &'a TestApp, username: &str) -> Self {
        let browser = Self::new(app);
        browser.open("/login", 200);
        let fields = [("username", username), ("password", PASSWORD)];
        browser.submit("/login", &fields, 303);
        browser
    }

    fn request(&self, method: &str, target: &str) -> Request {
        let request = self.app.anonymous().request(method, target);
        match &*self.cookie.borrow() {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    /// Opens a page.
    #[track_caller]
    fn open(&self, target: &str, status: u16) -> Response {
        self.keep(self.request("GET", target).expect(status))
    }

    /// The proof that forms of this browser carry.
    #[track_caller]
    fn csrf(&self) -> String {
        let page = self.open("/forgot-password", 200);
        let text = page.text();
        let (_, rest) = text.split_once("name=\"csrf\" value=\"").expect("a form");
        rest.split('"').next().expect("a value").to_owned()
    }

    /// Sends a form as our page would.
    #[track_caller]
    fn submit(&self, path: &str, fields: &[(&str, &str)], status: u16) -> Response {
        let csrf = self.csrf();
        let fields = [fields, &[("csrf", csrf.as_str())]].concat();
        let answer = self.form(path, &fields).expect(status);
        self.keep(answer)
    }

    /// The same, whatever the answer.
    fn submit_any(&self, path: &str, fields: &[(&str, &str)]) -> u16 {
        let csrf = self.csrf();
        let fields = [fields, &[("csrf", csrf.as_str())]].concat();
        self.form(path, &fields).send().status
    }

    /// A form with these fields alone.
    fn form(&self, path: &str, fields: &[(&str, &str)]) -> Request {
        self.request("POST", path)
            .body("application/x-www-form-urlencoded", encode(fields))
    }

    fn keep(&self, answer: Response) -> Response {
        if let Some(cookie) = answer.header("set-cookie") {
            let pair = cookie.split(';').next().expect("a cookie");
            *self.cookie.borrow_mut() = Some(pair.to_owned());
        }
        answer
    }
}
