//! Groups inside groups: which take which, and how they are listed.

use serde_json::json;
use uuid::Uuid;

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
    let (ferry, label) = scene.persona_under_label();
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

/// A profile is one request: the newest members come with it, as the list of members shows them.
#[test]
fn the_newest_members_are_shown_beside_the_group_and_its_etag_tells_when_they_change() {
    let scene = Scene::new();
    let bo = &scene.bo;
    let band = scene.group(bo, "band", "The Gangway");
    let anyone = scene.app.anonymous();
    let shown = || anyone.get(&path(band)).expect(200);
    assert_eq!(shown().json()["members"], json!([]));
    let members: Vec<Uuid> = (0..13)
        .map(|number| scene.group(bo, "persona", &format!("Member {number}")))
        .collect();
    for member in &members {
        invite(bo, band, *member).expect(200);
    }
    let last = members[12];
    let part = json!({ "display_name": "Bo of the sea", "tags": ["harmonium", "voice"] });
    put_json(bo, &at(band, last), &part).expect(200);
    let group = shown().json();
    let names: Vec<_> = group["members"]
        .as_array()
        .expect("members")
        .iter()
        .map(|member| member["display_name"].as_str().expect("a name").to_owned())
        .collect();
    let wanted: Vec<_> = (1..13)
        .rev()
        .map(|number| format!("Member {number}"))
        .collect();
    assert_eq!(names, wanted);
    assert_eq!(group["member_count"], 13);
    assert_eq!(
        group["members"][0],
        json!({ "id": last, "type": "persona", "display_name": "Member 12", "name_in_group": "Bo of the sea", "tags": ["harmonium", "voice"] })
    );
    // Who is only invited is not shown.
    let other = scene.group(&scene.maya, "persona", "Linnet");
    invite(bo, band, other).expect(200);
    assert_eq!(shown().json()["members"], group["members"]);
    // In lists a group is without them.
    let listed = anyone.get("/v1/user-groups?type=band").expect(200).json();
    assert_eq!(listed["items"][0].get("members"), None);
    // Whatever changes of what is shown of a member, the group's tag changes, and lets its owner change the group still.
    let mut known = shown().etag();
    let own = || bo.get(&path(band)).expect(200).etag();
    let changes: [&dyn Fn(); 4] = [
        &|| {
            drop(
                bo.patch(&path(last), &json!({ "display_name": "Night Ferry" }))
                    .expect(200),
            )
        },
        &|| drop(put_json(bo, &at(band, last), &json!({ "tags": ["voice"] })).expect(200)),
        &|| {
            let image = bo.request("PUT", &format!("{}/avatar", path(last)));
            image
                .body("image/png", contract_tests::pictures::png(8, 8))
                .expect(200);
        },
        &|| drop(bo.delete(&at(band, members[5])).expect(204)),
    ];
    for change in changes {
        anyone
            .get(&path(band))
            .header("if-none-match", &known)
            .expect(304);
        let before = own();
        change();
        anyone
            .get(&path(band))
            .header("if-none-match", &known)
            .expect(200);
        known = shown().etag();
        assert_ne!(own(), before);
        bo.patch(&path(band), &json!({}))
            .header("if-match", before)
            .expect(200);
    }
    assert!(shown().json()["members"][0]["avatar"]["small"].is_string());
}
