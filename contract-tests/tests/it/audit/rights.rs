//! That events are only added: the table refuses all else, and a server can run as a role that has no right to it.

use std::sync::Arc;

use contract_tests::{
    TestApp, TestDb,
    app::config,
    samples::{World, who},
    spec::spec,
};
use user_api_server::{
    app::explain,
    db::{Database, migrations},
    oauth::keys,
};

/// A role that a server can run as.
const ROLE: &str = "user_api_server";

/// A database, and that role, which has no rights to it yet. The role is there in a cluster of `scripts/db`, and stays.
fn with_role(db: TestDb) -> Arc<TestDb> {
    db.batch(&format!(
        "do $$ begin
            if not exists (select from pg_roles where rolname = '{ROLE}') then
                create role {ROLE};
                execute format('grant {ROLE} to %I', current_user);
            end if;
        exception when duplicate_object or unique_violation then null;
            when insufficient_privilege then raise 'there is no role {ROLE}: scripts/db erase, or let a superuser make it, and grant it to %', current_user;
        end $$"
    ));
    Arc::new(db)
}

fn start(db: &Arc<TestDb>) -> Result<TestApp, String> {
    let url = db.url_as(ROLE);
    TestApp::start_on(Arc::clone(db), |config| config.database_url = url)
}

fn grant(db: &TestDb, role: &str) -> Result<(), String> {
    let work = async {
        let database = Database::new(&config(db.url()))?;
        migrations::grant(&database, role).await.map_err(explain)
    };
    tokio::runtime::Runtime::new()
        .expect("a runtime")
        .block_on(work)
}

/// What the database says to a statement that a role sends.
fn refusal(db: &TestDb, role: Option<&str>, sql: &str) -> String {
    let role = role.map_or_else(String::new, |role| format!("set role {role};"));
    let sql = sql.replace('\'', "''");
    db.batch(&format!("begin; {role} create temp table said (text text) on commit drop;
        do $do$ begin execute '{sql}'; insert into said values ('nothing'); exception when others then insert into said values (sqlerrm); end $do$"));
    let said = db.value("select text from said", &[]);
    db.batch("rollback");
    said
}

#[test]
fn even_who_owns_the_trail_only_adds_to_it() {
    let app = TestApp::start();
    app.person("artist");
    for sql in [
        "update audit_events set operation = 'signUp'",
        "delete from audit_events",
        "delete from audit_events where created_at < '1970-01-01'",
        "truncate audit_events",
        "insert into audit_events select * from audit_events on conflict (id) do update set fields = '{}'",
    ] {
        let said = refusal(&app.db, None, sql);
        assert!(said.contains("never changed or deleted"), "{sql}: {said}");
    }
    assert_eq!(app.db.events().len(), 1);
}

#[test]
fn a_server_runs_as_a_role_that_may_not_change_the_schema_and_does_all_it_has_to() {
    let db = with_role(TestDb::new());
    grant(&db, ROLE).expect("rights");
    let app = start(&db).expect("a server");
    let (sol, service) = (app.person("super_admin"), app.service());
    for operation in &spec().operations {
        let world = World::new(&app, "artist");
        let own = world.sign_in(&app, "openid read_write");
        let caller = who(operation, &sol, &own, &service);
        let answer = world.request(caller, operation).send();
        assert!(answer.status < 500, "{}", answer.describe());
    }
    app.within(async |app| user_api_server::cleanup::run(app).await)
        .expect("cleaned up");
    let rotated = app.within(async |app| keys::rotate(&app.database, &app.config.secret).await);
    assert_eq!(rotated.expect("new keys"), 60);
    for sql in [
        "update audit_events set operation = 'signUp'",
        "delete from audit_events",
        "truncate audit_events",
        "alter table audit_events disable trigger all",
        "drop table audit_events",
        "update refinery_schema_history set version = 1",
        "create table mine ()",
    ] {
        let said = refusal(&db, Some(ROLE), sql);
        assert!(
            said.contains("permission denied") || said.contains("must be owner"),
            "{sql}: {said}"
        );
    }
}

#[test]
fn a_server_whose_role_may_not_migrate_does_not_start_on_another_schema() {
    let db = with_role(TestDb::empty());
    let refused = |when: &str| {
        let Err(sentence) = start(&db) else {
            panic!("it started {when}")
        };
        assert!(sentence.contains("user-api migrate"), "{when}: {sentence}");
    };
    refused("without a schema");
    drop(TestApp::start_on(Arc::clone(&db), |_| {}).expect("a server that migrates"));
    grant(&db, ROLE).expect("rights");
    drop(start(&db).expect("a server"));
    let newest = "refinery_schema_history where version = (select max(version) from refinery_schema_history)";
    db.batch(&format!(
        "create table kept as select * from {newest}; delete from {newest}"
    ));
    refused("on an older one");
    db.batch("insert into refinery_schema_history select * from kept; update refinery_schema_history set checksum = '1' where version = 2");
    refused("on another one");
}

#[test]
fn rights_are_given_to_another_role_that_is_there() {
    let db = TestDb::new();
    let owner: String = db.value("select current_user::text", &[]);
    let refused = grant(&db, &owner).expect_err("the owner keeps theirs");
    assert!(refused.contains("create role"), "{refused}");
    let refused = grant(&db, "nobody \"'; drop table users").expect_err("there is no such role");
    assert!(refused.contains("does not exist"), "{refused}");
}

#[test]
fn keys_that_a_command_makes_are_told_of_and_those_that_come_by_themselves_are_not() {
    let app = TestApp::start();
    assert_eq!(app.db.events(), []);
    let events = app.db.events_of(|| {
        app.within(async |app| {
            keys::rotate(&app.database, &app.config.secret)
                .await
                .expect("new keys")
        })
    });
    let ids: Vec<String> = app
        .db
        .query(
            "select id from signing_keys where expires_at is null order by id",
            &[],
        )
        .iter()
        .map(|row| row.get(0))
        .collect();
    let told: Vec<&str> = events.iter().map(|event| event.object.1.as_str()).collect();
    assert_eq!(told, ids);
    for event in &events {
        assert_eq!(
            (event.operation.as_str(), event.object.0.as_str()),
            ("rotate-keys", "signing_key")
        );
        assert_eq!(
            (&event.actor, &event.client_id, &event.subject),
            (&None, &None, &None)
        );
    }
    let ada = app.person("admin");
    let page = ada
        .get("/v1/audit-events?operation=rotate-keys")
        .expect(200)
        .json();
    assert_eq!(page["items"].as_array().map(Vec::len), Some(3));
}
