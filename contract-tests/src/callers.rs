//! Who calls the server: nobody in particular, people of each role, applications.

use std::{net::SocketAddr, ops::Deref, sync::Arc, time::Duration};

use serde_json::{Value, json};
use ureq::{Agent, config::AutoHeaderValue};
use user_api_server::demo;
use uuid::Uuid;

use crate::{Request, Response, app::TestApp, request::when_there_is_time, run::TEMPLATE};

/// The password of everybody who was not signed up by a test itself.
pub const PASSWORD: &str = demo::PASSWORD;

/// The first-party client with its secret, which may use the password grant.
pub const FIRST_PARTY: (&str, &str) = (demo::CLIENT_ID, demo::CLIENT_SECRET);

/// The service client with its secret, which acts for itself.
pub const SERVICE: (&str, &str) = ("demo-service", "demo-service-secret");

/// A server as it is called from outside.
pub struct Site {
    pub(crate) address: SocketAddr,
    pub(crate) agent: Agent,
}

/// Somebody who calls the server, with a token or without.
#[derive(Clone)]
pub struct Caller {
    pub(crate) site: Arc<Site>,
    /// The access token.
    pub token: Option<String>,
}

/// Somebody with an account, signed in.
#[derive(Clone)]
pub struct Person {
    /// Who it is.
    pub id: Uuid,
    /// Their e-mail address.
    pub username: String,
    caller: Caller,
}

impl Deref for Person {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl Site {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .allow_non_standard_methods(true)
            // A connection for each request: how connections live on is tested by itself.
            .max_idle_connections(0)
            .timeout_global(Some(Duration::from_secs(60)));
        Self {
            address,
            agent: config.build().new_agent(),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Caller {
    /// A request by this caller.
    pub fn request(&self, method: &str, target: &str) -> Request {
        let request = Request::new(&self.site, method, target);
        match &self.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        }
    }

    /// GET.
    pub fn get(&self, target: &str) -> Request {
        self.request("GET", target)
    }

    /// POST with JSON.
    pub fn post(&self, target: &str, body: &Value) -> Request {
        self.request("POST", target).json(body.to_string())
    }

    /// PATCH with a merge patch.
    pub fn patch(&self, target: &str, patch: &Value) -> Request {
        self.request("PATCH", target)
            .body("application/merge-patch+json", patch.to_string())
    }

    /// DELETE.
    pub fn delete(&self, target: &str) -> Request {
        self.request("DELETE", target)
    }

    /// The same caller, at another server.
    pub fn at(&self, app: &TestApp) -> Self {
        Self {
            site: Arc::clone(&app.site),
            token: self.token.clone(),
        }
    }

    /// Creates a group for somebody, and answers its id.
    #[track_caller]
    pub fn create_group(&self, owner: Uuid, kind: &str, display_name: &str) -> Uuid {
        let body = json!({ "type": kind, "display_name": display_name });
        let path = format!("/v1/users/{owner}/user-groups");
        id_in(&self.post(&path, &body).expect(201).json())
    }
}

impl Person {
    /// What they call with.
    pub fn caller(&self) -> Caller {
        self.caller.clone()
    }

    /// The path of their profile.
    pub fn path(&self) -> String {
        format!("/v1/users/{}", self.id)
    }

    /// The path of their account.
    pub fn account(&self) -> String {
        format!("{}/account", self.path())
    }

    /// The path of their groups.
    pub fn groups(&self) -> String {
        format!("{}/user-groups", self.path())
    }
}

impl TestApp {
    /// Somebody who is not signed in.
    pub fn anonymous(&self) -> Caller {
        Caller {
            site: Arc::clone(&self.site),
            token: None,
        }
    }

    /// Somebody with this token.
    pub fn bearer(&self, token: &str) -> Caller {
        Caller {
            token: Some(token.to_owned()),
            ..self.anonymous()
        }
    }

