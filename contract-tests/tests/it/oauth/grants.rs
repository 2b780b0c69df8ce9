//! The grants: what a token answer says, and what its scopes let one do.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use contract_tests::{
    PASSWORD, TestApp, Visitor,
    callers::{FIRST_PARTY, SERVICE},
    spec,
    tokens::Token,
};
use serde_json::json;

#[test]
fn a_token_answer_is_as_rfc_6749_says() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let answer = app
        .sign_in_as(&username, PASSWORD, "read_write offline_access")
        .expect(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let token = answer.json();
    assert_eq!(token["token_type"], "Bearer");
    assert_eq!(token["scope"], "offline_access read_write");
    assert!(
        token["expires_in"]
            .as_i64()
            .is_some_and(|seconds| (60..=3600).contains(&seconds))
    );
    assert!(token["refresh_token"].is_string());
    let plain = app
        .sign_in_as(&username, PASSWORD, "read_write")
        .expect(200)
        .json();
    assert_eq!(plain.get("refresh_token"), None);
}

#[test]
fn an_access_token_is_as_rfc_9068_says() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let token = Token::read(bo.token.as_deref().expect("a token"));
    assert_eq!(token.header.typ.as_deref(), Some("at+jwt"));
    assert!(token.header.kid.is_some());
    assert_eq!(token.claims["iss"], app.url());
    assert_eq!(token.claims["sub"], bo.id.to_string());
    assert_eq!(token.claims["client_id"], FIRST_PARTY.0);
    assert_eq!(token.claims["scope"], "openid read_write");
    for claim in ["aud", "exp", "iat", "jti"] {
        assert!(!token.claims[claim].is_null(), "{claim}");
    }
    let service = Token::read(app.service().token.as_deref().expect("a token"));
    assert_eq!(
        (&service.claims["sub"], &service.claims["client_id"]),
        (&json!(SERVICE.0), &json!(SERVICE.0))
    );
}

#[test]
fn a_client_says_who_it_is_in_the_form_or_in_the_header() {
    let app = TestApp::start();
    let basic =
        |id: &str, secret: &str| format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    let grant = [("grant_type", "client_credentials")];
    for header in [
        basic(SERVICE.0, SERVICE.1),
        basic("demo%2Dservice", SERVICE.1).replace("Basic", "bAsIC"),
    ] {
        app.form(&grant).header("authorization", header).expect(200);
    }
    app.token(SERVICE, &grant).expect(200);
}

#[test]
fn who_asks_for_no_scope_gets_the_least() {
    let app = TestApp::start();
    let grant = ("grant_type", "client_credentials");
    assert_eq!(
        app.token(SERVICE, &[grant]).expect(200).json()["scope"],
        "read"
    );
    // A parameter without a value counts as left out (RFC 6749, section 3.2).
    assert_eq!(
        app.token(SERVICE, &[grant, ("scope", "")])
            .expect(200)
            .json()["scope"],
        "read"
    );
}

#[test]
fn fields_that_are_not_known_are_ignored_as_the_standard_says() {
    let app = TestApp::start();
    let grant = [
        ("grant_type", "client_credentials"),
        ("resource", "https://music.example"),
        ("résumé", "🎵"),
    ];
    app.token(SERVICE, &grant).expect(200);
    let form = app
        .anonymous()
        .request("POST", "/oauth/token?utm_source=mail");
    let body = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        SERVICE.0, SERVICE.1
    );
    form.body("application/x-www-form-urlencoded; charset=UTF-8", body)
        .expect(200);
}

#[test]
fn a_token_that_reads_changes_nothing() {
    let app = TestApp::start();
    let sol = app.person("super_admin");
    let reader = app.sign_in(&sol.username, "read");
    let world = contract_tests::samples::World::new(&app, "artist");
    for operation in &spec().operations {
        if operation.scope.as_deref() == Some("read_write") {
            world
                .request(&reader, operation)
                .refused(403, "insufficient-scope");
        }
    }
    let untouched: i64 = app.db.value(
        "select count(*) from users where deleted_at is null and version = 1",
        &[],
    );
    assert_eq!(untouched, 3);
}

#[test]
fn a_token_without_a_scope_to_read_does_nothing_and_breaks_nothing() {
    let app = TestApp::start();
    let (_, username) = app.account("super_admin", None);
    for scope in ["openid", "offline_access", "super_admin", "profile email"] {
        let caller = app.sign_in(&username, scope);
        let refused = caller.get("/v1/me").refused(403, "insufficient-scope");
        let challenge = refused
            .header("www-authenticate")
            .expect("a challenge")
            .to_owned();
        assert!(
            challenge.contains("insufficient_scope") && challenge.contains("scope=\"read\""),
            "{challenge}"
        );
    }
    // Exactly one scope, and no role's: what made a predecessor's process die.
    app.sign_in(&username, "read").get("/v1/me").expect(200);
    app.sign_in(&username, "read_write")
        .get("/v1/me")
        .expect(200);
}

#[test]
fn the_scope_of_a_role_narrows_and_never_widens() {
    let app = TestApp::start();
    let (_, admin) = app.account("admin", None);
    let (_, listener) = app.account("listener", None);
    app.sign_in(&admin, "read admin")
        .get("/v1/users")
        .expect(200);
    app.sign_in(&admin, "read super_admin")
        .get("/v1/users")
        .expect(200);
    app.sign_in(&admin, "read artist")
        .get("/v1/users")
        .refused(403, "forbidden");
    app.sign_in(&admin, "read admin listener")
        .get("/v1/users")
        .refused(403, "forbidden");
    app.sign_in(&listener, "read super_admin")
        .get("/v1/users")
        .refused(403, "forbidden");
    let tenants = app
        .sign_in(&admin, "read tenant_admin")
        .get("/v1/users")
        .expect(200)
        .json();
    assert_eq!(
        tenants["items"].as_array().map(Vec::len),
        Some(1),
        "a tenant admin finds the listener only"
    );
}

#[test]
fn a_scope_asked_for_twice_is_given_once() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let token = app
        .sign_in_as(&username, PASSWORD, " read  openid read ")
        .expect(200)
        .json();
    assert_eq!(token["scope"], "openid read");
}

#[test]
fn no_secret_is_stored_as_it_is() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let token = app
        .sign_in_as(&username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    let visitor = Visitor::new(&app);
    let code = visitor.code(&username, "openid read");
    let cookie = visitor.cookie().expect("a cookie");
    let (_, cookie) = cookie.split_once('=').expect("its value");
    let secrets = [
        &code,
        cookie,
        PASSWORD,
        FIRST_PARTY.1,
        SERVICE.1,
        token["refresh_token"].as_str().expect("one"),
        token["access_token"].as_str().expect("one"),
    ];
    for table in app.db.tables() {
        for secret in secrets {
            let as_bytes: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
            let sql = format!(
                "select count(*) from {table} t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0"
            );
            let found: i64 = app.db.value(&sql, &[&secret, &as_bytes]);
            assert_eq!(found, 0, "{table} has a secret in clear");
        }
    }
}
