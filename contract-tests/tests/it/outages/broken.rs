//! The schema is broken, or too many passwords are to be checked; and what the log says of it all.

use std::{
    thread,
    time::{Duration, Instant},
};

use contract_tests::{
    PASSWORD, TestApp, at_the_same_moment,
    callers::{FIRST_PARTY, SERVICE},
    logs,
    samples::{World, who},
};
use serde_json::json;

use super::{is_unavailable, leaks_nothing, operations};

#[test]
fn when_the_schema_is_broken_every_operation_says_that_it_is_our_mistake() {
    let app = TestApp::start();
    let sol = app.person("super_admin");
    let world = World::new(&app, "artist");
    let own = world.sign_in(&app, "openid read_write");
    let service = app.service();
    // Clients are remembered for half a second.
    thread::sleep(Duration::from_millis(600));
    let tables: Vec<String> = app
        .db
        .tables()
        .into_iter()
        .filter(|table| table != "refinery_schema_history")
        .collect();
    app.db
        .batch(&format!("drop table {} cascade", tables.join(", ")));
    for operation in operations().filter(|operation| operation.id != "getReadiness") {
        let refused = world
            .request(who(operation, &sol, &own, &service), operation)
            .expect(500);
        leaks_nothing(&refused);
        let id = refused.header("x-request-id").expect("an id").to_owned();
        assert!(
            logs::about(&id).contains("does not exist"),
            "the cause is in the log of {}",
            operation.id
        );
    }
}

#[test]
fn a_server_that_cannot_hear_what_was_revoked_is_not_ready() {
    let app = TestApp::start();
    app.anonymous().get("/health/ready").expect(200);
    app.db
        .batch("alter table revoked_access_tokens rename to elsewhere");
    app.anonymous().becomes(503, "/health/ready");
    is_unavailable(app.anonymous().get("/health/ready").send());
    app.anonymous().get("/health/live").expect(200);
    app.db
        .batch("alter table elsewhere rename to revoked_access_tokens");
    app.anonymous().becomes(200, "/health/ready");
}

#[test]
fn when_too_many_passwords_are_checked_at_once_some_are_told_to_come_again() {
    let app = TestApp::start_with(|config| config.max_connections = 10_000);
    let (_, username) = app.account("artist", None);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    // More than there are places in the queue, which is kept short so that nobody waits for seconds. Whether
    // the password is right changes nothing about who is told to come again.
    let sign_in = |number: usize| {
        let (password, status) = [(PASSWORD, 200), ("wrong, but long enough", 400)][number % 2];
        let began = Instant::now();
        let answer = app.sign_in_as(&username, password, "read");
        (answer, status, began.elapsed())
    };
    let answers = at_the_same_moment(cores * 17 + 60, sign_in);
    let (mut checked, mut busy) = (vec![], vec![]);
    for (answer, status, took) in answers {
        if answer.status != 503 {
            answer.expect(status);
            checked.push(took);
            continue;
        }
        assert_eq!(answer.header("retry-after"), Some("1"));
        busy.push(took);
        is_unavailable(answer.says("Nothing was changed"));
    }
    checked.sort();
    busy.sort();
    // Who is refused hears it at once, and not after those before them.
    let (Some(last), Some(refused)) = (checked.last(), busy.get(busy.len() / 2)) else {
        panic!("{} answered, {} refused", checked.len(), busy.len());
    };
    assert!(
        *refused < *last,
        "refused after {refused:?}, the last of the others after {last:?}"
    );
    app.sign_in(&username, "read").get("/v1/me").expect(200);
}

#[test]
fn what_was_done_is_not_denied_because_the_news_of_it_cannot_be_read() {
    let app = TestApp::start();
    let (bo, lin) = (app.person("artist"), app.person("listener"));
    let admin = app.person("admin");
    // The news of revocations cannot be read meanwhile; nothing else needs this table.
    app.db
        .batch("begin; lock table revoked_access_tokens in access exclusive mode");
    // Each waits for a second at most for the news, and would be given up if it waited for them for ever.
    bo.delete(&format!("{}/sessions", bo.path())).expect(204);
    let suspension = format!("{}/suspension", lin.path());
    admin.request("PUT", &suspension).expect(204);
    assert!(logs::have("what was just revoked could not be read yet"));
    app.db.batch("rollback");
    for caller in [&bo, &lin] {
        caller.soon_refused("/v1/me");
    }
}

#[test]
fn nothing_secret_is_ever_logged() {
    let app = TestApp::start();
    let (bo, password) = (app.person("artist"), "a heron over the harbour at noon");
    let new = json!({ "username": "heron@music.example", "password": password, "first_name": "Heronymus" });
    app.anonymous().post("/v1/users", &new).expect(201);
    app.anonymous().post("/v1/users", &new).expect(409);
    let token = app
        .sign_in_as("heron@music.example", password, "read_write offline_access")
        .expect(200)
        .json();
    app.sign_in_as(
        "heron@music.example",
        "a gull over the harbour at dusk",
        "read",
    )
    .expect(400);
    let refresh_token = token["refresh_token"].as_str().expect("a token");
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token),
    ];
    app.token(FIRST_PARTY, &refresh).expect(200);
    app.token(
        (SERVICE.0, "a-wrong-secret-in-a-log"),
        &[("grant_type", "client_credentials")],
    )
    .expect(401);
    app.anonymous()
        .get("/v1/users?username=heron@music.example")
        .expect(401);
    app.db
        .batch("alter table users rename column first_name to given_name");
    bo.patch(&bo.path(), &json!({ "full_name": "Heronymus Secretus" }))
        .expect(500);
    app.anonymous().post("/v1/users", &new).expect(500);
    let access_token = token["access_token"].as_str().expect("a token");
    for secret in [
        password,
        "a gull over the harbour at dusk",
        refresh_token,
        access_token,
        "a-wrong-secret-in-a-log",
        "heron@music.example",
        "Heronymus",
        "$argon2id",
        SERVICE.1,
    ] {
        assert!(!logs::have(secret), "{secret:?} was logged");
    }
}

#[test]
fn of_two_changes_that_wait_for_each_other_one_is_told_to_come_again() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let (band, persona) = (
        bo.create_group(bo.id, "band", "The Gangway"),
        bo.create_group(bo.id, "persona", "Night Ferry"),
    );
    let lock = "select from user_groups where id = $1 for update";
    app.db.batch("begin");
    app.db.execute(lock, &[&persona]);
    let answer = thread::scope(|scope| {
        let path = format!("/v1/user-groups/{band}/members/{persona}");
        let request = bo.request("PUT", &path).json("{}");
        let invites = scope.spawn(|| request.send());
        app.db.wait_for_waiting(1);
        // Whoever has waited longest gives way.
        app.db.execute(lock, &[&band]);
        app.db.batch("rollback");
        invites.join().expect("an answer")
    });
    is_unavailable(answer.says("Somebody changed the same"));
}
