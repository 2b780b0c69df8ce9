//! Whole numbers are whole however they are written: to JSON Schema 2.0 and 1e2 are integers.

use contract_tests::{
    TestApp,
    samples::{World, example, send, who},
    spec::{Operation, members, spec},
};
use serde_json::{Value, json};

/// Writes every whole number that the schema has as one with a point; tells how many.
fn write_with_points(schema: &Value, value: &mut Value) -> usize {
    let schema = spec().resolve(schema);
    if schema["type"] == "integer" {
        let lowest = || schema["minimum"].as_f64().expect("a lowest number");
        *value = json!(value.as_f64().unwrap_or_else(lowest));
        return 1;
    }
    if let Some(items) = value.as_array_mut() {
        let items = items.iter_mut();
        return items
            .map(|item| write_with_points(&schema["items"], item))
            .sum();
    }
    let mut count = 0;
    for (name, property) in members(schema.get("properties").unwrap_or(&json!({}))) {
        let is_whole = spec().resolve(property)["type"] == "integer";
        if is_whole || value.get(name).is_some() {
            count += write_with_points(property, &mut value[name]);
        }
    }
    count
}

#[test]
fn a_whole_number_may_be_written_with_a_point() {
    let app = TestApp::start();
    let sol = app.person("super_admin");
    let service = app.service();
    let mut count = 0;
    // What Stripe signs is read as it was sent.
    let ours = |operation: &&Operation| operation.id != "receiveStripeEvent";
    for operation in spec().operations.iter().filter(ours) {
        let json = operation.body.as_ref();
        let Some(body) = json.filter(|body| body.media_type.ends_with("json")) else {
            continue;
        };
        let mut value = example(operation);
        let found = write_with_points(&body.schema, &mut value);
        if found == 0 {
            continue;
        }
        count += found;
        let world = World::new(&app, "artist");
        let own = world.sign_in(&app, "openid read_write");
        let caller = who(operation, &sol, &own, &service);
        let request = caller.request(&operation.method, &world.path(operation));
        let status = send(request, operation, &value).send().status;
        // It is understood, whatever then comes of it.
        let is_understood = ![400, 500].contains(&status);
        assert!(
            is_understood,
            "{} answers {status} to {value}",
            operation.id
        );
    }
    assert!(count >= 3, "only {count} whole numbers");
}

#[test]
fn a_number_that_is_not_whole_or_too_large_is_refused() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let path = format!("/v1/users/{}/billing/checkout-sessions", bo.id);
    for number in ["1.5", "1e300", "1e19", "-2.0", "9007199254740993.0"] {
        let body = format!(r#"{{"item":"shares","quantity":{number}}}"#);
        bo.request("POST", &path)
            .json(body)
            .refused(400, "invalid-request")
            .at(&["/body/quantity"]);
    }
}
