//! Having a deleted account back: by the link in the letter about it, or by staff.

mod moments;
mod staff;

use contract_tests::{Caller, Mailbox, PASSWORD, Person, Request, TestApp};
use serde_json::json;
use uuid::Uuid;

use super::{BO, Browser, NEW, dead, is_confirmed, signs_in, start, token};

const PAGE: &str = "/restore-account";

/// Uses a token to have an account back.
pub(super) fn restore(app: &TestApp, token: &str) -> Request {
    let body = json!({ "token": token });
    let path = "/v1/account-restorations/complete";
    app.anonymous().post(path, &body)
}

/// Has somebody's account back, as staff.
fn restore_for(staff: &Caller, id: Uuid) -> Request {
    staff.delete(&format!("/v1/users/{id}/deletion"))
}

/// Somebody whose address is known to be theirs.
fn confirmed(app: &TestApp) -> Person {
    let person = app.person("artist");
    let sql = "update users set email_confirmed_at = now() where id = $1";
    app.db.execute(sql, &[&person.id]);
    assert!(is_confirmed(app, person.id));
    person
}

/// Deletes an account, and takes the token out of the letter about it.
#[track_caller]
fn delete(app: &TestApp, mailbox: &Mailbox, person: &Person) -> String {
    person.delete(&person.path()).expect(204);
    token(app, &mailbox.next_to(&person.username), PAGE)
}

/// What the trail says of leaving and coming back.
fn operations(app: &TestApp, id: Uuid) -> Vec<(String, Option<Uuid>)> {
    let sql = "select operation, actor_id from audit_events
        where subject_id = $1 and operation ilike any ('{%delet%,%restor%}') order by created_at, id";
    let rows = app.db.query(sql, &[&id]);
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

#[test]
fn who_deletes_their_account_gets_a_letter_with_which_they_have_it_back() {
    let (app, mailbox) = start();
    let bo = confirmed(&app);
    let group = bo.create_group(bo.id, "band", "The Gangway");
    let group = format!("/v1/user-groups/{group}");
    let before = bo.get(&group).expect(200).json();
    bo.delete(&bo.path()).expect(204);
    let letter = mailbox.next_to(&bo.username);
    assert_eq!(letter.subject(), "Your account at Low Tide is deleted");
    let day: String = app.db.value(
        "select to_char(erase_at at time zone 'UTC', 'FMDD FMMonth YYYY') from users where id = $1",
        &[&bo.id],
    );
    let sentence = format!("will be erased on {day} (UTC)");
    assert!(letter.text().contains(&sentence), "{}", letter.text());
    let token = token(&app, &letter, PAGE);
    app.anonymous().get(&group).refused(404, "not-found");
    restore(&app, &token).expect(204);
    assert_eq!(
        mailbox.next_to(&bo.username).subject(),
        "Your account at Low Tide is back"
    );
    // Everything is as it was, but for what had been signed in.
    bo.get("/v1/me").refused(401, "unauthenticated");
    let anew = app.sign_in(&bo.username, "read_write");
    assert_eq!(
        anew.get("/v1/me").expect(200).json()["id"],
        bo.id.to_string()
    );
    assert_eq!(anew.get(&group).expect(200).json(), before);
    // It was good once.
    dead(restore(&app, &token));
    let by_bo = |operation: &str| (operation.to_owned(), Some(bo.id));
    assert_eq!(
        operations(&app, bo.id),
        [by_bo("deleteUser"), by_bo("completeAccountRestoration")]
    );
    // Who leaves again can come back again.
    anew.delete(&bo.path()).expect(204);
    let again = super::token(&app, &mailbox.next_to(&bo.username), PAGE);
    restore(&app, &again).expect(204);
    mailbox.next_to(&bo.username);
    mailbox.none();
}

#[test]
fn so_it_is_on_the_pages() {
    let (app, mailbox) = start();
    let bo = confirmed(&app);
    let token = delete(&app, &mailbox, &bo);
    let phone = Browser::new(&app);
    let target = format!("{PAGE}?token={token}");
    let before = app.db.fingerprint();
    for _ in 0..2 {
        phone
            .open(&target, 200)
            .says(&bo.username)
            .says("Yes, restore it");
    }
    assert_eq!(
        app.db.fingerprint(),
        before,
        "opening a link changes nothing"
    );
    phone
        .submit(PAGE, &[("token", &token)], 200)
        .says("Welcome back");
    assert!(signs_in(&app, &bo.username, PASSWORD));
    // It signs nobody in.
    phone.open("/login", 200).says("Forgot your password?");
    phone.open(&target, 400).says("all is well: sign in");
    phone
        .submit(PAGE, &[("token", &token)], 422)
        .says("cannot come back");
    phone.open(PAGE, 400);
    assert_eq!(operations(&app, bo.id)[1].0, "submitAccountRestoration");
}

#[test]
fn a_form_from_elsewhere_restores_nothing() {
    let (app, mailbox) = start();
    let bo = confirmed(&app);
    let token = delete(&app, &mailbox, &bo);
    let browser = Browser::new(&app);
    browser.open("/login", 200);
    let fields = [("token", token.as_str()), ("csrf", "x")];
    browser.form(PAGE, &fields).expect(403);
    assert!(!signs_in(&app, &bo.username, PASSWORD));
}

#[test]
fn an_address_to_which_no_mail_can_be_sent_keeps_nobody_from_leaving() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    let sql = "update users set username = 'imported' where id = $1";
    app.db.execute(sql, &[&bo.id]);
    bo.delete(&bo.path()).expect(204);
    restore_for(&admin, bo.id).expect(204);
    admin.delete(&bo.path()).expect(204);
    mailbox.none();
}

#[test]
fn an_address_that_another_account_has_by_now_has_to_become_free_first() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    let token = delete(&app, &mailbox, &bo);
    let new = json!({ "username": bo.username, "password": NEW });
    app.anonymous().post("/v1/users", &new).expect(201);
    restore(&app, &token)
        .refused(409, "address-taken-meanwhile")
        .says("change its address or delete it");
    restore_for(&admin, bo.id).refused(409, "address-taken-meanwhile");
    let browser = Browser::new(&app);
    let page = browser.submit(PAGE, &[("token", &token)], 409);
    page.says("change its address or delete it");
    // The link is good still.
    let sql = "update users set username = $1 where username = $2 and deleted_at is null";
    app.db.execute(sql, &[&BO, &bo.username]);
    restore(&app, &token).expect(204);
    assert!(signs_in(&app, &bo.username, PASSWORD));
    assert!(signs_in(&app, BO, NEW));
}

#[test]
fn who_was_suspended_still_is() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    let token = delete(&app, &mailbox, &bo);
    let sql = "update users set suspended_at = now() where id = $1";
    app.db.execute(sql, &[&bo.id]);
    restore(&app, &token).expect(204);
    assert_eq!(
        admin.get(&bo.account()).expect(200).json()["suspended"],
        true
    );
    assert!(!signs_in(&app, &bo.username, PASSWORD));
}

#[test]
fn letters_that_were_under_way_are_void_once_the_account_is_deleted() {
    let (app, mailbox) = start();
    let bo = confirmed(&app);
    let resetting = super::forget(&app, &mailbox, &bo.username);
    let restoring = delete(&app, &mailbox, &bo);
    dead(super::reset(&app, &resetting, NEW));
    dead(super::confirm(&app, &restoring));
    dead(super::reset(&app, &restoring, NEW));
    restore(&app, &restoring).expect(204);
    dead(super::reset(&app, &resetting, NEW));
}
