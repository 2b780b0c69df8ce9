//! The groups that a person owns: a list which they open to others, or not.

use contract_tests::Caller;
use serde_json::{Value, json};

use super::{AUDIENCES, Scene};
use crate::users::all_pages;

fn names(items: &[Value]) -> Vec<&str> {
    let names = items
        .iter()
        .filter_map(|item| item["display_name"].as_str());
    names.collect()
}

impl Scene {
    /// Two more groups of Bo's, which not everybody finds.
    fn hide_some(&self) {
        for visibility in ["unlisted", "private"] {
            let body =
                json!({ "type": "persona", "display_name": visibility, "visibility": visibility });
            self.bo.post(&self.bo.groups(), &body).expect(201);
        }
    }
}

#[test]
fn others_find_the_public_ones_if_the_person_lets_them_and_nothing_if_not() {
    let scene = Scene::new();
    scene.hide_some();
    let viewers = scene.viewers();
    for audience in AUDIENCES {
        scene.choose(&scene.bo.path(), &json!({ "owned_groups": audience }));
        for viewer in &viewers {
            let wanted: &[&str] = match viewer.audience {
                "private" => &["private", "unlisted", "The Gangway"],
                _ if viewer.sees(audience) => &["The Gangway"],
                _ => &[],
            };
            for limit in [1, 2, 200] {
                let listed = all_pages(&viewer.caller, &scene.bo.groups(), limit);
                assert_eq!(names(&listed), wanted, "{} with {audience}", viewer.name);
            }
            let profile = viewer.caller.get(&scene.bo.path()).expect(200).json();
            let path = viewer.sees(audience).then(|| scene.bo.groups());
            assert_eq!(profile["owned_groups"], json!(path), "{}", viewer.name);
        }
    }
}

#[test]
fn nobody_can_tell_a_hidden_list_from_an_empty_one() {
    let scene = Scene::new();
    scene.hide_some();
    let lin = scene.app.person("artist");
    scene.choose(&scene.bo.path(), &json!({ "owned_groups": "private" }));
    for viewer in scene.viewers() {
        if viewer.audience == "private" {
            continue;
        }
        for query in ["", "?limit=1"] {
            let answer = |path: &str| {
                let answer = viewer.caller.get(&format!("{path}{query}")).expect(200);
                let names = answer.headers.keys().map(ToString::to_string);
                (answer.json(), names.collect::<Vec<_>>())
            };
            assert_eq!(
                answer(&scene.bo.groups()),
                answer(&lin.groups()),
                "{}",
                viewer.name
            );
        }
    }
}

#[test]
fn a_page_does_not_tell_how_many_are_hidden() {
    let scene = Scene::new();
    scene.hide_some();
    let anyone = scene.app.anonymous();
    scene.choose(&scene.bo.path(), &json!({ "owned_groups": "public" }));
    let page = |caller: &Caller, path: &str| caller.get(path).expect(200).json();
    // The one public group is the oldest: the hidden ones neither fill the page nor make a next one.
    for path in [scene.bo.groups(), "/v1/user-groups".to_owned()] {
        let first = page(&anyone, &format!("{path}?limit=1"));
        let items = first["items"].as_array().expect("items");
        assert_eq!(
            (names(items), &first["next_cursor"]),
            (vec!["The Gangway"], &Value::Null)
        );
    }
    let first = page(&scene.bo, &format!("{}?limit=1", scene.bo.groups()));
    assert_ne!(first["next_cursor"], Value::Null);
}

#[test]
fn a_cursor_goes_no_further_than_its_holder_may_see() {
    let scene = Scene::new();
    scene.hide_some();
    let page = scene.bo.get(&format!("{}?limit=1", scene.bo.groups()));
    let page = page.expect(200).json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    let rest = format!("{}?cursor={cursor}", scene.bo.groups());
    let seen = |caller: &Caller| caller.get(&rest).expect(200).json()["items"].clone();
    assert_eq!(seen(&scene.app.anonymous()), json!([]));
    scene.choose(&scene.bo.path(), &json!({ "owned_groups": "public" }));
    let items = seen(&scene.app.anonymous());
    assert_eq!(names(items.as_array().expect("items")), ["The Gangway"]);
}

#[test]
fn of_nobody_there_are_no_groups() {
    let scene = Scene::new();
    let nobody = format!("/v1/users/{}/user-groups", uuid::Uuid::now_v7());
    for viewer in scene.viewers() {
        viewer.caller.get(&nobody).refused(404, "not-found");
    }
}
