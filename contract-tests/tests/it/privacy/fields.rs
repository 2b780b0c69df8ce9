//! Fields × audiences × viewers, generated from the spec, in every place that shows a person or a group.

use contract_tests::TestApp;
use serde_json::{Value, json};

use super::{Scene, Viewer, choosable, fields, members};

/// Wants the viewer to see exactly the fields of their audience, where one has been chosen another.
#[track_caller]
pub(super) fn check(schema: &str, chosen: Option<(&str, &str)>, viewer: &Viewer, seen: &Value) {
    check_but(&[], schema, chosen, viewer, seen);
}

/// The same of a group in a list, where its members are not.
#[track_caller]
fn check_listed(chosen: Option<(&str, &str)>, viewer: &Viewer, seen: &Value) {
    check_but(&["members"], "UserGroup", chosen, viewer, seen);
    assert_eq!(seen.get("members"), None);
}

#[track_caller]
fn check_but(
    but: &[&str],
    schema: &str,
    chosen: Option<(&str, &str)>,
    viewer: &Viewer,
    seen: &Value,
) {
    for (field, privacy) in fields(schema).filter(|(field, _)| !but.contains(field)) {
        let begins_with = privacy["audience"].as_str().expect("an audience");
        let audience = chosen.filter(|(name, _)| *name == field);
        let audience = audience.map_or(begins_with, |(_, audience)| audience);
        let wanted = viewer.sees(audience);
        let word = if wanted { "sees" } else { "does not see" };
        assert_eq!(
            seen.get(field).is_some(),
            wanted,
            "{} {word} {field} of {schema} with {chosen:?}: {seen}",
            viewer.name
        );
    }
}

/// As others list groups, staff see no more than everybody who is signed in.
pub(super) fn in_lists(viewer: &Viewer) -> Viewer {
    let audience = if viewer.is_staff {
        "community"
    } else {
        viewer.audience
    };
    Viewer {
        audience,
        caller: viewer.caller.clone(),
        ..*viewer
    }
}

#[test]
fn everybody_sees_of_a_person_what_the_spec_lets_them_see() {
    let scene = Scene::new();
    for viewer in scene.viewers() {
        let seen = viewer.caller.get(&scene.bo.path()).expect(200).json();
        check("User", None, &viewer, &seen);
    }
}

#[test]
fn everybody_sees_of_a_person_what_the_person_lets_them_see() {
    let scene = Scene::new();
    let viewers = scene.viewers();
    for (field, audience) in choosable("User") {
        scene.choose(&scene.bo.path(), &json!({ field: audience }));
        for viewer in &viewers {
            let seen = viewer.caller.get(&scene.bo.path()).expect(200).json();
            check("User", Some((field, audience)), viewer, &seen);
        }
    }
}

#[test]
fn everybody_sees_of_a_group_what_the_spec_lets_them_see() {
    let scene = Scene::new();
    for viewer in scene.viewers() {
        let seen = viewer.caller.get(&scene.group).expect(200).json();
        check("UserGroup", None, &viewer, &seen);
    }
}

#[test]
fn everybody_sees_of_a_group_what_its_owner_lets_them_see_alone_and_in_lists() {
    let scene = Scene::new();
    let viewers = scene.viewers();
    scene.choose(&scene.bo.path(), &json!({ "owned_groups": "public" }));
    let mut both = choosable("UserGroup");
    both.push(("group_email", "private"));
    for (field, audience) in both {
        let choice = json!({ "visibility": "public", field: audience });
        scene.choose(&scene.group, &choice);
        for viewer in &viewers {
            let mut alone = viewer.caller.get(&scene.group).expect(200).json();
            check("UserGroup", Some((field, audience)), viewer, &alone);
            let of_bo = viewer.caller.get(&scene.bo.groups()).expect(200).json();
            alone.as_object_mut().expect("a group").remove("members");
            assert_eq!(of_bo["items"], json!([alone]), "{}", viewer.name);
        }
    }
}

#[test]
fn a_list_for_everybody_shows_staff_what_it_shows_everybody_who_is_signed_in() {
    let scene = Scene::new();
    let viewers = scene.viewers();
    for (field, audience) in choosable("UserGroup") {
        let choice = json!({ "visibility": "public", field: audience });
        scene.choose(&scene.group, &choice);
        for viewer in viewers.iter().map(in_lists) {
            for path in ["/v1/user-groups", "/v1/user-groups?type=band"] {
                let listed = viewer.caller.get(path).expect(200).json();
                let seen = &listed["items"][0];
                check_listed(Some((field, audience)), &viewer, seen);
            }
        }
    }
}

#[test]
fn a_field_without_a_value_is_left_out_for_everybody() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let seen = bo.get(&bo.path()).expect(200).json();
    let names: Vec<_> = members(&seen).map(|(name, _)| name).collect();
    let wanted = [
        "id",
        "role",
        "owned_groups",
        "followed_groups",
        "created_at",
    ];
    assert_eq!(names, wanted);
}

#[test]
fn nobody_learns_an_address_from_a_profile_whatever_was_chosen() {
    let scene = Scene::new();
    let all = |schema| {
        let choices = choosable(schema).into_iter().rev();
        choices.fold(json!({}), |mut all, (field, audience)| {
            all[field] = json!(audience);
            all
        })
    };
    scene.choose(&scene.bo.path(), &all("User"));
    let mut of_group = all("UserGroup");
    of_group["visibility"] = json!("public");
    scene.choose(&scene.group, &of_group);
    let (profile, groups) = (scene.bo.path(), scene.bo.groups());
    for viewer in scene.viewers() {
        for path in [&profile, &scene.group, "/v1/user-groups", &groups] {
            let seen = viewer.caller.get(path).expect(200);
            let seen = seen.text();
            let name = viewer.name;
            assert!(
                !seen.contains(&scene.bo.username),
                "{name} sees the address at {path}"
            );
            let of_band = seen.contains("band@music.example");
            assert!(
                !of_band || viewer.audience != "public",
                "{name} sees the band's at {path}"
            );
        }
    }
}

#[test]
fn what_a_person_lets_others_see_does_not_change_what_their_own_tokens_tell() {
    let scene = Scene::new();
    let info = |scene: &Scene| {
        let token = scene
            .app
            .sign_in(&scene.bo.username, "openid profile email");
        token.get("/oauth/userinfo").expect(200).json()
    };
    let before = info(&scene);
    assert_eq!(before["email"], scene.bo.username);
    scene.choose(&scene.bo.path(), &json!({ "first_name": "public" }));
    let mut after = info(&scene);
    // The person's row has changed, and that is told.
    after["updated_at"] = before["updated_at"].clone();
    assert_eq!(after, before);
}
