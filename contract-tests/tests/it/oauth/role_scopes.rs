//! Scopes that name a role: a token acts with no more than that, and nobody gets rid of the limit by asking for less.

use std::{thread::sleep, time::Duration};

use contract_tests::{
    Caller, PASSWORD, Response, TestApp, Visitor,
    callers::FIRST_PARTY,
    visitor::{CALLBACK, authorize, exchange, location, query},
};
use serde_json::Value;

/// What only staff may do.
const OF_STAFF: &str = "/v1/users";

/// A server whose demo applications may ask to act as listeners and admins.
fn start() -> TestApp {
    let app = TestApp::start();
    app.db.execute(
        "update clients set scopes = scopes || '{listener,admin}' where id in ('demo-spa', $1)",
        &[&FIRST_PARTY.0],
    );
    app
}

/// Instances read the clients a few times a second.
fn change_clients(app: &TestApp, sql: &str) {
    app.db.batch(sql);
    sleep(Duration::from_millis(600));
}

fn bearer(app: &TestApp, token: &Value) -> Caller {
    app.bearer(token["access_token"].as_str().expect("a token"))
}

fn refresh(app: &TestApp, token: &Value, scope: &str) -> Response {
    let token = token["refresh_token"].as_str().expect("a refresh token");
    let mut fields = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
    if !scope.is_empty() {
        fields.push(("scope", scope));
    }
    app.token(FIRST_PARTY, &fields)
}

#[test]
fn a_scope_that_names_a_role_acts_with_no_more_than_that() {
    let app = start();
    let (_, admin) = app.account("admin", None);
    let tokens = Visitor::new(&app).tokens(&admin, "read listener");
    let narrow = bearer(&app, &tokens);
    narrow.get(OF_STAFF).refused(403, "forbidden");
    let (_, listener) = app.account("listener", None);
    let tokens = Visitor::new(&app).tokens(&listener, "read admin");
    let narrow = bearer(&app, &tokens);
    narrow.get(OF_STAFF).refused(403, "forbidden");
}

#[test]
fn refreshing_without_the_role_does_not_widen_the_token() {
    let app = start();
    let (_, admin) = app.account("admin", None);
    let scope = "read_write listener offline_access";
    let token = app.sign_in_as(&admin, PASSWORD, scope).expect(200).json();
    for asked in ["read_write", "read", ""] {
        let next = refresh(&app, &token, asked).expect(200).json();
        let scopes = next["scope"].as_str().expect("scopes");
        assert!(
            scopes.split(' ').any(|scope| scope == "listener"),
            "{scopes}"
        );
        bearer(&app, &next).get(OF_STAFF).refused(403, "forbidden");
    }
}

#[test]
fn taking_the_role_from_the_client_does_not_widen_its_tokens() {
    let app = start();
    let (_, admin) = app.account("admin", None);
    let scope = "read_write listener offline_access";
    let token = app.sign_in_as(&admin, PASSWORD, scope).expect(200).json();
    change_clients(
        &app,
        "update clients set scopes = array_remove(scopes, 'listener')",
    );
    let next = refresh(&app, &token, "").expect(200).json();
    assert_eq!(next["scope"], "listener offline_access read_write");
    bearer(&app, &next).get(OF_STAFF).refused(403, "forbidden");
}

#[test]
fn who_agreed_to_an_application_as_a_listener_is_asked_before_it_acts_as_more() {
    let app = start();
    let (_, admin) = app.account("admin", None);
    let visitor = Visitor::new(&app);
    let tokens = visitor.tokens(&admin, "read_write listener");
    bearer(&app, &tokens)
        .get(OF_STAFF)
        .refused(403, "forbidden");
    let leads = |scope: &str| location(&visitor.open(&authorize(&[("scope", scope)])).expect(303));
    assert!(leads("read_write listener").starts_with(CALLBACK));
    assert!(leads("read_write").starts_with("/consent"));
    assert!(leads("read_write admin").starts_with("/consent"));
    let silent = authorize(&[("scope", "read_write"), ("prompt", "none")]);
    let back = location(&visitor.open(&silent).expect(303));
    assert_eq!(query(&back, "error").as_deref(), Some("consent_required"));
    // Who agrees to reading with all that they may do has not agreed to writing with it.
    visitor.authorize(&admin, "read");
    assert!(leads("read").starts_with(CALLBACK));
    assert!(leads("read listener").starts_with(CALLBACK));
    assert!(leads("read_write").starts_with("/consent"));
}

#[test]
fn a_client_gets_nothing_that_was_taken_from_it_since_the_person_agreed() {
    let app = start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let code = visitor.code(&username, "openid offline_access read read_write");
    let other = visitor.code(&username, "read_write");
    change_clients(
        &app,
        "update clients set scopes = '{openid,read}' where id = 'demo-spa'",
    );
    let tokens = exchange(&app, &code).expect(200).json();
    assert_eq!(tokens["scope"], "openid read");
    assert_eq!(tokens["refresh_token"], Value::Null);
    let nothing = exchange(&app, &other).expect(400).json();
    assert_eq!(nothing["error"], "invalid_scope");
    // Nor does a session go on for longer than its client may.
    let scope = "read offline_access";
    let token = app
        .sign_in_as(&username, PASSWORD, scope)
        .expect(200)
        .json();
    change_clients(
        &app,
        "update clients set scopes = array_remove(scopes, 'offline_access')",
    );
    let last = refresh(&app, &token, "").expect(200).json();
    assert_eq!(last["scope"], "read");
    assert_eq!(last["refresh_token"], Value::Null);
}
