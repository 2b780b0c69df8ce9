//! Changing and deleting groups.

use contract_tests::{Person, TestApp, at_the_same_moment};
use serde_json::{Value, json};

fn persona(app: &TestApp) -> (Person, String) {
    let bo = app.person("artist");
    let group = bo.create_group(bo.id, "persona", "Night Ferry");
    (bo, format!("/v1/user-groups/{group}"))
}

#[test]
fn null_clears_a_field_and_what_is_absent_stays() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    let all = json!({ "short_bio": "Sea songs", "description": "Slow.", "group_email": "night@music.example", "country": "SE" });
    let before = bo.patch(&group, &all).expect(200);
    let after = bo
        .patch(&group, &json!({ "short_bio": null, "country": "NO" }))
        .expect(200);
    assert_ne!(after.etag(), before.etag());
    let after = after.json();
    assert_eq!(after.get("short_bio"), None);
    assert_eq!(after["country"], "NO");
    for same in [
        "id",
        "type",
        "display_name",
        "description",
        "group_email",
        "owner_id",
        "created_at",
    ] {
        assert_eq!(after[same], before.json()[same], "{same}");
    }
    assert!(after["updated_at"].as_str() > before.json()["updated_at"].as_str());
    bo.patch(&group, &json!({ "display_name": null }))
        .refused(400, "invalid-request")
        .at(&["/body/display_name"]);
}

#[test]
fn a_group_keeps_its_type_and_its_owner() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    for (field, value) in [
        ("type", json!("label")),
        ("owner_id", json!(app.person("artist").id)),
        ("id", json!(bo.id)),
        ("created_at", json!("2026-01-01T00:00:00Z")),
    ] {
        let refused = bo
            .patch(&group, &json!({ field: value }))
            .refused(400, "invalid-request");
        refused.at(&[&format!("/body/{field}")]);
    }
    bo.patch(&group, &json!({ "displayname": "Night Ferry" }))
        .expect(400)
        .says("Did you mean display_name?");
    let links = json!([{ "url": "https://night-ferry.bandcamp.com", "private": true }]);
    let refused = bo.patch(&group, &json!({ "links": links }));
    let refused = refused.refused(400, "invalid-request");
    refused
        .at(&["/body/links/0/private"])
        .says("LinkCreate has no private; it has url, personal_data.");
}

#[test]
fn a_change_of_an_old_version_is_refused() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    let old = bo.get(&group).expect(200).etag();
    // The tag of the public view names the same version.
    let public = app.anonymous().get(&group).expect(200).etag();
    let change = |tag: &str, name: &str| {
        bo.patch(&group, &json!({ "display_name": name }))
            .header("if-match", tag)
    };
    change(&public, "Day Ferry").expect(200);
    change(&old, "Dusk Ferry").refused(412, "precondition-failed");
    bo.delete(&group)
        .header("if-match", &old)
        .refused(412, "precondition-failed");
    assert_eq!(
        bo.get(&group).expect(200).json()["display_name"],
        "Day Ferry"
    );
    let newest = bo.get(&group).expect(200).etag();
    bo.get(&group).header("if-none-match", &newest).expect(304);
    bo.delete(&group).header("if-match", &newest).expect(204);
}

#[test]
fn of_many_who_change_the_same_version_at_the_same_moment_one_does() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    let tag = bo.get(&group).expect(200).etag();
    let change = |number| {
        let patch = json!({ "display_name": format!("Ferry {number}") });
        bo.patch(&group, &patch)
            .header("if-match", &tag)
            .send()
            .status
    };
    let mut statuses = at_the_same_moment(4, change);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412]);
}

