//! Public, unlisted and private groups: who finds them, and where.

use serde_json::{Value, json};

use super::Scene;

const VISIBILITIES: [&str; 3] = ["public", "unlisted", "private"];

#[test]
fn who_finds_a_group_is_what_its_owner_chose() {
    let scene = Scene::new();
    let viewers = scene.viewers();
    for visibility in VISIBILITIES {
        scene.choose(&scene.group, &json!({ "visibility": visibility }));
        for viewer in &viewers {
            let name = viewer.name;
            let may_know = visibility != "private" || viewer.audience == "private";
            let alone = viewer.caller.get(&scene.group);
            let alone = alone.expect(if may_know { 200 } else { 404 }).json();
            let told = alone.get("visibility").and_then(Value::as_str);
            let wanted = (viewer.audience == "private").then_some(visibility);
            assert_eq!(told, wanted, "{name}");
            // Its owner and staff find it in a list for everybody no sooner than others.
            for path in ["/v1/user-groups", "/v1/user-groups?type=band"] {
                let listed = viewer.caller.get(path).expect(200).json();
                let is_listed = listed["items"] != json!([]);
                assert_eq!(is_listed, visibility == "public", "{name} at {path}");
            }
        }
    }
}

#[test]
fn a_private_group_is_for_others_as_if_it_were_not_there() {
    let scene = Scene::new();
    scene.choose(&scene.group, &json!({ "visibility": "private" }));
    let nothing = format!("/v1/user-groups/{}", uuid::Uuid::now_v7());
    let changes = [
        ("GET", "", None),
        ("GET", "/privacy", None),
        (
            "PATCH",
            "",
            Some(("application/merge-patch+json", r#"{"country":"DE"}"#)),
        ),
        (
            "PUT",
            "/privacy",
            Some(("application/json", r#"{"visibility":"public"}"#)),
        ),
        ("DELETE", "", None),
    ];
    let viewers = scene.viewers();
    let before = scene.app.db.fingerprint();
    for viewer in &viewers {
        if viewer.audience == "private" {
            continue;
        }
        for (method, end, body) in changes {
            let answer = |group: &str| {
                let request = viewer.caller.request(method, &format!("{group}{end}"));
                let answer = match body {
                    Some((media_type, body)) => request.body(media_type, body),
                    None => request,
                };
                let answer = answer.send();
                let problem = answer.json();
                (
                    answer.status,
                    problem["type"].clone(),
                    problem["detail"].clone(),
                )
            };
            assert_eq!(
                answer(&scene.group),
                answer(&nothing),
                "{} {method} {end}",
                viewer.name
            );
        }
    }
    assert_eq!(scene.app.db.fingerprint(), before);
}

#[test]
fn a_group_can_be_hidden_from_its_first_moment_on() {
    let scene = Scene::new();
    for visibility in VISIBILITIES {
        let body =
            json!({ "type": "persona", "display_name": visibility, "visibility": visibility });
        let created = scene.bo.post(&scene.bo.groups(), &body).expect(201);
        assert_eq!(created.json()["visibility"], visibility);
        let path = created.header("location").expect("a Location");
        let status = if visibility == "private" { 404 } else { 200 };
        scene.app.anonymous().get(path).expect(status);
        let told = scene.bo.get(&format!("{path}/privacy")).expect(200).json();
        assert_eq!(told["visibility"], visibility);
    }
    let wrong = json!({ "type": "persona", "display_name": "A", "visibility": "hidden" });
    scene
        .bo
        .post(&scene.bo.groups(), &wrong)
        .refused(400, "invalid-request")
        .at(&["/body/visibility"]);
}

#[test]
fn a_hidden_group_counts_among_those_that_a_person_may_own() {
    let scene = Scene::new();
    let lin = scene.app.person("listener");
    let persona = json!({ "type": "persona", "display_name": "Lin", "visibility": "private" });
    lin.post(&lin.groups(), &persona).expect(201);
    lin.post(&lin.groups(), &persona)
        .refused(409, "group-limit-reached");
}

#[test]
fn what_a_group_may_show_is_told_to_everybody_who_finds_it() {
    let scene = Scene::new();
    let choice = json!({ "visibility": "public", "show_owned_tracks": true });
    scene.choose(&scene.group, &choice);
    for viewer in scene.viewers() {
        let alone = viewer.caller.get(&scene.group).expect(200).json();
        let listed = viewer.caller.get("/v1/user-groups").expect(200).json();
        for seen in [&alone, &listed["items"][0]] {
            assert_eq!(seen["show_owned_tracks"], true, "{}", viewer.name);
            assert_eq!(seen["show_supported_artists"], false, "{}", viewer.name);
        }
    }
}

#[test]
fn among_hidden_groups_the_pages_of_the_list_are_full_and_in_order() {
    let scene = Scene::new();
    for number in 0..9 {
        let visibility = VISIBILITIES[number % 3];
        let body = json!({ "type": "persona", "display_name": number.to_string(), "visibility": visibility });
        scene.bo.post(&scene.bo.groups(), &body).expect(201);
    }
    let anyone = scene.app.anonymous();
    for limit in [1, 2, 3, 200] {
        let listed = crate::users::all_pages(&anyone, "/v1/user-groups?type=persona", limit);
        let names: Vec<_> = listed
            .iter()
            .map(|item| item["display_name"].as_str())
            .collect();
        assert_eq!(
            names,
            [Some("6"), Some("3"), Some("0")],
            "with a limit of {limit}"
        );
    }
}
