//! Having a deleted account back: by the link in the letter about it, or by staff.

use contract_tests::{Caller, Mailbox, PASSWORD, Person, Request, TestApp, at_the_same_moment};
use serde_json::{Value, json};
use user_api_server::cleanup;
use uuid::Uuid;

use super::{BO, Browser, NEW, dead, is_confirmed, signs_in, start, token};

const PAGE: &str = "/restore-account";

/// Uses a token to have an account back.
fn restore(app: &TestApp, token: &str) -> Request {
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

/// As if this much of the time until the erasure had gone by.
fn pass(app: &TestApp, id: Uuid, how_long: &str) {
    let sql = format!(
        "with passed as (update email_tokens set expires_at = expires_at - interval '{how_long}' where user_id = $1)
        update users set erase_at = erase_at - interval '{how_long}' where id = $1"
    );
    app.db.execute(&sql, &[&id]);
}

fn operations(app: &TestApp, id: Uuid) -> Vec<(String, Option<Uuid>)> {
    let sql = "select operation, actor_id from audit_events where subject_id = $1 order by created_at, id";
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
fn an_address_that_was_never_confirmed_gets_no_letter_and_staff_help() {
    let (app, mailbox) = start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    bo.delete(&bo.path()).expect(204);
    restore_for(&admin, bo.id).expect(204);
    assert!(signs_in(&app, &bo.username, PASSWORD));
    mailbox.none();
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
fn whose_account_staff_have_deleted_is_told_and_only_staff_bring_it_back() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    admin.delete(&bo.path()).expect(204);
    let letter = mailbox.next_to(&bo.username);
    assert!(
        !letter.text().contains("http") && !letter.html().contains(PAGE),
        "{}",
        letter.text()
    );
    assert!(
        letter.text().contains("say so before that day"),
        "{}",
        letter.text()
    );
    let tokens: i64 = app.db.value("select count(*) from email_tokens", &[]);
    assert_eq!(tokens, 0);
    restore_for(&admin, bo.id).expect(204);
    assert!(
        mailbox
            .next_to(&bo.username)
            .text()
            .contains("is restored now")
    );
    assert!(signs_in(&app, &bo.username, PASSWORD));
    let by_admin = |operation: &str| (operation.to_owned(), Some(admin.id));
    let events = operations(&app, bo.id);
    assert_eq!(events, [by_admin("deleteUser"), by_admin("restoreUser")]);
}

#[test]
fn staff_restore_within_their_reach_and_find_whom_in_the_list() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (tariq, admin) = (app.person("tenant_admin"), app.person("admin"));
    let (bo, stranger) = (
        app.person("artist"),
        app.person_of("artist", Some(elsewhere)),
    );
    let another = app.person("admin");
    for person in [&bo, &stranger, &another] {
        person.delete(&person.path()).expect(204);
    }
    let listed = |caller: &Caller, query: &str| -> Vec<String> {
        let page = caller
            .get(&format!("/v1/users?deleted=true{query}"))
            .expect(200)
            .json();
        let items = page["items"].as_array().expect("items").iter();
        items
            .map(|item| {
                assert!(item["erase_at"].is_string(), "{item}");
                item["username"].as_str().expect("a name").to_owned()
            })
            .collect()
    };
    assert_eq!(listed(&tariq, "").join(" "), bo.username);
    assert_eq!(listed(&admin, "").len(), 3);
    assert_eq!(listed(&admin, "&role=artist").len(), 2);
    let of_bo = format!("&username={}", bo.username);
    assert_eq!(listed(&admin, &of_bo).join(" "), bo.username);
    // A cursor of the one list is none of the other's.
    let page = admin
        .get("/v1/users?deleted=true&limit=1")
        .expect(200)
        .json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    admin
        .get(&format!("/v1/users?limit=1&cursor={cursor}"))
        .refused(422, "cursor-unknown");
    restore_for(&tariq, stranger.id).refused(403, "forbidden");
    restore_for(&admin, another.id).refused(403, "forbidden");
    restore_for(&bo, bo.id).refused(401, "unauthenticated");
    restore_for(&tariq, bo.id).expect(204);
    restore_for(&admin, stranger.id).expect(204);
    assert_eq!(listed(&admin, "").join(" "), another.username);
    let page = admin
        .get(&format!("/v1/users?username={}", bo.username))
        .expect(200)
        .json();
    assert_eq!(page["items"][0]["erase_at"], Value::Null);
}

#[test]
fn restoring_what_is_not_deleted_changes_nothing() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    let before = app.db.fingerprint();
    restore_for(&admin, bo.id).expect(204);
    assert_eq!(app.db.fingerprint(), before);
    bo.get("/v1/me").expect(200);
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
fn of_several_who_restore_at_the_same_moment_one_does() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    let token = delete(&app, &mailbox, &bo);
    let statuses = at_the_same_moment(4, |number| match number {
        0 => restore_for(&admin, bo.id).send().status,
        _ => restore(&app, &token).send().status,
    });
    assert_eq!(statuses[0], 204);
    let by_letter = statuses[1..].iter().filter(|status| **status == 204);
    assert!(by_letter.count() <= 1, "{statuses:?}");
    assert!(
        statuses[1..]
            .iter()
            .all(|status| [204, 422].contains(status)),
        "{statuses:?}"
    );
    assert_eq!(operations(&app, bo.id).len(), 2);
    mailbox.next_to(&bo.username);
    mailbox.none();
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
fn when_the_time_is_over_nobody_brings_the_account_back() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    let token = delete(&app, &mailbox, &bo);
    pass(&app, bo.id, "29 days 23 hours");
    Browser::new(&app).open(&format!("{PAGE}?token={token}"), 200);
    // Not even before the job has come round.
    pass(&app, bo.id, "1 hour");
    dead(restore(&app, &token));
    restore_for(&admin, bo.id).refused(404, "not-found");
    app.within(cleanup::run).expect("a database");
    dead(restore(&app, &token));
    restore_for(&admin, bo.id).refused(404, "not-found");
    let page = Browser::new(&app).open(&format!("{PAGE}?token={token}"), 400);
    page.says("the account is erased and cannot come back");
    let listed = admin.get("/v1/users?deleted=true").expect(200).json();
    assert_eq!(listed["items"], json!([]));
}

#[test]
fn who_waits_while_somebody_is_erased_finds_nobody() {
    let (app, _mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    bo.delete(&bo.path()).expect(204);
    app.db.batch("begin");
    app.db
        .execute("select id from users where id = $1 for update", &[&bo.id]);
    let status = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| restore_for(&admin, bo.id).send().status);
        app.db.wait_for_waiting(1);
        app.db.batch(&format!(
            "with gone as (delete from users where id = '{}' returning id, role, tenant_id, deleted_at, erase_at)
            insert into users (id, role, tenant_id, deleted_at, erase_at, erased_at) select *, now() from gone;
            commit",
            bo.id
        ));
        waiting.join().expect("an answer")
    });
    assert_eq!(status, 404);
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
