//! The trail of looks: each time that staff are shown what is private of somebody, and no other time.

use contract_tests::{Caller, Person, TestApp, spec};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Scene, fields, members};

/// A look, as the trail keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    actor: Uuid,
    role: String,
    client: String,
    operation: String,
    object: String,
    subject: Uuid,
    fields: String,
}

/// The looks from this one on.
fn looks(app: &TestApp, from: usize) -> Vec<Look> {
    let sql = "select actor_id, actor_role, client_id, operation, object_kind || ' ' || object_id, subject_id, array_to_string(fields, ' ')
        from audit_events where operation like any (array['get%', 'list%']) and subject_tenant_id is not null order by id";
    let rows = app.db.query(sql, &[]);
    let look = rows.iter().skip(from).map(|row| Look {
        actor: row.get(0),
        role: row.get(1),
        client: row.get(2),
        operation: row.get(3),
        object: row.get(4),
        subject: row.get(5),
        fields: row.get(6),
    });
    look.collect()
}

/// What somebody does is one look at something of Bo's.
#[track_caller]
fn is_look(
    scene: &Scene,
    who: (&Person, &str),
    operation: &str,
    object: &str,
    fields: &str,
) -> Look {
    let (person, role) = who;
    let subject = scene.bo.id;
    Look {
        actor: person.id,
        role: role.to_owned(),
        client: "demo-first-party".to_owned(),
        operation: operation.to_owned(),
        object: object.to_owned(),
        subject,
        fields: fields.to_owned(),
    }
}

/// The fields of a profile that only the person and staff see, by the spec alone.
fn private(schema: &str) -> String {
    let private = fields(schema).filter(|(_, privacy)| privacy["audience"] == "private");
    let names: Vec<_> = private.map(|(name, _)| name).collect();
    names.join(" ")
}

/// The fields of an account.
fn account() -> String {
    let properties = &spec().root["components"]["schemas"]["Account"]["properties"];
    let names: Vec<_> = members(properties).map(|(name, _)| name).collect();
    names.join(" ")
}

#[test]
fn each_look_of_staff_at_what_is_private_is_in_the_trail() {
    let scene = Scene::new();
    let bo = &scene.bo;
    let user = format!("user {}", bo.id);
    let group = scene.group.replace("/v1/user-groups/", "user_group ");
    let group_privacy = format!("{}/privacy", scene.group);
    let of_bo = |what: &str, operation| {
        let path = format!("{}/{what}", bo.path());
        (path, operation, &user, what.to_owned())
    };
    let calls = [
        (bo.path(), "getUser", &user, private("User")),
        (bo.account(), "getAccount", &user, account()),
        (
            format!("/v1/users?username={}", bo.username),
            "listUsers",
            &user,
            account(),
        ),
        of_bo("privacy", "getPrivacy"),
        of_bo("sessions", "listSessions"),
        of_bo("membership", "getMembership"),
        of_bo("shares", "listShares"),
        of_bo("credits", "listCredits"),
        (
            bo.groups(),
            "listUserGroupsOfUser",
            &user,
            "owned_groups".to_owned(),
        ),
        (
            scene.group.clone(),
            "getUserGroup",
            &group,
            private("UserGroup"),
        ),
        (
            group_privacy,
            "getUserGroupPrivacy",
            &group,
            "privacy".to_owned(),
        ),
    ];
    let mut count = 0;
    for role in ["tenant_admin", "admin", "super_admin"] {
        let person = scene.app.person(role);
        for (path, operation, object, fields) in &calls {
            person.get(path).expect(200);
            let wanted = is_look(&scene, (&person, role), operation, object, fields);
            assert_eq!(looks(&scene.app, count), [wanted]);
            count += 1;
        }
    }
}

#[test]
fn a_look_is_by_the_role_that_one_acts_with() {
    let scene = Scene::new();
    let sol = scene.app.person("super_admin");
    let as_admin = scene.app.sign_in(&sol.username, "read admin");
    as_admin.get(&scene.bo.path()).expect(200);
    let found = looks(&scene.app, 0);
    assert_eq!((found[0].actor, found[0].role.as_str()), (sol.id, "admin"));
}

