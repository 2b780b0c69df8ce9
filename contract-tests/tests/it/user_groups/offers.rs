//! Handing a group to somebody else: offered, then accepted.

use contract_tests::{Person, at_the_same_moment};
use serde_json::json;
use uuid::Uuid;

use super::scene::{Scene, names, path, put, put_json};

fn offer(owner: &Person, group: Uuid, to: &Person) {
    put_json(
        owner,
        &format!("{}/owner", path(group)),
        &json!({ "owner_id": to.id }),
    )
    .expect(200);
}

fn acceptance(group: Uuid) -> String {
    format!("{}/owner/acceptance", path(group))
}

#[test]
fn a_group_that_is_offered_and_accepted_is_the_new_owners() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let ferry = scene.group(bo, "persona", "Night Ferry");
    offer(bo, ferry, maya);
    offer(bo, ferry, maya);
    // Nothing has changed yet.
    maya.patch(&path(ferry), &json!({ "short_bio": "Mine" }))
        .refused(403, "forbidden");
    assert_eq!(
        bo.get(&path(ferry)).expect(200).json()["owner_id"],
        bo.id.to_string()
    );
    let offered = format!("{}/offered-user-groups", maya.path());
    assert_eq!(names(maya, &offered, "/display_name"), ["Night Ferry"]);
    bo.get(&offered).refused(403, "forbidden");
    scene.app.person("admin").get(&offered).expect(200);
    let tag = bo.get(&path(ferry)).expect(200).etag();
    let accepted = put(maya, &acceptance(ferry)).expect(200);
    assert_eq!(accepted.json()["owner_id"], maya.id.to_string());
    assert_ne!(accepted.etag(), tag);
    assert_eq!(names(maya, &offered, "/display_name"), Vec::<String>::new());
    assert_eq!(
        names(maya, &maya.groups(), "/display_name"),
        ["Night Ferry"]
    );
    assert_eq!(
        names(bo, &bo.groups(), "/display_name"),
        Vec::<String>::new()
    );
    // Who owned it does no more.
    bo.patch(&path(ferry), &json!({ "short_bio": "Still mine" }))
        .refused(403, "forbidden");
    bo.delete(&format!("{}/owner", path(ferry)))
        .refused(403, "forbidden");
    maya.patch(&path(ferry), &json!({ "short_bio": "Mine" }))
        .expect(200);
    put(maya, &acceptance(ferry)).refused(403, "forbidden");
    assert_eq!(
        (
            scene.events("offerUserGroup"),
            scene.events("acceptUserGroup")
        ),
        (1, 1)
    );
}

#[test]
fn an_offer_is_for_one_person_and_the_newest_counts() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let lin = scene.app.person("artist");
    let ferry = scene.group(bo, "persona", "Night Ferry");
    put(maya, &acceptance(ferry)).refused(403, "forbidden");
    put(bo, &acceptance(ferry)).refused(403, "forbidden");
    offer(bo, ferry, maya);
    offer(bo, ferry, &lin);
    put(maya, &acceptance(ferry)).refused(403, "forbidden");
    scene
        .app
        .person("super_admin")
        .request("PUT", &acceptance(ferry))
        .refused(403, "forbidden");
    put(&lin, &acceptance(ferry)).expect(200);
}

#[test]
fn an_offer_is_withdrawn_or_declined() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let ferry = scene.group(bo, "persona", "Night Ferry");
    let offered = format!("{}/owner", path(ferry));
    bo.delete(&offered).refused(404, "not-found");
    for ends in [bo, maya] {
        offer(bo, ferry, maya);
        scene
            .app
            .person("artist")
            .delete(&offered)
            .refused(403, "forbidden");
        ends.delete(&offered).expect(204);
        put(maya, &acceptance(ferry)).refused(403, "forbidden");
    }
    assert_eq!(
        bo.get(&path(ferry)).expect(200).json()["owner_id"],
        bo.id.to_string()
    );
}

