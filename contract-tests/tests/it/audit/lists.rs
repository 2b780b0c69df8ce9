//! Reading the trail: what an event looks like, pages, filters, and that each filter has an index.

use contract_tests::{Caller, TestApp, samples::World, spec::spec};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::users::all_pages;

/// The operations of the events that a query finds, newest first.
#[track_caller]
pub(super) fn found(caller: &Caller, query: &str) -> Vec<String> {
    let items = all_pages(caller, &format!("/v1/audit-events?{query}"), 3);
    let operations = items.iter().map(|item| item["operation"].as_str());
    operations
        .map(|name| name.expect("an operation").to_owned())
        .collect()
}

#[test]
fn an_event_says_who_did_what_to_whom_with_what_and_when() {
    let app = TestApp::start();
    let (ada, (bo, _)) = (app.person("admin"), app.account("artist", None));
    let as_tenant_admin = app.sign_in(&ada.username, "read_write tenant_admin");
    let path = format!("/v1/users/{bo}/suspension");
    as_tenant_admin.request("PUT", &path).expect(204);
    let page = ada.get("/v1/audit-events?limit=1").expect(200).json();
    let event = &page["items"][0];
    let tenant: Uuid = app.db.value("select id from tenants where is_default", &[]);
    let wanted = json!({
        "id": event["id"],
        "operation": "suspendUser",
        "actor_id": ada.id,
        "actor_role": "tenant_admin",
        "client_id": "demo-first-party",
        "object_kind": "user",
        "object_id": bo,
        "subject_id": bo,
        "subject_tenant_id": tenant,
        "fields": ["suspended"],
        "created_at": event["created_at"],
    });
    assert_eq!(*event, wanted);
}

/// Six events, of which each filter finds some.
struct Scene {
    app: TestApp,
    world: World,
    ada: contract_tests::Person,
}

impl Scene {
    fn new() -> Self {
        let app = TestApp::start();
        let (world, ada) = (World::new(&app, "artist"), app.person("admin"));
        let bo = world.sign_in(&app, "read_write");
        app.db.batch("alter table audit_events disable trigger all; delete from audit_events; alter table audit_events enable trigger all");
        for (id, caller) in [
            ("updateUser", &bo),
            ("updateUserGroup", &bo),
            ("updateClient", &ada),
            ("renewClientSecret", &ada),
            ("suspendUser", &ada),
        ] {
            let answer = world.request(caller, spec().operation(id)).send();
            assert!(answer.status < 300, "{}", answer.describe());
        }
        Self { app, world, ada }
    }
}

#[test]
fn filters_narrow_the_trail_and_add_up() {
    let Scene { app, world, ada } = Scene::new();
    let all = [
        "suspendUser",
        "renewClientSecret",
        "updateClient",
        "updateUserGroup",
        "updateUser",
    ];
    let tenant = world.tenant_id;
    let elsewhere = app.tenant("Elsewhere");
    let (bo, group, client) = (world.user_id, world.user_group_id, &world.client_id);
    let sql = "select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from audit_events where operation = $1";
    let time = |operation: &str| app.db.value::<String>(sql, &[&operation]);
    for (query, wanted) in [
        (String::new(), &all[..]),
        (format!("actor_id={}", ada.id), &all[..3]),
        (format!("actor_id={bo}"), &all[3..]),
        (
            format!("subject_id={bo}"),
            &["suspendUser", "updateUserGroup", "updateUser"],
        ),
        (
            format!("tenant_id={tenant}"),
            &["suspendUser", "updateUserGroup", "updateUser"],
        ),
        (format!("tenant_id={elsewhere}"), &[]),
        ("object_kind=client".to_owned(), &all[1..3]),
        ("object_kind=user_group".to_owned(), &["updateUserGroup"]),
        ("object_kind=signing_key".to_owned(), &[]),
        (format!("object_id={group}"), &["updateUserGroup"]),
        (format!("object_id={client}"), &all[1..3]),
        (format!("object_kind=user&object_id={client}"), &[]),
        ("operation=updateUser".to_owned(), &["updateUser"]),
        ("operation=updateuser".to_owned(), &[]),
        ("client_id=demo-first-party".to_owned(), &all[..]),
        ("client_id=demo-spa".to_owned(), &[]),
        (format!("from_at={}", time("updateClient")), &all[..3]),
        (format!("before_at={}", time("updateClient")), &all[3..]),
        (
            format!(
                "from_at={}&before_at={}",
                time("updateUserGroup"),
                time("renewClientSecret")
            ),
            &all[2..4],
        ),
        (
            format!(
                "from_at={}&before_at={}",
                time("renewClientSecret"),
                time("updateUser")
            ),
            &[],
        ),
        (
            format!(
                "actor_id={}&subject_id={bo}&object_kind=user&operation=suspendUser",
                ada.id
            ),
            &["suspendUser"],
        ),
        (format!("actor_id={bo}&operation=suspendUser"), &[]),
    ] {
        assert_eq!(found(&ada, &query), wanted, "{query}");
    }
    // Times may be written in any zone, and as exactly as one likes.
    for time in [
        "2026-01-01T02:00:00%2B02:00",
        "2026-01-01T00:00:00.123456789Z",
        "1970-01-01T00:00:00z",
        "0001-01-01T00:00:00Z",
    ] {
        assert_eq!(found(&ada, &format!("from_at={time}")), all, "{time}");
    }
    for time in ["9999-12-31T23:59:59Z", "2100-02-28T23:59:59-12:00"] {
        assert_eq!(found(&ada, &format!("before_at={time}")), all, "{time}");
    }
}

