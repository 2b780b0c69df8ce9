//! The list of accounts: pages, filters, and what each of the staff finds in it.

use contract_tests::{Caller, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

/// All items of a list, page by page.
#[track_caller]
pub(crate) fn all_pages(caller: &Caller, path: &str, limit: usize) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let sign = if path.contains('?') { '&' } else { '?' };
        let after = cursor
            .map(|cursor| format!("&cursor={cursor}"))
            .unwrap_or_default();
        let page = caller
            .get(&format!("{path}{sign}limit={limit}{after}"))
            .expect(200)
            .json();
        let found = page["items"].as_array().expect("items");
        items.extend(found.iter().cloned());
        let Some(next) = page["next_cursor"].as_str() else {
            return items;
        };
        assert_eq!(found.len(), limit, "a page with a cursor is full");
        cursor = Some(next.to_owned());
    }
}

fn usernames(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .filter_map(|item| item["username"].as_str())
        .collect()
}

#[test]
fn the_pages_together_have_everybody_once_newest_first() {
    let app = TestApp::start();
    let admin = app.person("admin");
    for _ in 0..9 {
        app.account("listener", None);
    }
    // Three came at the same moment, to the microsecond.
    app.db.execute("update users set created_at = '2026-01-01' where username like '%-_@%' and right(split_part(username, '@', 1), 1) in ('4', '5', '6')", &[]);
    let sql = "select username from users order by created_at desc, id desc";
    let wanted: Vec<String> = app
        .db
        .query(sql, &[])
        .iter()
        .map(|row| row.get(0))
        .collect();
    for limit in [1, 2, 3, 5, 10, 200] {
        let items = all_pages(&admin, "/v1/users", limit);
        assert_eq!(usernames(&items), wanted, "with a limit of {limit}");
    }
}

#[test]
fn who_comes_or_goes_between_two_pages_does_not_disturb() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let people: Vec<_> = (0..6).map(|_| app.account("listener", None)).collect();
    let page = admin.get("/v1/users?limit=2").expect(200).json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    app.account("listener", None);
    let (last_seen, next) = (people[4].0, people[3].0);
    app.db.execute(
        "update users set deleted_at = now(), erase_at = now() where id in ($1, $2)",
        &[&last_seen, &next],
    );
    let page = admin
        .get(&format!("/v1/users?limit=2&cursor={cursor}"))
        .expect(200)
        .json();
    let found = usernames(page["items"].as_array().expect("items")).join(" ");
    assert_eq!(found, format!("{} {}", people[2].1, people[1].1));
}

#[test]
fn a_page_has_fifty_items_if_one_does_not_say() {
    let app = TestApp::start();
    let admin = app.person("admin");
    (0..50).for_each(|_| drop(app.account("listener", None)));
    let page = admin.get("/v1/users").expect(200).json();
    assert_eq!(page["items"].as_array().map(Vec::len), Some(50));
    assert!(page["next_cursor"].is_string());
}

#[test]
fn a_limit_is_a_whole_number_from_1_to_200() {
    let app = TestApp::start();
    let admin = app.person("admin");
    for limit in [
        "0",
        "201",
        "10000",
        "-1",
        "1.5",
        "many",
        "",
        "99999999999999999999",
        "1e2",
        "%31%20",
    ] {
        let refused = admin
            .get(&format!("/v1/users?limit={limit}"))
            .refused(400, "invalid-request");
        refused.at(&["/query/limit"]);
    }
    admin
        .get("/v1/users?limit=1&limit=2")
        .refused(400, "invalid-request")
        .at(&["/query/limit"]);
    admin.get("/v1/users?limit=200").expect(200);
}

