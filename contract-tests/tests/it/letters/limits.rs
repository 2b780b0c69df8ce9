//! Letters stop at the limits, for everybody alike.

use contract_tests::{Mailbox, PASSWORD, Request, Response, TestApp};

use super::{
    BO, Browser, NEW, ask, change, change_password, confirm, reset, restorations::restore,
};

fn start(factor: f64) -> (TestApp, Mailbox) {
    let mailbox = Mailbox::start();
    let settings = mailbox.settings();
    let app = TestApp::start_with(|config| {
        settings(config);
        config.rate_limit_factor = factor;
    });
    (app, mailbox)
}

#[track_caller]
fn too_many(request: Request) -> Response {
    let answer = request.expect(429);
    assert!(answer.header("retry-after").is_some());
    answer
}

#[test]
fn an_address_gets_five_letters_an_hour_whether_or_not_it_has_an_account() {
    let (app, mailbox) = start(1.0);
    let (_, known) = app.account("artist", None);
    for username in [&known, "nobody@music.example"] {
        for number in 0..5 {
            // In whatever case it is written, and whatever the letter is about.
            let what = ["password-resets", "email-confirmations"][number % 2];
            ask(&app, what, &username.to_uppercase()).expect(202);
        }
        too_many(ask(&app, "password-resets", username));
        too_many(ask(&app, "email-confirmations", username));
    }
    for _ in 0..5 {
        mailbox.next_to(&known);
    }
    mailbox.none();
}

#[test]
fn a_network_address_asks_for_thirty_an_hour() {
    let (app, _mailbox) = start(0.1);
    for name in ["one", "two", "three"] {
        ask(&app, "password-resets", &format!("{name}@music.example")).expect(202);
    }
    too_many(ask(&app, "password-resets", "four@music.example"));
    let browser = Browser::new(&app);
    let csrf = browser.csrf();
    let fields = [("username", BO), ("csrf", csrf.as_str())];
    too_many(browser.form("/forgot-password", &fields)).says("too often");
}

#[test]
fn nobody_floods_a_stranger_by_changing_to_their_address() {
    let (app, mailbox) = start(1.0);
    let person = app.person("artist");
    for _ in 0..5 {
        change(&person, BO, PASSWORD).expect(202);
    }
    too_many(change(&person, BO, PASSWORD));
    let browser = Browser::of(&app, &person.username);
    let csrf = browser.csrf();
    let fields = [("username", BO), ("password", PASSWORD), ("csrf", &csrf)];
    too_many(browser.form("/change-address", &fields));
    mailbox.next_to(BO);
}

#[test]
fn guessing_tokens_and_passwords_stops() {
    let (app, _mailbox) = start(0.02);
    confirm(&app, "guess").expect(422);
    too_many(confirm(&app, "guess"));
    too_many(reset(&app, "guess", NEW));
    let browser = Browser::new(&app);
    let csrf = browser.csrf();
    let fields = [("token", "guess"), ("password", NEW), ("csrf", &csrf)];
    too_many(browser.form("/reset-password", &fields));
    for page in ["/confirm-email", "/restore-account"] {
        too_many(browser.form(page, &[fields[0], fields[2]]));
    }
    too_many(restore(&app, "guess"));
}

#[test]
fn guessing_the_password_of_a_session_that_was_stolen_stops() {
    let (app, _mailbox) = start(0.2);
    let person = app.person("artist");
    let guess = || change_password(&person, &person, "wrong, but long enough", NEW);
    guess().expect(422);
    guess().expect(422);
    too_many(guess());
    too_many(change_password(&person, &person, PASSWORD, NEW));
    too_many(change(&person, BO, PASSWORD));
}
