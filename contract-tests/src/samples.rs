//! A good request for any operation, made from the example in the spec.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Caller, Request, TestApp,
    callers::encode,
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
}

impl World {
    /// A world in which everything is there: a person with this role who owns a persona.
    pub fn new(app: &TestApp, role: &str) -> Self {
        let (user_id, _) = app.account(role, None);
        let user_group_id = Uuid::now_v7();
        let sql = "insert into user_groups (id, type, owner_id, display_name) values ($1, 'persona', $2, 'Night Ferry')";
        app.db.execute(sql, &[&user_group_id, &user_id]);
        Self {
            user_id,
            user_group_id,
            tenant_id: app.db.value("select id from tenants where is_default", &[]),
            client_id: "demo-spa".to_owned(),
        }
    }

    /// A world in which nothing is there.
    pub fn void() -> Self {
        Self {
            user_id: Uuid::now_v7(),
            user_group_id: Uuid::now_v7(),
            tenant_id: Uuid::now_v7(),
            client_id: "nobody".to_owned(),
        }
    }

    /// The path of an operation in this world.
    pub fn path(&self, operation: &Operation) -> String {
        let step = |step: &str| match step {
            "{user_id}" => self.user_id.to_string(),
            "{user_group_id}" => self.user_group_id.to_string(),
            "{tenant_id}" => self.tenant_id.to_string(),
            "{client_id}" => self.client_id.clone(),
            step if step.starts_with('{') => panic!("samples.rs does not know {step} yet"),
            step => step.to_owned(),
        };
        operation
            .path
            .split('/')
            .map(step)
            .collect::<Vec<_>>()
            .join("/")
    }

    /// A good request for the operation.
    pub fn request(&self, caller: &Caller, operation: &Operation) -> Request {
        with_body(
            caller.request(&operation.method, &self.path(operation)),
            operation,
        )
    }
}

/// The request with the operation's body, if it takes one.
pub fn with_body(request: Request, operation: &Operation) -> Request {
    let Some(content) = &operation.body else {
        return request;
    };
    let example = example(operation);
    match content.media_type.as_str() {
        "application/x-www-form-urlencoded" => {
            let fields =
                members(&example).map(|(name, value)| (name, value.as_str().unwrap_or_default()));
            request.body(&content.media_type, encode(&fields.collect::<Vec<_>>()))
        }
        media_type => request.body(media_type, example.to_string()),
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
    if operation.id == "signUp" {
        example["username"] = json!(format!("{}@music.example", Uuid::now_v7().simple()));
    }
    example
}
