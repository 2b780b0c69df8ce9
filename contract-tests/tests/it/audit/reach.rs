//! Who may read which events, and who of those that did something is named to them.

use contract_tests::{Caller, PASSWORD, Person, TestApp, callers::id_in};
use serde_json::{Value, json};
use uuid::Uuid;

use super::lists::found;
use crate::users::all_pages;

fn suspend(by: &Caller, user_id: Uuid) {
    by.request("PUT", &format!("/v1/users/{user_id}/suspension"))
        .expect(204);
}

fn suspensions(caller: &Caller) -> Vec<Value> {
    all_pages(caller, "/v1/audit-events?operation=suspendUser", 1)
}

fn who(event: &Value) -> (&Value, &Value) {
    (&event["actor_id"], &event["actor_role"])
}

#[test]
fn a_tenant_admin_reads_of_people_of_their_own_tenant_below_them_and_of_nobody_else() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let sol = app.person("super_admin");
    let (tariq, theirs) = (
        app.person("tenant_admin"),
        app.person_of("tenant_admin", Some(elsewhere)),
    );
    let (mine, _) = app.account("label", None);
    let (other, _) = app.account("label", Some(elsewhere));
    for user_id in [
        mine,
        other,
        app.account("tenant_admin", None).0,
        app.account("admin", None).0,
        app.account("super_admin", None).0,
    ] {
        suspend(&sol, user_id);
    }
    let of = |caller: &Person| {
        let all = suspensions(caller);
        all.iter()
            .map(|event| event["subject_id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&tariq), [json!(mine)]);
    assert_eq!(of(&theirs), [json!(other)]);
    assert_eq!(of(&sol).len(), 5);
    assert_eq!(of(&app.person("admin")).len(), 5);
    for query in [
        format!("tenant_id={elsewhere}"),
        format!("subject_id={other}"),
        format!("object_id={other}"),
        "object_kind=client".to_owned(),
        format!("actor_id={}", theirs.id),
    ] {
        assert_eq!(found(&tariq, &query), Vec::<String>::new(), "{query}");
    }
}

#[test]
fn what_belongs_to_nobody_is_for_admins_only() {
    let app = TestApp::start();
    let (ada, tariq) = (app.person("admin"), app.person("tenant_admin"));
    let new = json!({ "name": "Player", "confidential": false, "grants": ["authorization_code"], "scopes": ["read"], "redirect_uris": ["https://play.example/callback"] });
    ada.post("/v1/clients", &new).expect(201);
    assert_eq!(found(&ada, "operation=createClient"), ["createClient"]);
    assert_eq!(
        found(&tariq, "operation=createClient"),
        Vec::<String>::new()
    );
}

#[test]
fn who_is_outside_a_tenant_admins_reach_is_not_named_to_them_nor_found_by_their_id() {
    let app = TestApp::start();
    let (tariq, colleague) = (app.person("tenant_admin"), app.person("tenant_admin"));
    let (ada, sol) = (app.person("admin"), app.person("super_admin"));
    let narrowed = app.sign_in(&sol.username, "read_write tenant_admin");
    let [one, two, three, four] = [(); 4].map(|()| app.account("artist", None).0);
    suspend(&tariq, one);
    suspend(&colleague, two);
    suspend(&ada, three);
    suspend(&narrowed, four);
    let events = suspensions(&tariq);
    let told: Vec<_> = events.iter().rev().map(who).collect();
    let (nobody, role) = (json!(null), json!("tenant_admin"));
    assert_eq!(
        told,
        [
            (&json!(tariq.id), &role),
            (&json!(colleague.id), &role),
            (&nobody, &json!("admin")),
            (&nobody, &role),
        ]
    );
    let by = |id: Uuid| found(&tariq, &format!("operation=suspendUser&actor_id={id}")).len();
    assert_eq!(
        [by(tariq.id), by(colleague.id), by(ada.id), by(sol.id)],
        [1, 1, 0, 0]
    );
    let events = suspensions(&ada);
    let told: Vec<_> = events.iter().map(|event| &event["actor_id"]).collect();
    assert_eq!(
        told,
        [
            &json!(sol.id),
            &json!(ada.id),
            &json!(colleague.id),
            &json!(tariq.id)
        ]
    );
}

#[test]
fn somebody_elsewhere_who_did_something_to_ones_people_is_not_named() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let tariq = app.person("tenant_admin");
    let (bo, bos) = app.account("artist", None);
    let (stranger, theirs) = app.account("listener", Some(elsewhere));
    let browser = contract_tests::Visitor::new(&app);
    browser.sign_in_at("/login", &bos);
    // The stranger signs in with Bo's browser, which signs Bo out.
    let place = contract_tests::visitor::authorize(&[("prompt", "login")]);
    let place = browser
        .open(&place)
        .expect(303)
        .header("location")
        .expect("a place")
        .to_owned();
    browser.sign_in_at(&place, &theirs);
    let events = all_pages(&tariq, &format!("/v1/audit-events?subject_id={bo}"), 5);
    assert_eq!(events.len(), 2);
    assert_eq!(who(&events[0]), (&json!(null), &json!("listener")));
    assert_eq!(who(&events[1]), (&json!(bo), &json!("artist")));
    let text = json!(events).to_string();
    assert!(!text.contains(&stranger.to_string()), "{text}");
}

#[test]
fn who_moves_to_another_tenant_or_above_takes_their_past_out_of_reach() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (tariq, theirs, sol) = (
        app.person("tenant_admin"),
        app.person_of("tenant_admin", Some(elsewhere)),
        app.person("super_admin"),
    );
    let [moves, rises] = [(); 2].map(|()| app.account("artist", None).0);
    suspend(&tariq, moves);
    suspend(&tariq, rises);
    assert_eq!(suspensions(&tariq).len(), 2);
    app.db.execute(
        "update users set tenant_id = $1 where id = $2",
        &[&elsewhere, &moves],
    );
    app.db
        .execute("update users set role = 'admin' where id = $1", &[&rises]);
    assert_eq!(suspensions(&tariq), Vec::<Value>::new());
    // Nor does the new tenant learn what was before.
    assert_eq!(suspensions(&theirs), Vec::<Value>::new());
    assert_eq!(suspensions(&sol).len(), 2);
}

