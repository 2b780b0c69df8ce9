//! What clients may learn of tokens and people, how tokens end early, and the keys that sign them.

use std::thread;

use contract_tests::{
    PASSWORD, Response, TestApp, Visitor,
    callers::{SERVICE, encode},
    tokens::Token,
};
use serde_json::{Value, json};

#[track_caller]
fn post(app: &TestApp, path: &str, client: (&str, &str), token: &str) -> Response {
    let fields = [
        ("token", token),
        ("client_id", client.0),
        ("client_secret", client.1),
    ];
    let fields: Vec<_> = fields
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let request = app.anonymous().request("POST", path);
    request
        .body("application/x-www-form-urlencoded", encode(&fields))
        .send()
}

#[track_caller]
fn introspect(app: &TestApp, token: &str) -> Value {
    post(app, "/oauth/introspect", SERVICE, token)
        .expect(200)
        .json()
}

#[test]
fn a_service_learns_what_a_token_is_good_for_and_nothing_of_one_that_is_not() {
    let app = TestApp::start();
    let (id, username) = app.account("artist", None);
    let tokens = Visitor::new(&app).tokens(&username, "openid email offline_access read");
    let access = tokens["access_token"].as_str().expect("a token");
    let refresh = tokens["refresh_token"].as_str().expect("a token");
    let found = introspect(&app, access);
    let claims = Token::read(access).claims;
    assert_eq!(found["active"], true);
    for (name, claim) in [
        ("sub", "sub"),
        ("client_id", "client_id"),
        ("scope", "scope"),
        ("exp", "exp"),
        ("iat", "iat"),
        ("jti", "jti"),
        ("iss", "iss"),
        ("sid", "sid"),
    ] {
        assert_eq!(found[name], claims[claim], "{name}");
    }
    assert_eq!(found["username"], username);
    let found = introspect(&app, refresh);
    assert_eq!(
        (&found["active"], &found["sub"]),
        (&json!(true), &json!(id.to_string()))
    );
    for unknown in [
        "x",
        "a.b.c",
        &format!("{access}x"),
        "8xLOxBtZp8kTpyC1rPSIdyT3Qm5R8wJmWzF0nVQeY2A",
        "🎵",
    ] {
        assert_eq!(introspect(&app, unknown), json!({ "active": false }));
    }
    app.db.execute(
        "update users set suspended_at = now() where id = $1",
        &[&id],
    );
    assert_eq!(introspect(&app, refresh), json!({ "active": false }));
}

#[test]
fn only_a_client_with_its_secret_may_ask_about_tokens() {
    let app = TestApp::start();
    let token = app.service().token.expect("a token");
    for client in [
        ("demo-spa", ""),
        (SERVICE.0, "wrong"),
        ("nobody", "x"),
        ("", ""),
    ] {
        let answer = post(&app, "/oauth/introspect", client, &token).expect(401);
        assert_eq!(answer.json()["error"], "invalid_client");
    }
    let nothing = post(&app, "/oauth/introspect", SERVICE, "").expect(400);
    assert_eq!(nothing.json()["error"], "invalid_request");
}

#[test]
fn what_is_no_token_of_theirs_is_not_worth_a_transaction() {
    // One connection for transactions, and somebody is in the middle of theirs.
    let app = TestApp::start_with(|config| config.database_connections = 3);
    let bo = app.person("artist");
    let scope = "read offline_access";
    let tokens = app.sign_in_as(&bo.username, PASSWORD, scope).json();
    let of_another = tokens["refresh_token"].as_str().expect("a token");
    app.db.batch("begin; select from users for update");
    let name = json!({ "first_name": "Bo" });
    thread::scope(|scope| {
        let rename = scope.spawn(|| bo.patch(&bo.path(), &name).send());
        app.db.wait_for_waiting(1);
        for token in ["unknown", of_another] {
            post(&app, "/oauth/revoke", ("demo-spa", ""), token).expect(200);
        }
        app.db.batch("rollback");
        rename.join().expect("an answer").expect(200);
    });
}

