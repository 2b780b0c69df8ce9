//! Tenants: opened, renamed, and closed once nobody belongs to them.

use contract_tests::{TestApp, at_the_same_moment, callers::id_in};
use serde_json::json;
use uuid::Uuid;

use crate::users::moves::move_to;

#[test]
fn a_tenant_is_opened_filled_emptied_and_closed() {
    let app = TestApp::start();
    let ada = app.person("admin");
    let opened = ada
        .post("/v1/tenants", &json!({ "name": "Low Tide" }))
        .expect(201);
    let id = id_in(&opened.json());
    let path = format!("/v1/tenants/{id}");
    assert_eq!(opened.header("location"), Some(path.as_str()));
    let read = ada.get(&path).expect(200);
    assert_eq!((read.json(), read.etag()), (opened.json(), opened.etag()));
    assert_eq!(read.json()["is_default"], false);

    let bo = app.person("artist");
    let home = ada.get(&bo.account()).expect(200).json()["tenant_id"].clone();
    let home: Uuid = home.as_str().and_then(|id| id.parse().ok()).expect("an id");
    move_to(&ada, bo.id, id).expect(200);
    ada.delete(&path)
        .refused(409, "tenant-not-empty")
        .says("Move its people");
    // Suspended people belong to it as well.
    ada.request("PUT", &format!("{}/suspension", bo.path()))
        .expect(204);
    ada.delete(&path).refused(409, "tenant-not-empty");
    move_to(&ada, bo.id, home).expect(200);
    ada.delete(&path).expect(204);
    ada.get(&path).refused(404, "not-found");
    ada.delete(&path).refused(404, "not-found");
    let listed = ada.get("/v1/tenants").expect(200).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    // The name is free again.
    ada.post("/v1/tenants", &json!({ "name": "Low Tide" }))
        .expect(201);
    let sql = "select string_agg(operation || ' ' || array_to_string(fields, ','), '; ' order by id) from audit_events where object_kind = 'tenant'";
    assert_eq!(
        app.db.value::<String>(sql, &[]),
        "createTenant name; deleteTenant ; createTenant name"
    );
}

#[test]
fn deleted_people_who_are_not_erased_yet_go_to_the_default_tenant() {
    let app = TestApp::start();
    let (ada, closing) = (app.person("admin"), app.tenant("Closing"));
    let bo = app.account("artist", Some(closing)).0;
    let lin = app.account("listener", Some(closing)).0;
    let erased = app.account("listener", Some(closing)).0;
    for id in [bo, lin, erased] {
        ada.delete(&format!("/v1/users/{id}")).expect(204);
    }
    crate::own_data::erase(&app, erased);
    ada.delete(&format!("/v1/tenants/{closing}")).expect(204);
    let sql =
        "select is_default from users join tenants on tenants.id = tenant_id where users.id = $1";
    for id in [bo, lin, erased] {
        assert!(app.db.value::<bool>(sql, &[&id]));
    }
    // One event for each of those who may come back, as if staff had moved them, and one for the tenant.
    let sql = "select array_agg(subject_id order by subject_id) from audit_events
        where operation = 'deleteTenant' and object_kind = 'user' and fields = '{tenant_id}' and subject_tenant_id = $1";
    let mut moved = vec![bo, lin];
    moved.sort();
    let told: Vec<uuid::Uuid> = app.db.value(sql, &[&closing]);
    assert_eq!(told, moved);
    let sql = "select count(*) from audit_events where operation = 'deleteTenant'";
    assert_eq!(app.db.value::<i64>(sql, &[]), 3);
}

#[test]
fn the_default_tenant_is_renamed_but_never_closed() {
    let app = TestApp::start();
    let ada = app.person("admin");
    let tenants = ada.get("/v1/tenants").expect(200).json();
    assert_eq!(tenants["items"][0]["is_default"], true);
    let path = format!("/v1/tenants/{}", id_in(&tenants["items"][0]));
    ada.delete(&path).refused(409, "tenant-is-default");
    // Not even when nobody belongs to it.
    let elsewhere = app.tenant("Elsewhere");
    app.db
        .execute("update users set tenant_id = $1", &[&elsewhere]);
    ada.delete(&path).refused(409, "tenant-is-default");
    let renamed = ada.patch(&path, &json!({ "name": "Harbour" })).expect(200);
    assert_eq!(renamed.json()["name"], "Harbour");
}

