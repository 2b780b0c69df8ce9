//! The lists of groups: everybody's, by type, and a person's own.

use contract_tests::TestApp;
use serde_json::{Value, json};

use crate::users::all_pages;

fn names(items: &[Value]) -> String {
    let names = items
        .iter()
        .filter_map(|item| item["display_name"].as_str());
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn groups_are_listed_newest_first_and_by_type() {
    let app = TestApp::start();
    let (bo, maya) = (app.person("artist"), app.person("label"));
    bo.create_group(bo.id, "persona", "A");
    maya.create_group(maya.id, "label", "B");
    bo.create_group(bo.id, "band", "C");
    bo.create_group(bo.id, "persona", "D");
    let anyone = app.anonymous();
    for limit in [1, 2, 3, 4, 200] {
        assert_eq!(
            names(&all_pages(&anyone, "/v1/user-groups", limit)),
            "D C B A"
        );
        assert_eq!(
            names(&all_pages(&anyone, "/v1/user-groups?type=persona", limit)),
            "D A"
        );
        assert_eq!(names(&all_pages(&bo, &bo.groups(), limit)), "D C A");
    }
    assert_eq!(
        names(&all_pages(&anyone, "/v1/user-groups?type=distributor", 5)),
        ""
    );
    anyone
        .get("/v1/user-groups?type=choir")
        .refused(400, "invalid-request")
        .at(&["/query/type"]);
}

#[test]
fn groups_of_the_same_moment_are_each_listed_once() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for name in ["A", "B", "C", "D", "E"] {
        bo.create_group(bo.id, "persona", name);
    }
    app.db
        .execute("update user_groups set created_at = '2026-01-01'", &[]);
    let sql = "select string_agg(display_name, ' ' order by id desc) from user_groups";
    let wanted: String = app.db.value(sql, &[]);
    for limit in [1, 2, 3] {
        assert_eq!(
            names(&all_pages(&app.anonymous(), "/v1/user-groups", limit)),
            wanted
        );
        assert_eq!(names(&all_pages(&bo, &bo.groups(), limit)), wanted);
    }
}

#[test]
fn which_personas_are_a_persons_is_nobody_elses_business() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let bo = app.person("artist");
    bo.create_group(bo.id, "persona", "Night Ferry");
    let far = app.person_of("tenant_admin", Some(elsewhere)).caller();
    let label = app.person("label").caller();
    for other in [app.anonymous(), app.service(), label, far] {
        let seen = other.get(&bo.groups()).expect(200).json();
        assert_eq!(seen, json!({ "items": [], "next_cursor": null }));
    }
    for staff in ["tenant_admin", "admin", "super_admin"] {
        let seen = app.person(staff).get(&bo.groups()).expect(200).json();
        assert_eq!(seen["items"][0]["owner_id"], bo.id.to_string(), "{staff}");
    }
    let stranger = app
        .person("artist")
        .get("/v1/user-groups")
        .expect(200)
        .json();
    assert_eq!(stranger["items"][0].get("owner_id"), None);
}

#[test]
fn a_cursor_is_good_for_the_list_that_gave_it_only() {
    let app = TestApp::start();
    let (bo, lin, ada) = (
        app.person("artist"),
        app.person("artist"),
        app.person("admin"),
    );
    for (owner, names) in [(&bo, ["A", "B"]), (&lin, ["C", "D"])] {
        for name in names {
            owner.create_group(owner.id, "persona", name);
        }
    }
    let cursor = |path: &str| {
        let page = ada.get(path).expect(200).json();
        page["next_cursor"].as_str().expect("a cursor").to_owned()
    };
    let of_bo = cursor(&format!("{}?limit=1", bo.groups()));
    let of_type = cursor("/v1/user-groups?type=persona&limit=1");
    ada.get(&format!("{}?cursor={of_bo}", lin.groups()))
        .refused(422, "cursor-unknown")
        .at(&["/query/cursor"]);
    ada.get(&format!("/v1/user-groups?cursor={of_bo}"))
        .refused(422, "cursor-unknown");
    ada.get(&format!("/v1/user-groups?cursor={of_type}"))
        .refused(422, "cursor-unknown");
    ada.get(&format!("/v1/user-groups?type=band&cursor={of_type}"))
        .refused(422, "cursor-unknown");
    let rest = ada
        .get(&format!("{}?cursor={of_bo}", bo.groups()))
        .expect(200)
        .json();
    assert_eq!(
        (
            names(rest["items"].as_array().expect("items")),
            &rest["next_cursor"]
        ),
        ("A".to_owned(), &json!(null))
    );
}