    /// An application that acts for itself, and may do all that such may.
    #[track_caller]
    pub fn service(&self) -> Caller {
        let grant = [
            ("grant_type", "client_credentials"),
            ("scope", "read_write credits rights"),
        ];
        let answer = self.token(SERVICE, &grant).expect(200).json();
        self.bearer(answer["access_token"].as_str().expect("a token"))
    }

    /// A new person with this role, who may read and write.
    #[track_caller]
    pub fn person(&self, role: &str) -> Person {
        self.person_of(role, None)
    }

    /// The same, of this tenant.
    #[track_caller]
    pub fn person_of(&self, role: &str, tenant: Option<Uuid>) -> Person {
        let (id, username) = self.account(role, tenant);
        Person {
            id,
            caller: self.sign_in(&username, "openid read_write"),
            username,
        }
    }

    /// A new account that nobody has signed in to.
    pub fn account(&self, role: &str, tenant: Option<Uuid>) -> (Uuid, String) {
        let (id, username) = (
            Uuid::now_v7(),
            format!("{role}-{}@music.example", self.next()),
        );
        let sql = "insert into users (id, username, password_hash, role, tenant_id)
            select $1, $2, $3, $4, id from tenants where case when $5::uuid is null then is_default else id = $5 end";
        self.db.execute(
            sql,
            &[&id, &username, &TEMPLATE.password_hash, &role, &tenant],
        );
        (id, username)
    }

    /// A session of somebody's, with the demo web application.
    pub fn session(&self, user_id: Uuid) -> Uuid {
        let id = Uuid::now_v7();
        let sql = "insert into sessions (id, user_id, client_id, expires_at) values ($1, $2, 'demo-spa', now() + interval '1 day')";
        self.db.execute(sql, &[&id, &user_id]);
        id
    }

    /// A new application that acts for itself, with the secret of the service client; answers its id.
    pub fn client(&self) -> String {
        let id = format!("application-{}", self.next());
        let sql = "insert into clients (id, name, secret_hash, grants, scopes, redirect_uris)
            select $1, 'Application', secret_hash, grants || 'authorization_code'::text, scopes, '{https://app.example/callback}'
            from clients where id = 'demo-service'";
        self.db.execute(sql, &[&id]);
        id
    }

    /// A new tenant.
    pub fn tenant(&self, name: &str) -> Uuid {
        let id = Uuid::now_v7();
        self.db.execute(
            "insert into tenants (id, name) values ($1, $2)",
            &[&id, &name],
        );
        id
    }

    /// Signs somebody in with a token of this scope.
    #[track_caller]
    pub fn sign_in(&self, username: &str, scope: &str) -> Caller {
        let answer = when_there_is_time(|| self.sign_in_as(username, PASSWORD, scope));
        let answer = answer.expect(200).json();
        self.bearer(answer["access_token"].as_str().expect("a token"))
    }

    /// Asks for a token by name and password.
    #[track_caller]
    pub fn sign_in_as(&self, username: &str, password: &str, scope: &str) -> Response {
        let grant = [
            ("grant_type", "password"),
            ("username", username),
            ("password", password),
            ("scope", scope),
        ];
        self.token(FIRST_PARTY, &grant)
    }

    /// Asks for a token, as this client.
    #[track_caller]
    pub fn token(&self, client: (&str, &str), fields: &[(&str, &str)]) -> Response {
        let client = [("client_id", client.0), ("client_secret", client.1)];
        self.form(&[fields, &client].concat()).send()
    }

    /// A request for a token with these fields.
    pub fn form(&self, fields: &[(&str, &str)]) -> Request {
        let body = encode(fields);
        self.anonymous()
            .request("POST", "/oauth/token")
            .body("application/x-www-form-urlencoded", body)
    }
}

/// The fields as a form.
pub fn encode(fields: &[(&str, &str)]) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}

/// The id in an answer.
#[track_caller]
pub fn id_in(answer: &Value) -> Uuid {
    let id = answer["id"].as_str().and_then(|id| id.parse().ok());
    id.unwrap_or_else(|| panic!("no id in {answer}"))
}
