//! An ID token that comes back as a hint of who shall sign in (OpenID Connect Core, section 3.1.2.1).

use contract_tests::{
    TestApp, Visitor,
    visitor::{authorize, exchange, location, query},
};
use serde_json::Value;

/// What the browser comes back with for this request.
#[track_caller]
fn back(visitor: &Visitor<'_>, others: &[(&str, &str)]) -> String {
    location(&visitor.open(&authorize(others)).expect(303))
}

#[track_caller]
fn is_login_required(back: &str) {
    let error = query(back, "error");
    assert_eq!(error.as_deref(), Some("login_required"), "{back}");
    assert_eq!(query(back, "code"), None);
}

fn id_token(tokens: &Value) -> &str {
    tokens["id_token"].as_str().expect("a token")
}

#[test]
fn an_app_that_asks_for_one_person_never_gets_another() {
    let app = TestApp::start();
    let (ada_id, ada) = app.account("artist", None);
    let (_, bo) = app.account("artist", None);
    let tokens = Visitor::new(&app).tokens(&ada, "openid read");
    let hint = ("id_token_hint", id_token(&tokens));
    let visitor = Visitor::new(&app);
    visitor.code(&bo, "openid read");
    is_login_required(&back(&visitor, &[hint, ("prompt", "none")]));
    // With pages: whoever signs in may be somebody else still.
    let page = back(&visitor, &[hint]);
    assert!(page.starts_with("/login?"), "{page}");
    is_login_required(&visitor.sign_in_at(&page, &bo));
    let page = back(&visitor, &[hint]);
    let consent = visitor.sign_in_at(&page, &ada);
    let code = query(&consent, "code").expect("a code, as she agreed before");
    let access = exchange(&app, &code).expect(200).json();
    let access = access["access_token"].as_str().expect("a token");
    let me = app.bearer(access).get("/v1/me").expect(200).json();
    assert_eq!(me["id"], ada_id.to_string());
    // And from now on without a page.
    let silent = back(&visitor, &[hint, ("prompt", "none")]);
    assert!(query(&silent, "code").is_some(), "{silent}");
}

#[test]
fn a_hint_counts_in_a_pushed_request_too() {
    let app = TestApp::start();
    let (_, ada) = app.account("artist", None);
    let (_, bo) = app.account("artist", None);
    let tokens = Visitor::new(&app).tokens(&ada, "openid read");
    let visitor = Visitor::new(&app);
    visitor.code(&bo, "openid read");
    let target = authorize(&[("id_token_hint", id_token(&tokens)), ("prompt", "none")]);
    let (_, form) = target.split_once('?').expect("a query");
    let push = app.anonymous().request("POST", "/oauth/par");
    let push = push.body("application/x-www-form-urlencoded", form);
    let pushed = push.expect(201).json();
    let handle = pushed["request_uri"].as_str().expect("a handle");
    let short = format!("/oauth/authorize?client_id=demo-spa&request_uri={handle}");
    is_login_required(&location(&visitor.open(&short).expect(303)));
}

#[test]
fn what_is_no_id_token_of_this_client_is_no_hint() {
    let app = TestApp::start();
    let (_, ada) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let tokens = visitor.tokens(&ada, "openid read");
    app.db
        .batch("update clients set redirect_uris = array['https://other.example/'], grants = grants || array['authorization_code'] where id = 'demo-first-party'");
    let access = tokens["access_token"].as_str().expect("a token");
    let of_another = [
        ("client_id", "demo-first-party"),
        ("id_token_hint", id_token(&tokens)),
        ("redirect_uri", "https://other.example/"),
        ("prompt", "none"),
    ];
    for others in [
        &[("id_token_hint", "e30.e30.e30")][..],
        &[("id_token_hint", access)],
        &of_another,
    ] {
        let back = back(&visitor, others);
        let error = query(&back, "error");
        assert_eq!(error.as_deref(), Some("invalid_request"), "{back}");
    }
}
