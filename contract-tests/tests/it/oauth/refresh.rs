//! Refresh tokens: each is good for one use, and one that comes again later ends the session.

use contract_tests::{
    Caller, PASSWORD, Response, TestApp, at_the_same_moment,
    callers::{FIRST_PARTY, encode},
};
use serde_json::Value;

/// A session: the last access token and refresh token.
struct Session<'a> {
    app: &'a TestApp,
    caller: Caller,
    refresh_token: String,
}

impl<'a> Session<'a> {
    fn begin(app: &'a TestApp) -> Self {
        let (_, username) = app.account("artist", None);
        Self::of(app, &username)
    }

    fn of(app: &'a TestApp, username: &str) -> Self {
        let answer = app
            .sign_in_as(username, PASSWORD, "read_write offline_access")
            .expect(200);
        Self::from(app, &answer.json())
    }

    fn from(app: &'a TestApp, token: &Value) -> Self {
        Self {
            app,
            caller: app.bearer(token["access_token"].as_str().expect("a token")),
            refresh_token: token["refresh_token"]
                .as_str()
                .expect("a refresh token")
                .to_owned(),
        }
    }

    fn refresh(&self) -> Response {
        refresh(self.app, FIRST_PARTY, &self.refresh_token, None)
    }

    /// Sets the time at which every used token was used back, past the grace.
    fn wait(&self) {
        self.app.db.execute(
            "update refresh_tokens set used_at = used_at - interval '11 seconds'",
            &[],
        );
    }
}

fn refresh(app: &TestApp, client: (&str, &str), token: &str, scope: Option<&str>) -> Response {
    let mut fields = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
    fields.extend(scope.map(|scope| ("scope", scope)));
    app.token(client, &fields)
}

#[track_caller]
fn is_refused(answer: Response) {
    assert_eq!(answer.expect(400).json()["error"], "invalid_grant");
}

#[test]
fn a_refresh_token_is_answered_with_its_successor() {
    let app = TestApp::start();
    let first = Session::begin(&app);
    let second = Session::from(&app, &first.refresh().expect(200).json());
    assert_ne!(second.refresh_token, first.refresh_token);
    assert_ne!(second.caller.token, first.caller.token);
    let third = Session::from(&app, &second.refresh().expect(200).json());
    for session in [first, second, third] {
        session.caller.get("/v1/me").expect(200);
    }
    let sessions: i64 = app.db.value("select count(*) from sessions", &[]);
    assert_eq!(sessions, 1);
}

#[test]
fn a_token_used_again_within_the_grace_is_good() {
    let app = TestApp::start();
    let first = Session::begin(&app);
    let one = Session::from(&app, &first.refresh().expect(200).json());
    let two = Session::from(&app, &first.refresh().expect(200).json());
    // Each tab goes on with its own.
    one.refresh().expect(200);
    two.refresh().expect(200);
    two.caller.get("/v1/me").expect(200);
}

#[test]
fn two_tabs_that_refresh_at_the_same_moment_both_stay_signed_in() {
    let app = TestApp::start();
    for _ in 0..3 {
        let session = Session::begin(&app);
        for answer in at_the_same_moment(2, |_| session.refresh()) {
            let tab = Session::from(&app, &answer.expect(200).json());
            tab.caller.get("/v1/me").expect(200);
            tab.refresh().expect(200);
        }
    }
}

#[test]
fn a_token_used_again_after_the_grace_ends_the_session() {
    let app = TestApp::start();
    let second_server = app.second();
    let first = Session::begin(&app);
    let second = Session::from(&app, &first.refresh().expect(200).json());
    first.wait();
    is_refused(first.refresh());
    // Whoever has the newest is signed out as well, on this server at once and on others soon.
    is_refused(second.refresh());
    for caller in [&first.caller, &second.caller] {
        caller.get("/v1/me").refused(401, "unauthenticated");
    }
    second.caller.at(&second_server).soon_refused("/v1/me");
}

#[test]
fn a_refresh_and_whoever_deletes_its_session_do_not_wait_for_each_other() {
    let app = TestApp::start();
    let session = Session::begin(&app);
    app.db.batch("begin; select from sessions for update");
    std::thread::scope(|scope| {
        let refresh = scope.spawn(|| session.refresh());
        app.db.wait_for_waiting(1);
        // And with it, what continues it.
        app.db.batch("delete from sessions; commit");
        is_refused(refresh.join().expect("an answer"));
    });
}

#[test]
fn the_end_of_one_session_does_not_end_another() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let (stolen, other) = (Session::of(&app, &username), Session::of(&app, &username));
    stolen.refresh().expect(200);
    stolen.wait();
    is_refused(stolen.refresh());
    other.caller.get("/v1/me").expect(200);
    other.refresh().expect(200);
}

