//! Mail servers that are away, busy, broken or unwilling.

use std::sync::Arc;

use contract_tests::{Mailbox, TestApp, TestDb, mailbox, smtp::Manners};
use user_api_server::{config::MailWay, mail::Letter};

use super::{BO, LINK, becomes, confirm, count, hurry};

/// A server, and a letter to Bo that is on its way.
fn send(mailbox: &Mailbox) -> TestApp {
    let app = TestApp::start_with(mailbox.settings());
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    app
}

#[test]
fn a_letter_waits_for_a_mail_server_that_is_away() {
    let mailbox = Mailbox::start();
    mailbox.smtp.close();
    let app = send(&mailbox);
    becomes(
        &app.db,
        "last_error is not null and next_attempt_at > now()",
        1,
    );
    mailbox.smtp.open();
    // Without being told, after some seconds.
    mailbox.next_to(BO);
    becomes(&app.db, "sent_at is not null", 1);
    mailbox.none();
}

#[test]
fn a_mail_server_that_restarts_between_two_letters_gets_both() {
    let mailbox = Mailbox::start();
    let app = send(&mailbox);
    mailbox.next_to(BO);
    mailbox.smtp.close();
    mailbox.smtp.open();
    // The connection that was kept is broken, which costs no attempt.
    mailbox::enqueue(&app.db, BO, &Letter::PasswordChanged).expect("a letter");
    mailbox.next_to(BO);
    becomes(&app.db, "sent_at is not null and attempts = 1", 2);
}

#[test]
fn a_refusal_for_now_is_tried_again_later_and_later() {
    let mailbox = Mailbox::start();
    mailbox.smtp.set(Manners::Refuse(451));
    let db = Arc::new(TestDb::new());
    let seconds = |what: &str| -> f64 {
        db.value(&format!("select extract(epoch from {what})::float8"), &[])
    };
    let app = TestApp::start_on(Arc::clone(&db), mailbox.settings()).expect("a server");
    let mut before = seconds("clock_timestamp()");
    mailbox::enqueue(&db, BO, &confirm()).expect("a letter");
    for attempt in 1..=3 {
        let waits = format!("attempts = {attempt} and claimed_until is null");
        becomes(&db, &waits, 1);
        let after = seconds("clock_timestamp()");
        let next = seconds("(select next_attempt_at from outbox)");
        let wait = 5.0 * f64::from(1 << (attempt - 1));
        assert!(
            (before + wait * 0.75..after + wait * 1.25).contains(&next),
            "{} to {} seconds after attempt {attempt}",
            next - after,
            next - before
        );
        if attempt < 3 {
            before = seconds("clock_timestamp()");
            hurry(&db);
        }
    }
    let error: String = app.db.value("select last_error from outbox", &[]);
    assert!(error.contains("451"), "{error}");
    mailbox.smtp.set(Manners::Accept);
    hurry(&app.db);
    mailbox.next_to(BO);
    becomes(&app.db, "sent_at is not null and last_error is null", 1);
}

#[test]
fn a_refusal_for_good_ends_it() {
    let mailbox = Mailbox::start();
    mailbox.smtp.set(Manners::Refuse(550));
    let app = send(&mailbox);
    becomes(&app.db, "failed_at is not null", 1);
    assert_eq!(
        count(
            &app.db,
            "attempts = 1 and contents_sealed is null and last_error like '%550%'"
        ),
        1
    );
    mailbox.smtp.set(Manners::Accept);
    hurry(&app.db);
    mailbox.none();
}

#[test]
fn a_refused_login_is_the_operators_to_mend_and_loses_no_letter() {
    let mailbox = Mailbox::start();
    mailbox.smtp.set(Manners::Refuse(530));
    let app = send(&mailbox);
    becomes(&app.db, "last_error like '%530%' and failed_at is null", 1);
    mailbox.smtp.set(Manners::Accept);
    hurry(&app.db);
    mailbox.next_to(BO);
}

#[test]
fn a_connection_that_breaks_in_the_middle_loses_no_letter() {
    let mailbox = Mailbox::start();
    mailbox.smtp.set(Manners::Drop);
    let app = send(&mailbox);
    becomes(&app.db, "last_error is not null", 1);
    mailbox.smtp.set(Manners::Accept);
    hurry(&app.db);
    mailbox.next_to(BO);
    becomes(&app.db, "sent_at is not null", 1);
    mailbox.none();
}

