//! Who sees what: each field of each publicly readable schema, by the audience that the spec gives it, for each viewer.

use contract_tests::{
    Caller, Person, TestApp,
    spec::{members, spec},
};
use serde_json::{Value, json};

/// From the widest audience to the narrowest.
const AUDIENCES: [&str; 3] = ["public", "community", "private"];

/// A person and a group of theirs with every field filled, and everybody who looks at them with the narrowest audience
/// that they belong to.
struct Scene {
    app: TestApp,
    bo: Person,
    group: String,
}

impl Scene {
    fn new() -> Self {
        let app = TestApp::start();
        let bo = app.person("artist");
        let details =
            json!({ "first_name": "Bo", "last_name": "Ek", "full_name": "Bo Ek", "country": "SE" });
        bo.patch(&bo.path(), &details).expect(200);
        let group = bo.create_group(bo.id, "band", "The Gangway");
        let group = format!("/v1/user-groups/{group}");
        let profile = json!({ "short_bio": "Sea songs", "description": "Four people.", "group_email": "band@music.example", "country": "NO" });
        bo.patch(&group, &profile).expect(200);
        for name in ["avatar", "banner"] {
            let image = bo.request("PUT", &format!("{group}/{name}"));
            image
                .body("image/png", contract_tests::pictures::png(8, 8))
                .expect(200);
        }
        Self { app, bo, group }
    }

    fn viewers(&self) -> Vec<(&'static str, Caller, &'static str)> {
        let app = &self.app;
        let elsewhere = app.tenant("Elsewhere");
        let person = |role| app.person(role).caller();
        vec![
            ("anonymous", app.anonymous(), "public"),
            ("client", app.service(), "public"),
            ("listener", person("listener"), "community"),
            ("artist", person("artist"), "community"),
            ("label", person("label"), "community"),
            ("tenant_admin", person("tenant_admin"), "private"),
            (
                "tenant_admin elsewhere",
                app.person_of("tenant_admin", Some(elsewhere)).caller(),
                "community",
            ),
            ("admin", person("admin"), "private"),
            ("super_admin", person("super_admin"), "private"),
            ("self", self.bo.caller(), "private"),
            // With a token that lets one act as a listener only, staff are no staff.
            (
                "admin as listener",
                app.sign_in(&app.account("admin", None).1, "read listener"),
                "community",
            ),
        ]
    }

    fn check(&self, schema: &str, path: &str) {
        let properties = &spec().root["components"]["schemas"][schema]["properties"];
        for (viewer, caller, narrowest) in self.viewers() {
            let seen = caller.get(path).expect(200).json();
            for (property, definition) in members(properties) {
                let audience = definition["x-privacy"]["audience"].as_str();
                let wanted = rank(audience) <= rank(Some(narrowest));
                let word = if wanted { "sees" } else { "does not see" };
                assert_eq!(
                    seen.get(property).is_some(),
                    wanted,
                    "{viewer} {word} {property} of {schema}: {seen}"
                );
            }
        }
    }
}

fn rank(audience: Option<&str>) -> usize {
    let found = AUDIENCES.iter().position(|name| Some(*name) == audience);
    found.unwrap_or_else(|| panic!("{audience:?} is no audience"))
}

#[test]
fn everybody_sees_of_a_person_what_the_spec_lets_them_see() {
    let scene = Scene::new();
    scene.check("User", &scene.bo.path());
}

#[test]
fn everybody_sees_of_a_group_what_the_spec_lets_them_see() {
    let scene = Scene::new();
    scene.check("UserGroup", &scene.group);
}

#[test]
fn a_list_of_groups_shows_no_more_than_each_group_does() {
    let scene = Scene::new();
    for (viewer, caller, _) in scene.viewers() {
        let alone = caller.get(&scene.group).expect(200).json();
        let listed = caller.get("/v1/user-groups?type=band").expect(200).json();
        assert_eq!(listed["items"], json!([alone]), "{viewer}");
    }
}

#[test]
fn a_field_without_a_value_is_left_out_for_everybody() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let seen = bo.get(&bo.path()).expect(200).json();
    let names: Vec<_> = members(&seen).map(|(name, _)| name).collect();
    assert_eq!(names, ["id", "role", "created_at"]);
}

#[test]
fn nobody_learns_an_address_from_a_profile() {
    let scene = Scene::new();
    let group = scene.group.as_str();
    for (viewer, caller, _) in scene.viewers() {
        for path in [scene.bo.path().as_str(), group, "/v1/user-groups"] {
            let seen = caller.get(path).expect(200);
            assert!(
                !seen.text().contains(&scene.bo.username),
                "{viewer} sees the address at {path}"
            );
        }
    }
}

#[test]
fn a_tag_given_to_one_audience_is_not_good_for_another() {
    let scene = Scene::new();
    for path in [scene.bo.path().as_str(), &scene.group] {
        let tag = |caller: &Caller| caller.get(path).expect(200).etag();
        let (public, private) = (tag(&scene.app.anonymous()), tag(&scene.bo));
        assert_ne!(public, private);
        scene
            .bo
            .get(path)
            .header("if-none-match", &public)
            .expect(200);
        scene
            .app
            .anonymous()
            .get(path)
            .header("if-none-match", &private)
            .expect(200);
        scene
            .app
            .anonymous()
            .get(path)
            .header("if-none-match", &public)
            .expect(304);
    }
}

#[test]
fn a_cache_between_does_not_show_one_what_another_may_see() {
    let scene = Scene::new();
    let answer = scene.bo.get(&scene.bo.path()).expect(200);
    assert!(
        answer
            .header("cache-control")
            .is_some_and(|value| value.contains("private"))
    );
    assert!(
        answer
            .header("vary")
            .is_some_and(|value| value.contains("authorization"))
    );
}

#[test]
fn every_publicly_readable_schema_is_looked_at_here() {
    let with_privacy = spec().schemas().filter(|(_, schema)| {
        members(&schema["properties"]).any(|(_, property)| property["x-privacy"] != Value::Null)
    });
    let names: Vec<_> = with_privacy.map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["User", "UserGroup"],
        "give each new one a test like those above"
    );
}