#[test]
fn what_happened_to_a_person_who_is_gone_can_still_be_read() {
    let app = TestApp::start();
    let tariq = app.person("tenant_admin");
    let bo = app.person("artist");
    bo.delete(&bo.path()).expect(204);
    let events = all_pages(
        &tariq,
        &format!("/v1/audit-events?subject_id={}&operation=deleteUser", bo.id),
        5,
    );
    assert_eq!(who(&events[0]), (&json!(bo.id), &json!("artist")));
    // Even when nothing of them is left.
    app.db
        .batch("delete from sessions; delete from email_tokens; delete from letter_requests");
    app.db.execute("delete from users where id = $1", &[&bo.id]);
    assert_eq!(
        found(&tariq, &format!("subject_id={}", bo.id)),
        ["deleteUser", "issueToken"]
    );
}

#[test]
fn an_admin_with_a_narrower_token_reads_no_more_than_it_lets_them() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let ada = app.person("admin");
    suspend(&ada, app.account("artist", Some(elsewhere)).0);
    suspend(&ada, app.account("artist", None).0);
    let narrowed = |role: &str| app.sign_in(&ada.username, &format!("read {role}"));
    assert_eq!(suspensions(&ada).len(), 2);
    assert_eq!(suspensions(&narrowed("tenant_admin")).len(), 1);
    narrowed("label")
        .get("/v1/audit-events")
        .refused(403, "forbidden");
}

#[test]
fn the_trail_is_for_staff_only() {
    let app = TestApp::start();
    for role in ["listener", "artist", "label"] {
        app.person(role)
            .get("/v1/audit-events")
            .refused(403, "forbidden");
    }
    app.service()
        .get("/v1/audit-events")
        .refused(403, "forbidden");
    app.anonymous()
        .get("/v1/audit-events")
        .refused(401, "unauthenticated");
}

#[test]
fn what_people_do_themselves_is_told_of_them() {
    let app = TestApp::start();
    let tariq = app.person("tenant_admin");
    let new = json!({ "username": "bo@music.example", "password": PASSWORD, "role": "artist" });
    let bo = id_in(&app.anonymous().post("/v1/users", &new).expect(201).json());
    let caller = app.sign_in("bo@music.example", "read_write");
    let group = caller.create_group(bo, "persona", "Night Ferry");
    caller
        .delete(&format!("/v1/user-groups/{group}"))
        .expect(204);
    let events = all_pages(&tariq, &format!("/v1/audit-events?actor_id={bo}"), 2);
    let told: Vec<_> = events
        .iter()
        .map(|event| (event["operation"].as_str(), event["object_kind"].as_str()))
        .collect();
    let told: Vec<_> = told
        .into_iter()
        .map(|(operation, kind)| operation.zip(kind).expect("text"))
        .collect();
    assert_eq!(
        told,
        [
            ("deleteUserGroup", "user_group"),
            ("createUserGroup", "user_group"),
            ("issueToken", "session"),
            ("signUp", "user")
        ]
    );
}