#[test]
fn the_grace_does_not_begin_anew_with_each_use() {
    let app = TestApp::start();
    let first = Session::begin(&app);
    first.refresh().expect(200);
    app.db.execute(
        "update refresh_tokens set used_at = used_at - interval '6 seconds'",
        &[],
    );
    first.refresh().expect(200);
    app.db.execute(
        "update refresh_tokens set used_at = used_at - interval '6 seconds'",
        &[],
    );
    is_refused(first.refresh());
}

#[test]
fn a_refresh_token_is_good_for_its_own_client_only() {
    let app = TestApp::start();
    let sql = "insert into clients (id, name, secret_hash, first_party, grants, scopes)
        select 'another', 'Another', sha256('another-secret'), true, grants, scopes from clients where id = $1";
    app.db.execute(sql, &[&FIRST_PARTY.0]);
    let session = Session::begin(&app);
    is_refused(refresh(
        &app,
        ("another", "another-secret"),
        &session.refresh_token,
        None,
    ));
    // It was not used up, nor was the session ended.
    session.refresh().expect(200);
    session.caller.get("/v1/me").expect(200);
}

#[test]
fn a_refresh_token_may_give_less_but_not_more() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let token = app
        .sign_in_as(&username, PASSWORD, "read read_write offline_access")
        .expect(200)
        .json();
    let session = Session::from(&app, &token);
    let narrow = refresh(&app, FIRST_PARTY, &session.refresh_token, Some("read"))
        .expect(200)
        .json();
    assert_eq!(narrow["scope"], "read");
    let narrow = Session::from(&app, &narrow);
    narrow
        .caller
        .delete("/v1/users/0192f0c1-2a3b-7c4d-8e5f-60718293a4b5")
        .refused(403, "insufficient-scope");
    // The next may have what was granted at first again (RFC 6749, section 6).
    assert_eq!(
        narrow.refresh().expect(200).json()["scope"],
        "offline_access read read_write"
    );
    let wide = refresh(
        &app,
        FIRST_PARTY,
        &session.refresh_token,
        Some("read_write openid"),
    );
    assert_eq!(wide.expect(400).json()["error"], "invalid_scope");
}

#[test]
fn a_refresh_that_is_refused_for_its_scope_uses_nothing_up() {
    let app = TestApp::start();
    let session = Session::begin(&app);
    refresh(
        &app,
        FIRST_PARTY,
        &session.refresh_token,
        Some("super_admin"),
    )
    .expect(400);
    let used: i64 = app.db.value(
        "select count(*) from refresh_tokens where used_at is not null",
        &[],
    );
    assert_eq!(used, 0);
    session.refresh().expect(200);
}

#[test]
fn a_refresh_token_that_is_unknown_or_expired_is_refused() {
    let app = TestApp::start();
    let session = Session::begin(&app);
    for unknown in [
        "8xLOxBtZp8kTpyC1rPSIdyT3Qm5R8wJmWzF0nVQeY2A",
        "x",
        "' or 1 = 1 --",
    ] {
        is_refused(refresh(&app, FIRST_PARTY, unknown, None));
    }
    app.db
        .execute("update refresh_tokens set expires_at = now()", &[]);
    is_refused(session.refresh());
}

#[test]
fn a_refresh_token_ends_by_itself_within_a_month() {
    let app = TestApp::start();
    Session::begin(&app);
    let sql = "select expires_at between now() + interval '1 day' and now() + interval '31 days' from refresh_tokens";
    assert!(app.db.value::<bool>(sql, &[]));
}

#[test]
fn a_new_token_says_what_is_true_now() {
    let app = TestApp::start();
    let (id, username) = app.account("admin", None);
    let session = Session::of(&app, &username);
    app.db
        .execute("update users set role = 'listener' where id = $1", &[&id]);
    let after = Session::from(&app, &session.refresh().expect(200).json());
    after.caller.get("/v1/users").refused(403, "forbidden");
}

#[test]
fn revoking_a_token_that_another_tab_has_used_ends_the_session_all_the_same() {
    let app = TestApp::start();
    let first = Session::begin(&app);
    let second = Session::from(&app, &first.refresh().expect(200).json());
    let (id, secret) = FIRST_PARTY;
    let form = encode(&[
        ("token", &first.refresh_token),
        ("client_id", id),
        ("client_secret", secret),
    ]);
    let revoke = app.anonymous().request("POST", "/oauth/revoke");
    revoke
        .body("application/x-www-form-urlencoded", form)
        .send()
        .expect(200);
    is_refused(second.refresh());
    let refused = second.caller.get("/v1/me");
    refused.refused(401, "unauthenticated");
}
