//! The way to the database is cut, or silent.

use std::{
    net::TcpStream,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use contract_tests::{
    Caller, TestApp, TestDb, at_the_same_moment,
    proxy::{Proxy, Way},
    request::when_there_is_time,
    samples::{World, who},
};
use serde_json::json;
use user_api_server::config::Config;

use super::{is_unavailable, operations};

/// How long a request may take when the database does not answer: by itself some three seconds, but all are asked at once on
/// a machine that does other things too. Without a bound of its own it would be a quarter of an hour.
const BOUND: Duration = Duration::from_secs(60);

/// A server whose way to PostgreSQL can be cut.
pub(super) fn start() -> (Proxy, TestApp) {
    start_with(|_| {})
}

/// The same, with other settings.
fn start_with(change: impl FnOnce(&mut Config)) -> (Proxy, TestApp) {
    let (proxy, db) = (Proxy::open(), Arc::new(TestDb::new()));
    let url = db.url_by(proxy.port);
    let app = TestApp::start_on(db, |config| {
        config.database_url = url;
        config.request_timeout = Duration::from_secs(3);
        // As many as without the setting: with the least there is none to spare for those that are silent.
        config.database_connections = 16;
        change(config);
    });
    (proxy, app.expect("a server"))
}

/// Asks until the answer is as it should be, for some seconds at most.
#[track_caller]
pub(super) fn becomes(status: u16, caller: &Caller, path: &str) {
    let began = Instant::now();
    while caller.get(path).send().status != status {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "{path} does not become {status}"
        );
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn while_the_database_is_away_every_operation_says_so_and_afterwards_works() {
    let (proxy, app) = start();
    let sol = app.person("super_admin");
    let world = World::new(&app, "artist");
    let own = world.sign_in(&app, "openid read_write");
    let service = app.service();
    sol.get("/v1/me").expect(200);
    // Clients are remembered for half a second.
    thread::sleep(Duration::from_millis(600));
    let before = app.db.fingerprint();
    proxy.set(Way::Cut);
    for operation in operations() {
        let began = Instant::now();
        is_unavailable(
            world
                .request(who(operation, &sol, &own, &service), operation)
                .send(),
        );
        assert!(
            began.elapsed() < BOUND,
            "{} took {:?}",
            operation.id,
            began.elapsed()
        );
    }
    assert_eq!(app.db.fingerprint(), before);
    // What needs no database answers as ever.
    let image = format!("/v1/images/{}", world.image_id);
    for path in [
        &image,
        "/health/live",
        "/openapi.json",
        "/openapi.yaml",
        "/docs",
    ] {
        app.anonymous().get(path).expect(200);
    }
    app.anonymous()
        .get("/v1/me")
        .refused(401, "unauthenticated");
    proxy.set(Way::Open);
    becomes(200, &sol, "/v1/me");
    for operation in operations() {
        let world = World::new(&app, "artist");
        let own = world.sign_in(&app, "openid read_write");
        let request = || world.request(who(operation, &sol, &own, &service), operation);
        let status = when_there_is_time(|| request().send()).status;
        assert!(status < 400, "{} answers {status}", operation.id);
    }
}

#[test]
fn while_the_database_is_silent_every_request_is_answered_in_time() {
    let (proxy, app) = start();
    let sol = app.person("super_admin");
    let world = World::new(&app, "artist");
    let own = world.sign_in(&app, "openid read_write");
    let service = app.service();
    // Clients are remembered for half a second.
    thread::sleep(Duration::from_millis(600));
    proxy.set(Way::Silent);
    let began = Instant::now();
    let all: Vec<_> = operations().collect();
    let send = |number: usize| {
        let operation = all[number];
        world
            .request(who(operation, &sol, &own, &service), operation)
            .send()
    };
    for answer in at_the_same_moment(all.len(), send) {
        is_unavailable(answer);
    }
    assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
    app.anonymous().get("/health/live").expect(200);
    proxy.set(Way::Open);
    becomes(200, &sol, "/v1/me");
}

#[test]
fn a_server_that_lost_its_connections_makes_new_ones_by_itself() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for _ in 0..3 {
        let sql = "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
        let ended: i64 = app.db.value(sql, &[]);
        assert!(ended > 0);
        becomes(200, &bo, "/v1/me");
        bo.patch(&bo.path(), &json!({ "first_name": "Bo" }))
            .expect(200);
    }
}

#[test]
fn a_change_during_which_the_database_goes_away_is_not_half_made() {
    let (proxy, app) = start();
    let (lin, admin) = (app.person("listener"), app.person("admin"));
    let before = app.db.fingerprint();
    // Holding the row keeps the requests in the middle of their transactions.
    app.db.batch("begin; select * from users for update");
    let create = |_| {
        let persona = json!({ "type": "persona", "display_name": "Lin" });
        lin.post(&lin.groups(), &persona).send()
    };
    let answers = thread::scope(|scope| {
        let requests: Vec<_> = (0..2)
            .map(|number| scope.spawn(move || create(number)))
            .collect();
        let delete = scope.spawn(|| admin.delete(&lin.path()).send());
        app.db.wait_for_waiting(2);
        proxy.set(Way::Cut);
        let mut answers: Vec<_> = requests
            .into_iter()
            .map(|request| request.join().expect("an answer"))
            .collect();
        answers.push(delete.join().expect("an answer"));
        answers
    });
    answers.into_iter().for_each(is_unavailable);
    app.db.batch("rollback");
    proxy.set(Way::Open);
    becomes(200, &lin, "/v1/me");
    assert_eq!(app.db.fingerprint(), before);
    lin.create_group(lin.id, "persona", "Lin");
}

#[test]
fn a_server_does_not_say_it_is_ready_while_the_database_is_away() {
    let (proxy, app) = start();
    app.anonymous().get("/health/ready").expect(200);
    proxy.set(Way::Cut);
    is_unavailable(app.anonymous().get("/health/ready").send());
    app.anonymous().get("/health/live").expect(200);
    proxy.set(Way::Open);
    let began = Instant::now();
    while app.anonymous().get("/health/ready").send().status != 200 {
        assert!(began.elapsed() < Duration::from_secs(30));
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn what_was_given_up_is_not_done_later() {
    // Without limits: a request that is given up may be counted later, and would wait there.
    let (proxy, app) = start_with(|config| config.rate_limit_factor = 0.0);
    let bo = app.person("artist");
    let sign_up = |username: &str| {
        let new = json!({ "username": username, "password": "three ferries before dawn" });
        app.anonymous().post("/v1/users", &new)
    };
    let rename = |name: &str| bo.patch(&bo.path(), &json!({ "first_name": name }));
    // Once before, so that all that is left to send is the statement itself.
    sign_up("one@music.example").expect(201);
    rename("Bo").expect(200);
    let before = app.db.fingerprint();
    proxy.set(Way::Silent);
    // One after the other, so that the first takes the connection that knows its statement.
    is_unavailable(sign_up("two@music.example").send());
    is_unavailable(rename("Bob").send());
    proxy.set(Way::Open);
    becomes(200, &bo, "/v1/me");
    thread::sleep(Duration::from_millis(300));
    let two: i64 = app.db.value(
        "select count(*) from users where username = 'two@music.example'",
        &[],
    );
    assert_eq!(two, 0, "the answer was 503, and then there was an account");
    assert_eq!(app.db.fingerprint(), before);
}

#[test]
fn a_change_that_waits_too_long_is_given_up_and_not_made() {
    let app = TestApp::start_with(|config| config.request_timeout = Duration::from_secs(1));
    let bo = app.person("artist");
    let before = app.db.fingerprint();
    app.db.batch("begin; select * from users for update");
    is_unavailable(bo.patch(&bo.path(), &json!({ "first_name": "Bo" })).send());
    is_unavailable(bo.delete(&bo.path()).send());
    // Who only reads does not wait.
    bo.get("/v1/me").expect(200);
    app.db.batch("rollback");
    thread::sleep(Duration::from_millis(300));
    assert_eq!(app.db.fingerprint(), before);
    bo.patch(&bo.path(), &json!({ "first_name": "Bo" }))
        .expect(200);
}

#[test]
fn a_server_that_stops_answers_the_requests_under_way() {
    let app = TestApp::start();
    let bo = app.person("artist");
    app.db.batch("begin; select * from users for update");
    thread::scope(|scope| {
        let request = scope.spawn(|| bo.patch(&bo.path(), &json!({ "first_name": "Bo" })).send());
        app.db.wait_for_waiting(1);
        let stop = scope.spawn(|| app.stop());
        let began = Instant::now();
        while TcpStream::connect(app.address()).is_ok() {
            assert!(began.elapsed() < Duration::from_secs(30), "it listens on");
            thread::sleep(Duration::from_millis(20));
        }
        app.db.batch("rollback");
        request.join().expect("an answer").expect(200);
        stop.join().expect("an end");
    });
}
