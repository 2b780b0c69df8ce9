//! Removing applications: gone at once, and their tokens with them.

use contract_tests::{
    PASSWORD, TestApp, Visitor,
    callers::{FIRST_PARTY, encode},
    samples::World,
};
use serde_json::json;
use user_api_server::{cleanup, clients::Remains};

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
fn the_tokens_of_a_removed_application_are_refused_at_once_and_soon_elsewhere() {
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
    service.at(&second).soon_refused("/v1/roles");
    bo.at(&second).soon_refused("/v1/me");
    let secret = contract_tests::callers::SERVICE.1;
    second.token((&others, secret), &GRANT).expect(200);
}

#[test]
fn what_was_under_way_goes_with_a_removed_application() {
    let app = TestApp::start();
    let world = World::new(&app, "artist");
    for _ in 0..2 {
        app.session(world.user_id);
    }
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
    // Nobody sees them any more, and within a minute they are gone.
    let sessions = format!("/v1/users/{}/sessions", world.user_id);
    let listed = admin.get(&sessions).expect(200).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    app.within(cleanup::run).expect("a database");
    let of_client: i64 = app.db.value(
        "select count(*) from sessions where client_id = 'demo-spa'",
        &[],
    );
    assert_eq!(of_client, 0);
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
    app.within(cleanup::run).expect("a database");
    let left: i64 = app.db.value(
        "select count(*) from sessions where client_id = 'demo-first-party'",
        &[],
    );
    assert_eq!(left, 0);
}

#[test]
fn a_session_whose_code_somebody_holds_is_left_to_the_next_time() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let (_, username) = app.account("artist", None);
    Visitor::new(&app).tokens(&username, "openid offline_access read");
    // As who shows a code again does, and then wants its session.
    app.db
        .batch("begin; select from authorization_codes for update");
    admin.delete("/v1/clients/demo-spa").expect(204);
    let deleted = app.within(async |app| {
        let client = app.database.client().await.expect("a connection");
        Remains::Sessions.delete(&client, 500).await
    });
    assert_eq!(deleted.expect("no waiting"), 0);
    app.db.batch("rollback");
    app.within(cleanup::run).expect("a database");
    let of_client = "select count(*) from sessions where client_id = 'demo-spa'";
    assert_eq!(app.db.value::<i64>(of_client, &[]), 0);
}

/// Very many people are signed in with the application, some of whom agreed to something.
const MANY: &str = "
    insert into users (id, username, role, tenant_id)
        select gen_random_uuid(), 'many' || number || '@music.example', 'listener', id
        from tenants, generate_series(1, 2000) number where is_default;
    insert into consents (user_id, client_id, scopes)
        select id, 'demo-spa', '{read}' from users where username like 'many%';
    insert into sessions (id, user_id, client_id, expires_at)
        select gen_random_uuid(), id, 'demo-spa', now() + interval '1 day'
        from users, generate_series(1, 50) where username like 'many%';
    insert into refresh_tokens (token_hash, session_id, expires_at)
        select sha256(id::text::bytea), id, expires_at from sessions where client_id = 'demo-spa';
    analyze";

#[test]
fn an_application_with_very_many_people_is_removed_at_once_and_its_remains_in_batches() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let (_, username) = app.account("artist", None);
    let tokens = Visitor::new(&app).tokens(&username, "openid offline_access read");
    app.db.batch(MANY);
    let count = "select count(*) from sessions where client_id = 'demo-spa'";
    assert_eq!(app.db.value::<i64>(count, &[]), 100_001);
    let news = |app: &TestApp| -> i64 {
        let sql = "select count(*) from sessions where ended_at is not null";
        app.db.value(sql, &[])
    };
    // It does not touch what it leaves behind, so it waits for nobody who holds that. Nor does the server's own job, which
    // may wake at any moment: what is held it leaves.
    app.db.batch(
        "begin; select from sessions where client_id = 'demo-spa' for update;
        select from consents where client_id = 'demo-spa' for update;
        select from authorization_codes where client_id = 'demo-spa' for update",
    );
    admin.delete("/v1/clients/demo-spa").expect(204);
    assert_eq!(news(&app), 0, "what every instance would have to hear");
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
    app.form(&refresh).expect(401);
    let secret = contract_tests::callers::SERVICE;
    let question = encode(&[
        ("token", refresh[1].1),
        ("client_id", secret.0),
        ("client_secret", secret.1),
    ]);
    let asked = app.anonymous().request("POST", "/oauth/introspect");
    let told = asked.body("application/x-www-form-urlencoded", question);
    assert_eq!(told.expect(200).json()["active"], false);
    // From here on there is no server whose job would be quicker.
    app.stop();
    app.db.batch("rollback");
    // Each statement takes some, by an index.
    for remains in [Remains::Consents, Remains::Sessions] {
        let sql = format!("explain (costs off) execute remains ({})", 500);
        app.db.batch(&format!(
            "deallocate all; set plan_cache_mode = force_generic_plan; prepare remains as {}",
            remains.sql()
        ));
        let rows = app.db.query(&sql, &[]);
        let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let plan = plan.join("\n");
        assert!(plan.contains("_client_id_idx"), "{plan}");
        let deleted = app.db.execute(remains.sql(), &[&500_i64]);
        assert_eq!(deleted, 500, "{remains:?}");
    }
    let left: i64 = app.db.value("select count(*) from refresh_tokens", &[]);
    // The one that has a code, and two tokens, stays until the code is gone.
    assert_eq!(left, 99_502, "what continued a session goes with it");
}
