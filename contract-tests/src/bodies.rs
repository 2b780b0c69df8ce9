//! A good body for any operation, made from the example in the spec.

use chrono::Utc;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    PASSWORD, Request,
    callers::encode,
    pictures,
    spec::{Operation, members},
    stripe,
};

/// The request with the operation's body, if it takes one.
pub fn with_body(request: Request, operation: &Operation) -> Request {
    match &operation.body {
        None => request,
        Some(image) if image.is_image() => request.body(&image.media_type, pictures::png(8, 8)),
        Some(_) => send(request, operation, &example(operation)),
    }
}

/// The request with this body.
pub fn send(request: Request, operation: &Operation, example: &Value) -> Request {
    let content = operation.body.as_ref().expect("a body");
    let request = match operation.id.as_str() {
        "receiveStripeEvent" => {
            let body = example.to_string();
            request.header(
                "stripe-signature",
                stripe::signature(stripe::SECRET, Utc::now(), &body),
            )
        }
        _ => request,
    };
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
        "createUserGroup" => example["display_name"] = json!(format!("Night Ferry {new}")),
        "createClient" => example["client_id"] = json!(format!("player-{new}")),
        "createTenant" | "updateTenant" => example["name"] = json!(format!("Tenant {new}")),
        "changePassword" => example["current_password"] = json!(PASSWORD),
        "changeUsername" => {
            example["username"] = json!(format!("{new}@music.example"));
            example["password"] = json!(PASSWORD);
        }
        _ => {}
    }
    example
}
