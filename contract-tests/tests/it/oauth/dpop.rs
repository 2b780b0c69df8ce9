//! Tokens that are bound to a key (RFC 9449), and requests that clients push (RFC 9126).

use contract_tests::{
    Request, Response, TestApp, Visitor,
    callers::SERVICE,
    dpop::Key,
    tokens::Token,
    visitor::{CALLBACK, VERIFIER, authorize, exchange, exchange_with, location, query},
};
use jsonwebtoken::{Algorithm, Header};
use serde_json::{Value, json};

/// A token of the service, bound to this key.
#[track_caller]
fn bound(app: &TestApp, key: &Key) -> String {
    let answer = ask(app, &key.proof("POST", &token_url(app), None))
        .expect(200)
        .json();
    assert_eq!(answer["token_type"], "DPoP");
    answer["access_token"].as_str().expect("a token").to_owned()
}

fn token_url(app: &TestApp) -> String {
    format!("{}/oauth/token", app.url())
}

#[track_caller]
fn ask(app: &TestApp, proof: &str) -> Response {
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", SERVICE.0),
        ("client_secret", SERVICE.1),
    ];
    app.form(&fields).header("dpop", proof).send()
}

fn read_roles(app: &TestApp, scheme: &str, token: &str, proof: Option<&str>) -> Request {
    let request = app
        .anonymous()
        .get("/v1/roles")
        .header("authorization", format!("{scheme} {token}"));
    match proof {
        Some(proof) => request.header("dpop", proof),
        None => request,
    }
}

#[test]
fn a_bound_token_is_good_beside_a_proof_of_its_key_and_not_otherwise() {
    let app = TestApp::start();
    let (key, other) = (Key::new(), Key::new());
    let token = bound(&app, &key);
    assert_eq!(Token::read(&token).claims["cnf"]["jkt"], key.thumbprint());
    let here = format!("{}/v1/roles", app.url());
    let proof = key.proof("GET", &here, Some(&token));
    read_roles(&app, "DPoP", &token, Some(&proof)).expect(200);
    let wrong = [
        ("a proof that was used", Some(proof)),
        ("no proof", None),
        ("another key", Some(other.proof("GET", &here, Some(&token)))),
        (
            "another method",
            Some(key.proof("POST", &here, Some(&token))),
        ),
        (
            "another place",
            Some(key.proof("GET", &token_url(&app), Some(&token))),
        ),
        (
            "another token",
            Some(key.proof("GET", &here, Some("other"))),
        ),
        ("no token", Some(key.proof("GET", &here, None))),
        ("nonsense", Some("a.b.c".to_owned())),
    ];
    for (what, proof) in wrong {
        let refused =
            read_roles(&app, "DPoP", &token, proof.as_deref()).refused(401, "unauthenticated");
        let challenge = refused.header("www-authenticate").expect("a challenge");
        assert!(
            challenge.starts_with("DPoP") && challenge.contains("ES256"),
            "{what}: {challenge}"
        );
    }
    let proof = key.proof("GET", &here, Some(&token));
    read_roles(&app, "Bearer", &token, Some(&proof)).refused(401, "unauthenticated");
    let plain = app.service().token.expect("a token");
    let proof = key.proof("GET", &here, Some(&plain));
    read_roles(&app, "DPoP", &plain, Some(&proof)).refused(401, "unauthenticated");
    // The query is no part of the place.
    let proof = key.proof("GET", &format!("{here}?x=1#y"), Some(&token));
    read_roles(&app, "DPoP", &token, Some(&proof)).expect(200);
}

#[test]
fn a_proof_that_is_not_made_as_it_should_be_gets_no_token() {
    let app = TestApp::start();
    let key = Key::new();
    let claims = |name: &str, value: Value| {
        let mut claims = Key::claims("POST", &token_url(&app), None);
        claims[name] = value;
        key.sign(&claims)
    };
    let now = chrono::Utc::now().timestamp();
    let header = |change: &dyn Fn(&mut Header)| {
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some("dpop+jwt".to_owned());
        header.jwk = Some(key.jwk.clone());
        change(&mut header);
        key.sign_as(&header, &Key::claims("POST", &token_url(&app), None))
    };
    for (what, proof) in [
        ("too old", claims("iat", json!(now - 120))),
        ("from the future", claims("iat", json!(now + 120))),
        ("before all time", claims("iat", json!(i64::MIN))),
        ("after all time", claims("iat", json!(i64::MAX))),
        ("no time", claims("iat", Value::Null)),
        ("no id", claims("jti", Value::Null)),
        ("another method", claims("htm", json!("GET"))),
        (
            "another server",
            claims("htu", json!("https://evil.example/oauth/token")),
        ),
        ("no URL", claims("htu", json!("token"))),
        (
            "another type",
            header(&|header| header.typ = Some("JWT".to_owned())),
        ),
        ("no key", header(&|header| header.jwk = None)),
        (
            "another's key",
            header(&|header| header.jwk = Some(Key::new().jwk)),
        ),
    ] {
        let answer = ask(&app, &proof).expect(400).json();
        assert_eq!(answer["error"], "invalid_dpop_proof", "{what}");
    }
    let proof = key.proof("POST", &token_url(&app), None);
    ask(&app, &proof).expect(200);
    assert_eq!(
        ask(&app, &proof).expect(400).json()["error"],
        "invalid_dpop_proof"
    );
}

