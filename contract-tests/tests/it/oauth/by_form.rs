//! Signing in and out by POST (OpenID Connect Core, section 3.1.2.1; RP-Initiated Logout 1.0, section 2), which pages of
//! other sites send as well; and by HEAD, which nobody sends who wants a code.

use contract_tests::{
    Response, TestApp, Visitor,
    callers::encode,
    visitor::{authorize, exchange, location, query},
};

const FORM: &str = "application/x-www-form-urlencoded";

/// What a browser gets that comes with a form of another site, and so without its cookie.
#[track_caller]
fn from_elsewhere(app: &TestApp, others: &[(&str, &str)]) -> Response {
    let target = authorize(others);
    let (path, form) = target.split_once('?').expect("a query");
    send_from_elsewhere(app, path, form)
}

#[track_caller]
fn send_from_elsewhere(app: &TestApp, path: &str, form: &str) -> Response {
    let request = app.anonymous().request("POST", path);
    request
        .body(FORM, form)
        .header("origin", "https://elsewhere.example")
        .send()
}

#[test]
fn an_application_may_send_people_who_sign_out_by_a_form_too() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let tokens = visitor.tokens(&username, "openid read");
    let form = [
        (
            "id_token_hint",
            tokens["id_token"].as_str().expect("a token"),
        ),
        ("post_logout_redirect_uri", "http://127.0.0.1:8081/"),
        ("state", "s1"),
        ("ui_locales", "de"),
    ];
    let sent = send_from_elsewhere(&app, "/logout", &encode(&form)).expect(303);
    assert_eq!(sent.header("set-cookie"), None);
    // It asks, as it does by GET: a form of another site signs nobody out.
    let page = location(&sent);
    assert!(visitor.open(&page).expect(200).text().contains(&username));
    let access = tokens["access_token"].as_str().expect("a token");
    app.bearer(access).get("/v1/me").expect(200);
    // What would make an address that proxies refuse.
    let long = encode(&[("id_token_hint", "ü".repeat(4000).as_str())]);
    assert!(
        send_from_elsewhere(&app, "/logout", &long)
            .expect(413)
            .is_page()
    );
    let back = location(&visitor.fill_in(&page, &[]).expect(303));
    assert_eq!(query(&back, "state").as_deref(), Some("s1"));
    app.bearer(access)
        .get("/v1/me")
        .refused(401, "unauthenticated");
}

#[test]
fn a_form_of_another_site_signs_nobody_out_and_is_answered_for_who_is_signed_in() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.code(&username, "openid read");
    let sent = from_elsewhere(&app, &[("prompt", "none")]).expect(303);
    assert_eq!(sent.header("set-cookie"), None);
    // The browser opens what follows with its cookie.
    let back = location(&visitor.open(&location(&sent)).expect(303));
    assert_eq!(query(&back, "state").as_deref(), Some("af0ifjsldkj"));
    let code = query(&back, "code").unwrap_or_else(|| panic!("no code in {back}"));
    exchange(&app, &code).expect(200);
}

#[test]
fn what_a_form_asks_for_arrives_as_it_was() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    let state = "'\"<script>&=#%0d%0a +".repeat(90);
    let sent = from_elsewhere(&app, &[("prompt", "none"), ("state", &state)]).expect(303);
    let back = location(&visitor.open(&location(&sent)).expect(303));
    assert_eq!(query(&back, "error").as_deref(), Some("login_required"));
    assert_eq!(query(&back, "state").as_deref(), Some(state.as_str()));
    let unknown = from_elsewhere(&app, &[("client_id", "nobody")]).expect(400);
    assert!(unknown.is_page() && unknown.header("location").is_none());
    // What would make an address that proxies refuse.
    let long = from_elsewhere(&app, &[("request", &"ü".repeat(4000))]).expect(413);
    assert!(long.is_page() && long.text().contains("RFC 9126"));
}

#[test]
fn who_only_asks_whether_a_link_works_uses_nothing_up() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.code(&username, "openid read");
    let target = authorize(&[]);
    let (_, form) = target.split_once('?').expect("a query");
    let push = app.anonymous().request("POST", "/oauth/par");
    let pushed = push.body(FORM, form).expect(201).json();
    let handle = pushed["request_uri"].as_str().expect("a handle");
    let before = app.db.fingerprint();
    let short = format!("/oauth/authorize?client_id=demo-spa&request_uri={handle}");
    for target in [&short, &target] {
        let head = visitor.send(app.anonymous().request("HEAD", target));
        assert_eq!(head.expect(405).header("allow"), Some("GET, POST"));
    }
    assert_eq!(app.db.fingerprint(), before);
    let back = location(&visitor.open(&short).expect(303));
    exchange(&app, &query(&back, "code").expect("a code")).expect(200);
}