#[test]
fn only_its_owner_and_staff_within_reach_change_or_delete_a_group() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (bo, group) = persona(&app);
    let rename = json!({ "display_name": "Mallory" });
    app.anonymous()
        .patch(&group, &rename)
        .refused(401, "unauthenticated");
    app.anonymous()
        .delete(&group)
        .refused(401, "unauthenticated");
    for other in [
        app.person("listener"),
        app.person("artist"),
        app.person("label"),
        app.person_of("tenant_admin", Some(elsewhere)),
    ] {
        other.patch(&group, &rename).refused(403, "forbidden");
        other.delete(&group).refused(403, "forbidden");
    }
    app.service()
        .patch(&group, &rename)
        .refused(403, "forbidden");
    assert_eq!(
        bo.get(&group).expect(200).json()["display_name"],
        "Night Ferry"
    );
    app.person("tenant_admin")
        .patch(&group, &json!({ "display_name": "Day Ferry" }))
        .expect(200);
    app.person("admin").delete(&group).expect(204);
}

#[test]
fn an_admin_does_not_change_the_groups_of_other_admins() {
    let app = TestApp::start();
    let (ada, sol) = (app.person("admin"), app.person("super_admin"));
    let group = format!(
        "/v1/user-groups/{}",
        sol.create_group(sol.id, "label", "Low Tide Records")
    );
    ada.patch(&group, &json!({ "display_name": "High Tide Records" }))
        .refused(403, "forbidden");
    ada.delete(&group).refused(403, "forbidden");
    ada.get(&group).expect(200);
}

#[test]
fn a_change_judges_only_what_it_changes() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    bo.patch(&group, &json!({ "tags": ["shanty"] })).expect(200);
    // As it was written by other rules than those of now.
    app.db.batch(
        "insert into links (user_group_id, position, url, personal_data)
            select id, place, url, false from user_groups, (values (1, 'http://night-ferry.bandcamp.com'), (2, 'http://localhost/')) as t (place, url);
        update user_groups set display_name = 'Night' || U&'\\200B' || 'Ferry', country = 'XX'",
    );
    let before = bo.get(&group).expect(200).json();
    let bio = json!({ "short_bio": "Slow songs" });
    let after = bo.patch(&group, &bio).expect(200).json();
    assert_eq!(after["short_bio"], "Slow songs");
    for same in ["display_name", "country", "links", "tags"] {
        assert_eq!(after[same], before[same], "{same}");
    }
    let links = json!([{ "url": "https://ferry.example/" }, { "url": "http://localhost/" }]);
    bo.patch(&group, &json!({ "links": links }))
        .refused(422, "link-unusable")
        .at(&["/body/links/1/url"]);
    bo.patch(&group, &json!({ "country": "XY" }))
        .refused(422, "country-unknown");
    let tidied = json!({ "links": [{ "url": "http://Night-Ferry.bandcamp.com" }] });
    let tidied = bo.patch(&group, &tidied).expect(200).json();
    let url = &tidied["links"][0]["url"];
    assert_eq!(url, "https://night-ferry.bandcamp.com/");
}

#[test]
fn a_deleted_group_is_gone() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    bo.delete(&group).expect(204);
    for caller in [&bo.caller(), &app.anonymous()] {
        caller.get(&group).refused(404, "not-found");
    }
    bo.patch(&group, &json!({ "display_name": "Night Ferry" }))
        .refused(404, "not-found");
    bo.delete(&group).refused(404, "not-found");
    assert_eq!(bo.get(&bo.groups()).expect(200).json()["items"], json!([]));
}

#[test]
fn a_change_that_is_refused_changes_nothing() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    let before = bo.get(&group).expect(200);
    bo.patch(
        &group,
        &json!({ "display_name": "Day Ferry", "country": "XX" }),
    )
    .refused(422, "country-unknown");
    bo.patch(
        &group,
        &json!({ "display_name": "Day Ferry", "group_email": "nobody" }),
    )
    .refused(400, "invalid-request");
    bo.patch(&group, &Value::Null)
        .refused(400, "invalid-request");
    let after = bo.get(&group).expect(200);
    assert_eq!((after.etag(), after.json()), (before.etag(), before.json()));
}
