//! Choosing: what can be chosen, what cannot, and when it holds.

use contract_tests::{TestApp, at_the_same_moment};
use serde_json::{Value, json};

use super::{Scene, choosable, fields, members};

/// What holds without a choice.
fn defaults(schema: &str) -> Value {
    let choosable = fields(schema).filter(|(_, privacy)| privacy["choosable"] == true);
    let mut defaults = json!({});
    for (field, privacy) in choosable {
        defaults[field] = privacy["audience"].clone();
    }
    if schema == "UserGroup" {
        defaults["visibility"] = json!("public");
        defaults["show_owned_tracks"] = json!(false);
        defaults["show_supported_artists"] = json!(false);
    }
    defaults
}

#[test]
fn nobody_who_has_not_chosen_has_opened_anything() {
    let scene = Scene::new();
    for (schema, path) in [
        ("User", scene.bo.path()),
        ("UserGroup", scene.group.clone()),
    ] {
        let told = scene.bo.get(&format!("{path}/privacy")).expect(200).json();
        assert_eq!(told, defaults(schema));
        for (field, audience) in members(&told) {
            let careful = [json!("private"), json!(false)].contains(audience);
            assert!(
                careful || field == "visibility",
                "{field} of {schema} is {audience}"
            );
        }
    }
}

#[test]
fn what_was_chosen_is_told_and_what_is_left_out_is_as_before_any_choice() {
    let scene = Scene::new();
    for (schema, path) in [
        ("User", scene.bo.path()),
        ("UserGroup", scene.group.clone()),
    ] {
        for (field, audience) in choosable(schema) {
            let mut choice = json!({ field: audience });
            if schema == "UserGroup" {
                choice["visibility"] = json!("unlisted");
            }
            let mut wanted = defaults(schema);
            members(&choice).for_each(|(name, value)| wanted[name] = value.clone());
            assert_eq!(scene.choose(&path, &choice), wanted);
            let told = scene.bo.get(&format!("{path}/privacy")).expect(200);
            assert_eq!(told.json(), wanted);
        }
    }
}

#[test]
fn what_cannot_be_chosen_is_refused_by_its_place_and_changes_nothing() {
    let scene = Scene::new();
    let (profile, group) = (scene.bo.path(), &scene.group);
    scene.choose(&profile, &json!({ "country": "community" }));
    let before = scene.app.db.fingerprint();
    let refused = |path: &str, field: &str, value: Value| {
        let mut choice = json!({ field: value });
        if path == group && field != "visibility" {
            choice["visibility"] = json!("public");
        }
        let request = scene.bo.request("PUT", &format!("{path}/privacy"));
        let answer = request
            .json(choice.to_string())
            .refused(400, "invalid-request");
        answer.at(&[&format!("/body/{field}")]);
    };
    for (schema, path) in [("User", profile.as_str()), ("UserGroup", group)] {
        // What has an audience that is not for choosing.
        for (field, _) in fields(schema).filter(|(_, privacy)| privacy["choosable"] == false) {
            if !["visibility", "show_owned_tracks", "show_supported_artists"].contains(&field) {
                refused(path, field, json!("public"));
            }
        }
        // What has none.
        refused(path, "username", json!("public"));
        refused(path, "password_hash", json!("public"));
        // What is no audience.
        for (field, _) in choosable(schema) {
            for wrong in [
                json!("everyone"),
                json!("Public"),
                json!(""),
                json!(null),
                json!(1),
                json!(["public"]),
                json!({}),
            ] {
                refused(path, field, wrong);
            }
        }
    }
    refused(group, "group_email", json!("public"));
    refused(group, "visibility", json!("hidden"));
    refused(group, "show_owned_tracks", json!("yes"));
    refused(group, "show_supported_artists", json!(null));
    let put = |path: &str, body: &str| {
        let request = scene.bo.request("PUT", &format!("{path}/privacy"));
        request.json(body).refused(400, "invalid-request")
    };
    put(group, "{}").at(&["/body/visibility"]);
    for body in [
        "[]",
        "null",
        "\"public\"",
        r#"{"country":"public","country":"private"}"#,
        "{",
    ] {
        put(&profile, body);
    }
    assert_eq!(scene.app.db.fingerprint(), before);
}

