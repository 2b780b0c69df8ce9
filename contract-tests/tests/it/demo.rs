//! Demo accounts have a password that everybody knows, so they are not added where somebody may be at work.

use contract_tests::{
    PASSWORD, TestApp, TestDb,
    callers::FIRST_PARTY,
    command::{Finished, user_api_with},
    news::until,
};

const DEMO: &str = "select count(*) from users where username like '%@demo.example'";

/// Runs it as a developer.
fn user_api(db: &TestDb, arguments: &[&str]) -> Finished {
    user_api_with(
        db,
        arguments,
        b"",
        &[("USER_API_ENVIRONMENT", "development")],
    )
}

fn insert(db: &TestDb, username: &str) {
    let sql = "insert into users (id, username, role, tenant_id) select gen_random_uuid(), $1, 'listener', id from tenants";
    db.execute(sql, &[&username]);
}

#[test]
fn a_database_on_another_machine_gets_no_demo_accounts() {
    let db = TestDb::new();
    let elsewhere = [("DATABASE_URL", "postgres://user@uat.example/user_api")];
    for arguments in [&["seed-demo"][..], &["seed-demo", "--check"]] {
        let done = user_api_with(&db, arguments, b"", &elsewhere);
        assert!(!done.succeeded);
        assert!(done.output.contains("--anyway"), "{}", done.output);
    }
}

#[test]
fn a_database_that_people_use_gets_no_demo_accounts_unless_one_insists() {
    let db = TestDb::new();
    insert(&db, "bo@music.example");
    let refused = user_api(&db, &["seed-demo"]);
    assert!(!refused.succeeded);
    assert!(
        refused.output.contains("Unset DATABASE_URL"),
        "{}",
        refused.output
    );
    assert_eq!(db.value::<i64>(DEMO, &[]), 0);
    let done = user_api(&db, &["seed-demo", "--anyway"]);
    assert!(done.succeeded, "{}", done.output);
    assert_eq!(db.value::<i64>(DEMO, &[]), 6);
}

#[test]
fn a_database_of_another_program_gets_no_demo_accounts() {
    for tables in [
        "create table articles (id int)",
        "create table users (id int)",
        // One that keeps the list of its migrations as we do.
        "create table refinery_schema_history (version int); create table users (id int)",
    ] {
        let db = TestDb::empty();
        db.batch(tables);
        let before = db.tables();
        for arguments in [&["seed-demo", "--check"][..], &["seed-demo"]] {
            user_api(&db, arguments).refused().says("another program's");
        }
        assert_eq!(db.tables(), before);
    }
}

#[test]
fn a_developer_who_has_signed_up_beside_the_demo_accounts_can_add_them_again() {
    let db = TestDb::new();
    for arguments in [&["seed-demo", "--check"][..], &["seed-demo"]] {
        let done = user_api(&db, arguments);
        assert!(done.succeeded, "{}", done.output);
    }
    insert(&db, "me@home.example");
    let done = user_api(&db, &["seed-demo"]);
    assert!(done.succeeded, "{}", done.output);
    let empty = TestDb::empty();
    assert!(user_api(&empty, &["seed-demo", "--check"]).succeeded);
}

#[test]
fn a_demo_application_that_was_removed_works_again_when_it_is_added_again() {
    let app = TestApp::start();
    let (admin, bo) = (app.person("admin"), app.person("artist"));
    let before = app.sign_in(&bo.username, "read");
    let path = format!("/v1/clients/{}", FIRST_PARTY.0);
    admin.delete(&path).expect(204);
    before.get("/v1/me").refused(401, "unauthenticated");
    let done = user_api(&app.db, &["seed-demo", "--anyway"]);
    assert!(done.succeeded, "{}", done.output);
    until("the application is there", || {
        app.sign_in_as(&bo.username, PASSWORD, "read").status == 200
    });
    app.sign_in(&bo.username, "read").becomes(200, "/v1/me");
}