#[test]
fn who_is_no_staff_or_looks_at_what_everybody_sees_is_not_in_the_trail() {
    let scene = Scene::new();
    let bo = &scene.bo;
    scene.choose(
        &bo.path(),
        &json!({ "country": "community", "owned_groups": "public" }),
    );
    let paths = [
        bo.path(),
        bo.groups(),
        scene.group.clone(),
        "/v1/user-groups".to_owned(),
        "/v1/group-types".to_owned(),
    ];
    let own = [
        bo.account(),
        format!("{}/privacy", bo.path()),
        format!("{}/sessions", bo.path()),
        format!("{}/membership", bo.path()),
        format!("{}/shares", bo.path()),
        format!("{}/credits", bo.path()),
        "/v1/me".to_owned(),
    ];
    for viewer in scene.viewers().iter().filter(|viewer| !viewer.is_staff) {
        for path in &paths {
            viewer.caller.get(path).expect(200);
        }
        for path in own.iter().filter(|_| viewer.audience == "private") {
            viewer.caller.get(path).expect(200);
        }
    }
    // Staff look at themselves, at whom they do not reach, and at lists for everybody.
    let far = scene
        .app
        .person_of("tenant_admin", Some(scene.app.tenant("Far")));
    let ada = scene.app.person("admin");
    for path in [
        ada.path(),
        ada.account(),
        ada.groups(),
        "/v1/user-groups".to_owned(),
        "/v1/tenants".to_owned(),
    ] {
        ada.get(&path).expect(200);
    }
    far.get(&bo.path()).expect(200);
    far.get(&bo.groups()).expect(200);
    far.get(&bo.account()).refused(403, "forbidden");
    far.get(&format!("{}/privacy", scene.group))
        .refused(403, "forbidden");
    assert_eq!(looks(&scene.app, 0), []);
}

#[test]
fn of_a_list_of_accounts_each_person_who_was_shown_is_in_the_trail() {
    let scene = Scene::new();
    let tariq = scene.app.person("tenant_admin");
    scene.app.account("admin", None);
    scene.app.person_of("artist", Some(scene.app.tenant("Far")));
    let shown = [
        scene.bo.id,
        scene.app.account("listener", None).0,
        scene.app.account("label", None).0,
    ];
    let subjects = |from: usize| {
        let mut subjects: Vec<_> = looks(&scene.app, from)
            .iter()
            .map(|look| look.subject)
            .collect();
        subjects.sort_unstable();
        subjects
    };
    tariq.get("/v1/users").expect(200);
    assert_eq!(subjects(0), shown);
    let page = tariq.get("/v1/users?limit=1").expect(200).json();
    assert_eq!(
        subjects(3),
        [shown[2]],
        "the page, and not the row by which one knows that there are more"
    );
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    tariq
        .get(&format!("/v1/users?limit=1&cursor={cursor}"))
        .expect(200);
    assert_eq!(subjects(4), [shown[1]]);
    tariq.get("/v1/users?role=distributor").expect(400);
    tariq
        .get("/v1/users?username=nobody@music.example")
        .expect(200);
    assert_eq!(subjects(5), [] as [Uuid; 0]);
}

#[test]
fn what_was_shown_before_and_has_not_changed_is_looked_at_again() {
    let scene = Scene::new();
    let ada = scene.app.person("admin");
    for (number, path) in [scene.bo.path(), scene.bo.account(), scene.group.clone()]
        .iter()
        .enumerate()
    {
        let tag = ada.get(path).expect(200).etag();
        ada.get(path).header("if-none-match", tag).expect(304);
        ada.request("HEAD", path).expect(200);
        assert_eq!(looks(&scene.app, number * 3).len(), 3, "{path}");
    }
}

#[test]
fn a_field_that_its_person_has_opened_is_not_looked_at() {
    let scene = Scene::new();
    let ada = scene.app.person("admin");
    scene.choose(
        &scene.bo.path(),
        &json!({ "country": "community", "first_name": "public" }),
    );
    ada.get(&scene.bo.path()).expect(200);
    let found = looks(&scene.app, 0);
    let seen: Vec<_> = found[0].fields.split(' ').collect();
    assert!(
        !seen.contains(&"country") && !seen.contains(&"first_name"),
        "{seen:?}"
    );
    assert!(
        seen.contains(&"last_name") && seen.contains(&"role"),
        "{seen:?}"
    );
}

#[test]
fn nothing_is_shown_that_the_trail_cannot_keep() {
    let scene = Scene::new();
    let ada = scene.app.person("admin");
    scene.app.db.batch(
        "alter table audit_events add constraint broken check (operation like 'no%') not valid",
    );
    let refused = |caller: &Caller, path: &str| {
        let answer = caller.get(path).refused(500, "internal");
        assert!(!answer.text().contains("Ek"), "{}", answer.text());
    };
    for path in [
        scene.bo.path(),
        scene.bo.account(),
        "/v1/users".to_owned(),
        scene.group.clone(),
    ] {
        refused(&ada, &path);
    }
    let own = scene.bo.get(&scene.bo.path()).expect(200).json();
    assert_eq!(own["last_name"], Value::from("Ek"));
}
