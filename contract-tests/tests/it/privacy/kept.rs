//! What the database keeps of choices, and the trail.

use contract_tests::TestApp;
use serde_json::json;

use super::Scene;

#[test]
fn a_choice_is_in_the_trail_by_the_names_of_what_changed() {
    let scene = Scene::new();
    scene.choose(
        &scene.bo.path(),
        &json!({ "country": "public", "last_name": "community" }),
    );
    scene.choose(&scene.bo.path(), &json!({ "country": "public" }));
    scene.choose(&scene.bo.path(), &json!({ "country": "public" }));
    scene.choose(
        &scene.group,
        &json!({ "visibility": "private", "owner_id": "public" }),
    );
    let sql = "select operation || ' ' || object_kind || ' ' || array_to_string(fields, ',') from audit_events
        where operation in ('choosePrivacy', 'chooseUserGroupPrivacy') and actor_id = $1 and subject_id = $1 order by id";
    let rows = scene.app.db.query(sql, &[&scene.bo.id]);
    let events: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(
        events,
        [
            "choosePrivacy user country,last_name",
            "choosePrivacy user last_name",
            "chooseUserGroupPrivacy user_group visibility,owner_id"
        ]
    );
}

#[test]
fn a_choice_that_the_spec_no_longer_allows_is_not_followed() {
    let scene = Scene::new();
    let stored = r#"{"country":"public","role":"public","shoe_size":"public"}"#;
    let sql = "update users set privacy_choices = $1::text::jsonb where id = $2";
    scene.app.db.execute(sql, &[&stored, &scene.bo.id]);
    let stored = r#"{"group_email":"public"}"#;
    let sql = "update user_groups set privacy_choices = $1::text::jsonb where owner_id = $2";
    scene.app.db.execute(sql, &[&stored, &scene.bo.id]);
    let anyone = scene.app.anonymous();
    let seen = anyone.get(&scene.bo.path()).expect(200).json();
    assert_eq!(seen, json!({ "id": scene.bo.id, "country": "SE" }));
    let seen = anyone.get(&scene.group).expect(200).json();
    assert_eq!(seen.get("group_email"), None);
}

#[test]
fn the_database_keeps_nothing_that_is_no_audience() {
    let app = TestApp::start();
    let sql = "select is_privacy_choices($1::text::jsonb)";
    let is_kept = |choices: &str| app.db.value::<bool>(sql, &[&choices]);
    assert!(is_kept("{}") && is_kept(r#"{"country":"public","first_name":"private"}"#));
    for wrong in [
        "[]",
        "null",
        "1",
        r#"{"a":"everyone"}"#,
        r#"{"a":1}"#,
        r#"{"a":null}"#,
        r#"{"a":["public"]}"#,
        r#"{"a":{"b":"public"}}"#,
    ] {
        assert!(!is_kept(wrong), "{wrong}");
    }
}
