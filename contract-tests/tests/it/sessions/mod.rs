//! The browsers and apps that a person is signed in with: listing them, and signing them out.

mod last_use;

use std::time::Duration;

use contract_tests::{Caller, PASSWORD, Person, TestApp, callers::FIRST_PARTY};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::users::all_pages;

/// A browser of somebody's, signed in on our own pages with this cookie.
pub(crate) fn browser(app: &TestApp, user_id: Uuid, cookie: &str) -> Uuid {
    let id = Uuid::now_v7();
    let sql = "insert into sessions (id, user_id, cookie_hash, device, expires_at) values ($1, $2, sha256($3::text::bytea), 'Firefox on Linux', now() + interval '1 day')";
    app.db.execute(sql, &[&id, &user_id, &cookie]);
    id
}

fn ids(items: &[Value]) -> Vec<String> {
    let ids = items.iter().filter_map(|item| item["id"].as_str());
    ids.map(str::to_owned).collect()
}

/// The path of somebody's sessions, and the id of the one that they call with.
fn sessions_of(caller: &Caller, user_id: Uuid) -> (String, String) {
    let path = format!("/v1/users/{user_id}/sessions");
    let listed = caller.get(&path).expect(200).json();
    let items = listed["items"].as_array().expect("items");
    let current = items.iter().find(|item| item["current"] == true);
    let id = current.expect("the session that asks")["id"].clone();
    (path, id.as_str().expect("an id").to_owned())
}

#[test]
fn a_person_finds_where_they_are_signed_in_newest_first() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let spa = app.session(bo.id);
    let browser = browser(&app, bo.id, "a");
    let (path, own) = sessions_of(&bo, bo.id);
    for limit in [1, 2, 3, 4] {
        let items = all_pages(&bo, &path, limit);
        assert_eq!(
            ids(&items),
            [browser.to_string(), spa.to_string(), own.clone()],
            "with a limit of {limit}"
        );
    }
    let items = all_pages(&bo, &path, 10);
    assert_eq!(items[0]["client_id"], Value::Null);
    assert_eq!(items[0]["client_name"], Value::Null);
    assert_eq!(items[0]["device"], "Firefox on Linux");
    assert_eq!(items[1]["client_id"], "demo-spa");
    assert_eq!(items[1]["client_name"], "Demo web application");
    assert_eq!(items[1]["device"], Value::Null);
    let current: Vec<_> = items.iter().map(|item| item["current"].clone()).collect();
    assert_eq!(json!(current), json!([false, false, true]));
    // For staff, none of them is the one that asks.
    let seen = all_pages(&app.person("admin"), &path, 10);
    assert_eq!(ids(&seen), ids(&items));
    assert!(seen.iter().all(|item| item["current"] == false));
}

#[test]
fn sessions_that_ended_or_expired_or_whose_application_is_gone_are_left_out() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let (path, own) = sessions_of(&bo, bo.id);
    let [ended, expired] = [app.session(bo.id), app.session(bo.id)];
    app.db.execute(
        "update sessions set ended_at = now() where id = $1",
        &[&ended],
    );
    app.db.execute(
        "update sessions set expires_at = now() where id = $1",
        &[&expired],
    );
    assert_eq!(ids(&all_pages(&bo, &path, 10)).join(" "), own);
    app.session(bo.id);
    assert_eq!(all_pages(&bo, &path, 10).len(), 2);
    app.db
        .batch("update clients set deleted_at = now() where id = 'demo-spa'");
    assert_eq!(ids(&all_pages(&bo, &path, 10)), [own]);
}

#[test]
fn a_session_that_is_signed_out_is_refused_at_once_and_the_others_go_on() {
    let app = TestApp::start();
    let second = app.second();
    let bo = app.person("artist");
    let another = app.sign_in(&bo.username, "read_write");
    let (path, its) = sessions_of(&another, bo.id);
    another.at(&second).get("/v1/me").expect(200);
    bo.delete(&format!("{path}/{its}")).expect(204);
    another.get("/v1/me").refused(401, "unauthenticated");
    bo.get("/v1/me").expect(200);
    // It is not there any more.
    bo.delete(&format!("{path}/{its}"))
        .refused(404, "not-found");
    assert_eq!(all_pages(&bo, &path, 10).len(), 1);
    another.at(&second).soon_refused("/v1/me");
    bo.at(&second).get("/v1/me").expect(200);
}

