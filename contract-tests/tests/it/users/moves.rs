//! Moving people between tenants: who looks after them changes, and nothing else.

use contract_tests::{Caller, Request, TestApp, at_the_same_moment};
use serde_json::json;
use uuid::Uuid;

use super::{all_pages, roles::give};

/// A request that moves somebody to this tenant.
pub(crate) fn move_to(caller: &Caller, user_id: Uuid, tenant_id: Uuid) -> Request {
    let request = caller.request("PUT", &format!("/v1/users/{user_id}/tenant"));
    request.json(json!({ "tenant_id": tenant_id }).to_string())
}

#[test]
fn who_is_moved_is_the_new_tenant_admins_and_no_longer_the_old_ones() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (tariq, ada) = (app.person("tenant_admin"), app.person("admin"));
    let far = app.person_of("tenant_admin", Some(elsewhere));
    let bo = app.person("artist");
    bo.create_group(bo.id, "persona", "Night Ferry");
    let account = move_to(&ada, bo.id, elsewhere).expect(200).json();
    assert_eq!(account["tenant_id"], elsewhere.to_string());
    assert_eq!(account["role"], "artist");
    far.get(&bo.account()).expect(200);
    // Who looks after the new tenant learns of it; and the trail of either tenant has it.
    let moves = |admin: &Caller, filter: &str| {
        let path = format!(
            "/v1/audit-events?operation=moveUser&subject_id={}{filter}",
            bo.id
        );
        let trail = admin.get(&path).expect(200).json();
        trail["items"].as_array().expect("events").len()
    };
    assert_eq!((moves(&far, ""), moves(&tariq, "")), (1, 0));
    for tenant in [
        elsewhere,
        app.db.value("select id from tenants where is_default", &[]),
    ] {
        assert_eq!(moves(&ada, &format!("&tenant_id={tenant}")), 1);
    }
    tariq.get(&bo.account()).refused(403, "forbidden");
    assert_eq!(all_pages(&tariq, "/v1/users", 5).len(), 0);
    assert_eq!(all_pages(&far, "/v1/users", 5).len(), 1);
    // The token said the old tenant.
    bo.get("/v1/me").refused(401, "unauthenticated");
    let bo_now = app.sign_in(&bo.username, "read");
    let groups = bo_now.get(&bo.groups()).expect(200).json();
    assert_eq!(groups["items"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_tenant_admin_who_is_moved_reaches_nobody_of_the_old_tenant() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (tariq, ada) = (app.person("tenant_admin"), app.person("admin"));
    let bo = app.person("artist");
    move_to(&ada, tariq.id, elsewhere).expect(200);
    tariq.get(&bo.account()).refused(401, "unauthenticated");
    let tariq = app.sign_in(&tariq.username, "read_write");
    tariq.get(&bo.account()).refused(403, "forbidden");
    give(&tariq, bo.id, "label").refused(403, "forbidden");
}

#[test]
fn only_admins_move_people_and_only_those_below_them() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (bo, _) = app.account("artist", None);
    let (other_admin, _) = app.account("admin", None);
    for role in ["listener", "artist", "label", "tenant_admin"] {
        let person = app.person(role);
        move_to(&person, bo, elsewhere).refused(403, "forbidden");
        move_to(&person, person.id, elsewhere).refused(403, "forbidden");
    }
    let (ada, sol) = (app.person("admin"), app.person("super_admin"));
    move_to(&ada, other_admin, elsewhere).refused(403, "forbidden");
    move_to(&ada, ada.id, elsewhere).refused(403, "forbidden");
    move_to(&sol, other_admin, elsewhere).expect(200);
    move_to(&sol, sol.id, elsewhere).expect(200);
}

