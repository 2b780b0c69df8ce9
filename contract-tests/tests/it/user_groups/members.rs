//! Groups inside groups: which take which, and how they are listed.

use serde_json::json;

use super::scene::{Scene, at, invite, path, put_json};
use crate::users::all_pages;

#[test]
fn a_type_takes_as_members_what_the_group_types_say() {
    let scene = Scene::new();
    let sol = scene.app.person("super_admin");
    let types = scene
        .app
        .anonymous()
        .get("/v1/group-types")
        .expect(200)
        .json();
    let types = types["items"].as_array().expect("types");
    let names: Vec<&str> = types
        .iter()
        .filter_map(|kind| kind["name"].as_str())
        .collect();
    for kind in types {
        let of_type = kind["name"].as_str().expect("a name");
        for member_type in &names {
            let group = scene.group(&sol, of_type, &format!("{of_type} of {member_type}"));
            let member = scene.group(&sol, member_type, &format!("{member_type} in {of_type}"));
            let takes = kind["members"]
                .as_array()
                .expect("members")
                .contains(&json!(member_type));
            let invited = invite(&sol, group, member);
            if takes {
                invited.expect(200);
            } else {
                invited
                    .refused(422, "membership-impossible")
                    .at(&["/path/member_id"]);
            }
        }
    }
    let taken: Vec<_> = types.iter().map(|kind| kind["members"].clone()).collect();
    assert_eq!(
        json!(taken),
        json!([[], ["persona"], ["persona", "band"], ["label"]])
    );
}

#[test]
fn a_group_is_never_inside_itself_however_many_are_between() {
    let scene = Scene::new();
    let sol = scene.app.person("super_admin");
    let [persona, band, label, distributor] =
        ["persona", "band", "label", "distributor"].map(|kind| scene.group(&sol, kind, kind));
    invite(&sol, band, persona).expect(200);
    invite(&sol, label, band).expect(200);
    invite(&sol, distributor, label).expect(200);
    for (group, member) in [
        (band, band),
        (persona, band),
        (band, label),
        (persona, distributor),
        (band, distributor),
        (label, distributor),
    ] {
        invite(&sol, group, member).refused(422, "membership-impossible");
    }
}

#[test]
fn what_a_member_does_is_said_in_words_that_can_be_read() {
    let scene = Scene::new();
    let (ferry, band) = (
        scene.group(&scene.bo, "persona", "Night Ferry"),
        scene.group(&scene.bo, "band", "The Gangway"),
    );
    for (body, status, place) in [
        (json!({ "display_name": " " }), 400, "/body/display_name"),
        (
            json!({ "display_name": "\u{301}" }),
            422,
            "/body/display_name",
        ),
        (json!({ "tags": ["Drums", "drums"] }), 422, "/body/tags/1"),
        (json!({ "tags": vec!["a"; 11] }), 400, "/body/tags"),
        (json!({ "state": "accepted" }), 400, "/body/state"),
    ] {
        put_json(&scene.bo, &at(band, ferry), &body)
            .expect(status)
            .at(&[place]);
    }
    let count: i64 = scene
        .app
        .db
        .value("select count(*) from user_group_members", &[]);
    assert_eq!(count, 0);
}

#[test]
fn members_and_memberships_are_listed_page_by_page() {
    let scene = Scene::new();
    let maya = &scene.maya;
    let label = scene.group(maya, "label", "Low Tide");
    let wanted: Vec<String> = (0..5).map(|number| format!("Persona {number}")).collect();
    for name in &wanted {
        invite(maya, label, scene.group(maya, "persona", name)).expect(200);
    }
    scene.app.db.execute(
        "update user_group_members set created_at = '2026-01-01'",
        &[],
    );
    let sql = "select string_agg(display_name, ' ' order by id desc) from user_groups where type = 'persona'";
    let wanted: String = scene.app.db.value(sql, &[]);
    for limit in [1, 2, 5, 200] {
        let items = all_pages(
            &scene.app.anonymous(),
            &format!("{}/members", path(label)),
            limit,
        );
        let names: Vec<&str> = items
            .iter()
            .filter_map(|item| item["group"]["display_name"].as_str())
            .collect();
        assert_eq!(names.join(" "), wanted);
    }
    // A cursor is good for its own list, end and state.
    let page = maya
        .get(&format!("{}/members?limit=2", path(label)))
        .expect(200)
        .json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    for other in [
        "members?state=invited&",
        "memberships?",
        "recommendations?",
        "followers?",
    ] {
        maya.get(&format!("{}/{other}cursor={cursor}", path(label)))
            .refused(422, "cursor-unknown");
    }
}

#[test]
fn the_groups_of_who_has_left_are_no_members() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, label) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "label", "Low Tide"),
    );
    scene.join((maya, label), (bo, ferry));
    bo.delete(&bo.path()).expect(204);
    assert_eq!(
        maya.get(&format!("{}/members", path(label)))
            .expect(200)
            .json()["items"],
        json!([])
    );
    assert_eq!(maya.get(&path(label)).expect(200).json()["member_count"], 0);
    maya.delete(&at(label, ferry)).refused(404, "not-found");
}
