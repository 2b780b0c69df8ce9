//! Access tokens that are not genuine, and where a token may stand.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use contract_tests::{TestApp, tokens::Token};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use uuid::Uuid;

/// A genuine token of a super admin, to make others of.
fn genuine(app: &TestApp) -> String {
    app.person("super_admin").token.clone().expect("a token")
}

#[track_caller]
fn is_refused(app: &TestApp, token: &str) {
    let refused = app
        .bearer(token)
        .get("/v1/me")
        .refused(401, "unauthenticated");
    let challenge = refused
        .header("www-authenticate")
        .expect("a challenge")
        .to_owned();
    assert!(
        challenge.starts_with("Bearer") && challenge.contains("invalid_token"),
        "{challenge}"
    );
}

#[test]
fn a_token_with_one_thing_wrong_is_refused() {
    let app = TestApp::start();
    let token = genuine(&app);
    let claims = Token::read(&token).claims;
    let now = claims["iat"].as_i64().expect("a time");
    let signed = |name: &str, value: Value| Token::read(&token).with(name, value).sign(&app);
    // The same claims signed anew are good, so that what follows is refused for what it says.
    app.bearer(&signed("jti", json!(Uuid::now_v7())))
        .get("/v1/me")
        .expect(200);
    for (name, value) in [
        ("exp", json!(now - 1)),
        ("exp", json!(0)),
        ("exp", json!("never")),
        ("exp", Value::Null),
        ("nbf", json!(now + 3600)),
        ("iss", json!("https://another.example")),
        ("iss", Value::Null),
        ("aud", json!("https://another.example")),
        ("aud", Value::Null),
        ("sub", json!("nobody")),
        ("role", json!("king")),
        ("scope", Value::Null),
    ] {
        is_refused(&app, &signed(name, value.clone()));
    }
}

#[test]
fn a_token_that_is_not_an_access_token_is_refused() {
    let app = TestApp::start();
    let token = genuine(&app);
    for typ in [Some("JWT"), Some("id+jwt"), None] {
        let mut other = Token::read(&token);
        other.header.typ = typ.map(str::to_owned);
        is_refused(&app, &other.sign(&app));
    }
}

#[test]
fn a_token_by_an_unknown_key_is_refused() {
    let app = TestApp::start();
    let token = genuine(&app);
    for kid in [
        Some(Uuid::now_v7().to_string()),
        Some("../../dev/null".to_owned()),
        Some(String::new()),
        None,
    ] {
        let mut other = Token::read(&token);
        other.header.kid = kid;
        is_refused(&app, &other.sign(&app));
    }
    // Named as ours, but signed by another server with the same secret.
    let stranger = TestApp::start();
    stranger.db.execute("delete from signing_keys", &[]);
    let stranger = TestApp::start_on(stranger.db.clone(), |_| {}).expect("a server");
    is_refused(&app, &Token::read(&token).sign(&stranger));
}

#[test]
fn a_token_without_a_real_signature_is_refused() {
    let app = TestApp::start();
    let token = genuine(&app);
    let read = Token::read(&token);
    is_refused(&app, &read.unsigned());
    is_refused(&app, read.unsigned().trim_end_matches('.'));
    // The public key is no secret, so it must not count as one (RFC 8725, section 2.1).
    let public: Value = app.db.value(
        "select public_key from signing_keys where algorithm = 'ES256'",
        &[],
    );
    for secret in [public.to_string(), public["x"].to_string(), String::new()] {
        is_refused(
            &app,
            &read.sign_with(
                Algorithm::HS256,
                &EncodingKey::from_secret(secret.as_bytes()),
            ),
        );
    }
    let (unsigned, signature) = token.rsplit_once('.').expect("three parts");
    is_refused(&app, unsigned);
    is_refused(&app, &format!("{unsigned}."));
    is_refused(
        &app,
        &format!("{unsigned}.{}", URL_SAFE_NO_PAD.encode([0; 64])),
    );
    is_refused(
        &app,
        &format!("{unsigned}.{}", signature.chars().rev().collect::<String>()),
    );
}

#[test]
fn a_token_that_was_cut_short_or_changed_is_refused() {
    let app = TestApp::start();
    let token = genuine(&app);
    for length in [1, token.len() / 2, token.len() - 1] {
        is_refused(&app, &token[..length]);
    }
    let parts: Vec<&str> = token.split('.').collect();
    let mut claims = Token::read(&token).claims;
    claims["sub"] = json!(Uuid::now_v7());
    is_refused(
        &app,
        &format!(
            "{}.{}.{}",
            parts[0],
            URL_SAFE_NO_PAD.encode(claims.to_string()),
            parts[2]
        ),
    );
    for nonsense in ["x", "a.b.c", "....", "null", &"A".repeat(10_000)] {
        is_refused(&app, nonsense);
    }
}

#[test]
fn a_remembered_token_expires_all_the_same() {
    let app = TestApp::start();
    let token = Token::read(&genuine(&app));
    let now = chrono::Utc::now().timestamp();
    let short = app.bearer(&token.with("exp", json!(now + 5)).sign(&app));
    short.get("/v1/me").expect(200);
    short.soon_refused("/v1/me");
}

#[test]
fn an_access_token_lives_for_an_hour_at_most() {
    let app = TestApp::start();
    let claims = Token::read(&genuine(&app)).claims;
    let lifetime =
        claims["exp"].as_i64().expect("a time") - claims["iat"].as_i64().expect("a time");
    assert!((60..=3600).contains(&lifetime), "{lifetime} seconds");
}

#[test]
fn a_token_stands_in_the_header_authorization_and_nowhere_else() {
    let app = TestApp::start();
    let token = genuine(&app);
    let me = || app.anonymous().get("/v1/me");
    me().header("authorization", format!("bearer {token}"))
        .expect(200);
    me().header("authorization", format!("BEARER  {token}"))
        .expect(200);
    for header in [
        format!("Basic {token}"),
        token.clone(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        String::new(),
        format!("Bearer {token} {token}"),
    ] {
        me().header("authorization", header)
            .refused(401, "unauthenticated");
    }
    let twice = me()
        .header("authorization", format!("Bearer {token}"))
        .header("authorization", format!("Bearer {token}"));
    twice.refused(401, "unauthenticated");
    app.anonymous()
        .get(&format!("/v1/me?access_token={token}"))
        .refused(401, "unauthenticated");
    me().header("cookie", format!("access_token={token}"))
        .refused(401, "unauthenticated");
    let refused = me().refused(401, "unauthenticated");
    assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
}

#[test]
fn a_bad_token_is_refused_where_none_is_needed() {
    let app = TestApp::start();
    let bo = app.person("artist");
    app.bearer("x")
        .get(&bo.path())
        .refused(401, "unauthenticated");
    app.bearer("x")
        .get("/v1/user-groups")
        .refused(401, "unauthenticated");
    // What takes no token at all does not look at one.
    app.bearer("x").get("/v1/group-types").expect(200);
}

#[test]
fn a_refresh_token_is_no_access_token() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let token = app
        .sign_in_as(&username, contract_tests::PASSWORD, "read offline_access")
        .expect(200)
        .json();
    is_refused(
        &app,
        token["refresh_token"].as_str().expect("a refresh token"),
    );
}