#[test]
fn a_cursor_is_good_for_the_list_that_gave_it_only() {
    let app = TestApp::start();
    let admin = app.person("admin");
    (0..3).for_each(|_| drop(app.account("listener", None)));
    let page = admin
        .get("/v1/users?limit=1&role=listener")
        .expect(200)
        .json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    admin
        .get(&format!("/v1/users?role=listener&cursor={cursor}"))
        .expect(200);
    // With another limit it goes on from the same place.
    admin
        .get(&format!("/v1/users?limit=2&role=listener&cursor={cursor}"))
        .expect(200);
    let mut forged = cursor.as_bytes().to_vec();
    forged[20] = if forged[20] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).expect("ASCII");
    for foreign in [
        format!("/v1/users?cursor={cursor}"),
        format!("/v1/users?role=artist&cursor={cursor}"),
        format!("/v1/tenants?cursor={cursor}"),
        format!("/v1/clients?cursor={cursor}"),
        format!("/v1/user-groups?cursor={cursor}"),
        format!("/v1/users?role=listener&cursor={forged}"),
        format!(
            "/v1/users?role=listener&cursor={}",
            &cursor[..cursor.len() - 4]
        ),
        "/v1/users?cursor=garbage".to_owned(),
        "/v1/users?cursor=A".to_owned(),
        format!("/v1/users?cursor={}", "A".repeat(200)),
    ] {
        admin
            .get(&foreign)
            .refused(422, "cursor-unknown")
            .at(&["/query/cursor"]);
    }
    for malformed in ["", "%00", "a%20b", "%C3%A9", &"A".repeat(201), "%27%3B--"] {
        admin
            .get(&format!("/v1/users?cursor={malformed}"))
            .refused(400, "invalid-request")
            .at(&["/query/cursor"]);
    }
}

#[test]
fn filters_narrow_the_list_and_add_up() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let admin = app.person("admin");
    let (_, here) = app.account("artist", None);
    let (_, there) = app.account("artist", Some(elsewhere));
    app.account("listener", Some(elsewhere));
    let found = |query: &str| {
        let page = admin.get(&format!("/v1/users?{query}")).expect(200).json();
        usernames(page["items"].as_array().expect("items")).join(" ")
    };
    assert_eq!(found("role=artist"), format!("{there} {here}"));
    assert_eq!(found(&format!("role=artist&tenant_id={elsewhere}")), there);
    assert_eq!(found(&format!("username={}", here.to_uppercase())), here);
    assert_eq!(found(&format!("username={here}&role=label")), "");
    assert_eq!(found("username=nobody@music.example"), "");
    assert_eq!(found(&format!("tenant_id={}", Uuid::now_v7())), "");
}

#[test]
fn a_filter_that_is_wrong_is_refused_and_never_ignored() {
    let app = TestApp::start();
    let admin = app.person("admin");
    for (query, pointer) in [
        ("role=king", "/query/role"),
        ("role=", "/query/role"),
        ("role=Artist", "/query/role"),
        ("tenant_id=7", "/query/tenant_id"),
        ("username=b", "/query/username"),
        ("rolle=artist", "/query/rolle"),
        ("email=bo@music.example", "/query/email"),
    ] {
        admin
            .get(&format!("/v1/users?{query}"))
            .refused(400, "invalid-request")
            .at(&[pointer]);
    }
    admin
        .get("/v1/users?rolle=artist")
        .expect(400)
        .says("Did you mean role?");
}

#[test]
fn a_tenant_admin_finds_the_people_of_their_own_tenant_below_them_and_nobody_else() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let tariq = app.person("tenant_admin");
    let (_, mine) = app.account("label", None);
    let (_, other) = app.account("label", Some(elsewhere));
    for role in ["tenant_admin", "admin", "super_admin"] {
        app.account(role, None);
    }
    assert_eq!(
        usernames(&all_pages(&tariq, "/v1/users", 1)),
        [mine.as_str()]
    );
    for nobody in [
        format!("/v1/users?tenant_id={elsewhere}"),
        format!("/v1/users?username={other}"),
        format!("/v1/users?username={}", tariq.username),
        "/v1/users?role=admin".to_owned(),
        "/v1/users?role=tenant_admin".to_owned(),
    ] {
        assert_eq!(
            tariq.get(&nobody).expect(200).json(),
            json!({ "items": [], "next_cursor": null }),
            "{nobody}"
        );
    }
    let theirs = app.person_of("tenant_admin", Some(elsewhere));
    assert_eq!(
        usernames(&all_pages(&theirs, "/v1/users", 1)),
        [other.as_str()]
    );
}

#[test]
fn a_tenant_admins_cursor_does_not_widen_what_another_finds() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    (0..3).for_each(|_| drop(app.account("listener", None)));
    let admin = app.person("admin");
    let page = admin.get("/v1/users?limit=1").expect(200).json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    let theirs = app.person_of("tenant_admin", Some(elsewhere));
    theirs
        .get(&format!("/v1/users?cursor={cursor}"))
        .refused(422, "cursor-unknown");
}

#[test]
fn people_without_an_office_list_nobody() {
    let app = TestApp::start();
    for role in ["listener", "artist", "label"] {
        app.person(role).get("/v1/users").refused(403, "forbidden");
    }
    app.service().get("/v1/users").refused(403, "forbidden");
    app.anonymous()
        .get("/v1/users")
        .refused(401, "unauthenticated");
}
