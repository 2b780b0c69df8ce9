//! Confirming the address that one signed up with.

use std::sync::Arc;

use chrono::TimeDelta;
use contract_tests::{TestApp, at_the_same_moment, samples::email_token};
use user_api_server::{demo, email_tokens};

use super::{
    BO, Browser, NEW, ask, confirm, dead, forget, is_confirmed, pass, reset, sign_up, start, token,
};

const PAGE: &str = "/confirm-email";

#[test]
fn who_signs_up_gets_a_letter_whose_link_confirms_the_address_once() {
    let (app, mailbox) = start();
    let id = sign_up(&app);
    let letter = mailbox.next_to(BO);
    assert_eq!(letter.subject(), "Confirm your e-mail address for Low Tide");
    assert!(letter.text().contains("for 24 hours"), "{}", letter.text());
    let token = token(&app, &letter, PAGE);
    assert!(!is_confirmed(&app, id));
    confirm(&app, &token).expect(204);
    assert!(is_confirmed(&app, id));
    dead(confirm(&app, &token));
    mailbox.none();
}

#[test]
fn so_it_is_on_the_pages() {
    let (app, mailbox) = start();
    let browser = Browser::new(&app);
    let fields = [
        ("username", BO),
        ("password", NEW),
        ("first_name", "Bo"),
        ("role", "artist"),
    ];
    browser.submit("/sign-up", &fields, 303);
    browser
        .open("/login", 200)
        .says("Your address is not confirmed yet");
    let token = token(&app, &mailbox.next_to(BO), PAGE);
    // In another browser, as on a phone.
    let phone = Browser::new(&app);
    let target = format!("{PAGE}?token={token}");
    let before = app.db.fingerprint();
    for _ in 0..2 {
        phone.open(&target, 200).says(BO).says("Yes, confirm it");
        phone.request("HEAD", &target).expect(200);
    }
    assert_eq!(
        app.db.fingerprint(),
        before,
        "opening a link changes nothing"
    );
    let done = phone.submit(PAGE, &[("token", &token)], 200);
    done.says("<strong>bo@ferry.example</strong> is confirmed");
    // It signs nobody in.
    phone.open("/login", 200).says("Forgot your password?");
    let text = browser.open("/login", 200).text().to_owned();
    assert!(!text.contains("not confirmed"), "{text}");
    phone
        .open(&target, 400)
        .says("This link does not work any more");
    let again = phone.submit(PAGE, &[("token", &token)], 422);
    again.says("If you have confirmed your address already, all is well");
    phone.open(PAGE, 400).says("This link does not work");
    phone.open("/confirm-email?token=nonsense", 400);
}

#[test]
fn who_has_lost_the_letter_gets_another_and_who_is_confirmed_gets_none() {
    let (app, mailbox) = start();
    let id = sign_up(&app);
    let first = token(&app, &mailbox.next_to(BO), PAGE);
    ask(&app, "email-confirmations", "Bo@Ferry.Example").expect(202);
    let second = token(&app, &mailbox.next_to(BO), PAGE);
    confirm(&app, &second).expect(204);
    assert!(is_confirmed(&app, id));
    // One that was used makes the others void.
    dead(confirm(&app, &first));
    ask(&app, "email-confirmations", BO).expect(202);
    ask(&app, "email-confirmations", "nobody@ferry.example").expect(202);
    mailbox.none();
    let left: i64 = app.db.value("select count(*) from letter_requests", &[]);
    assert_eq!(left, 0, "no address of anybody is kept");
}

#[test]
fn of_two_uses_at_the_same_moment_one_counts() {
    let (app, mailbox) = start();
    sign_up(&app);
    let token = token(&app, &mailbox.next_to(BO), PAGE);
    let mut statuses = at_the_same_moment(4, |_| confirm(&app, &token).send().status);
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 422, 422, 422]);
}

#[test]
fn two_letters_used_at_the_same_moment_do_not_wait_in_a_circle() {
    let (app, mailbox) = start();
    sign_up(&app);
    ask(&app, "email-confirmations", BO).expect(202);
    let tokens = [(); 2].map(|()| token(&app, &mailbox.next_to(BO), PAGE));
    let mut statuses = at_the_same_moment(2, |number| confirm(&app, &tokens[number]).send().status);
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 422]);
}

#[test]
fn a_letter_is_good_for_a_day() {
    let (app, mailbox) = start();
    let id = sign_up(&app);
    let token = token(&app, &mailbox.next_to(BO), PAGE);
    pass(&app, 24 * 60 - 1);
    let page = format!("{PAGE}?token={token}");
    Browser::new(&app).open(&page, 200);
    pass(&app, 1);
    Browser::new(&app).open(&page, 400);
    dead(confirm(&app, &token));
    assert!(!is_confirmed(&app, id));
}

