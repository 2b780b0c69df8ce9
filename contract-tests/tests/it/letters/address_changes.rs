//! Changing one's address: the new one counts once it is confirmed, and the old one is told.

use contract_tests::{PASSWORD, at_the_same_moment};
use serde_json::json;

use super::{
    BO, Browser, NEW, account, change, change_password, confirm, dead, forget, pass, reset,
    signs_in, start, token,
};

const PAGE: &str = "/confirm-email";

#[test]
fn a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told_twice() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    change(&person, "Bo@Ferry.Example", PASSWORD).expect(202);
    let letter = mailbox.next_to(BO);
    assert_eq!(
        letter.subject(),
        "Confirm your new e-mail address for Low Tide"
    );
    let told = mailbox.next_to(&person.username);
    assert!(told.text().contains("b…@ferry.example") && !told.raw().contains(BO));
    assert!(signs_in(&app, &person.username, PASSWORD), "it stays");
    assert!(!signs_in(&app, BO, PASSWORD), "not yet");
    let token = token(&app, &letter, PAGE);
    let resetting = forget(&app, &mailbox, &person.username);
    confirm(&app, &token).expect(204);
    let told = mailbox.next_to(&person.username);
    assert_eq!(
        told.subject(),
        "Your e-mail address for Low Tide has changed"
    );
    assert!(signs_in(&app, BO, PASSWORD));
    assert!(!signs_in(&app, &person.username, PASSWORD));
    let me = person.get("/v1/me").expect(200).json();
    assert_eq!(
        (me["username"].as_str(), me["email_confirmed"].as_bool()),
        (Some(BO), Some(true))
    );
    dead(confirm(&app, &token));
    dead(reset(&app, &resetting, NEW));
    mailbox.none();
}

#[test]
fn so_it_is_on_the_pages() {
    let (app, mailbox) = start();
    let (_, username) = app.account("artist", None);
    let browser = Browser::of(&app, &username);
    browser.open("/change-address", 200).says(&username);
    let wrong = [("username", BO), ("password", "wrong, but long enough")];
    let again = browser.submit("/change-address", &wrong, 422);
    assert!(!again.text().contains(wrong[1].1), "it is not echoed");
    again
        .says("value=\"bo@ferry.example\"")
        .says("The current password is another one");
    let own = [("username", username.as_str()), ("password", PASSWORD)];
    let again = browser.submit("/change-address", &own, 422);
    again.says("This is your e-mail address already");
    browser.submit("/change-address", &[], 422);
    let none = [("username", "bo"), ("password", PASSWORD)];
    browser.submit("/change-address", &none, 422);
    let fields = [("username", BO), ("password", PASSWORD)];
    let sent = browser.submit("/change-address", &fields, 200);
    assert!(!sent.text().contains(PASSWORD));
    sent.says(BO)
        .says("Until then you sign in with the old one");
    let token = token(&app, &mailbox.next_to(BO), PAGE);
    let target = format!("{PAGE}?token={token}");
    let page = browser.open(&target, 200);
    page.says("Once you confirm it, you sign in with it")
        .says(BO);
    let done = browser.submit(PAGE, &[("token", &token)], 200);
    done.says("From now on, sign in with <strong>bo@ferry.example");
    browser
        .open("/login", 200)
        .says("You are signed in")
        .says(BO);
}

#[test]
fn who_is_not_signed_in_is_sent_to_do_so() {
    let (app, _mailbox) = start();
    let browser = Browser::new(&app);
    let sent = browser.open("/change-address", 303);
    assert_eq!(sent.header("location"), Some("/login"));
    let fields = [("username", BO), ("password", PASSWORD)];
    let sent = browser.submit("/change-address", &fields, 303);
    assert_eq!(sent.header("location"), Some("/login"));
}

#[test]
fn whether_somebody_has_the_new_address_is_said_to_them_alone() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    let (_, taken) = app.account("listener", None);
    change(&person, &taken, PASSWORD).expect(202);
    let letter = mailbox.next_to(&taken);
    assert_eq!(
        letter.subject(),
        "This e-mail address has an account at Low Tide"
    );
    assert!(!letter.raw().contains("token="));
    mailbox.next_to(&person.username);
    mailbox.none();
    let browser = Browser::of(&app, &person.username);
    let fields = [("username", taken.as_str()), ("password", PASSWORD)];
    let sent = browser.submit("/change-address", &fields, 200);
    sent.says("We have sent a link to");
}

