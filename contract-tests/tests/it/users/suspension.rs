//! Suspending people: signed out everywhere at once, and kept from signing in until it is lifted.

use std::time::Duration;

use contract_tests::{
    PASSWORD, Response, TestApp, at_the_same_moment,
    callers::FIRST_PARTY,
    proxy::{Proxy, Way},
};
use serde_json::json;
use uuid::Uuid;

use crate::sessions::browser;

fn suspension(user_id: Uuid) -> String {
    format!("/v1/users/{user_id}/suspension")
}

fn refresh(app: &TestApp, token: &str) -> Response {
    let grant = [("grant_type", "refresh_token"), ("refresh_token", token)];
    app.token(FIRST_PARTY, &grant)
}

#[test]
fn a_suspended_person_is_signed_out_and_cannot_sign_in() {
    let app = TestApp::start();
    let (bo, lin, admin) = (
        app.person("artist"),
        app.person("listener"),
        app.person("admin"),
    );
    let cookie = ("cookie", "user_api_session=bos-browser");
    browser(&app, bo.id, "bos-browser");
    let token = app
        .sign_in_as(&bo.username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    let signed_in = || {
        let page = app.anonymous().get("/login").header(cookie.0, cookie.1);
        page.expect(200).text().contains(&bo.username)
    };
    assert!(signed_in());
    bo.get("/v1/me").expect(200);
    admin.request("PUT", &suspension(bo.id)).expect(204);
    bo.get("/v1/me").refused(401, "unauthenticated");
    assert!(!signed_in());
    let refresh_token = token["refresh_token"].as_str().expect("a token");
    assert_eq!(
        refresh(&app, refresh_token).expect(400).json()["error"],
        "invalid_grant"
    );
    let refused = app.sign_in_as(&bo.username, PASSWORD, "read").expect(400);
    assert_eq!(refused.json()["error"], "invalid_grant");
    let account = admin.get(&bo.account()).expect(200).json();
    assert_eq!(account["suspended"], true);
    lin.get("/v1/me").expect(200);
}

#[test]
fn another_server_soon_refuses_a_suspended_person_and_asks_no_database() {
    let app = TestApp::start();
    let proxy = Proxy::open();
    let url = app.db.url_by(proxy.port);
    let second = app.second_with(|config| {
        config.database_url = url;
        config.request_timeout = Duration::from_secs(3);
    });
    let (bo, lin, admin) = (
        app.person("artist"),
        app.person("listener"),
        app.person("admin"),
    );
    bo.at(&second).get("/v1/me").expect(200);
    admin.request("PUT", &suspension(bo.id)).expect(204);
    bo.at(&second).soon_refused("/v1/me");
    proxy.set(Way::Cut);
    // Cut off, it knows: one token is revoked, and with the other it gets as far as the database.
    let bo = bo.at(&second);
    bo.get("/v1/me").refused(401, "unauthenticated");
    lin.at(&second).get("/v1/me").refused(503, "unavailable");
}

#[test]
fn who_is_no_longer_suspended_signs_in_anew() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    let token = app
        .sign_in_as(&bo.username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    admin.request("PUT", &suspension(bo.id)).expect(204);
    admin.delete(&suspension(bo.id)).expect(204);
    // What they had been signed in with stays signed out.
    bo.get("/v1/me").refused(401, "unauthenticated");
    refresh(&app, token["refresh_token"].as_str().expect("a token")).expect(400);
    let anew = app.sign_in(&bo.username, "read");
    assert_eq!(anew.get("/v1/me").expect(200).json()["suspended"], false);
}

#[test]
fn suspending_or_lifting_twice_changes_nothing() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    let tag = || admin.get(&bo.account()).expect(200).etag();
    let before = tag();
    admin.delete(&suspension(bo.id)).expect(204);
    assert_eq!(tag(), before);
    admin.request("PUT", &suspension(bo.id)).expect(204);
    let suspended = tag();
    assert_ne!(suspended, before);
    admin.request("PUT", &suspension(bo.id)).expect(204);
    assert_eq!(tag(), suspended);
}