#[test]
fn a_letter_is_good_for_one_purpose() {
    let (app, mailbox) = start();
    sign_up(&app);
    let confirming = token(&app, &mailbox.next_to(BO), PAGE);
    let resetting = forget(&app, &mailbox, BO);
    dead(confirm(&app, &resetting));
    dead(reset(&app, &confirming, NEW));
    let browser = Browser::new(&app);
    browser.open(&format!("{PAGE}?token={resetting}"), 400);
    browser.open(&format!("/reset-password?token={confirming}"), 400);
    // That hurt neither.
    confirm(&app, &confirming).expect(204);
    reset(&app, &resetting, NEW).expect(204);
}

#[test]
fn a_letter_to_an_address_that_the_account_no_longer_has_proves_nothing() {
    let (app, mailbox) = start();
    let id = sign_up(&app);
    let confirming = token(&app, &mailbox.next_to(BO), PAGE);
    let resetting = forget(&app, &mailbox, BO);
    let sql = "update users set username = 'bo@pier.example' where id = $1";
    app.db.execute(sql, &[&id]);
    dead(confirm(&app, &confirming));
    dead(reset(&app, &resetting, NEW));
    let sql = "update users set username = $2, deleted_at = now(), erase_at = now() where id = $1";
    app.db.execute(sql, &[&id, &BO]);
    dead(confirm(&app, &confirming));
    dead(reset(&app, &resetting, NEW));
}

#[test]
fn what_is_no_token_is_refused() {
    let (app, _mailbox) = start();
    for nonsense in ["x", "'; drop table users", "ü", &"x".repeat(100)] {
        dead(confirm(&app, nonsense));
        dead(reset(&app, nonsense, NEW));
    }
    confirm(&app, "").refused(400, "invalid-request");
    confirm(&app, &"x".repeat(101)).refused(400, "invalid-request");
}

#[test]
fn only_the_hash_of_a_token_is_stored() {
    let (app, mailbox) = start();
    sign_up(&app);
    let token = token(&app, &mailbox.next_to(BO), PAGE);
    let sql =
        "select (select count(*) from email_tokens where token_hash = sha256($1::text::bytea))
        - (select count(*) from email_tokens t where t::text like '%' || $1 || '%')";
    assert_eq!(app.db.value::<i64>(sql, &[&token]), 1);
    assert!(!contract_tests::logs::have(&token), "nor logged");
}

#[test]
fn of_several_instances_one_writes_each_letter() {
    let (app, mailbox) = start();
    let second = app.second();
    let people: Vec<String> = (0..8).map(|_| app.account("artist", None).1).collect();
    at_the_same_moment(people.len(), |number| {
        let app = [&app, &second][number % 2];
        ask(app, "email-confirmations", &people[number]).expect(202);
    });
    for username in &people {
        mailbox.next_to(username);
    }
    mailbox.none();
}

#[test]
fn a_letter_that_was_asked_for_is_written_after_a_restart() {
    let (app, mailbox) = start();
    let (_, username) = app.account("artist", None);
    app.stop();
    let sql = "insert into letter_requests (id, purpose, username) values (gen_random_uuid(), 'confirm_username', $1)";
    app.db.execute(sql, &[&username]);
    mailbox.none();
    let again = TestApp::start_on(Arc::clone(&app.db), mailbox.settings());
    let again = again.expect("a server");
    let token = token(&again, &mailbox.next_to(&username), PAGE);
    confirm(&again, &token).expect(204);
}

#[test]
fn tokens_that_have_ended_are_deleted_some_at_a_time() {
    let (app, _mailbox) = start();
    let (id, _) = app.account("artist", None);
    for _ in 0..5 {
        email_token(&app, id, "confirm_username");
    }
    let delete = |at_most| {
        app.within(async |app| {
            let client = app.database.client().await.expect("a connection");
            let day = TimeDelta::days(1);
            let deleted = email_tokens::delete_ended(&client, day, at_most).await;
            deleted.expect("done")
        })
    };
    pass(&app, 24 * 60);
    assert_eq!(delete(10), 0, "not yet");
    pass(&app, 61);
    assert_eq!((delete(3), delete(3), delete(3)), (3, 2, 0));
}

#[test]
fn demo_data_sends_no_letter() {
    let (app, mailbox) = start();
    app.within(async |app| demo::seed(app).await.expect("demo data"));
    mailbox.none();
}
