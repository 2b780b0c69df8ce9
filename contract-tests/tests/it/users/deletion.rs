//! Deleting an account: gone at once, everywhere, for everybody.

use contract_tests::{PASSWORD, TestApp, at_the_same_moment, callers::FIRST_PARTY};
use serde_json::json;

#[test]
fn a_deleted_account_is_gone_for_everybody() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    bo.delete(&bo.path()).expect(204);
    for caller in [&app.anonymous(), &admin.caller()] {
        caller.get(&bo.path()).refused(404, "not-found");
    }
    admin.get(&bo.account()).refused(404, "not-found");
    admin.get(&bo.groups()).refused(404, "not-found");
    admin
        .patch(&bo.path(), &json!({ "first_name": "Bo" }))
        .refused(404, "not-found");
    admin
        .post(
            &bo.groups(),
            &json!({ "type": "persona", "display_name": "Night Ferry" }),
        )
        .refused(404, "not-found");
    admin.delete(&bo.path()).refused(404, "not-found");
    let listed = admin
        .get(&format!("/v1/users?username={}", bo.username))
        .expect(200)
        .json();
    assert_eq!(listed["items"], json!([]));
}

#[test]
fn every_token_of_a_deleted_account_is_refused_at_once() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let another = app.sign_in(&bo.username, "read");
    let token = app
        .sign_in_as(&bo.username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    let refresh_token = token["refresh_token"]
        .as_str()
        .expect("a refresh token")
        .to_owned();
    // Remembered as genuine, both.
    another.get("/v1/me").expect(200);
    bo.get("/v1/me").expect(200);
    bo.delete(&bo.path()).expect(204);
    for caller in [
        &bo.caller(),
        &another,
        &app.bearer(token["access_token"].as_str().expect("a token")),
    ] {
        caller.get("/v1/me").refused(401, "unauthenticated");
        // Where a token is welcome but not needed, a bad one is refused all the same.
        caller
            .get("/v1/user-groups")
            .refused(401, "unauthenticated");
    }
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", &refresh_token),
    ];
    assert_eq!(
        app.token(FIRST_PARTY, &refresh).expect(400).json()["error"],
        "invalid_grant"
    );
    assert_eq!(
        app.sign_in_as(&bo.username, PASSWORD, "read")
            .expect(400)
            .json()["error"],
        "invalid_grant"
    );
}

#[test]
fn other_servers_soon_refuse_the_tokens_of_a_deleted_account() {
    let app = TestApp::start();
    let second = app.second();
    let bo = app.person("artist");
    bo.at(&second).get("/v1/me").expect(200);
    bo.delete(&bo.path()).expect(204);
    bo.at(&second).soon_refused("/v1/me");
}

#[test]
fn the_address_of_a_deleted_account_is_free_again() {
    let app = TestApp::start();
    let bo = app.person("artist");
    bo.create_group(bo.id, "persona", "Night Ferry");
    bo.delete(&bo.path()).expect(204);
    let new = json!({ "username": bo.username, "password": "three ferries before dawn" });
    let account = app.anonymous().post("/v1/users", &new).expect(201).json();
    assert_ne!(account["id"], bo.id.to_string());
    // The new account has nothing of the old one's.
    bo.get("/v1/me").refused(401, "unauthenticated");
    let token = app
        .sign_in_as(&bo.username, "three ferries before dawn", "read")
        .expect(200)
        .json();
    let anew = app.bearer(token["access_token"].as_str().expect("a token"));
    assert_eq!(
        anew.get("/v1/me").expect(200).json()["first_name"],
        json!(null)
    );
    let groups = format!(
        "/v1/users/{}/user-groups",
        account["id"].as_str().expect("an id")
    );
    assert_eq!(anew.get(&groups).expect(200).json()["items"], json!([]));
}

#[test]
fn the_groups_of_a_deleted_account_are_hidden_at_once() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    let group = format!(
        "/v1/user-groups/{}",
        bo.create_group(bo.id, "band", "The Gangway")
    );
    bo.delete(&bo.path()).expect(204);
    for caller in [&app.anonymous(), &admin.caller()] {
        caller.get(&group).refused(404, "not-found");
        for list in ["/v1/user-groups", "/v1/user-groups?type=band"] {
            assert_eq!(caller.get(list).expect(200).json()["items"], json!([]));
        }
    }
    admin
        .patch(&group, &json!({ "display_name": "The Gangplank" }))
        .refused(404, "not-found");
    admin.delete(&group).refused(404, "not-found");
}