#[test]
fn a_filter_that_is_wrong_is_refused_and_never_ignored() {
    let app = TestApp::start();
    let ada = app.person("admin");
    for (query, pointer) in [
        ("actor_id=7", "/query/actor_id"),
        ("subject_id=", "/query/subject_id"),
        ("tenant_id=Platform", "/query/tenant_id"),
        ("object_kind=person", "/query/object_kind"),
        ("object_id=%27", "/query/object_id"),
        ("operation=update%20user", "/query/operation"),
        ("client_id=a%00", "/query/client_id"),
        ("from_at=yesterday", "/query/from_at"),
        ("from_at=2026-11-02", "/query/from_at"),
        ("before_at=2026-02-30T00:00:00Z", "/query/before_at"),
        ("before_at=1793611800", "/query/before_at"),
        ("from=2026-11-02T00:00:00Z", "/query/from"),
        (
            "user_id=0192f0c1-0000-7000-8000-000000000001",
            "/query/user_id",
        ),
    ] {
        let refused = ada
            .get(&format!("/v1/audit-events?{query}"))
            .refused(400, "invalid-request");
        refused.at(&[pointer]);
    }
}

#[test]
fn pages_have_every_event_once_even_of_one_moment() {
    let app = TestApp::start();
    let ada = app.person("admin");
    let sql = "insert into audit_events (id, operation, object_kind, object_id, fields, created_at)
        select gen_random_uuid(), 'updateClient', 'client', 'demo-spa', '{name}', '2026-01-01'::timestamptz + number / 5 * interval '1 second'
        from generate_series(1, 23) number";
    app.db.batch(sql);
    let ids = "select id::text from audit_events order by created_at desc, id desc";
    let wanted: Vec<String> = app
        .db
        .query(ids, &[])
        .iter()
        .map(|row| row.get(0))
        .collect();
    for limit in [1, 2, 5, 7, 200] {
        let items = all_pages(&ada, "/v1/audit-events", limit);
        let ids: Vec<&str> = items
            .iter()
            .filter_map(|item| item["id"].as_str())
            .collect();
        assert_eq!(ids, wanted, "with a limit of {limit}");
    }
}

#[test]
fn an_event_that_comes_between_two_pages_does_not_disturb() {
    let Scene { app, ada, world } = Scene::new();
    let page = |query: &str| {
        ada.get(&format!("/v1/audit-events?limit=2{query}"))
            .expect(200)
            .json()
    };
    let operations = |page: &Value| {
        [
            page["items"][0]["operation"].clone(),
            page["items"][1]["operation"].clone(),
        ]
    };
    let first = page("");
    world
        .request(&ada, spec().operation("liftSuspension"))
        .expect(204);
    let second = page(&format!(
        "&cursor={}",
        first["next_cursor"].as_str().expect("a cursor")
    ));
    assert_eq!(operations(&second), ["updateClient", "updateUserGroup"]);
    assert_eq!(operations(&page("")), ["liftSuspension", "suspendUser"]);
    drop(app);
}

#[test]
fn a_cursor_is_good_for_the_same_filters_and_the_same_reach_only() {
    let Scene { app, ada, .. } = Scene::new();
    let cursor_of = |caller: &Caller, query: &str| {
        let page = caller
            .get(&format!("/v1/audit-events?limit=1&{query}"))
            .expect(200)
            .json();
        page["next_cursor"].as_str().expect("a cursor").to_owned()
    };
    let cursor = cursor_of(&ada, "client_id=demo-first-party");
    ada.get(&format!(
        "/v1/audit-events?client_id=demo-first-party&cursor={cursor}"
    ))
    .expect(200);
    let elsewhere = app.tenant("Elsewhere");
    let (tariq, theirs) = (
        app.person("tenant_admin"),
        app.person_of("tenant_admin", Some(elsewhere)),
    );
    let tariqs = cursor_of(&tariq, "");
    tariq
        .get(&format!("/v1/audit-events?cursor={tariqs}"))
        .expect(200);
    for (caller, query) in [
        (&ada, format!("cursor={cursor}")),
        (&ada, format!("operation=updateUser&cursor={cursor}")),
        (&ada, format!("cursor={tariqs}")),
        (
            &tariq,
            format!("client_id=demo-first-party&cursor={cursor}"),
        ),
        (&theirs, format!("cursor={tariqs}")),
        (&theirs, "cursor=garbage".to_owned()),
    ] {
        let refused = caller.get(&format!("/v1/audit-events?{query}"));
        refused
            .refused(422, "cursor-unknown")
            .at(&["/query/cursor"]);
    }
}
