//! What leaves no event: what is refused, what changes nothing, and what is undone. And what cannot be told does not happen.

use contract_tests::{
    Caller, TestApp, at_the_same_moment,
    samples::World,
    spec::{Operation, spec},
};
use serde_json::json;

use super::sign_in::sign_in_wrongly;

fn changing() -> impl Iterator<Item = &'static Operation> {
    let operations = spec().operations.iter();
    operations.filter(|operation| operation.method != "GET")
}

#[test]
fn who_is_refused_leaves_no_event() {
    let app = TestApp::start();
    let world = World::new(&app, "artist");
    let (stranger, sol) = (app.person("listener"), app.person("super_admin"));
    let reader = app.sign_in(&sol.username, "read");
    let elsewhere = app.person_of("tenant_admin", Some(app.tenant("Elsewhere")));
    let refused = |world: &World, caller: &Caller, operation: &Operation, stale: bool| {
        let request = world.request(caller, operation);
        let request = if stale {
            request.header("if-match", "\"99\"")
        } else {
            request
        };
        let mut status = 0;
        let events = app.db.events_of(|| status = request.send().status);
        assert!(
            events.is_empty() || status < 400,
            "{} {status}: {events:#?}",
            operation.id
        );
        status >= 400
    };
    let mut count = 0;
    for operation in changing().filter(|operation| operation.scope.is_some()) {
        let callers = [
            &app.anonymous(),
            &app.service(),
            &reader,
            &stranger,
            &elsewhere,
        ];
        let refusals = callers
            .iter()
            .filter(|caller| refused(&world, caller, operation, false));
        count += refusals.count();
        refused(&World::void(), &sol, operation, false);
        if operation.responses.contains_key(&412) {
            assert!(refused(&world, &sol, operation, true), "{}", operation.id);
        }
    }
    assert!(count > 50, "{count} were refused");
}

#[test]
fn what_changes_nothing_leaves_no_event() {
    let app = TestApp::start();
    let world = World::new(&app, "artist");
    let sol = app.person("super_admin");
    let twice = |caller: &Caller, id: &str, times: usize| {
        let operation = spec().operation(id);
        let send = || world.request(caller, operation).send();
        assert_eq!(app.db.events_of(send).len(), times, "{id}");
        assert_eq!(app.db.events_of(send), [], "{id} again");
    };
    twice(&sol, "liftSuspension", 0);
    twice(&sol, "updateUser", 1);
    twice(&sol, "updateUserGroup", 1);
    twice(&sol, "updateClient", 1);
    twice(&sol, "endSession", 1);
    twice(&sol, "endSessions", 0);
    twice(&sol, "suspendUser", 1);
    twice(&sol, "deleteUserGroup", 1);
    twice(&sol, "deleteClient", 1);
    twice(&sol, "deleteUser", 1);
}

#[test]
fn what_fails_halfway_leaves_no_event() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let sol = app.person("super_admin");
    let events = app.db.events_of(|| {
        let new = json!({ "username": bo.username, "password": "three ferries before dawn" });
        app.anonymous().post("/v1/users", &new).refused(409, "username-taken");
        let new = json!({ "client_id": "demo-spa", "name": "Again", "confidential": true, "grants": ["client_credentials"], "scopes": ["read"] });
        sol.post("/v1/clients", &new).refused(409, "client-id-taken");
        let wrong = json!({ "current_password": "wrong, but long enough", "new_password": "seven lamps on a quiet pier" });
        let path = format!("{}/password", bo.path());
        bo.request("PUT", &path).json(wrong.to_string()).refused(422, "password-wrong");
        sol.delete(&sol.path()).refused(409, "last-super-admin");
        sign_in_wrongly(&app, &bo.username);
    });
    assert_eq!(events, []);
}

#[test]
fn what_cannot_be_told_does_not_happen() {
    let app = TestApp::start();
    let world = World::new(&app, "artist");
    let sol = app.person("super_admin");
    let (_, username) = app.account("artist", None);
    let sql = "alter table audit_events add constraint audit_events_full check (false) not valid";
    app.db.batch(sql);
    let written = || {
        let mut tables = app.db.fingerprint();
        // Requests are counted before they are looked at.
        tables.retain(|(table, _)| table != "rate_limits");
        tables
    };
    let before = written();
    for id in [
        "updateUser",
        "suspendUser",
        "deleteUser",
        "createUserGroup",
        "updateClient",
        "deleteClient",
        "endSession",
        "signUp",
        "submitSignUp",
        "submitSignIn",
    ] {
        let answer = world.request(&sol, spec().operation(id)).send();
        assert_eq!(answer.status, 500, "{}", answer.describe());
    }
    assert_eq!(
        app.sign_in_as(&username, contract_tests::PASSWORD, "read")
            .status,
        500
    );
    assert_eq!(written(), before);
}

#[test]
fn of_many_who_do_the_same_at_the_same_moment_one_leaves_an_event() {
    let app = TestApp::start();
    let sol = app.person("super_admin");
    let world = World::new(&app, "artist");
    for id in [
        "endSession",
        "updateUser",
        "suspendUser",
        "deleteUserGroup",
        "deleteClient",
        "deleteUser",
    ] {
        let operation = spec().operation(id);
        let all = || at_the_same_moment(6, |_| drop(world.request(&sol, operation).send()));
        assert_eq!(app.db.events_of(all).len(), 1, "{id}");
    }
}