#[test]
fn the_refresh_tokens_of_a_public_client_are_bound_to_its_key_as_well() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let (key, other) = (Key::new(), Key::new());
    let visitor = Visitor::new(&app);
    let code = visitor.code(&username, "openid offline_access read");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("client_id", "demo-spa"),
    ];
    let proof = key.proof("POST", &token_url(&app), None);
    let tokens = app.form(&form).header("dpop", proof).expect(200).json();
    let refresh = |key: Option<&Key>| {
        let form = [
            ("grant_type", "refresh_token"),
            (
                "refresh_token",
                tokens["refresh_token"].as_str().expect("a token"),
            ),
            ("client_id", "demo-spa"),
        ];
        let request = app.form(&form);
        match key {
            Some(key) => request.header("dpop", key.proof("POST", &token_url(&app), None)),
            None => request,
        }
    };
    for wrong in [None, Some(&other)] {
        let answer = refresh(wrong).expect(400).json();
        assert_eq!(answer["error"], "invalid_dpop_proof");
    }
    assert_eq!(refresh(Some(&key)).expect(200).json()["token_type"], "DPoP");
}

#[test]
fn a_code_that_was_asked_for_with_a_key_is_exchanged_with_that_key() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let key = Key::new();
    let visitor = Visitor::new(&app);
    visitor.authorize(&username, "openid read");
    let jkt = key.thumbprint();
    let back = location(&visitor.open(&authorize(&[("dpop_jkt", &jkt)])).expect(303));
    let code = query(&back, "code").expect("a code");
    assert_eq!(
        exchange(&app, &code).expect(400).json()["error"],
        "invalid_grant"
    );
}

/// Pushes a request of the demo web application.
#[track_caller]
fn push(app: &TestApp, others: &[(&str, &str)]) -> Response {
    let (_, usual) = authorize(others)
        .split_once('?')
        .map(|(path, query)| (path.to_owned(), query.to_owned()))
        .expect("a query");
    let request = app.anonymous().request("POST", "/oauth/par");
    request
        .body("application/x-www-form-urlencoded", usual)
        .send()
}

#[test]
fn a_pushed_request_stands_for_its_parameters_once_and_for_its_own_client() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.authorize(&username, "openid read");
    let pushed = push(&app, &[("state", "pushed")]).expect(201).json();
    assert_eq!(pushed["expires_in"], 90);
    let uri = pushed["request_uri"].as_str().expect("a URI");
    let target = |client: &str| {
        let encoded = uri.replace(':', "%3A");
        format!("/oauth/authorize?client_id={client}&request_uri={encoded}")
    };
    visitor.open(&target("demo-first-party")).expect(400);
    let back = location(&visitor.open(&target("demo-spa")).expect(303));
    assert_eq!(query(&back, "state").as_deref(), Some("pushed"));
    exchange_with(&app, &query(&back, "code").expect("a code"), &[]).expect(200);
    visitor.open(&target("demo-spa")).expect(400);
}

#[test]
fn a_pushed_request_that_is_wrong_or_too_old_leads_nowhere() {
    let app = TestApp::start();
    for (others, error) in [
        (
            &[("redirect_uri", "https://evil.example/")][..],
            "invalid_request",
        ),
        (&[("code_challenge", "")], "invalid_request"),
        (&[("scope", "read super")], "invalid_scope"),
        (&[("request_uri", "urn:x")], "invalid_request"),
        (&[("request", "eyJ.eyJ.")], "request_not_supported"),
        (&[("response_type", "token")], "unsupported_response_type"),
    ] {
        assert_eq!(
            push(&app, others).expect(400).json()["error"],
            error,
            "{others:?}"
        );
    }
    let unknown = push(&app, &[("client_id", "nobody")]).expect(401);
    assert_eq!(unknown.json()["error"], "invalid_client");
    let pushed = push(&app, &[]).expect(201).json();
    app.db.execute(
        "update pushed_authorization_requests set expires_at = now() - interval '1 second'",
        &[],
    );
    let uri = pushed["request_uri"]
        .as_str()
        .expect("a URI")
        .replace(':', "%3A");
    let target = format!("/oauth/authorize?client_id=demo-spa&request_uri={uri}");
    Visitor::new(&app).open(&target).expect(400);
    Visitor::new(&app)
        .open("/oauth/authorize?client_id=demo-spa&request_uri=https%3A%2F%2Fevil.example")
        .expect(400);
}
