//! How often one may: `x-rate-limits`, held by all instances together.

mod addresses;
mod clients;
mod images;
mod sign_in;
mod sign_up;

use contract_tests::{PASSWORD, Request, Response, TestApp, callers::FIRST_PARTY, news::until};
use user_api_server::limits;

/// A server whose limits are this many times those of the spec, behind a proxy that is trusted.
fn start(factor: f64) -> TestApp {
    TestApp::start_with(|config| {
        config.rate_limit_factor = factor;
        config.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    })
}

/// Another instance of the same.
fn second(app: &TestApp, factor: f64) -> TestApp {
    app.second_with(|config| {
        config.rate_limit_factor = factor;
        config.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    })
}

/// The request, as the proxy hands it on for somebody at this address.
fn from(address: &str, request: Request) -> Request {
    request.header("x-forwarded-for", address)
}

/// Somebody at this address tries a password.
fn guess(app: &TestApp, address: &str, username: &str, password: &str) -> Response {
    let fields = [
        ("grant_type", "password"),
        ("username", username),
        ("password", password),
        ("client_id", FIRST_PARTY.0),
        ("client_secret", FIRST_PARTY.1),
    ];
    from(address, app.form(&fields)).send()
}

/// How the server answers to a wrong one.
fn wrong(app: &TestApp, address: &str, username: &str) -> u16 {
    guess(app, address, username, "wrong, but long enough").status
}

/// How it answers to the right one.
fn right(app: &TestApp, address: &str, username: &str) -> u16 {
    guess(app, address, username, PASSWORD).status
}

/// Wants the answer to be that this was too often, and tells after how many seconds one may come again.
#[track_caller]
fn too_many(answer: Response) -> i32 {
    let answer = answer.expect(429);
    let seconds = answer
        .header("retry-after")
        .and_then(|text| text.parse().ok());
    let seconds = seconds.unwrap_or_else(|| panic!("{}", answer.describe()));
    assert_eq!(answer.json()["type"], "/problems/too-many-requests");
    assert!(seconds > 0);
    seconds
}

/// As if this many seconds had gone by, for this instance, too.
fn pass(app: &TestApp, seconds: i32) {
    let seconds = f64::from(seconds);
    let sql = "update rate_limits set next_at = next_at - make_interval(secs => $1), idle_at = idle_at - make_interval(secs => $1)";
    app.db.execute(sql, &[&seconds]);
    // Twice, as the server may just be reading by itself what was there before.
    for _ in 0..2 {
        let read = app.within(async |app| app.limits.refresh(&app.database).await);
        read.expect("a database");
    }
}

/// How many buckets something was drawn from.
fn rows(app: &TestApp) -> i64 {
    app.db.value("select count(*) from rate_limits", &[])
}

#[test]
fn with_the_factor_0_there_are_no_limits() {
    let app = start(0.0);
    for _ in 0..30 {
        assert_eq!(wrong(&app, "203.0.113.1", "nobody@music.example"), 400);
    }
    assert_eq!(rows(&app), 0);
}

#[test]
fn what_says_nothing_any_more_is_deleted_some_at_a_time() {
    let app = start(1.0);
    let (_, username) = app.account("artist", None);
    wrong(&app, "203.0.113.1", &username);
    wrong(&app, "203.0.113.2", &username);
    let all = rows(&app);
    assert_eq!(
        all, 5,
        "the account, two addresses, and the account at each"
    );
    let delete = |at_most| {
        app.within(async |app| {
            let client = app.database.client().await.expect("a connection");
            limits::delete_idle(&client, at_most).await.expect("done")
        })
    };
    assert_eq!(delete(10), 0, "they are not idle yet");
    pass(&app, 600);
    assert_eq!((delete(3), delete(3), delete(3)), (3, 2, 0));
}

#[test]
fn nothing_that_is_stored_names_anybody() {
    let app = start(1.0);
    let (_, username) = app.account("artist", None);
    wrong(&app, "203.0.113.1", &username);
    let plain = "select count(*) from rate_limits where key = any(array[sha256('203.0.113.1'), sha256($1::text::bytea)])";
    assert_eq!(app.db.value::<i64>(plain, &[&username]), 0);
}

/// Asks until the answer is this one.
#[track_caller]
fn becomes(status: u16, ask: impl Fn() -> u16) {
    until(&format!("the answer is {status}"), || ask() == status);
}
