//! Giving roles: who gives which to whom, and that it holds at once.

use contract_tests::{
    Caller, PASSWORD, Request, TestApp, at_the_same_moment, callers::FIRST_PARTY,
};
use serde_json::json;
use uuid::Uuid;

/// From the least to the most powerful.
const ROLES: [&str; 6] = [
    "listener",
    "artist",
    "label",
    "tenant_admin",
    "admin",
    "super_admin",
];

/// A request that gives somebody this role.
pub(super) fn give(caller: &Caller, user_id: Uuid, role: &str) -> Request {
    let request = caller.request("PUT", &format!("/v1/users/{user_id}/role"));
    request.json(json!({ "role": role }).to_string())
}

fn role_of(app: &TestApp, user_id: Uuid) -> String {
    app.db
        .value("select role from users where id = $1", &[&user_id])
}

#[test]
fn each_of_the_staff_gives_roles_below_their_own_to_people_below_them_and_a_super_admin_all() {
    let app = TestApp::start();
    for (caller, role) in ROLES.iter().map(|role| (app.person(role), *role)) {
        let rank = |role: &str| ROLES.iter().position(|other| *other == role);
        for (before, after) in ROLES.iter().flat_map(|one| ROLES.map(|two| (*one, two))) {
            let (user_id, _) = app.account(before, None);
            let is_staff = rank(role) >= rank("tenant_admin");
            let below = |other| role == "super_admin" || rank(other) < rank(role);
            let answer = give(&caller, user_id, after);
            if is_staff && below(before) && below(after) {
                assert_eq!(answer.expect(200).json()["role"], after);
                assert_eq!(role_of(&app, user_id), after);
                continue;
            }
            let problem = if is_staff && below(before) {
                "role-not-allowed"
            } else {
                "forbidden"
            };
            answer.refused(403, problem);
            assert_eq!(role_of(&app, user_id), before);
        }
    }
}

#[test]
fn nobody_raises_their_own_role() {
    let app = TestApp::start();
    for role in &ROLES[..5] {
        let person = app.person(role);
        let before = app.db.fingerprint();
        for wanted in ROLES {
            give(&person, person.id, wanted).refused(403, "forbidden");
        }
        // Nor in another way: a role is no field of the account.
        for field in ["role", "role_id", "tenant_id", "suspended"] {
            person
                .patch(&person.path(), &json!({ field: 1 }))
                .refused(400, "invalid-request");
        }
        assert_eq!(app.db.fingerprint(), before);
    }
}

#[test]
fn at_sign_up_one_is_not_given_an_office() {
    let app = TestApp::start();
    for role in ["tenant_admin", "admin", "super_admin", "king", ""] {
        let new = json!({ "username": "bo@music.example", "password": "three ferries before dawn", "role": role });
        let refused = app.anonymous().post("/v1/users", &new);
        refused.refused(400, "invalid-request").at(&["/body/role"]);
    }
    let count: i64 = app.db.value("select count(*) from users", &[]);
    assert_eq!(count, 0);
}

#[test]
fn a_token_of_a_lesser_role_gives_what_that_role_may() {
    let app = TestApp::start();
    let sol = app.person("super_admin");
    app.person("super_admin");
    let (bo, _) = app.account("artist", None);
    let (ada, _) = app.account("admin", None);
    let as_admin = app.sign_in(&sol.username, "read_write admin");
    give(&as_admin, bo, "admin").refused(403, "role-not-allowed");
    give(&as_admin, bo, "super_admin").refused(403, "role-not-allowed");
    give(&as_admin, ada, "label").refused(403, "forbidden");
    give(&as_admin, sol.id, "label").refused(403, "forbidden");
    give(&as_admin, bo, "tenant_admin").expect(200);
    let as_tenant_admin = app.sign_in(&sol.username, "read_write tenant_admin");
    give(&as_tenant_admin, bo, "label").refused(403, "forbidden");
    let (lin, _) = app.account("listener", None);
    give(&as_tenant_admin, lin, "tenant_admin").refused(403, "role-not-allowed");
    give(&as_tenant_admin, lin, "label").expect(200);
    let as_label = app.sign_in(&sol.username, "read_write label");
    give(&as_label, lin, "listener").refused(403, "forbidden");
    let reader = app.sign_in(&sol.username, "read");
    give(&reader, lin, "listener").refused(403, "insufficient-scope");
}

