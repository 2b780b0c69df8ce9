//! Who may own which groups, and how many.

use contract_tests::{TestApp, at_the_same_moment};
use serde_json::json;
use uuid::Uuid;

const ROLES: [&str; 6] = [
    "listener",
    "artist",
    "label",
    "tenant_admin",
    "admin",
    "super_admin",
];

#[test]
fn each_role_may_own_what_the_group_types_say() {
    let app = TestApp::start();
    let types = app.anonymous().get("/v1/group-types").expect(200).json();
    for role in ROLES {
        let person = app.person(role);
        for kind in types["items"].as_array().expect("types") {
            let name = kind["name"].as_str().expect("a name");
            let owner = kind["owners"]
                .as_array()
                .into_iter()
                .flatten()
                .find(|owner| owner["role"] == role);
            let create = || {
                let display_name = Uuid::now_v7();
                person.post(
                    &person.groups(),
                    &json!({ "type": name, "display_name": display_name }),
                )
            };
            let Some(owner) = owner else {
                create().refused(403, "group-type-not-allowed");
                continue;
            };
            let most = owner["most"].as_u64();
            for _ in 0..most.unwrap_or(3) {
                create().expect(201);
            }
            if most.is_some() {
                create().refused(409, "group-limit-reached");
            }
        }
    }
}

#[test]
fn a_listener_has_one_persona_and_an_artist_bands() {
    let app = TestApp::start();
    let types = app.anonymous().get("/v1/group-types").expect(200).json();
    let owner = |kind: usize, role: &str| {
        let owners = types["items"][kind]["owners"].as_array().expect("owners");
        owners
            .iter()
            .find(|owner| owner["role"] == role)
            .map(|owner| owner["most"].as_i64())
    };
    assert_eq!(
        (
            owner(0, "listener"),
            owner(1, "listener"),
            owner(2, "listener")
        ),
        (Some(Some(1)), None, None)
    );
    assert_eq!(
        (owner(0, "artist"), owner(1, "artist"), owner(2, "artist")),
        (Some(None), Some(None), None)
    );
    assert_eq!((owner(2, "label"), owner(3, "label")), (Some(None), None));
}

#[test]
fn of_two_personas_that_a_listener_creates_at_the_same_moment_one_is_there() {
    let app = TestApp::start();
    for _ in 0..3 {
        let lin = app.person("listener");
        let create = |_| {
            lin.post(
                &lin.groups(),
                &json!({ "type": "persona", "display_name": Uuid::now_v7() }),
            )
            .send()
            .status
        };
        let mut statuses = at_the_same_moment(2, create);
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        let owned: i64 = app.db.value(
            "select count(*) from user_groups where owner_id = $1",
            &[&lin.id],
        );
        assert_eq!(owned, 1);
    }
}

#[test]
fn a_listener_who_deletes_their_persona_may_create_another() {
    let app = TestApp::start();
    let lin = app.person("listener");
    let first = lin.create_group(lin.id, "persona", "Lin");
    lin.post(
        &lin.groups(),
        &json!({ "type": "persona", "display_name": "Linnet" }),
    )
    .refused(409, "group-limit-reached");
    lin.delete(&format!("/v1/user-groups/{first}")).expect(204);
    lin.create_group(lin.id, "persona", "Linnet");
}

#[test]
fn a_token_of_a_lesser_role_creates_what_that_role_may() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let as_listener = app.sign_in(&bo.username, "read_write listener");
    let create = |kind: &str| {
        as_listener.post(
            &bo.groups(),
            &json!({ "type": kind, "display_name": "Night Ferry" }),
        )
    };
    create("band").refused(403, "group-type-not-allowed");
    create("persona").expect(201);
    create("persona").refused(409, "group-limit-reached");
}

#[test]
fn staff_create_groups_for_others_by_the_rules_of_the_owner() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (lin, ada, tariq) = (
        app.person("listener"),
        app.person("admin"),
        app.person("tenant_admin"),
    );
    let band = json!({ "type": "band", "display_name": "The Gangway" });
    ada.post(&lin.groups(), &band)
        .refused(403, "group-type-not-allowed");
    let group = ada.create_group(lin.id, "persona", "Lin");
    let seen = lin
        .get(&format!("/v1/user-groups/{group}"))
        .expect(200)
        .json();
    assert_eq!(seen["owner_id"], lin.id.to_string());
    let persona = json!({ "type": "persona", "display_name": "Linnet" });
    tariq
        .post(&lin.groups(), &persona)
        .refused(409, "group-limit-reached");
    let far = app.person_of("artist", Some(elsewhere));
    tariq
        .post(&far.groups(), &persona)
        .refused(403, "forbidden");
    ada.post(&app.person("super_admin").groups(), &persona)
        .refused(403, "forbidden");
}

#[test]
fn a_new_group_is_where_its_location_says() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let all = json!({ "type": "band", "display_name": "The Gangway", "short_bio": "Sea songs", "description": "Four people\n\tand a harmonium",
        "group_email": "band@music.example", "country": "SE" });
    let created = bo.post(&bo.groups(), &all).expect(201);
    let location = created.header("location").expect("a Location");
    let read = bo.get(location).expect(200);
    assert_eq!((read.json(), read.etag()), (created.json(), created.etag()));
    for (name, value) in all.as_object().expect("an object") {
        assert_eq!(read.json()[name], *value, "{name}");
    }
    assert_eq!(read.json()["owner_id"], bo.id.to_string());
}

#[test]
fn a_group_is_what_its_schema_says() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for (field, wrong, status) in [
        ("type", json!("choir"), 400),
        ("type", json!(null), 400),
        ("display_name", json!(""), 400),
        ("display_name", json!("é".repeat(101)), 400),
        ("display_name", json!("Night\nFerry"), 400),
        ("short_bio", json!("é".repeat(201)), 400),
        ("description", json!("é".repeat(5001)), 400),
        ("description", json!("bell\u{7}"), 400),
        ("group_email", json!("band"), 400),
        ("country", json!("sweden"), 400),
        ("country", json!("XX"), 422),
        ("owner_id", json!(bo.id), 400),
        ("links", json!("https://music.example"), 400),
        ("tags", json!({}), 400),
    ] {
        let mut body = json!({ "type": "persona", "display_name": "Night Ferry" });
        body[field] = wrong;
        bo.post(&bo.groups(), &body)
            .expect(status)
            .at(&[&format!("/body/{field}")]);
    }
    let count: i64 = app.db.value("select count(*) from user_groups", &[]);
    assert_eq!(count, 0);
    let longest = json!({ "type": "persona", "display_name": "é".repeat(100), "short_bio": "é".repeat(200), "description": "🎵".repeat(5000) });
    bo.post(&bo.groups(), &longest).expect(201);
}
