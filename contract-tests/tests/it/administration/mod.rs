//! Roles, scopes, tenants and registered applications.

mod clients;
mod removals;
mod secrets;
mod tenants;

use contract_tests::{TestApp, callers::SERVICE, spec};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::users::all_pages;

fn names<'a>(page: &'a Value, field: &str) -> Vec<&'a str> {
    let items = page["items"].as_array().expect("items").iter();
    items.filter_map(|item| item[field].as_str()).collect()
}

#[test]
fn the_roles_are_those_of_the_spec_from_the_least_to_the_most_powerful() {
    let app = TestApp::start();
    for caller in [app.person("listener").caller(), app.service()] {
        let roles = caller.get("/v1/roles").expect(200).json();
        let in_spec = spec().root["components"]["schemas"]["Role"]["enum"].clone();
        assert_eq!(json!(names(&roles, "name")), in_spec);
    }
}

#[test]
fn every_role_has_a_scope_to_act_as_no_more_than_it() {
    let app = TestApp::start();
    let caller = app.service();
    let roles = caller.get("/v1/roles").expect(200).json();
    let scopes = caller.get("/v1/scopes").expect(200).json();
    let scopes = names(&scopes, "name");
    for wanted in [
        "openid",
        "profile",
        "email",
        "offline_access",
        "read",
        "read_write",
    ]
    .into_iter()
    .chain(names(&roles, "name"))
    {
        assert!(scopes.contains(&wanted), "{wanted}");
    }
}

#[test]
fn the_group_types_are_those_of_the_spec() {
    let app = TestApp::start();
    let types = app.anonymous().get("/v1/group-types").expect(200).json();
    assert_eq!(
        json!(names(&types, "name")),
        spec().root["components"]["schemas"]["GroupTypeName"]["enum"]
    );
}

#[test]
fn the_pages_of_tenants_together_have_each_once_newest_first() {
    let app = TestApp::start();
    for name in ["North", "East", "South"] {
        app.tenant(name);
    }
    let admin = app.person("admin");
    for limit in [1, 2, 4] {
        let items = all_pages(&admin, "/v1/tenants", limit);
        assert_eq!(
            names(&json!({ "items": items }), "name"),
            ["South", "East", "North", "Platform"]
        );
    }
}

#[test]
fn a_tenant_admin_learns_of_no_tenant_but_their_own() {
    let app = TestApp::start();
    let (elsewhere, tariq) = (app.tenant("Elsewhere"), app.person("tenant_admin"));
    let own = tariq.get("/v1/me").expect(200).json()["tenant_id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let read = tariq.get(&format!("/v1/tenants/{own}")).expect(200);
    assert_eq!(read.json()["name"], "Platform");
    tariq
        .get(&format!("/v1/tenants/{own}"))
        .header("if-none-match", read.etag())
        .expect(304);
    // The same answer as for one that does not exist.
    let theirs = tariq
        .get(&format!("/v1/tenants/{elsewhere}"))
        .refused(404, "not-found")
        .json();
    let nobodys = tariq
        .get(&format!("/v1/tenants/{}", Uuid::now_v7()))
        .refused(404, "not-found")
        .json();
    assert_eq!(theirs["detail"], nobodys["detail"]);
    tariq.get("/v1/tenants").refused(403, "forbidden");
}

#[test]
fn admins_read_every_tenant() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    for role in ["admin", "super_admin"] {
        let seen = app
            .person(role)
            .get(&format!("/v1/tenants/{elsewhere}"))
            .expect(200)
            .json();
        assert_eq!(seen["name"], "Elsewhere");
    }
    app.person("admin")
        .get(&format!("/v1/tenants/{}", Uuid::now_v7()))
        .refused(404, "not-found");
    app.person("label")
        .get(&format!("/v1/tenants/{elsewhere}"))
        .refused(403, "forbidden");
}

#[test]
fn applications_are_listed_without_their_secrets() {
    let app = TestApp::start();
    let admin = app.person("admin");
    for limit in [1, 2, 3] {
        let mut items = all_pages(&admin, "/v1/clients", limit);
        items.sort_by_key(|client| client["client_id"].to_string());
        assert_eq!(
            names(&json!({ "items": items }), "client_id"),
            ["demo-first-party", "demo-service", "demo-spa"]
        );
    }
    let answers = [
        admin.get("/v1/clients").expect(200),
        admin.get("/v1/clients/demo-service").expect(200),
    ];
    for answer in answers {
        assert!(!answer.text().contains("secret"), "{}", answer.describe());
        assert!(!answer.text().contains(SERVICE.1));
    }
}

#[test]
fn an_application_is_read_by_its_id() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let spa = admin.get("/v1/clients/demo-spa").expect(200);
    assert_eq!(spa.json()["confidential"], false);
    assert_eq!(
        spa.json()["redirect_uris"],
        json!(["http://127.0.0.1:8081/callback"])
    );
    admin
        .get("/v1/clients/demo-spa")
        .header("if-none-match", spa.etag())
        .expect(304);
    assert_eq!(
        admin.get("/v1/clients/demo-service").expect(200).json()["confidential"],
        true
    );
    admin.get("/v1/clients/nobody").refused(404, "not-found");
    // Ids are compared letter by letter.
    admin.get("/v1/clients/Demo-Spa").refused(404, "not-found");
    for wrong in [
        "a%20b",
        "%2e%2e%2fx",
        "%00",
        &"a".repeat(255),
        "%F0%9F%8E%B5",
    ] {
        admin
            .get(&format!("/v1/clients/{wrong}"))
            .refused(400, "invalid-request")
            .at(&["/path/client_id"]);
    }
    app.person("tenant_admin")
        .get("/v1/clients/demo-spa")
        .refused(403, "forbidden");
    app.person("label")
        .get("/v1/clients")
        .refused(403, "forbidden");
}

#[test]
fn applications_of_the_same_moment_are_each_listed_once() {
    let app = TestApp::start();
    app.db
        .execute("update clients set created_at = '2026-01-01'", &[]);
    let items = all_pages(&app.person("admin"), "/v1/clients", 1);
    assert_eq!(
        names(&json!({ "items": items }), "client_id"),
        ["demo-spa", "demo-service", "demo-first-party"]
    );
}