#[test]
fn a_tenant_admin_gives_no_role_in_another_tenant() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (tariq, ada) = (app.person("tenant_admin"), app.person("admin"));
    let (far, _) = app.account("artist", Some(elsewhere));
    give(&tariq, far, "listener").refused(403, "forbidden");
    give(&ada, far, "tenant_admin").expect(200);
    assert_eq!(role_of(&app, far), "tenant_admin");
}

#[test]
fn what_was_allowed_until_now_is_refused_at_once_and_soon_elsewhere() {
    let app = TestApp::start();
    let second = app.second();
    let (ada, sol) = (app.person("admin"), app.person("super_admin"));
    let signed_in = app
        .sign_in_as(&ada.username, PASSWORD, "read_write offline_access")
        .expect(200)
        .json();
    ada.at(&second).get("/v1/users").expect(200);
    give(&sol, ada.id, "listener").expect(200);
    ada.get("/v1/users").refused(401, "unauthenticated");
    ada.at(&second).soon_refused("/v1/users");
    // They stay signed in; the next token says the new role.
    let refresh_token = signed_in["refresh_token"].as_str().expect("a token");
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token),
    ];
    let token = app.token(FIRST_PARTY, &refresh).expect(200).json();
    let ada = app.bearer(token["access_token"].as_str().expect("a token"));
    assert_eq!(ada.get("/v1/me").expect(200).json()["role"], "listener");
    ada.get("/v1/users").refused(403, "forbidden");
}

#[test]
fn the_answer_is_the_account_and_the_trail_knows_who_did_it() {
    let app = TestApp::start();
    let ada = app.person("admin");
    let (bo, _) = app.account("artist", None);
    let old = ada.get(&format!("/v1/users/{bo}/account")).expect(200);
    give(&ada, bo, "label")
        .header("if-match", "\"7\"")
        .refused(412, "precondition-failed");
    let given = give(&ada, bo, "label")
        .header("if-match", old.etag())
        .expect(200);
    let read = ada.get(&format!("/v1/users/{bo}/account")).expect(200);
    assert_eq!((given.json(), given.etag()), (read.json(), read.etag()));
    assert_ne!(given.etag(), old.etag());
    // What one has already is not given again.
    assert_eq!(give(&ada, bo, "label").expect(200).etag(), given.etag());
    let events = app.db.query(
        "select actor_id, subject_id, operation, fields from audit_events where operation = 'changeRole'",
        &[],
    );
    let [event] = &events[..] else {
        panic!("{} events", events.len())
    };
    let who: (Option<Uuid>, Option<Uuid>) = (event.get(0), event.get(1));
    assert_eq!(who, (Some(ada.id), Some(bo)));
    let what: (String, Vec<String>) = (event.get(2), event.get(3));
    assert_eq!(what, ("changeRole".to_owned(), vec!["role".to_owned()]));
}

#[test]
fn groups_stay_with_their_owner_and_the_new_role_says_which_come_after() {
    let app = TestApp::start();
    let (maya, ada) = (app.person("label"), app.person("admin"));
    let label = maya.create_group(maya.id, "label", "Low Tide Records");
    for name in ["Maya", "Mia"] {
        maya.create_group(maya.id, "persona", name);
    }
    give(&ada, maya.id, "listener").expect(200);
    let maya_now = app.sign_in(&maya.username, "read_write");
    let owned = maya_now.get(&maya.groups()).expect(200).json();
    assert_eq!(owned["items"].as_array().map(Vec::len), Some(3));
    let path = format!("/v1/user-groups/{label}");
    maya_now
        .patch(&path, &json!({ "short_bio": "Closing down" }))
        .expect(200);
    let create = |kind: &str| {
        let new = json!({ "type": kind, "display_name": "Another" });
        maya_now.post(&maya.groups(), &new)
    };
    create("label").refused(403, "group-type-not-allowed");
    create("persona").refused(409, "group-limit-reached");
    maya_now.delete(&path).expect(204);
}

