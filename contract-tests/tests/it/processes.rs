//! Several servers, each in a process of its own, over one database: what one revokes, all refuse soon.

use contract_tests::{PASSWORD, Person, TestApp, TestDb, command, news::until, process};

/// What ends somebody's sessions.
type End<'a> = &'a dyn Fn(&Person);

/// No test of its own: another test starts this program once more to run only this, as a server.
#[test]
fn a_server_process() {
    process::serve_if_told();
}

#[test]
fn whoever_is_suspended_deleted_or_signed_out_is_soon_refused_by_every_process() {
    let app = TestApp::start();
    let start =
        || process::ServerProcess::start(&app.db, &app.url(), "processes::a_server_process");
    let (one, two) = (start(), start());
    let sol = app.person("super_admin").token.clone().expect("a token");
    let sol = one.bearer(&sol);
    let ends: [(&str, End<'_>); 4] = [
        ("suspended", &|person| {
            let path = format!("{}/suspension", person.path());
            sol.request("PUT", &path).expect(204);
        }),
        ("deleted", &|person| {
            sol.delete(&person.path()).expect(204);
        }),
        ("signed out everywhere", &|person| {
            let path = format!("{}/sessions", person.path());
            sol.delete(&path).expect(204);
        }),
        ("given a new password", &|person| {
            let other = app.sign_in(&person.username, "read_write");
            let body = serde_json::json!({ "current_password": PASSWORD, "new_password": "seven lamps on a quiet pier" });
            let path = format!("{}/password", person.path());
            let token = other.token.expect("a token");
            let request = one.bearer(&token).request("PUT", &path);
            request.json(body.to_string()).expect(204);
        }),
    ];
    for (what, end) in ends {
        let person = app.person("listener");
        let token = person.token.clone().expect("a token");
        two.bearer(&token).get("/v1/me").expect(200);
        end(&person);
        one.bearer(&token)
            .get("/v1/me")
            .refused(401, "unauthenticated");
        let elsewhere = two.bearer(&token);
        until(what, || elsewhere.get("/v1/me").send().status == 401);
    }
}

/// The name of the lock that lets one instance migrate while the others wait.
const MIGRATING: i64 = i64::from_be_bytes(*b"user-api");

#[test]
fn a_server_that_waits_for_another_to_migrate_stops_when_it_is_told_to() {
    let db = TestDb::empty();
    db.query("select pg_advisory_lock($1)", &[&MIGRATING]);
    let settings = [
        ("PORT", "0"),
        ("USER_API_PUBLIC_URL", "https://api.music.example"),
    ];
    let server = command::start(&db, &["serve"], &settings);
    db.wait_for_waiting(1);
    // The lock is held until the test ends, so it could not stop later.
    command::terminate(server).done().says("Stopping before");
}