#[test]
fn a_letter_is_given_up_after_twenty_attempts() {
    let mailbox = Mailbox::start();
    mailbox.smtp.set(Manners::Refuse(451));
    let app = send(&mailbox);
    becomes(&app.db, "attempts = 1 and claimed_until is null", 1);
    app.db.execute(
        "update outbox set attempts = 19, next_attempt_at = now()",
        &[],
    );
    becomes(&app.db, "failed_at is not null and attempts = 20", 1);
    assert_eq!(
        count(
            &app.db,
            "last_error like '%451%' and contents_sealed is null"
        ),
        1
    );
}

#[test]
fn a_letter_that_no_server_survives_is_given_up() {
    let mailbox = Mailbox::start();
    mailbox.smtp.close();
    let app = send(&mailbox);
    becomes(&app.db, "last_error is not null", 1);
    // As if twenty servers had taken it and none had come to noting anything.
    let lost = "update outbox set attempts = 20, next_attempt_at = now(), claimed_until = now()";
    app.db.execute(lost, &[]);
    mailbox.smtp.open();
    becomes(&app.db, "failed_at is not null and attempts = 21", 1);
    mailbox.none();
}

#[test]
fn a_link_that_has_ended_is_not_sent() {
    let mailbox = Mailbox::start();
    mailbox.smtp.close();
    let app = TestApp::start_with(mailbox.settings());
    let reset = Letter::ResetPassword {
        link: LINK.to_owned(),
        minutes: 30,
    };
    mailbox::enqueue(&app.db, BO, &reset).expect("a letter");
    becomes(&app.db, "last_error is not null", 1);
    let half_an_hour = "useful_until - created_at = interval '30 minutes'";
    assert_eq!(count(&app.db, half_an_hour), 1);
    mailbox.smtp.open();
    app.db.execute(
        "update outbox set useful_until = now(), next_attempt_at = now()",
        &[],
    );
    becomes(
        &app.db,
        "failed_at is not null and last_error like '%link%'",
        1,
    );
    mailbox.none();
}

#[test]
fn a_link_cannot_be_turned_to_another_address_in_the_database() {
    let mailbox = Mailbox::start();
    mailbox.smtp.close();
    let app = send(&mailbox);
    becomes(&app.db, "last_error is not null", 1);
    app.db
        .execute("update outbox set to_address = 'eve@music.example'", &[]);
    mailbox.smtp.open();
    hurry(&app.db);
    mailbox.next_to(BO);
    mailbox.none_to("eve@music.example");
}

#[test]
fn where_tls_is_required_nothing_is_sent_without() {
    let mailbox = Mailbox::start();
    let port = mailbox.smtp.port;
    for url in [
        format!("smtp://127.0.0.1:{port}?tls=required"),
        format!("smtps://127.0.0.1:{port}"),
    ] {
        let app = TestApp::start_with(|config| config.mail.way = MailWay::Smtp(url));
        mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
        becomes(&app.db, "last_error is not null and failed_at is null", 1);
    }
    mailbox.none();
}

#[test]
fn the_metrics_tell_what_became_of_letters() {
    let mailbox = Mailbox::start();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let settings = mailbox.settings();
    let app = TestApp::start_with(|config| {
        settings(config);
        config.metrics_port = port;
    });
    let send = |manners, condition: &str| {
        mailbox.smtp.set(manners);
        mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
        becomes(&app.db, condition, 1);
    };
    send(Manners::Accept, "sent_at is not null");
    send(Manners::Refuse(550), "failed_at is not null");
    send(
        Manners::Refuse(451),
        "sent_at is null and failed_at is null and claimed_until is null and attempts = 1",
    );
    let url = format!("http://127.0.0.1:{port}/metrics");
    let text = ureq::get(&url)
        .call()
        .expect("metrics")
        .body_mut()
        .read_to_string()
        .expect("text");
    for outcome in ["sent", "failed", "retried"] {
        let line =
            format!("user_api_letters_total{{kind=\"confirm_email\",outcome=\"{outcome}\"}} 1");
        assert!(text.contains(&line), "{line} in {text}");
    }
}

/// RFC 5321 lets a mail server take ten minutes; those that look into letters take one sometimes.
#[test]
fn a_mail_server_that_takes_its_time_gets_a_letter_once() {
    let mailbox = Mailbox::start();
    mailbox.smtp.set(Manners::Ponder(33));
    let app = send(&mailbox);
    mailbox.next_to(BO);
    std::thread::sleep(std::time::Duration::from_secs(31));
    becomes(&app.db, "sent_at is not null and attempts = 1", 1);
    mailbox.none();
}
