//! Removing applications: gone at once, and their tokens with them.

use std::{thread::sleep, time::Duration};

use contract_tests::{PASSWORD, TestApp, callers::FIRST_PARTY, samples::World};
use serde_json::json;

use super::clients::player;

const GRANT: [(&str, &str); 1] = [("grant_type", "client_credentials")];

#[test]
fn a_removed_application_is_gone_for_everybody() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let created = admin.post("/v1/clients", &player()).expect(201);
    let secret = created.json()["client_secret"].as_str().map(str::to_owned);
    let secret = secret.expect("a secret");
    let path = "/v1/clients/player";
    admin
        .patch(path, &json!({ "name": "The Player" }))
        .expect(200);
    admin
        .delete(path)
        .header("if-match", created.etag())
        .refused(412, "precondition-failed");
    admin.delete(path).expect(204);
    admin.get(path).refused(404, "not-found");
    admin.delete(path).refused(404, "not-found");
    admin
        .patch(path, &json!({ "name": "Player" }))
        .refused(404, "not-found");
    admin
        .post(&format!("{path}/secret"), &json!({}))
        .refused(404, "not-found");
    let listed = admin.get("/v1/clients").expect(200);
    assert!(!listed.text().contains("player"));
    let refused = app.token(("player", &secret), &GRANT).expect(401);
    assert_eq!(refused.json()["error"], "invalid_client");
    // Its id is not given to another while there may be something of it.
    admin
        .post("/v1/clients", &player())
        .refused(409, "client-id-taken");
}

#[test]
fn the_tokens_of_a_removed_application_are_refused_at_once_and_elsewhere_within_a_second() {
    let app = TestApp::start();
    let second = app.second();
    let service = app.service();
    let (_, username) = app.account("artist", None);
    let bo = app.sign_in(&username, "read_write");
    let admin = app.person("super_admin");
    let others = app.client();
    for caller in [&service, &service.at(&second)] {
        caller.get("/v1/roles").expect(200);
    }
    for caller in [&bo, &bo.at(&second)] {
        caller.get("/v1/me").expect(200);
    }
    admin.delete("/v1/clients/demo-service").expect(204);
    service.get("/v1/roles").refused(401, "unauthenticated");
    bo.get("/v1/me").expect(200);
    // The one that the admin is signed in with.
    admin.delete("/v1/clients/demo-first-party").expect(204);
    for caller in [&bo, &admin.caller()] {
        caller.get("/v1/me").refused(401, "unauthenticated");
    }
    sleep(Duration::from_secs(1));
    let elsewhere = service.at(&second);
    elsewhere.get("/v1/roles").refused(401, "unauthenticated");
    bo.at(&second).get("/v1/me").refused(401, "unauthenticated");
    let secret = contract_tests::callers::SERVICE.1;
    second.token((&others, secret), &GRANT).expect(200);
}

#[test]
fn what_was_under_way_goes_with_a_removed_application() {
    let app = TestApp::start();
    let world = World::new(&app, "artist");
    let sessions = [app.session(world.user_id), app.session(world.user_id)];
    let sql = "with browser as (
            insert into sessions (id, user_id, cookie_hash, expires_at) values (gen_random_uuid(), $1, sha256('x'), now() + interval '1 day')
            returning id
        ), code as (
            insert into authorization_codes (code_hash, client_id, browser_session_id, redirect_uri, redirect_uri_given, scopes, code_challenge, expires_at)
            select sha256('x'), 'demo-spa', id, 'http://127.0.0.1:8081/callback', true, '{read}', 'x', now() + interval '1 minute' from browser
        ), consent as (
            insert into consents (user_id, client_id, scopes) values ($1, 'demo-spa', '{read}')
        )
        insert into pushed_authorization_requests (handle_hash, client_id, parameters, expires_at)
        values (sha256('x'), 'demo-spa', '{}', now() + interval '1 minute')";
    app.db.execute(sql, &[&world.user_id]);
    let admin = app.person("admin");
    admin.delete("/v1/clients/demo-spa").expect(204);
    let ended: i64 = app.db.value(
        "select count(*) from sessions where id = any ($1) and ended_at is not null",
        &[&sessions.to_vec()],
    );
    assert_eq!(ended, 2);
    // The browser itself stays signed in.
    let live: i64 = app.db.value(
        "select count(*) from sessions where cookie_hash is not null and ended_at is null",
        &[],
    );
    assert_eq!(live, 1);
    for table in [
        "authorization_codes",
        "consents",
        "pushed_authorization_requests",
    ] {
        let count: i64 = app.db.value(&format!("select count(*) from {table}"), &[]);
        assert_eq!(count, 0, "{table}");
    }
}

#[test]
fn a_refresh_while_its_application_is_removed_leaves_nothing_that_works() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let (_, username) = app.account("artist", None);
    let token = app
        .sign_in_as(&username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    let refresh_token = token["refresh_token"].as_str().expect("a token");
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token),
    ];
    let answers = contract_tests::at_the_same_moment(4, |number| match number {
        0 => admin.delete("/v1/clients/demo-first-party").send(),
        _ => app.token(FIRST_PARTY, &refresh),
    });
    assert_eq!(answers[0].status, 204);
    for answer in &answers[1..] {
        assert!(
            [200, 400, 401].contains(&answer.status),
            "{}",
            answer.describe()
        );
        if answer.status == 200 {
            let token = answer.json();
            let caller = app.bearer(token["access_token"].as_str().expect("a token"));
            caller.get("/v1/me").refused(401, "unauthenticated");
        }
    }
    let live: i64 = app
        .db
        .value("select count(*) from sessions where ended_at is null", &[]);
    assert_eq!(live, 0);
}
