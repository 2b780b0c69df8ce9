//! Changing one's password.

use std::thread;

use contract_tests::{PASSWORD, callers::FIRST_PARTY};

use super::{BO, Browser, NEW, change, change_password, dead, forget, reset, signs_in, start};

#[test]
fn a_new_password_ends_all_sessions_but_the_one_that_calls_and_the_person_is_told() {
    let (app, mailbox) = start();
    let second = app.second();
    let person = app.person("artist");
    let scope = "read_write offline_access";
    let tokens = app.sign_in_as(&person.username, PASSWORD, scope).json();
    let caller = app.bearer(tokens["access_token"].as_str().expect("a token"));
    let browser = Browser::of(&app, &person.username);
    let resetting = forget(&app, &mailbox, &person.username);
    change_password(&person, &caller, PASSWORD, NEW).expect(204);
    let told = mailbox.next_to(&person.username);
    assert_eq!(told.subject(), "Your password for Low Tide has changed");
    assert!(!signs_in(&app, &person.username, PASSWORD));
    assert!(signs_in(&app, &person.username, NEW));
    caller.get("/v1/me").expect(200);
    let refresh = [
        ("grant_type", "refresh_token"),
        (
            "refresh_token",
            tokens["refresh_token"].as_str().expect("a token"),
        ),
    ];
    app.token(FIRST_PARTY, &refresh).expect(200);
    person.get("/v1/me").refused(401, "unauthenticated");
    person.at(&second).soon_refused("/v1/me");
    caller.at(&second).get("/v1/me").expect(200);
    browser.open("/login", 200).says("Forgot your password?");
    dead(reset(&app, &resetting, "another lamp on a quiet pier"));
}

#[test]
fn a_wrong_password_a_weak_one_and_the_same_again_are_refused() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    let sql = "update users set full_name = 'Wilhelmina Ashgrove-Tidewater' where id = $1";
    app.db.execute(sql, &[&person.id]);
    let wrong = change_password(&person, &person, "wrong, but long enough", NEW);
    wrong
        .refused(422, "password-wrong")
        .at(&["/body/current_password"]);
    for weak in ["password1234", "Wilhelmina Ashgrove-Tidewater", PASSWORD] {
        let refused = change_password(&person, &person, PASSWORD, weak);
        refused
            .refused(422, "password-too-weak")
            .at(&["/body/new_password"]);
    }
    person.get("/v1/me").expect(200);
    assert!(signs_in(&app, &person.username, PASSWORD));
    mailbox.none();
}

#[test]
fn who_knows_the_old_password_cannot_take_back_what_was_just_reset() {
    let (app, _mailbox) = start();
    let person = app.person("artist");
    app.db.batch("begin");
    let sql = "update users set password_hash = 'reset meanwhile' where id = $1";
    app.db.execute(sql, &[&person.id]);
    thread::scope(|scope| {
        let change = scope.spawn(|| {
            let change = change_password(&person, &person, PASSWORD, NEW);
            change.refused(422, "password-wrong");
        });
        app.db.wait_for_waiting(1);
        app.db.batch("commit");
        change.join().expect("an answer");
    });
    let kept: String = app.db.value(
        "select password_hash from users where id = $1",
        &[&person.id],
    );
    assert_eq!(kept, "reset meanwhile");
}

#[test]
fn nobody_else_changes_it_not_even_staff() {
    let (app, _mailbox) = start();
    let person = app.person("artist");
    for role in ["artist", "admin", "super_admin"] {
        let other = app.person(role);
        let change = change_password(&person, &other, PASSWORD, NEW);
        change.refused(403, "forbidden");
    }
}

#[test]
fn who_was_deleted_a_moment_ago_is_not_found() {
    let (app, _mailbox) = start();
    let person = app.person("artist");
    let sql = "update users set deleted_at = now(), erase_at = now() where id = $1";
    app.db.execute(sql, &[&person.id]);
    change_password(&person, &person, PASSWORD, NEW).refused(404, "not-found");
    change(&person, BO, PASSWORD).refused(404, "not-found");
}