#[test]
fn a_tenant_is_renamed_by_who_read_the_newest_version() {
    let app = TestApp::start();
    let (ada, id) = (app.person("admin"), app.tenant("Elsewhere"));
    let path = format!("/v1/tenants/{id}");
    let old = ada.get(&path).expect(200).etag();
    let rename = |name: &str| ada.patch(&path, &json!({ "name": name }));
    let renamed = rename("Here").header("if-match", &old).expect(200);
    assert_ne!(renamed.etag(), old);
    rename("There")
        .header("if-match", &old)
        .refused(412, "precondition-failed");
    ada.delete(&path)
        .header("if-match", &old)
        .refused(412, "precondition-failed");
    // The same name, or none, changes nothing and leaves no trace.
    assert_eq!(rename("Here").expect(200).etag(), renamed.etag());
    assert_eq!(
        ada.patch(&path, &json!({})).expect(200).etag(),
        renamed.etag()
    );
    let count: i64 = app.db.value(
        "select count(*) from audit_events where object_kind = 'tenant'",
        &[],
    );
    assert_eq!(count, 1);
    rename("HERE").expect(200);
}

#[test]
fn no_two_tenants_have_the_same_name() {
    let app = TestApp::start();
    let (ada, elsewhere) = (app.person("admin"), app.tenant("Elsewhere"));
    for name in ["Elsewhere", "ELSEWHERE", "platform"] {
        let new = json!({ "name": name });
        ada.post("/v1/tenants", &new)
            .refused(409, "tenant-name-taken")
            .at(&["/body/name"]);
    }
    ada.patch(
        &format!("/v1/tenants/{elsewhere}"),
        &json!({ "name": "Platform" }),
    )
    .refused(409, "tenant-name-taken")
    .at(&["/body/name"]);
    let create = |_| {
        let new = json!({ "name": "North" });
        ada.post("/v1/tenants", &new).send().status
    };
    let mut statuses = at_the_same_moment(4, create);
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
}

#[test]
fn a_tenants_name_is_a_line_that_one_can_read() {
    let app = TestApp::start();
    let (ada, elsewhere) = (app.person("admin"), app.tenant("Elsewhere"));
    let path = format!("/v1/tenants/{elsewhere}");
    let before = app.db.fingerprint();
    for wrong in [
        json!(""),
        json!(" "),
        json!(" North"),
        json!("No\nrth"),
        json!("\u{202e}htroN"),
        json!("\u{200b}"),
        json!("é".repeat(101)),
        json!(null),
        json!(7),
    ] {
        let body = json!({ "name": wrong });
        let refused = ada
            .post("/v1/tenants", &body)
            .refused(400, "invalid-request");
        refused.at(&["/body/name"]);
        let refused = ada.patch(&path, &body).refused(400, "invalid-request");
        refused.at(&["/body/name"]);
    }
    ada.patch(&path, &json!({ "is_default": true }))
        .refused(400, "invalid-request")
        .at(&["/body/is_default"]);
    ada.post("/v1/tenants", &json!({}))
        .refused(400, "invalid-request");
    assert_eq!(app.db.fingerprint(), before);
    ada.post("/v1/tenants", &json!({ "name": "é".repeat(100) }))
        .expect(201);
}

#[test]
fn a_tenant_admin_changes_no_tenant_not_even_their_own() {
    let app = TestApp::start();
    let (tariq, elsewhere) = (app.person("tenant_admin"), app.tenant("Elsewhere"));
    let own = tariq.get("/v1/me").expect(200).json()["tenant_id"].clone();
    let own = own.as_str().expect("an id").to_owned();
    for id in [own, elsewhere.to_string()] {
        let path = format!("/v1/tenants/{id}");
        tariq
            .patch(&path, &json!({ "name": "Mine" }))
            .refused(403, "forbidden");
        tariq.delete(&path).refused(403, "forbidden");
    }
    tariq
        .post("/v1/tenants", &json!({ "name": "Mine" }))
        .refused(403, "forbidden");
}