#[test]
fn a_body_that_is_no_role_is_refused() {
    let app = TestApp::start();
    let ada = app.person("admin");
    let (bo, _) = app.account("artist", None);
    let path = format!("/v1/users/{bo}/role");
    for (body, pointer) in [
        (json!({ "role": "king" }), "/body/role"),
        (json!({ "role": "Artist" }), "/body/role"),
        (json!({ "role": null }), "/body/role"),
        (json!({ "role": 1 }), "/body/role"),
        (json!({ "role": ["label"] }), "/body/role"),
        (json!({ "role": "label", "role_id": 1 }), "/body/role_id"),
        (json!("label"), "/body"),
    ] {
        let request = ada.request("PUT", &path).json(body.to_string());
        request.refused(400, "invalid-request").at(&[pointer]);
    }
    ada.request("PUT", &path)
        .json("{}")
        .refused(400, "invalid-request");
    let nobody = Uuid::now_v7();
    give(&ada, nobody, "label").refused(404, "not-found");
    assert_eq!(role_of(&app, bo), "artist");
}

#[test]
fn the_last_super_admin_cannot_step_down() {
    let app = TestApp::start();
    let sol = app.person("super_admin");
    give(&sol, sol.id, "admin").refused(409, "last-super-admin");
    give(&sol, sol.id, "super_admin").expect(200);
    // One who is suspended could not make another, so does not count.
    let (luna, _) = app.account("super_admin", None);
    let suspension = format!("/v1/users/{luna}/suspension");
    sol.request("PUT", &suspension).expect(204);
    give(&sol, sol.id, "admin").refused(409, "last-super-admin");
    sol.delete(&suspension).expect(204);
    give(&sol, sol.id, "admin").expect(200);
    assert_eq!(role_of(&app, sol.id), "admin");
}

#[test]
fn of_two_last_super_admins_who_go_at_the_same_moment_in_whatever_way_one_stays() {
    let app = TestApp::start();
    let ways = ["demote", "demote", "suspend", "delete"];
    for (one, two) in ways.iter().flat_map(|one| ways.map(|two| (*one, two))) {
        app.db.batch(
            "update users set deleted_at = now(), erase_at = now() where deleted_at is null",
        );
        let people = [app.person("super_admin"), app.person("super_admin")];
        // Each makes the other go.
        at_the_same_moment(2, |number| {
            let (caller, goes) = (&people[number], &people[1 - number]);
            let way = [one, two][number];
            let request = match way {
                "demote" => give(caller, goes.id, "listener"),
                "suspend" => caller.request("PUT", &format!("{}/suspension", goes.path())),
                _ => caller.delete(&goes.path()),
            };
            let status = request.send().status;
            assert!([200, 204, 401, 409].contains(&status), "{way}: {status}");
        });
        let sql = "select count(*) from users where role = 'super_admin' and deleted_at is null and suspended_at is null";
        assert_eq!(app.db.value::<i64>(sql, &[]), 1, "{one} and {two}");
    }
}

#[test]
fn two_who_give_somebody_a_role_at_the_same_moment_leave_one_of_them() {
    let app = TestApp::start();
    let ada = app.person("admin");
    let (bo, _) = app.account("artist", None);
    let tag = ada
        .get(&format!("/v1/users/{bo}/account"))
        .expect(200)
        .etag();
    let mut statuses = at_the_same_moment(2, |number| {
        let request = give(&ada, bo, ["label", "listener"][number]);
        request.header("if-match", &tag).send().status
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let count: i64 = app.db.value(
        "select count(*) from audit_events where operation = 'changeRole'",
        &[],
    );
    assert_eq!(count, 1);
}
