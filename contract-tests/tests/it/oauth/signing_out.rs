//! Signing out at the very moment at which a code is exchanged: whichever comes first, no session is left.

use std::thread;

use contract_tests::{
    Response, TestApp, Visitor,
    visitor::{authorize, exchange, location},
};
use serde_json::Value;

const SCOPE: &str = "openid offline_access read";

/// Exchanges a code, and does something else while the exchange is held within its transaction, past the session that it
/// begins: the other waits for it.
fn exchange_while(app: &TestApp, code: &str, other: impl FnOnce() + Send) -> Response {
    app.db.batch(
        "create function wait_for_test() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(1); return new; end $$;
        create trigger held before update on authorization_codes for each row execute function wait_for_test();
        select pg_advisory_lock(1)",
    );
    thread::scope(|scope| {
        let exchange = scope.spawn(|| exchange(app, code));
        app.db.wait_for_waiting(1);
        let other = scope.spawn(other);
        app.db.wait_for_waiting(2);
        app.db.batch("select pg_advisory_unlock(1)");
        other.join().expect("an end");
        exchange.join().expect("an answer")
    })
}

#[track_caller]
fn nobody_is_signed_in(app: &TestApp, tokens: &Value) {
    let access = tokens["access_token"].as_str().expect("a token");
    let access = app.bearer(access);
    access.get("/v1/me").refused(401, "unauthenticated");
    let live: i64 = app
        .db
        .value("select count(*) from sessions where ended_at is null", &[]);
    assert_eq!(live, 0);
}

#[test]
fn a_browser_that_is_signed_out_during_an_exchange_takes_the_new_session_along() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let code = visitor.code(&username, SCOPE);
    let sign_out = || drop(visitor.fill_in("/logout", &[]).expect(200));
    let tokens = exchange_while(&app, &code, sign_out).expect(200).json();
    nobody_is_signed_in(&app, &tokens);
}

#[test]
fn signing_out_everywhere_during_an_exchange_takes_the_new_session_along() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let code = Visitor::new(&app).code(&bo.username, SCOPE);
    let sign_out = || drop(bo.delete(&format!("{}/sessions", bo.path())).expect(204));
    let tokens = exchange_while(&app, &code, sign_out).expect(200).json();
    nobody_is_signed_in(&app, &tokens);
}

#[test]
fn an_exchange_that_would_end_after_the_browser_was_signed_out_is_refused() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let code = Visitor::new(&app).code(&username, SCOPE);
    // The person is held, so the exchange has looked at the code, and waits.
    app.db.batch("begin; select from users for update");
    let answer = thread::scope(|scope| {
        let exchange = scope.spawn(|| exchange(&app, &code));
        app.db.wait_for_waiting(1);
        app.db.batch("update sessions set ended_at = now(); commit");
        exchange.join().expect("an answer")
    });
    assert_eq!(answer.expect(400).json()["error"], "invalid_grant");
    let count: i64 = app.db.value(
        "select count(*) from sessions where client_id is not null",
        &[],
    );
    assert_eq!(count, 0);
}

#[test]
fn a_password_given_again_in_a_browser_that_was_signed_out_meanwhile_signs_it_in_anew() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.sign_in_at("/login", &username);
    let again = authorize(&[("prompt", "login")]);
    let page = location(&visitor.open(&again).expect(303));
    app.db.batch("begin; select from users for update");
    let place = thread::scope(|scope| {
        let sign_in = scope.spawn(|| visitor.sign_in_at(&page, &username));
        app.db.wait_for_waiting(1);
        app.db.batch("update sessions set ended_at = now(); commit");
        sign_in.join().expect("an answer")
    });
    assert!(place.starts_with("/consent"), "{place}");
    visitor.open(&place).expect(200);
    let live: i64 = app
        .db
        .value("select count(*) from sessions where ended_at is null", &[]);
    assert_eq!(live, 1);
}
