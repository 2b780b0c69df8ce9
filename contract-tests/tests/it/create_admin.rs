//! `user-api create-admin`: how the first super admin comes to be.

use contract_tests::{
    TestApp, TestDb, at_the_same_moment,
    command::{self, Finished},
};
use serde_json::json;

const ADDRESS: &str = "sol@music.example";
const PASSWORD: &str = "five herons on a cold jetty";

fn create_admin(db: &TestDb, address: &str, input: &str) -> Finished {
    command::user_api(db, &["create-admin", address], input.as_bytes())
}

#[test]
fn on_a_new_database_it_makes_the_first_super_admin_who_then_makes_others() {
    let app = TestApp::start();
    let line = format!("{PASSWORD}\n");
    create_admin(&app.db, ADDRESS, &line)
        .done()
        .says("sol@music.example is a super admin now, the only one who may sign in")
        .says("/login");
    let token = app.sign_in_as(ADDRESS, PASSWORD, "read_write").expect(200);
    let token = token.json()["access_token"].as_str().map(str::to_owned);
    let sol = app.bearer(&token.expect("a token"));
    assert_eq!(sol.get("/v1/me").expect(200).json()["role"], "super_admin");
    let (bo, _) = app.account("artist", None);
    let role = json!({ "role": "admin" });
    let path = format!("/v1/users/{bo}/role");
    sol.request("PUT", &path).json(role.to_string()).expect(200);
    // The letter that confirms the address waits to be sent.
    let letters: i64 = app.db.value(
        "select count(*) from outbox where to_address = $1",
        &[&ADDRESS],
    );
    assert_eq!(letters, 1);
}

#[test]
fn it_migrates_a_database_that_is_empty() {
    let db = TestDb::empty();
    create_admin(&db, ADDRESS, PASSWORD).done();
    let role: String = db.value("select role from users", &[]);
    assert_eq!(role, "super_admin");
}

#[test]
fn it_helps_who_has_lost_the_way_in_and_leaves_a_trace() {
    let app = TestApp::start();
    app.account("super_admin", None);
    create_admin(&app.db, "SOL@Music.example", PASSWORD)
        .done()
        .says("sol@music.example is a super admin now, one of 2 who may sign in");
    let sql = "select operation || ' ' || object_kind || ' ' || (object_id = (select id::text from users where username = $1))::text
        || ' ' || array_to_string(fields, ',') || ' ' || (actor_id is null)::text from audit_events";
    let event: String = app.db.value(sql, &[&ADDRESS]);
    assert_eq!(event, "create-admin user true  true");
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_changed() {
    let app = TestApp::start();
    let (_, taken) = app.account("listener", None);
    let before = app.db.fingerprint();
    let long = "é".repeat(3000);
    for (address, input, sentence) in [
        (
            "sol",
            PASSWORD,
            "The e-mail address is wrong. This must be an e-mail address such as name@example.org",
        ),
        ("", PASSWORD, "The e-mail address is wrong."),
        (
            "sol@music.example\n",
            PASSWORD,
            "The e-mail address is wrong.",
        ),
        (&taken, PASSWORD, "Somebody has the address"),
        (&taken.to_uppercase(), PASSWORD, "Somebody has the address"),
        (ADDRESS, "", "No password came."),
        (ADDRESS, "\n", "No password came."),
        (ADDRESS, "short", "The password is wrong."),
        (
            ADDRESS,
            "sol@music.example",
            "The password is too easy to guess.",
        ),
        (
            ADDRESS,
            "password1234",
            "The password is too easy to guess.",
        ),
        (
            ADDRESS,
            "five herons\u{7} on a cold jetty",
            "The password is wrong.",
        ),
        (ADDRESS, &long, "The password is wrong."),
    ] {
        let refused = create_admin(&app.db, address, input)
            .refused()
            .says(sentence);
        assert!(input.is_empty() || !refused.output.contains(PASSWORD));
    }
    command::user_api(&app.db, &["create-admin", ADDRESS], b"\xff\xfe five herons")
        .refused()
        .says("The password on standard input cannot be read");
    assert_eq!(app.db.fingerprint(), before);
}

#[test]
fn a_password_on_the_command_line_is_not_taken() {
    let db = TestDb::new();
    let both = ["create-admin", ADDRESS, PASSWORD];
    command::user_api(&db, &both, b"")
        .refused()
        .says("unexpected argument");
    let with_name = ["create-admin", ADDRESS, "--password", PASSWORD];
    command::user_api(&db, &with_name, b"")
        .refused()
        .says("unexpected argument");
    command::user_api(&db, &["create-admin"], b"")
        .refused()
        .says("<ADDRESS>");
    let count: i64 = db.value("select count(*) from users", &[]);
    assert_eq!(count, 0);
}

#[test]
fn without_a_database_it_says_so() {
    let db = TestDb::new();
    let nowhere = [("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")];
    let input = PASSWORD.as_bytes();
    command::user_api_with(&db, &["create-admin", ADDRESS], input, &nowhere)
        .refused()
        .says("The database does not answer");
    let no_secret = [("USER_API_SECRET", "")];
    command::user_api_with(&db, &["create-admin", ADDRESS], input, &no_secret)
        .refused()
        .says("USER_API_SECRET is not set");
}

#[test]
fn of_two_who_take_the_same_address_at_the_same_moment_one_gets_it() {
    let db = TestDb::new();
    let finished = at_the_same_moment(2, |_| create_admin(&db, ADDRESS, PASSWORD));
    let done = finished
        .iter()
        .filter(|finished| finished.succeeded)
        .count();
    assert_eq!(done, 1, "{finished:?}");
    let refused = finished.into_iter().find(|finished| !finished.succeeded);
    refused.expect("one").says("Somebody has the address");
    let count: i64 = db.value("select count(*) from users", &[]);
    assert_eq!(count, 1);
}