#[test]
fn an_old_version_is_not_deleted() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let old = bo.get("/v1/me").expect(200).etag();
    let new = bo
        .patch(&bo.path(), &json!({ "first_name": "Bo" }))
        .expect(200)
        .etag();
    bo.delete(&bo.path())
        .header("if-match", &old)
        .refused(412, "precondition-failed");
    bo.get("/v1/me").expect(200);
    bo.delete(&bo.path()).header("if-match", &new).expect(204);
}

#[test]
fn the_last_super_admin_cannot_be_deleted() {
    let app = TestApp::start();
    let sol = app.person("super_admin");
    sol.delete(&sol.path()).refused(409, "last-super-admin");
    sol.get("/v1/me").expect(200);
    let luna = app.person("super_admin");
    luna.delete(&sol.path()).expect(204);
    luna.delete(&luna.path()).refused(409, "last-super-admin");
}

#[test]
fn of_two_last_super_admins_who_leave_at_the_same_moment_one_stays() {
    let app = TestApp::start();
    for _ in 0..3 {
        app.db.execute(
            "update users set deleted_at = now(), erase_at = now() where deleted_at is null",
            &[],
        );
        let two = [app.person("super_admin"), app.person("super_admin")];
        let mut statuses = at_the_same_moment(2, |number| {
            two[number].delete(&two[number].path()).send().status
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
    }
}

#[test]
fn of_two_last_super_admins_who_delete_each_other_at_the_same_moment_one_stays() {
    let app = TestApp::start();
    let two = [app.person("super_admin"), app.person("super_admin")];
    at_the_same_moment(2, |number| {
        two[number].delete(&two[1 - number].path()).send().status
    });
    let left: i64 = app
        .db
        .value("select count(*) from users where deleted_at is null", &[]);
    assert_eq!(left, 1);
}

#[test]
fn staff_delete_only_whose_role_is_below_theirs() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let tenant_admin = app.person("tenant_admin");
    tenant_admin
        .delete(&app.person_of("artist", Some(elsewhere)).path())
        .refused(403, "forbidden");
    tenant_admin
        .delete(&app.person("tenant_admin").path())
        .refused(403, "forbidden");
    tenant_admin.delete(&app.person("label").path()).expect(204);
    let admin = app.person("admin");
    admin
        .delete(&app.person("admin").path())
        .refused(403, "forbidden");
    admin
        .delete(&app.person("super_admin").path())
        .refused(403, "forbidden");
    admin
        .delete(&app.person_of("tenant_admin", Some(elsewhere)).path())
        .expect(204);
    app.person("super_admin").delete(&admin.path()).expect(204);
}

#[test]
fn a_token_of_a_lesser_role_does_not_delete_for_staff() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    app.sign_in(&admin.username, "read_write listener")
        .delete(&bo.path())
        .refused(403, "forbidden");
    app.sign_in(&admin.username, "read")
        .delete(&bo.path())
        .refused(403, "insufficient-scope");
    bo.get("/v1/me").expect(200);
}

#[test]
fn a_group_created_while_its_owner_leaves_is_hidden_too() {
    let app = TestApp::start();
    for _ in 0..3 {
        let bo = app.person("artist");
        let create_or_leave = |number| {
            match number {
            0 => bo.delete(&bo.path()).send().status,
            _ => {
                bo.post(
                    &bo.groups(),
                    &json!({ "type": "persona", "display_name": format!("{} {number}", bo.username) }),
                )
                .send()
                .status
            }
        }
        };
        let statuses = at_the_same_moment(3, create_or_leave);
        assert_eq!(statuses[0], 204);
        assert!(
            statuses[1..]
                .iter()
                .all(|status| [201, 401, 404].contains(status)),
            "{statuses:?}"
        );
        let listed = app.anonymous().get("/v1/user-groups").expect(200).json();
        assert_eq!(listed["items"], json!([]));
    }
}

/// As with tens of thousands of groups, which are hidden and shown again with their owner.
#[test]
fn who_takes_long_to_hide_leaves_and_comes_back() {
    let app = TestApp::start();
    let bo = app.person("artist");
    app.db.batch(
        "create function take_long() returns trigger language plpgsql as $$ begin perform pg_sleep(5.5); return null; end $$;
        create trigger users_take_long after update of deleted_at on users for each statement execute function take_long()",
    );
    bo.delete(&bo.path()).expect(204);
    app.person("admin")
        .delete(&format!("{}/deletion", bo.path()))
        .expect(204);
    app.sign_in(&bo.username, "read").get("/v1/me").expect(200);
}
