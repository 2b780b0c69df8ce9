//! What is shown inside a group: its links, and the groups that are in it.

use serde_json::{Value, json};

use super::{
    Scene, fields,
    fields::{check, in_lists},
};

fn links(group: &Value) -> Vec<&str> {
    let links = group["links"].as_array().expect("links").iter();
    links.filter_map(|link| link["url"].as_str()).collect()
}

#[test]
fn everybody_sees_of_a_link_what_the_spec_lets_them_see() {
    let scene = Scene::new();
    for viewer in scene.viewers() {
        let alone = viewer.caller.get(&scene.group).expect(200).json();
        check("Link", None, &viewer, &alone["links"][0]);
        let listed = viewer.caller.get("/v1/user-groups").expect(200).json();
        let seen = &listed["items"][0]["links"][0];
        check("Link", None, &in_lists(&viewer), seen);
    }
}

#[test]
fn a_link_that_is_personal_data_is_there_for_those_only_who_may_see_that_it_is() {
    let scene = Scene::new();
    let mark = fields("Link").find(|(name, _)| *name == "personal_data");
    let (_, privacy) = mark.expect("a mark");
    let audience = privacy["audience"].as_str().expect("an audience");
    for viewer in scene.viewers() {
        let alone = viewer.caller.get(&scene.group).expect(200).json();
        let listed = viewer.caller.get("/v1/user-groups").expect(200).json();
        let in_list = in_lists(&viewer);
        for (seen, sees) in [
            (&alone, viewer.sees(audience)),
            (&listed["items"][0], in_list.sees(audience)),
        ] {
            let wanted: &[&str] = match sees {
                true => &["https://gangway.example/", "https://bo.example/"],
                false => &["https://gangway.example/"],
            };
            assert_eq!(links(seen), wanted, "{}", viewer.name);
            assert_eq!(
                seen.to_string().contains("bo.example"),
                sees,
                "{}",
                viewer.name
            );
        }
    }
}

#[test]
fn everybody_sees_of_a_membership_what_the_spec_lets_them_see_and_of_the_group_in_it_too() {
    let scene = Scene::new();
    let member = scene.bo.create_group(scene.bo.id, "persona", "Night Ferry");
    let email = json!({ "group_email": "ferry@music.example" });
    let ferry = format!("/v1/user-groups/{member}");
    scene.bo.patch(&ferry, &email).expect(200);
    let part = json!({ "display_name": "Bo", "tags": ["harmonium"] });
    let put = format!("{}/members/{member}", scene.group);
    let put = scene.bo.request("PUT", &put).json(part.to_string());
    put.expect(200);
    let email = json!({ "group_email": "band@music.example" });
    scene.bo.patch(&scene.group, &email).expect(200);
    for viewer in scene.viewers().iter().map(in_lists) {
        for list in [
            format!("{}/members", scene.group),
            format!("{ferry}/memberships"),
        ] {
            let page = viewer.caller.get(&list).expect(200).json();
            check("GroupMember", None, &viewer, &page["items"][0]);
            let group = &page["items"][0]["group"];
            let private = [("group_email", "private"), ("owner_id", "private")];
            for (field, audience) in private {
                let seen = group.get(field).is_some();
                assert_eq!(seen, viewer.sees(audience), "{} {field}", viewer.name);
            }
        }
    }
}