#[test]
fn one_moves_to_a_tenant_that_there_is() {
    let app = TestApp::start();
    let (ada, elsewhere) = (app.person("admin"), app.tenant("Elsewhere"));
    let (bo, _) = app.account("artist", None);
    let path = format!("/v1/users/{bo}/tenant");
    move_to(&ada, bo, Uuid::now_v7())
        .refused(422, "tenant-unknown")
        .at(&["/body/tenant_id"]);
    for wrong in [json!("Elsewhere"), json!(null), json!(7)] {
        let body = json!({ "tenant_id": wrong }).to_string();
        let refused = ada.request("PUT", &path).json(body);
        refused
            .refused(400, "invalid-request")
            .at(&["/body/tenant_id"]);
    }
    move_to(&ada, Uuid::now_v7(), elsewhere).refused(404, "not-found");
    let old = ada
        .get(&format!("/v1/users/{bo}/account"))
        .expect(200)
        .etag();
    move_to(&ada, bo, elsewhere)
        .header("if-match", "\"9\"")
        .refused(412, "precondition-failed");
    let moved = move_to(&ada, bo, elsewhere)
        .header("if-match", old)
        .expect(200);
    // Where one is already, one is not moved to.
    let again = move_to(&ada, bo, elsewhere).expect(200);
    assert_eq!(again.etag(), moved.etag());
    let sql = "select string_agg(operation || ' ' || array_to_string(fields, ','), '; ') from audit_events where operation like 'move%'";
    let moves: String = app.db.value(sql, &[]);
    assert_eq!(
        moves, "moveUser tenant_id; moveUser tenant_id",
        "the tenant left, and the one joined"
    );
}

#[test]
fn nobody_is_left_in_a_tenant_that_closes_at_the_same_moment() {
    let app = TestApp::start();
    let ada = app.person("admin");
    for _ in 0..5 {
        let closing = app.tenant("Closing");
        let people: Vec<_> = (0..3).map(|_| app.account("artist", None).0).collect();
        let statuses = at_the_same_moment(4, |number| match people.get(number) {
            Some(id) => move_to(&ada, *id, closing).send().status,
            None => {
                let path = format!("/v1/tenants/{closing}");
                ada.delete(&path).send().status
            }
        });
        let moved = statuses[..3]
            .iter()
            .filter(|status| **status == 200)
            .count();
        match statuses[3] {
            204 => assert_eq!((moved, &statuses[..3]), (0, &[422; 3][..])),
            409 => assert!(moved > 0),
            other => panic!("{other}"),
        }
        let sql = "select count(*) from users where tenant_id = $1";
        let there: i64 = app.db.value(sql, &[&closing]);
        assert_eq!(usize::try_from(there).expect("a count"), moved);
        app.db
            .batch("update tenants set name = id::text where not is_default");
    }
}

#[test]
fn a_cursor_of_another_tenants_list_is_refused() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (ada, tariq) = (app.person("admin"), app.person("tenant_admin"));
    let far = app.person_of("tenant_admin", Some(elsewhere));
    for tenant in [None, Some(elsewhere)] {
        (0..3).for_each(|_| drop(app.account("artist", tenant)));
    }
    let cursor = |caller: &Caller, query: &str| {
        let page = caller.get(&format!("/v1/users?limit=1{query}")).expect(200);
        page.json()["next_cursor"]
            .as_str()
            .expect("a cursor")
            .to_owned()
    };
    let there = format!("&tenant_id={elsewhere}");
    let written = || {
        let mut tables = app.db.fingerprint();
        // But that staff have looked is noted.
        tables.retain(|(table, _)| table != "audit_events");
        tables
    };
    let before = written();
    for (theirs, query) in [
        (cursor(&far, ""), ""),
        (cursor(&far, ""), there.as_str()),
        (cursor(&far, &there), there.as_str()),
        (cursor(&ada, &there), there.as_str()),
        (cursor(&ada, &there), ""),
        (cursor(&ada, ""), ""),
    ] {
        let refused = tariq.get(&format!("/v1/users?limit=1{query}&cursor={theirs}"));
        refused
            .refused(422, "cursor-unknown")
            .at(&["/query/cursor"]);
    }
    assert_eq!(written(), before);
    // Nor does one hold that was given before somebody was moved.
    let mine = cursor(&tariq, "");
    move_to(&ada, tariq.id, elsewhere).expect(200);
    let tariq = app.sign_in(&tariq.username, "read");
    let refused = tariq.get(&format!("/v1/users?limit=1&cursor={mine}"));
    refused.refused(422, "cursor-unknown");
}
