//! Reading and changing an account: merge patches, ETags, and who may.

use contract_tests::{TestApp, at_the_same_moment, samples::World, spec};
use serde_json::{Value, json};

#[test]
fn null_clears_a_field_and_what_is_absent_stays() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let all = json!({ "first_name": "Bo", "last_name": "Ek", "full_name": "Bo Ek", "country": "DE", "newsletter_notification": true });
    let before = bo.patch(&bo.path(), &all).expect(200).json();
    let after = bo
        .patch(&bo.path(), &json!({ "last_name": null, "country": "SE" }))
        .expect(200)
        .json();
    assert_eq!(after["last_name"], Value::Null);
    assert_eq!(after["country"], "SE");
    for same in [
        "id",
        "username",
        "first_name",
        "full_name",
        "newsletter_notification",
        "role",
        "tenant_id",
        "created_at",
    ] {
        assert_eq!(after[same], before[same], "{same}");
    }
    assert!(after["updated_at"].as_str() > before["updated_at"].as_str());
    assert_eq!(bo.get(&bo.account()).expect(200).json(), after);
}

#[test]
fn a_change_that_changes_nothing_leaves_the_tag_as_it_was() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let before = bo
        .patch(&bo.path(), &json!({ "country": "SE" }))
        .expect(200);
    for same in [
        json!({}),
        json!({ "country": "SE" }),
        json!({ "first_name": null }),
    ] {
        let after = bo.patch(&bo.path(), &same).expect(200);
        assert_eq!(after.etag(), before.etag());
        assert_eq!(after.json(), before.json());
    }
}

#[test]
fn who_has_the_newest_version_hears_that_nothing_is_new() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for path in ["/v1/me", &bo.path(), &bo.account()] {
        let tag = bo.get(path).expect(200).etag();
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"another\", {tag}"),
            "*".to_owned(),
        ] {
            let answer = bo.get(path).header("if-none-match", &known).expect(304);
            assert_eq!(answer.etag(), tag);
        }
        bo.get(path)
            .header("if-none-match", "\"another\"")
            .expect(200);
        bo.patch(&bo.path(), &json!({ "first_name": path }))
            .expect(200);
        let newer = bo.get(path).header("if-none-match", &tag).expect(200);
        assert_ne!(newer.etag(), tag);
    }
}

#[test]
fn a_change_of_names_and_country_at_once_is_one_change() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let version = || -> i32 {
        app.db
            .value("select version from users where id = $1", &[&bo.id])
    };
    let before = version();
    let changed = bo.patch(
        &bo.path(),
        &json!({ "first_name": "Bo", "country": "SE", "newsletter_notification": true }),
    );
    let account = changed.expect(200).json();
    assert_eq!(
        (&account["country"], &account["first_name"]),
        (&json!("SE"), &json!("Bo"))
    );
    assert_eq!(version(), before + 1);
    bo.patch(&bo.path(), &json!({ "country": null }))
        .expect(200);
    assert_eq!(version(), before + 2);
    let past: i64 = app.db.value(
        "select count(*) from past_countries where user_id = $1",
        &[&bo.id],
    );
    assert_eq!(past, 1);
}

#[test]
fn a_change_of_an_old_version_is_refused() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let old = bo.get("/v1/me").expect(200).etag();
    let change = |tag: &str, name: &str| {
        bo.patch(&bo.path(), &json!({ "first_name": name }))
            .header("if-match", tag)
    };
    let new = change(&old, "Bo").expect(200).etag();
    change(&old, "Bob").refused(412, "precondition-failed");
    change(&format!("W/{new}"), "Bob").refused(412, "precondition-failed");
    change("\"nonsense\"", "Bob").refused(412, "precondition-failed");
    assert_eq!(bo.get("/v1/me").expect(200).json()["first_name"], "Bo");
    change(&format!("\"another\", {new}"), "Bob").expect(200);
    change("*", "Bobby").expect(200);
    // What a profile's tag names is the same version.
    let profile = bo.get(&bo.path()).expect(200).etag();
    change(&profile, "Bo").expect(200);
}

#[test]
fn of_two_who_change_the_same_version_at_the_same_moment_one_is_refused() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let tag = bo.get("/v1/me").expect(200).etag();
    let change = |number| {
        let patch = json!({ "first_name": format!("Bo {number}") });
        bo.patch(&bo.path(), &patch)
            .header("if-match", &tag)
            .send()
            .status
    };
    let mut statuses = at_the_same_moment(4, change);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412]);
}

