//! A good request for any operation, made from the example in the spec.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Caller, PASSWORD, Request, Response, TestApp,
    callers::encode,
    pictures,
    spec::{Operation, members},
};

/// Whom and what a request is about.
pub struct World {
    /// The person of the path.
    pub user_id: Uuid,
    /// The group of the path.
    pub user_group_id: Uuid,
    /// The tenant of the path.
    pub tenant_id: Uuid,
    /// The client of the path.
    pub client_id: String,
    /// The image of the path.
    pub image_id: Uuid,
    /// The session of the path.
    pub session_id: Uuid,
    /// The token of a letter that confirms the person's address.
    pub confirm_token: String,
    /// The token of a letter that resets their password.
    pub reset_token: String,
    /// What a browser carries, if there is one.
    pub browser: Option<Browser>,
}

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

impl World {
    /// A world in which everything is there: a person with this role who owns a persona.
    pub fn new(app: &TestApp, role: &str) -> Self {
        let (user_id, username) = app.account(role, None);
        let user_group_id = Uuid::now_v7();
        let sql = "insert into user_groups (id, type, owner_id, display_name) values ($1, 'persona', $2, 'Night Ferry')";
        app.db.execute(sql, &[&user_group_id, &user_id]);
        Self {
            user_id,
            user_group_id,
            tenant_id: app.db.value("select id from tenants where is_default", &[]),
            client_id: app.client(),
            image_id: pictures::kept(app),
            session_id: app.session(user_id),
            confirm_token: email_token(app, user_id, "confirm_username"),
            reset_token: email_token(app, user_id, "reset_password"),
            browser: Some(Browser::arriving(app, &username)),
        }
    }

    /// A world in which nothing is there.
    pub fn void() -> Self {
        Self {
            user_id: Uuid::now_v7(),
            user_group_id: Uuid::now_v7(),
            tenant_id: Uuid::now_v7(),
            client_id: "nobody".to_owned(),
            image_id: Uuid::new_v4(),
            session_id: Uuid::now_v7(),
            confirm_token: "nobody".to_owned(),
            reset_token: "nobody".to_owned(),
            browser: None,
        }
    }

    /// The person of the path, signed in with a token of this scope.
    #[track_caller]
    pub fn sign_in(&self, app: &TestApp, scope: &str) -> Caller {
        let username: String = app
            .db
            .value("select username from users where id = $1", &[&self.user_id]);
        app.sign_in(&username, scope)
    }

    /// The path of an operation in this world.
    pub fn path(&self, operation: &Operation) -> String {
        self.fill(&operation.path)
    }

    /// The path with what is in braces filled in.
    pub fn fill(&self, path: &str) -> String {
        let step = |step: &str| match step {
            "{user_id}" => self.user_id.to_string(),
            "{user_group_id}" => self.user_group_id.to_string(),
            "{tenant_id}" => self.tenant_id.to_string(),
            "{image_id}" => self.image_id.to_string(),
            "{session_id}" => self.session_id.to_string(),
            "{client_id}" => self.client_id.clone(),
            step if step.starts_with('{') => panic!("samples.rs does not know {step} yet"),
            step => step.to_owned(),
        };
        path.split('/').map(step).collect::<Vec<_>>().join("/")
    }

    /// A good request for the operation.
    pub fn request(&self, caller: &Caller, operation: &Operation) -> Request {
        let token = self.token(operation);
        let path = self.path(operation);
        let target = match token {
            _ if operation.id == "startAuthorization" => AUTHORIZE.to_owned(),
            Some(token) if operation.body.is_none() => format!("{path}?token={token}"),
            _ => path,
        };
        let browser = self.browser.as_ref().filter(|_| operation.is_sign_in());
        let mut request = caller.request(&operation.method, &target);
        if let Some(browser) = browser {
            request = request.header("cookie", &browser.cookie);
        }
        let Some(body) = &operation.body else {
            return request;
        };
        if body.is_image() {
            return with_body(request, operation);
        }
        let mut example = example(operation);
        if let Some(token) = token {
            example["token"] = json!(token);
        }
        if let Some(browser) = browser {
            browser.fill_in(operation, &mut example);
        }
        send(request, operation, &example)
    }

    /// The token of a letter that the operation is about.
    fn token(&self, operation: &Operation) -> Option<&str> {
        match operation.id.as_str() {
            "completeEmailConfirmation" | "showEmailConfirmation" | "submitEmailConfirmation" => {
                Some(&self.confirm_token)
            }
            "completePasswordReset" | "showPasswordReset" | "submitPasswordReset" => {
                Some(&self.reset_token)
            }
            _ => None,
        }
    }
}

/// Who may call an operation: staff, but for what is a person's own and nobody else's.
pub fn who<'a>(operation: &Operation, staff: &'a Caller, own: &'a Caller) -> &'a Caller {
    if operation.access == ["self"] {
        own
    } else {
        staff
    }
}

/// Gives somebody a token for this purpose, as a letter would.
pub fn email_token(app: &TestApp, user_id: Uuid, purpose: &str) -> String {
    let token = Uuid::now_v7().simple().to_string();
    let sql = "insert into email_tokens (token_hash, user_id, purpose, username, expires_at)
        select sha256($1::text::bytea), id, $2, username, now() + interval '1 hour' from users where id = $3";
    app.db.execute(sql, &[&token, &purpose, &user_id]);
    token
}

/// The request with the operation's body, if it takes one.
pub fn with_body(request: Request, operation: &Operation) -> Request {
    let Some(body) = &operation.body else {
        return request;
    };
    if body.is_image() {
        return request.body(&body.media_type, pictures::png(8, 8));
    }
    send(request, operation, &example(operation))
}

/// The request with this body.
fn send(request: Request, operation: &Operation, example: &Value) -> Request {
    let content = operation.body.as_ref().expect("a body");
    match content.media_type.as_str() {
        "application/x-www-form-urlencoded" => {
            request.body(&content.media_type, encode_object(example))
        }
        media_type => request.body(media_type, example.to_string()),
    }
}

fn encode_object(object: &Value) -> String {
    let fields = members(object).map(|(name, value)| (name, value.as_str().unwrap_or_default()));
    encode(&fields.collect::<Vec<_>>())
}

impl Browser {
    /// What only this browser knows.
    fn fill_in(&self, operation: &Operation, form: &mut Value) {
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

/// The operation's example, changed where it must be new each time or cannot be known beforehand.
pub fn example(operation: &Operation) -> Value {
    let body = operation
        .body
        .as_ref()
        .expect("an operation that takes a body");
    let named = |wanted: &str| body.examples.iter().find(|(name, _)| name == wanted);
    let (_, example) = match operation.id.as_str() {
        "issueToken" => named("client_credentials"),
        _ => body.examples.first(),
    }
    .expect("an example");
    let mut example = example.clone();
    let new = Uuid::now_v7().simple();
    match operation.id.as_str() {
        "signUp" => example["username"] = json!(format!("{new}@music.example")),
        "createClient" => example["client_id"] = json!(format!("player-{new}")),
        "changePassword" => example["current_password"] = json!(PASSWORD),
        "changeUsername" => {
            example["username"] = json!(format!("{new}@music.example"));
            example["password"] = json!(PASSWORD);
        }
        _ => {}
    }
    example
}
