//! Authorization codes and what protects them (RFC 6749, section 10; RFC 9700).

use contract_tests::{
    TestApp, Visitor, at_the_same_moment,
    callers::{FIRST_PARTY, SERVICE},
    tokens::Token,
    visitor::{CALLBACK, authorize, exchange, exchange_with, location, query},
};
use serde_json::Value;

#[track_caller]
fn is_invalid_grant(answer: contract_tests::Response) {
    assert_eq!(answer.expect(400).json()["error"], "invalid_grant");
}

#[test]
fn a_person_signs_in_agrees_and_the_application_gets_their_tokens() {
    let app = TestApp::start();
    let (id, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let back = visitor.authorize(&username, "openid profile offline_access read");
    assert!(back.starts_with(&format!("{CALLBACK}?")), "{back}");
    assert_eq!(query(&back, "state").as_deref(), Some("af0ifjsldkj"));
    assert_eq!(query(&back, "iss"), Some(app.url()));
    let tokens = exchange(&app, &query(&back, "code").expect("a code"))
        .expect(200)
        .json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert!(tokens["refresh_token"].is_string());
    let access = tokens["access_token"].as_str().expect("a token");
    let me = app.bearer(access).get("/v1/me").expect(200).json();
    assert_eq!(me["id"], id.to_string());
    let claims = Token::read(tokens["id_token"].as_str().expect("a token")).claims;
    assert_eq!(claims["sub"], id.to_string());
    assert_eq!(claims["aud"], "demo-spa");
    assert_eq!(claims["sid"], Token::read(access).claims["sid"]);
    assert!(claims["auth_time"].is_i64());
}

#[test]
fn a_code_that_comes_again_is_refused_and_ends_the_session_it_was_exchanged_for() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let code = Visitor::new(&app).code(&username, "openid offline_access read");
    let tokens = exchange(&app, &code).expect(200).json();
    is_invalid_grant(exchange(&app, &code));
    let access = tokens["access_token"].as_str().expect("a token");
    app.bearer(access)
        .get("/v1/me")
        .refused(401, "unauthenticated");
    let refresh = [
        ("grant_type", "refresh_token"),
        (
            "refresh_token",
            tokens["refresh_token"].as_str().expect("a token"),
        ),
        ("client_id", "demo-spa"),
    ];
    is_invalid_grant(app.form(&refresh).send());
}

#[test]
fn of_two_exchanges_at_the_same_moment_one_at_most_succeeds() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let code = Visitor::new(&app).code(&username, "openid read");
    let answers = at_the_same_moment(4, |_| exchange(&app, &code));
    let good: Vec<Value> = answers
        .iter()
        .filter(|answer| answer.status == 200)
        .map(contract_tests::Response::json)
        .collect();
    assert_eq!(good.len(), 1);
    let access = good[0]["access_token"].as_str().expect("a token");
    app.bearer(access)
        .get("/v1/me")
        .refused(401, "unauthenticated");
}

#[test]
fn a_code_is_of_use_only_to_the_client_with_the_redirect_uri_and_verifier_it_was_made_for() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let other_client = [
        ("client_id", FIRST_PARTY.0),
        ("client_secret", FIRST_PARTY.1),
    ];
    app.db.execute(
        "update clients set grants = grants || '{authorization_code}', redirect_uris = $1 where id = $2",
        &[&vec![CALLBACK], &FIRST_PARTY.0],
    );
    std::thread::sleep(std::time::Duration::from_millis(600));
    let wrong: [&[(&str, &str)]; 6] = [
        &other_client,
        &[("redirect_uri", "http://127.0.0.1:8081/callback/")],
        &[("redirect_uri", "")],
        &[(
            "code_verifier",
            "aBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        )],
        &[(
            "code_verifier",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        )],
        &[("code", "SplxlOBeZQQYbYS6WxSbIA")],
    ];
    for others in wrong {
        let code = visitor.code(&username, "openid read");
        is_invalid_grant(exchange_with(&app, &code, others));
    }
    let code = visitor.code(&username, "openid read");
    let without = exchange_with(&app, &code, &[("code_verifier", "")]);
    assert_eq!(without.expect(400).json()["error"], "invalid_request");
    // None of this used the code up.
    exchange(&app, &code).expect(200);
}

#[test]
fn a_code_expires_and_does_not_outlive_its_browser_session() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let code = visitor.code(&username, "openid read");
    app.db.execute(
        "update authorization_codes set expires_at = now() - interval '1 second'",
        &[],
    );
    is_invalid_grant(exchange(&app, &code));
    let code = visitor.code(&username, "openid read");
    visitor.fill_in("/logout", &[]).expect(200);
    is_invalid_grant(exchange(&app, &code));
}