#[test]
fn nobody_raises_their_own_role_or_moves_to_another_tenant() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    for role in [
        "listener",
        "artist",
        "label",
        "tenant_admin",
        "admin",
        "super_admin",
    ] {
        let person = app.person(role);
        for (field, value) in [
            ("role", json!("super_admin")),
            ("role_id", json!(1)),
            ("tenant_id", json!(elsewhere)),
            ("username", json!("another@music.example")),
            ("password", json!("three ferries before dawn")),
            ("email_confirmed", json!(true)),
            ("token_epoch", json!(0)),
        ] {
            let refused = person
                .patch(&person.path(), &json!({ field: value }))
                .refused(400, "invalid-request");
            refused.at(&[&format!("/body/{field}")]);
        }
        let account = person.get("/v1/me").expect(200).json();
        assert_eq!(
            (&account["role"], &account["username"]),
            (&json!(role), &json!(person.username))
        );
    }
}

#[test]
fn people_without_an_office_touch_no_account_but_their_own() {
    let app = TestApp::start();
    let victim = app.person("listener");
    for role in ["listener", "artist", "label"] {
        let person = app.person(role);
        person.get(&victim.account()).refused(403, "forbidden");
        person
            .patch(&victim.path(), &json!({ "first_name": "Mallory" }))
            .refused(403, "forbidden");
        person.delete(&victim.path()).refused(403, "forbidden");
        let persona = json!({ "type": "persona", "display_name": "Mallory" });
        person
            .post(&victim.groups(), &persona)
            .refused(403, "forbidden");
    }
    let account = victim.get("/v1/me").expect(200);
    assert_eq!(account.etag(), "\"1\"");
}

#[test]
fn staff_change_accounts_within_their_reach_only() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (here, there) = (app.person("label"), app.person_of("label", Some(elsewhere)));
    let rename = json!({ "first_name": "Renamed" });
    let tenant_admin = app.person("tenant_admin");
    tenant_admin.patch(&here.path(), &rename).expect(200);
    tenant_admin
        .patch(&there.path(), &rename)
        .refused(403, "forbidden");
    tenant_admin
        .patch(&app.person("tenant_admin").path(), &rename)
        .refused(403, "forbidden");
    let admin = app.person("admin");
    admin.patch(&there.path(), &rename).expect(200);
    admin.patch(&tenant_admin.path(), &rename).expect(200);
    admin
        .patch(&app.person("admin").path(), &rename)
        .refused(403, "forbidden");
    admin
        .patch(&app.person("super_admin").path(), &rename)
        .refused(403, "forbidden");
    admin.patch(&admin.path(), &rename).expect(200);
    app.person("super_admin")
        .patch(&admin.path(), &rename)
        .expect(200);
}

#[test]
fn a_change_that_is_refused_changes_nothing() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let before = bo.get("/v1/me").expect(200);
    bo.patch(&bo.path(), &json!({ "first_name": "Bo", "country": "XX" }))
        .refused(422, "country-unknown")
        .at(&["/body/country"]);
    bo.patch(&bo.path(), &json!({ "first_name": "Bo", "last_name": "" }))
        .refused(400, "invalid-request")
        .at(&["/body/last_name"]);
    bo.patch(&bo.path(), &json!({ "newsletter_notification": null }))
        .refused(400, "invalid-request");
    bo.patch(&bo.path(), &json!([{ "op": "remove", "path": "/country" }]))
        .refused(400, "invalid-request")
        .at(&["/body"]);
    let after = bo.get("/v1/me").expect(200);
    assert_eq!((after.etag(), after.json()), (before.etag(), before.json()));
}

#[test]
fn an_application_has_no_account() {
    let app = TestApp::start();
    app.service().get("/v1/me").refused(403, "forbidden");
}

#[test]
fn no_read_writes_anything_but_that_staff_looked() {
    let app = TestApp::start();
    let staff = app.person("super_admin");
    let world = World::new(&app, "artist");
    let written = || {
        let tables = app.db.fingerprint().into_iter();
        tables
            .filter(|(table, _)| table != "audit_events")
            .collect::<Vec<_>>()
    };
    let before = written();
    for operation in spec()
        .operations
        .iter()
        .filter(|operation| operation.method == "GET")
    {
        let answer = world.request(&staff, operation).send();
        assert!(answer.status < 400, "{}", answer.describe());
        world.request(&app.anonymous(), operation).send();
        World::void().request(&staff, operation).send();
    }
    assert_eq!(written(), before);
    let sql = "select count(*) from audit_events where actor_id is distinct from $1";
    assert_eq!(app.db.value::<i64>(sql, &[&staff.id]), 0);
}
