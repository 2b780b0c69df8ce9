//! When a session was last used.

use contract_tests::{PASSWORD, TestApp, Visitor, callers::FIRST_PARTY};

/// Whether the session was used a moment ago, as its owner sees it; sets the time of the last use back an hour.
fn was_just_used(app: &TestApp) -> bool {
    let just: bool = app.db.value(
        "select bool_or(last_used_at > now() - interval '10 seconds') from sessions",
        &[],
    );
    app.db
        .batch("update sessions set last_used_at = last_used_at - interval '1 hour'");
    just
}

#[test]
fn a_session_tells_when_it_was_last_used() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let scope = "read offline_access";
    let token = app
        .sign_in_as(&username, PASSWORD, scope)
        .expect(200)
        .json();
    assert!(was_just_used(&app));
    assert!(!was_just_used(&app));
    let token = token["refresh_token"].as_str().expect("a token");
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", token)];
    app.token(FIRST_PARTY, &refresh).expect(200);
    assert!(was_just_used(&app));
}

#[test]
fn a_browser_that_signs_an_application_in_was_used() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.code(&username, "openid read");
    was_just_used(&app);
    visitor.code(&username, "openid read");
    assert!(was_just_used(&app));
}