#[test]
fn another_instance_refuses_within_a_second() {
    let app = TestApp::start();
    let second = app.second();
    let admin = app.person("admin");
    let lose = |way, bo: &Person| match way {
        "signed out" => bo.delete(&format!("{}/sessions", bo.path())),
        "suspended" => admin.request("PUT", &format!("{}/suspension", bo.path())),
        _ => bo.delete(&bo.path()),
    };
    for way in ["signed out", "suspended", "deleted"] {
        // The promise, held by the median: a moment in which the machine does something else breaks nothing.
        let take = |_| {
            let bo = app.person("artist");
            let elsewhere = bo.at(&second);
            elsewhere.get("/v1/me").expect(200);
            lose(way, &bo).expect(204);
            elsewhere.soon_refused("/v1/me")
        };
        let mut took: Vec<Duration> = (0..7).map(take).collect();
        took.sort();
        assert!(took[3] < Duration::from_secs(1), "{way}: {took:?}");
    }
}

#[test]
fn a_browser_takes_the_apps_along_that_it_signed_in() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let (path, own) = sessions_of(&bo, bo.id);
    let browser = browser(&app, bo.id, "a");
    let apps = [app.session(bo.id), app.session(bo.id)];
    app.db.execute(
        "update sessions set browser_session_id = $1 where id = $2",
        &[&browser, &apps[0]],
    );
    bo.delete(&format!("{path}/{browser}")).expect(204);
    let left = ids(&all_pages(&bo, &path, 10));
    assert_eq!(left, [apps[1].to_string(), own]);
}

#[test]
fn only_a_live_session_of_that_person_can_be_signed_out() {
    let app = TestApp::start();
    let (bo, lin) = (app.person("artist"), app.person("listener"));
    let (path, _) = sessions_of(&bo, bo.id);
    let (_, lins) = sessions_of(&lin, lin.id);
    let (ended, expired) = (app.session(bo.id), app.session(bo.id));
    app.db.execute(
        "update sessions set ended_at = now() where id = $1",
        &[&ended],
    );
    app.db.execute(
        "update sessions set expires_at = now() where id = $1",
        &[&expired],
    );
    for id in [
        lins,
        ended.to_string(),
        expired.to_string(),
        Uuid::now_v7().to_string(),
    ] {
        let refused = bo.delete(&format!("{path}/{id}"));
        refused.refused(404, "not-found").says("session");
    }
    lin.get("/v1/me").expect(200);
}

#[test]
fn signing_out_everywhere_includes_the_session_that_asks() {
    let app = TestApp::start();
    let second = app.second();
    let bo = app.person("artist");
    let lin = app.person("listener");
    let token = app
        .sign_in_as(&bo.username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    let another = app.bearer(token["access_token"].as_str().expect("a token"));
    let (path, _) = sessions_of(&bo, bo.id);
    another.at(&second).get("/v1/me").expect(200);
    bo.delete(&path).expect(204);
    for caller in [&bo.caller(), &another] {
        caller.get("/v1/me").refused(401, "unauthenticated");
    }
    let refresh_token = token["refresh_token"].as_str().expect("a token");
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token),
    ];
    let refused = app.token(FIRST_PARTY, &refresh).expect(400);
    assert_eq!(refused.json()["error"], "invalid_grant");
    lin.get("/v1/me").expect(200);
    another.at(&second).soon_refused("/v1/me");
    // Who is signed out may sign in again.
    app.sign_in(&bo.username, "read").get("/v1/me").expect(200);
}

#[test]
fn staff_see_and_end_the_sessions_of_those_within_their_reach_only() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (bo, sol) = (app.person("artist"), app.person("super_admin"));
    let tariq = app.person("tenant_admin");
    let theirs = app.person_of("tenant_admin", Some(elsewhere));
    let path = format!("{}/sessions", bo.path());
    let one = format!("{path}/{}", app.session(bo.id));
    for stranger in [&theirs.caller(), &app.person("label").caller()] {
        stranger.get(&path).refused(403, "forbidden");
        stranger.delete(&path).refused(403, "forbidden");
        stranger.delete(&one).refused(403, "forbidden");
    }
    tariq.get(&path).expect(200);
    tariq.delete(&one).expect(204);
    tariq.delete(&path).expect(204);
    // Admins read of super admins, but do not sign them out.
    let admin = app.person("admin");
    let path = format!("{}/sessions", sol.path());
    admin.get(&path).expect(200);
    admin.delete(&path).refused(403, "forbidden");
    sol.get("/v1/me").expect(200);
}