#[test]
fn an_address_that_somebody_has_by_now_is_refused() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    change(&person, BO, PASSWORD).expect(202);
    let token = token(&app, &mailbox.next_to(BO), PAGE);
    super::sign_up(&app);
    let refused = confirm(&app, &token).refused(409, "username-taken");
    refused.at(&["/body/token"]);
    let browser = Browser::new(&app);
    let refused = browser.submit(PAGE, &[("token", &token)], 409);
    refused.says("Somebody has this e-mail address by now");
    assert_eq!(account(&app, person.id)["username"], person.username);
}

#[test]
fn of_two_people_who_want_one_address_at_the_same_moment_one_gets_it() {
    let (app, mailbox) = start();
    let people = [(); 2].map(|()| app.person("artist"));
    for person in &people {
        change(person, BO, PASSWORD).expect(202);
    }
    let tokens = [(); 2].map(|()| token(&app, &mailbox.next_to(BO), PAGE));
    let mut statuses = at_the_same_moment(2, |number| confirm(&app, &tokens[number]).send().status);
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
}

#[test]
fn without_the_password_nothing_changes() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    let refused = change(&person, BO, "wrong, but long enough").refused(422, "password-wrong");
    refused.at(&["/body/password"]);
    let own = person.username.to_uppercase();
    let refused = change(&person, &own, PASSWORD).refused(400, "invalid-request");
    refused.at(&["/body/username"]);
    mailbox.none();
}

#[test]
fn the_address_that_was_named_last_counts() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    change(&person, "mistyped@ferry.example", PASSWORD).expect(202);
    let first = token(&app, &mailbox.next_to("mistyped@ferry.example"), PAGE);
    change(&person, BO, PASSWORD).expect(202);
    dead(confirm(&app, &first));
    let second = token(&app, &mailbox.next_to(BO), PAGE);
    pass(&app, 24 * 60 - 1);
    confirm(&app, &second).expect(204);
    assert_eq!(account(&app, person.id)["username"], BO);
}

#[test]
fn another_password_makes_it_void() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    change(&person, BO, PASSWORD).expect(202);
    let token = token(&app, &mailbox.next_to(BO), PAGE);
    change_password(&person, &person, PASSWORD, NEW).expect(204);
    dead(confirm(&app, &token));
    assert_eq!(account(&app, person.id)["username"], person.username);
}

#[test]
fn even_a_moment_after_it_was_asked_for() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    let path = person.path();
    at_the_same_moment(8, |number| {
        if number % 2 == 0 {
            change(&person, &format!("bo{number}@ferry.example"), PASSWORD).send()
        } else {
            let new = "wrong, but long enough";
            change_password(&person, &person, new, NEW).send()
        }
    });
    change_password(&person, &person, PASSWORD, NEW).expect(204);
    let live: i64 = app.db.value(
        "select (select count(*) from email_tokens where used_at is null) + (select count(*) from letter_requests)",
        &[],
    );
    assert_eq!(live, 0, "{path}");
    mailbox.next_to(&person.username);
}

#[test]
fn an_address_with_a_line_break_is_no_address() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    for address in [
        "bo@ferry.example\r\nBcc: eve@ferry.example",
        "bo@ferry.example\n",
        "bo\r\nBcc:@ferry.example",
        "bo@ferry.example, eve@ferry.example",
        "Bo <bo@ferry.example>",
    ] {
        change(&person, address, PASSWORD).refused(400, "invalid-request");
        super::ask(&app, "password-resets", address).refused(400, "invalid-request");
        super::ask(&app, "email-confirmations", address).refused(400, "invalid-request");
        let browser = Browser::of(&app, &person.username);
        let fields = [("username", address), ("password", PASSWORD)];
        let status = browser.submit_any("/change-address", &fields);
        assert!([400, 422].contains(&status), "{status}");
        let status = browser.submit_any("/forgot-password", &fields[..1]);
        assert_eq!(status, 400);
    }
    mailbox.none();
}

#[test]
fn an_address_that_gets_no_mail_is_refused_at_once() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    // Too long before the @ for SMTP (RFC 5321, section 4.5.3.1.1).
    let long = format!("{0}.{0}@ferry.example", "b".repeat(40));
    let new = json!({ "username": long, "password": NEW });
    let requests = [
        change(&person, &long, PASSWORD),
        super::ask(&app, "password-resets", &long),
        super::ask(&app, "email-confirmations", &long),
        app.anonymous().post("/v1/users", &new),
    ];
    for request in requests {
        let refused = request.refused(400, "invalid-request");
        refused.at(&["/body/username"]);
    }
    mailbox.none();
}