#[test]
fn nobody_is_offered_what_is_theirs_and_nobody_who_is_not_there_is_offered_anything() {
    let scene = Scene::new();
    let maya = &scene.maya;
    let label = scene.group(maya, "label", "Low Tide");
    let gone = scene.app.person("label");
    gone.delete(&gone.path()).expect(204);
    for to in [maya.id, gone.id, Uuid::now_v7()] {
        put_json(
            maya,
            &format!("{}/owner", path(label)),
            &json!({ "owner_id": to }),
        )
        .refused(422, "owner-impossible")
        .at(&["/body/owner_id"]);
    }
    for wrong in [
        json!({}),
        json!({ "owner_id": null }),
        json!({ "owner_id": "bo" }),
    ] {
        put_json(maya, &format!("{}/owner", path(label)), &wrong).refused(400, "invalid-request");
    }
    let count: i64 = scene
        .app
        .db
        .value("select count(*) from ownership_offers", &[]);
    assert_eq!(count, 0);
}

#[test]
fn an_offer_tells_nothing_of_the_role_of_who_gets_it() {
    let scene = Scene::new();
    let label = scene.group(&scene.maya, "label", "Low Tide");
    for role in ["listener", "artist", "label"] {
        let lin = scene.app.person(role);
        offer(&scene.maya, label, &lin);
        let accepted = put(&lin, &acceptance(label));
        if role == "label" {
            accepted.expect(200);
        } else {
            // Who accepts is told, of themselves.
            let refused = accepted.refused(403, "group-type-not-allowed");
            refused.says(&format!("the role {role} may not own a label"));
        }
    }
}

#[test]
fn who_accepts_owns_no_more_than_their_role_may() {
    let scene = Scene::new();
    let lin = scene.app.person("listener");
    let ferry = scene.group(&scene.bo, "persona", "Night Ferry");
    offer(&scene.bo, ferry, &lin);
    let own = scene.group(&lin, "persona", "Lin");
    put(&lin, &acceptance(ferry)).refused(409, "group-limit-reached");
    lin.delete(&path(own)).expect(204);
    put(&lin, &acceptance(ferry)).expect(200);
    // Nor more than the token's role may.
    let band = scene.group(&scene.bo, "band", "The Gangway");
    offer(&scene.bo, band, &scene.maya);
    let as_listener = scene
        .app
        .sign_in(&scene.maya.username, "read_write listener");
    put(&as_listener, &acceptance(band)).refused(403, "group-type-not-allowed");
}

#[test]
fn of_two_groups_that_a_listener_accepts_at_the_same_moment_one_is_theirs() {
    let scene = Scene::new();
    let bo = &scene.bo;
    for round in 0..3 {
        let lin = scene.app.person("listener");
        let groups =
            [0, 1].map(|number| scene.group(bo, "persona", &format!("Ferry {round} {number}")));
        for group in groups {
            offer(bo, group, &lin);
        }
        let mut statuses = at_the_same_moment(2, |number| {
            put(&lin, &acceptance(groups[number])).send().status
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
}

#[test]
fn an_offer_that_is_accepted_and_withdrawn_at_the_same_moment_is_one_or_the_other() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    for round in 0..3 {
        let group = scene.group(bo, "persona", &format!("Ferry {round}"));
        offer(bo, group, maya);
        let statuses = at_the_same_moment(2, |number| match number {
            0 => put(maya, &acceptance(group)).send().status,
            _ => bo.delete(&format!("{}/owner", path(group))).send().status,
        });
        assert!(
            statuses == [200, 403] || statuses == [403, 204],
            "{statuses:?}"
        );
        let owner = [bo, maya][usize::from(statuses[0] == 200)].id;
        let owns: bool = scene.app.db.value(
            "select owner_id = $1 from user_groups where id = $2",
            &[&owner, &group],
        );
        assert!(owns);
    }
}

#[test]
fn offers_are_listed_page_by_page() {
    let scene = Scene::new();
    for number in 0..5 {
        let group = scene.group(&scene.bo, "persona", &format!("Ferry {number}"));
        offer(&scene.bo, group, &scene.maya);
    }
    scene
        .app
        .db
        .execute("update ownership_offers set created_at = '2026-01-01'", &[]);
    let path = format!("{}/offered-user-groups", scene.maya.path());
    for limit in [1, 2, 5] {
        assert_eq!(crate::users::all_pages(&scene.maya, &path, limit).len(), 5);
    }
}
