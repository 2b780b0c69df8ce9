//! Mail servers that speak TLS and want a login.

use contract_tests::{
    Mailbox, TestApp, TestDb,
    certificates::Certificates,
    logs,
    mailbox::{self, SmtpTls},
};
use user_api_server::config::MailWay;

use super::{BO, becomes, confirm, count, hurry};

const LOGIN: (&str, &str) = ("sender", "tides-and-ferries-7");

#[test]
fn a_letter_arrives_by_tls_from_who_has_logged_in() {
    for tls in [SmtpTls::Starttls, SmtpTls::Wrapped] {
        let certificates = Certificates::make();
        let mailbox = Mailbox::start_secured(tls, &certificates, LOGIN);
        let settings = mailbox.settings_secured(tls, Some(certificates.ca()), LOGIN);
        let app = TestApp::start_with(settings);
        mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
        assert!(mailbox.next_to(BO).was_secured(), "{tls:?}");
        becomes(&app.db, "sent_at is not null", 1);
    }
}

#[test]
fn a_wrong_password_leaves_the_letter_waiting_and_is_told_in_the_log() {
    for tls in [SmtpTls::Starttls, SmtpTls::Wrapped] {
        let certificates = Certificates::make();
        let mailbox = Mailbox::start_secured(tls, &certificates, LOGIN);
        let wrong = (LOGIN.0, "mistyped-at-the-quay");
        let settings = mailbox.settings_secured(tls, Some(certificates.ca()), wrong);
        let app = TestApp::start_with(settings);
        mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
        becomes(&app.db, "last_error like '%535%' and failed_at is null", 1);
        let id: uuid::Uuid = app.db.value("select id from outbox", &[]);
        let told = logs::about(&id.to_string());
        assert!(told.contains("535"), "{told}");
        assert!(!logs::have(wrong.1), "a password was logged");
        mailbox.none();
    }
}

#[test]
fn a_mail_server_that_nobody_vouches_for_gets_neither_letter_nor_password() {
    let (ours, another) = (Certificates::make(), Certificates::make());
    for tls in [SmtpTls::Starttls, SmtpTls::Wrapped] {
        let mailbox = Mailbox::start_secured(tls, &ours, LOGIN);
        // Neither those whom Mozilla trusts, nor another CA of one's own.
        for ca in [None, Some(another.ca())] {
            let app = TestApp::start_with(mailbox.settings_secured(tls, ca, LOGIN));
            mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
            becomes(&app.db, "last_error is not null and failed_at is null", 1);
            let certificate = "last_error like '%certificate%'";
            assert_eq!(count(&app.db, certificate), 1, "{tls:?}");
            hurry(&app.db);
            becomes(&app.db, "attempts = 2 and claimed_until is null", 1);
        }
        mailbox.none();
    }
}

#[test]
fn a_server_does_not_start_with_a_ca_that_is_none_or_that_nothing_is_held_to() {
    let certificates = Certificates::make();
    let start = |url: &str, ca: std::path::PathBuf| {
        let started = TestApp::start_on(std::sync::Arc::new(TestDb::new()), |config| {
            config.mail.way = MailWay::Smtp(url.to_owned());
            config.mail.ca = Some(ca);
        });
        started.err().expect("a refusal")
    };
    let none = start("smtps://mail.example", certificates.key());
    assert!(
        none.contains("USER_API_SMTP_CA") && none.contains("no certificate"),
        "{none}"
    );
    let nothing = start("smtps://mail.example", certificates.ca().join("nothing"));
    assert!(nothing.contains("USER_API_SMTP_CA"), "{nothing}");
    let unused = TestApp::start_on(std::sync::Arc::new(TestDb::new()), |config| {
        config.mail.way = MailWay::Wait;
        config.mail.ca = Some(certificates.ca());
    });
    let unused = unused.err().expect("a refusal");
    assert!(unused.contains("USER_API_SMTP_URL names none"), "{unused}");
    for url in [
        "smtp://mail.example",
        "smtp://mail.example?tls=opportunistic",
    ] {
        let open = start(url, certificates.ca());
        assert!(open.contains("tls=required"), "{open}");
    }
}