#[test]
fn what_is_wrong_with_a_request_is_told_to_the_application() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    for (others, error) in [
        (
            &[("response_type", "token")][..],
            "unsupported_response_type",
        ),
        (&[("response_type", "")], "invalid_request"),
        (&[("code_challenge", "")], "invalid_request"),
        (&[("code_challenge", "short")], "invalid_request"),
        (&[("code_challenge_method", "plain")], "invalid_request"),
        (&[("code_challenge_method", "")], "invalid_request"),
        (&[("scope", "read super")], "invalid_scope"),
        (&[("scope", "read super_admin")], "invalid_scope"),
        (&[("scope", " ")], "invalid_scope"),
        (&[("prompt", "none login")], "invalid_request"),
        (&[("prompt", "dance")], "invalid_request"),
        (&[("max_age", "-1")], "invalid_request"),
        (&[("max_age", "soon")], "invalid_request"),
        (&[("response_mode", "fragment")], "invalid_request"),
        (&[("request", "eyJ.eyJ.")], "request_not_supported"),
        (&[("prompt", "none")], "login_required"),
    ] {
        let back = location(&visitor.open(&authorize(others)).expect(303));
        assert!(back.starts_with(&format!("{CALLBACK}?")), "{back}");
        assert_eq!(query(&back, "error").as_deref(), Some(error), "{others:?}");
        assert_eq!(query(&back, "state").as_deref(), Some("af0ifjsldkj"));
        assert_eq!(query(&back, "iss"), Some(app.url()));
        assert_eq!(query(&back, "code"), None);
    }
}

#[test]
fn what_comes_back_cannot_make_a_header_of_its_own() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    for name in ["state", "redirect_uri", "client_id", "scope", "nonce"] {
        let target = authorize(&[(name, "x\r\nset-cookie: evil=1")]);
        let answer = visitor.open(&target).expect(400);
        assert!(answer.is_page());
    }
    let state = "'\"<script>&=#%0d%0a +";
    let target = authorize(&[("state", state), ("prompt", "none")]);
    let back = location(&visitor.open(&target).expect(303));
    assert_eq!(query(&back, "state").as_deref(), Some(state));
    assert!(back.is_ascii());
}

#[test]
fn a_client_without_the_grant_gets_no_code_and_a_parameter_twice_is_refused() {
    let app = TestApp::start();
    app.db.execute(
        "update clients set redirect_uris = $1 where id = $2",
        &[&vec![CALLBACK], &SERVICE.0],
    );
    let visitor = Visitor::new(&app);
    let target = authorize(&[("client_id", SERVICE.0)]);
    let back = location(&visitor.open(&target).expect(303));
    assert_eq!(
        query(&back, "error").as_deref(),
        Some("unauthorized_client")
    );
    let twice = format!("{}&state=other", authorize(&[]));
    assert!(visitor.open(&twice).expect(400).is_page());
}

#[test]
fn the_longest_request_that_the_spec_allows_gets_through_all_pages() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let (state, nonce) = ("\"\\".repeat(1000), "\"".repeat(500));
    let hint = "é".repeat(254);
    let target = authorize(&[("state", &state), ("nonce", &nonce), ("login_hint", &hint)]);
    let page = location(&visitor.open(&target).expect(303));
    let place = visitor.sign_in_at(&page, &username);
    let back = location(
        &visitor
            .fill_in(&place, &[("decision", "allow")])
            .expect(303),
    );
    assert_eq!(query(&back, "state").as_deref(), Some(state.as_str()));
    // What is no visible ASCII is no state (RFC 6749, appendix A.5).
    let other = authorize(&[("state", "é")]);
    assert!(visitor.open(&other).expect(400).is_page());
}