#[test]
fn a_revoked_token_is_refused_at_once_and_soon_by_every_instance() {
    let app = TestApp::start();
    let second = app.second();
    let (_, username) = app.account("artist", None);
    let tokens = Visitor::new(&app).tokens(&username, "openid offline_access read");
    let access = tokens["access_token"].as_str().expect("a token");
    second.bearer(access).get("/v1/me").expect(200);
    // Another client cannot revoke it.
    post(&app, "/oauth/revoke", SERVICE, access).expect(200);
    app.bearer(access).get("/v1/me").expect(200);
    post(&app, "/oauth/revoke", ("demo-spa", ""), access).expect(200);
    app.bearer(access)
        .get("/v1/me")
        .refused(401, "unauthenticated");
    second.bearer(access).soon_refused("/v1/me");
    assert_eq!(introspect(&second, access), json!({ "active": false }));
    // The session goes on, until its refresh token is revoked.
    let refresh = |token: &str| {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", "demo-spa"),
        ];
        app.form(&form).send()
    };
    let renewed = refresh(tokens["refresh_token"].as_str().expect("a token"))
        .expect(200)
        .json();
    let (access, token) = (
        renewed["access_token"].as_str().expect("a token"),
        renewed["refresh_token"].as_str().expect("a token"),
    );
    app.bearer(access).get("/v1/me").expect(200);
    post(&app, "/oauth/revoke", ("demo-spa", ""), token).expect(200);
    refresh(token).expect(400);
    app.bearer(access)
        .get("/v1/me")
        .refused(401, "unauthenticated");
    // What is unknown is answered like what was revoked.
    post(&app, "/oauth/revoke", ("demo-spa", ""), "unknown").expect(200);
    post(&app, "/oauth/revoke", ("demo-spa", "wrong"), "unknown").expect(401);
}

#[test]
fn an_application_learns_of_the_person_what_its_scopes_say() {
    let app = TestApp::start();
    let (id, username) = app.account("artist", None);
    app.db.execute(
        "update users set first_name = 'Bo', country = 'DE' where id = $1",
        &[&id],
    );
    let learn = |scope: &str| {
        let tokens = Visitor::new(&app).tokens(&username, scope);
        let caller = app.bearer(tokens["access_token"].as_str().expect("a token"));
        let got = caller.get("/oauth/userinfo").expect(200).json();
        assert_eq!(
            caller.request("POST", "/oauth/userinfo").expect(200).json(),
            got
        );
        got
    };
    assert_eq!(learn("openid"), json!({ "sub": id.to_string() }));
    let all = learn("openid profile email");
    assert_eq!(all["given_name"], "Bo");
    assert_eq!(
        (&all["country"], &all["email"]),
        (&json!("DE"), &json!(username))
    );
    assert_eq!(all["email_verified"], false);
    // A token that only says who somebody is reads nothing else.
    let tokens = Visitor::new(&app).tokens(&username, "openid profile");
    let caller = app.bearer(tokens["access_token"].as_str().expect("a token"));
    caller.get("/v1/me").refused(403, "insufficient-scope");
}

#[test]
fn both_metadata_documents_say_the_same_and_each_endpoint_is_there() {
    let app = TestApp::start();
    let openid = app
        .anonymous()
        .get("/.well-known/openid-configuration")
        .expect(200)
        .json();
    let oauth = app
        .anonymous()
        .get("/.well-known/oauth-authorization-server")
        .expect(200)
        .json();
    assert_eq!(openid, oauth);
    assert_eq!(openid["issuer"], app.url());
    for (name, endpoint) in openid.as_object().expect("an object") {
        if !(name.ends_with("_endpoint") || name == "jwks_uri") {
            continue;
        }
        let path = endpoint.as_str().expect("a URL").replace(&app.url(), "");
        let answer = app.anonymous().request("PATCH", &path).expect(405);
        assert!(answer.header("allow").is_some(), "{name}");
    }
}

#[test]
fn wrong_secrets_are_counted_at_every_endpoint_together() {
    let app = TestApp::start_with(|config| config.rate_limit_factor = 0.2);
    let paths = ["/oauth/introspect", "/oauth/revoke", "/oauth/par"];
    for number in 0..4 {
        post(&app, paths[number % 2], (SERVICE.0, "wrong"), "x").expect(401);
    }
    for path in paths {
        let refused = post(&app, path, (SERVICE.0, "wrong"), "x").expect(429);
        assert!(refused.header("retry-after").is_some());
    }
}