#[test]
fn staff_suspend_only_whose_role_is_below_theirs() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (tariq, admin) = (app.person("tenant_admin"), app.person("admin"));
    let (bo, _) = app.account("artist", None);
    let (stranger, _) = app.account("artist", Some(elsewhere));
    let (another, _) = app.account("admin", None);
    for (caller, user_id, status) in [
        (&tariq, stranger, 403),
        (&tariq, another, 403),
        (&admin, another, 403),
        (&tariq, bo, 204),
        (&admin, stranger, 204),
    ] {
        for method in ["PUT", "DELETE"] {
            caller.request(method, &suspension(user_id)).expect(status);
        }
    }
    // Nobody lifts their own.
    let lin = app.person("listener");
    lin.delete(&suspension(lin.id)).refused(403, "forbidden");
}

#[test]
fn the_last_super_admin_who_may_sign_in_stays() {
    let app = TestApp::start();
    let (sol, luna) = (app.person("super_admin"), app.person("super_admin"));
    let suspend = |user_id| sol.request("PUT", &suspension(user_id));
    suspend(luna.id).expect(204);
    suspend(sol.id).refused(409, "last-super-admin");
    // One who is suspended could make no other, so does not count; but may go.
    sol.delete(&sol.path()).refused(409, "last-super-admin");
    suspend(luna.id).expect(204);
    sol.delete(&luna.path()).expect(204);
    suspend(sol.id).refused(409, "last-super-admin");
    sol.get("/v1/me").expect(200);
}

#[test]
fn of_two_last_super_admins_who_go_at_the_same_moment_one_stays() {
    let app = TestApp::start();
    for _ in 0..3 {
        app.db
            .batch("update users set deleted_at = now(), erase_at = now()");
        let two = [app.person("super_admin"), app.person("super_admin")];
        let go = |number: usize| match number {
            0 => two[0].request("PUT", &suspension(two[0].id)).send().status,
            _ => two[1].delete(&two[1].path()).send().status,
        };
        let mut statuses = at_the_same_moment(2, go);
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
    }
}

#[test]
fn a_sign_in_or_refresh_at_the_moment_of_a_suspension_leaves_no_session() {
    let app = TestApp::start();
    let admin = app.person("admin");
    for _ in 0..5 {
        let (id, username) = app.account("artist", None);
        let token = app
            .sign_in_as(&username, PASSWORD, "read offline_access")
            .expect(200)
            .json();
        let refresh_token = token["refresh_token"].as_str().expect("a token");
        let answers = at_the_same_moment(5, |number| match number {
            0 => admin.request("PUT", &suspension(id)).send(),
            1 | 2 => refresh(&app, refresh_token),
            _ => app.sign_in_as(&username, PASSWORD, "read offline_access"),
        });
        assert_eq!(answers[0].status, 204, "{}", answers[0].describe());
        for answer in &answers[1..3] {
            assert!([200, 400].contains(&answer.status), "{}", answer.describe());
        }
        for answer in &answers[3..] {
            assert!([200, 400, 503].contains(&answer.status));
        }
        let live: i64 = app.db.value(
            "select count(*) from sessions where user_id = $1 and ended_at is null",
            &[&id],
        );
        assert_eq!(live, 0);
        for answer in answers.iter().filter(|answer| answer.status == 200) {
            let token = answer.json();
            let caller = app.bearer(token["access_token"].as_str().expect("a token"));
            caller.get("/v1/me").refused(401, "unauthenticated");
        }
    }
}

#[test]
fn a_session_that_would_begin_after_a_suspension_does_not() {
    let app = TestApp::start();
    let (id, username) = app.account("artist", None);
    // The person's row is held, so the sign-in has checked the password and waits at its last step.
    app.db.batch("begin; select * from users for update");
    let answer = std::thread::scope(|scope| {
        let sign_in = scope.spawn(|| app.sign_in_as(&username, PASSWORD, "read"));
        app.db.wait_for_waiting(1);
        app.db.execute(
            "update users set suspended_at = now() where id = $1",
            &[&id],
        );
        app.db.batch("commit");
        sign_in.join().expect("an answer")
    });
    assert_eq!(answer.expect(503).json()["type"], "/problems/unavailable");
    let refused = app.sign_in_as(&username, PASSWORD, "read").expect(400);
    assert_eq!(refused.json()["error"], "invalid_grant");
    let count: i64 = app.db.value("select count(*) from sessions", &[]);
    assert_eq!(json!(count), json!(0));
}