#[test]
fn only_the_person_chooses_and_only_staff_who_reach_them_may_read_it() {
    let scene = Scene::new();
    let viewers = scene.viewers();
    // Looks are kept, so the trail grows.
    let kept = || {
        let tables = scene.app.db.fingerprint().into_iter();
        tables
            .filter(|(table, _)| table != "audit_events")
            .collect::<Vec<_>>()
    };
    let before = kept();
    let choice = json!({ "visibility": "private" }).to_string();
    for path in [scene.bo.path(), scene.group.clone()] {
        let privacy = format!("{path}/privacy");
        for viewer in &viewers {
            let read = viewer.caller.get(&privacy).send().status;
            let wanted = match viewer.name {
                "anonymous" => 401,
                _ if viewer.audience == "private" => 200,
                _ => 403,
            };
            assert_eq!(read, wanted, "{} reads {privacy}", viewer.name);
            if viewer.name != "self" {
                let request = viewer.caller.request("PUT", &privacy).json(&choice);
                let status = request.send().status;
                assert!(
                    [400, 401, 403].contains(&status),
                    "{}: {status}",
                    viewer.name
                );
            }
        }
    }
    assert_eq!(kept(), before);
}

#[test]
fn a_choice_for_nobody_or_nothing_is_not_found() {
    let app = TestApp::start();
    let (bo, ada) = (app.person("artist"), app.person("admin"));
    let nobody = uuid::Uuid::now_v7();
    ada.get(&format!("/v1/users/{nobody}/privacy"))
        .refused(404, "not-found");
    let group = format!("/v1/user-groups/{nobody}/privacy");
    ada.get(&group).refused(404, "not-found");
    let choice = json!({ "visibility": "public" });
    bo.request("PUT", &group)
        .json(choice.to_string())
        .refused(404, "not-found");
}

#[test]
fn who_was_deleted_a_moment_ago_chooses_nothing() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let sql = "update users set deleted_at = now(), erase_at = now() where id = $1";
    app.db.execute(sql, &[&bo.id]);
    bo.request("PUT", &format!("{}/privacy", bo.path()))
        .json("{}")
        .refused(404, "not-found");
}

#[test]
fn a_choice_holds_for_the_very_next_request_to_another_server() {
    let scene = Scene::new();
    let second = scene.app.second();
    let there = scene.app.anonymous().at(&second);
    for turn in 0..10 {
        let audience = ["public", "private"][turn % 2];
        let visibility = ["private", "public"][turn % 2];
        scene.choose(&scene.bo.path(), &json!({ "country": audience }));
        let seen = there.get(&scene.bo.path()).expect(200).json();
        assert_eq!(seen.get("country").is_some(), audience == "public");
        scene.choose(&scene.group, &json!({ "visibility": visibility }));
        let status = if visibility == "public" { 200 } else { 404 };
        there.get(&scene.group).expect(status);
        let listed = there.get("/v1/user-groups").expect(200).json();
        assert_eq!(listed["items"] != json!([]), visibility == "public");
    }
}

#[test]
fn who_has_not_read_what_was_chosen_last_does_not_overwrite_it() {
    let scene = Scene::new();
    let opened = json!({ "country": "public" });
    let shown = json!({ "visibility": "unlisted" });
    for (path, choice) in [(scene.bo.path(), opened), (scene.group.clone(), shown)] {
        let path = format!("{path}/privacy");
        let tag = scene.bo.get(&path).expect(200).etag();
        let put = || {
            let request = scene.bo.request("PUT", &path).json(choice.to_string());
            request.header("if-match", &tag)
        };
        let answer = put().expect(200);
        put().refused(412, "precondition-failed");
        let read = scene.bo.get(&path).expect(200);
        assert_eq!((read.json(), read.etag()), (answer.json(), answer.etag()));
    }
}

#[test]
fn of_choices_at_the_same_moment_one_holds_whole() {
    let scene = Scene::new();
    let all = |audience: &str| {
        let mut all = json!({});
        choosable("User")
            .iter()
            .for_each(|(field, _)| all[*field] = json!(audience));
        all
    };
    let choices = [all("public"), all("community"), all("private")];
    let sql = "select version from users where id = $1";
    let version = || -> i32 { scene.app.db.value(sql, &[&scene.bo.id]) };
    let before = version();
    at_the_same_moment(6, |turn| scene.choose(&scene.bo.path(), &choices[turn % 3]));
    let told = scene
        .bo
        .get(&format!("{}/privacy", scene.bo.path()))
        .expect(200)
        .json();
    assert!(choices.contains(&told), "{told}");
    let sql = "select count(*) from audit_events where operation = 'choosePrivacy'";
    let events: i64 = scene.app.db.value(sql, &[]);
    let changes = i64::from(version() - before);
    assert_eq!(events, changes, "an event for each change");
}
