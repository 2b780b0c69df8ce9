//! What a letter looks like: its parts, its headers, its words.

use std::{env, fs, process, sync::Arc, thread, time::Duration};

use contract_tests::{Mailbox, TestApp, TestDb, logs, mailbox};
use serde_json::Value;
use user_api_server::{
    config::{Config, MailWay},
    error::Error,
    mail::Letter,
};

use super::{BO, LINK, becomes, confirm, count};

fn every_letter() -> Vec<Letter> {
    let link = LINK.to_owned();
    vec![
        confirm(),
        Letter::ResetPassword {
            link: link.clone(),
            minutes: 30,
        },
        Letter::ConfirmNewAddress { link, hours: 1 },
        Letter::AddressChangeRequested {
            new_address: "maya@label.example".to_owned(),
        },
        Letter::AddressChanged,
        Letter::PasswordChanged,
        Letter::AddressInUse,
    ]
}

#[test]
fn a_letter_arrives_as_plain_text_and_as_html() {
    let mailbox = Mailbox::start();
    let app = TestApp::start_with(mailbox.settings());
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    let letter = mailbox.next_to(BO);
    assert!(
        letter
            .header("Content-Type")
            .starts_with("multipart/alternative")
    );
    // The last is the one that a program shows if it can (RFC 2046, section 5.1.4).
    assert_eq!(letter.parts(), ["text/plain", "text/html"]);
    assert_eq!(letter.link(), LINK);
    assert!(letter.text().contains("for 24 hours"));
    let address = LINK.replace('&', "&#38;");
    assert_eq!(
        letter.html().matches(&address).count(),
        3,
        "{}",
        letter.html()
    );
}

#[test]
fn a_letter_has_the_headers_that_it_needs_each_once() {
    let mailbox = Mailbox::start();
    let app = TestApp::start_with(mailbox.settings());
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    let letter = mailbox.next_to(BO);
    assert_eq!(letter.header("From"), "Low Tide <no-reply@music.example>");
    assert_eq!(letter.sender(), "no-reply@music.example");
    assert_eq!(letter.header("To"), BO);
    assert_eq!(letter.subject(), "Confirm your e-mail address for Low Tide");
    assert_eq!(letter.header("MIME-Version"), "1.0");
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    assert!(letter.header("Date").ends_with("+0000"));
    let id: uuid::Uuid = app.db.value("select id from outbox", &[]);
    assert_eq!(letter.header("Message-ID"), format!("<{id}@music.example>"));
}

#[test]
fn every_letter_says_who_writes_and_reads_well_in_the_dark() {
    let mailbox = Mailbox::start();
    let app = TestApp::start_with(mailbox.settings());
    let mut subjects = Vec::new();
    for letter in every_letter() {
        mailbox::enqueue(&app.db, BO, &letter).expect("a letter");
        let letter = mailbox.next_to(BO);
        let (text, html) = (letter.text(), letter.html());
        for part in [text, html] {
            assert!(part.contains("Low Tide"), "{part}");
            assert!(!part.contains("{{") && !part.contains("  \n"), "{part}");
        }
        assert!(
            html.contains(r#"<html lang="en">"#) && html.contains("prefers-color-scheme: dark")
        );
        // Nothing is fetched when it is opened, so nobody learns that it was.
        for tag in ["<img", "<link", "<script", "url(", "@import"] {
            assert!(!html.contains(tag), "{tag} in {html}");
        }
        subjects.push(letter.subject());
    }
    subjects.sort();
    subjects.dedup();
    assert_eq!(subjects.len(), every_letter().len(), "{subjects:?}");
}

#[test]
fn the_old_address_learns_only_a_part_of_the_new_one() {
    let mailbox = Mailbox::start();
    let app = TestApp::start_with(mailbox.settings());
    let letter = Letter::AddressChangeRequested {
        new_address: "maya@label.example".to_owned(),
    };
    mailbox::enqueue(&app.db, BO, &letter).expect("a letter");
    let letter = mailbox.next_to(BO);
    assert!(letter.text().contains("m…@label.example"));
    assert!(!letter.raw().contains("maya"));
}

#[test]
fn an_address_with_a_line_break_is_refused() {
    let db = TestDb::new();
    let addresses = [
        "bo@music.example\r\nBcc: eve@music.example",
        "bo\r\nBcc:@music.example",
        "bo@music.example, eve@music.example",
        "Bo <bo@music.example>",
        "bo",
        "",
    ];
    for address in addresses {
        let refused = mailbox::enqueue(&db, address, &confirm());
        let Err(Error::Refused(refusal)) = refused else {
            panic!("{address:?} was not refused: {refused:?}");
        };
        assert_eq!(refusal.code, "invalid-request");
    }
    assert_eq!(count(&db, "true"), 0);
}

#[test]
fn a_name_with_a_line_break_stops_the_start() {
    let evil = "Low Tide\r\nBcc: eve@music.example";
    let named = |config: &mut Config| config.mail.platform_name = evil.to_owned();
    let from = |config: &mut Config| config.mail.from.name = Some(evil.to_owned());
    let refused = |change: &dyn Fn(&mut Config), setting| {
        let started = TestApp::start_on(Arc::new(TestDb::new()), change);
        assert!(started.is_err_and(|sentence| sentence.contains(setting)));
    };
    refused(&named, "USER_API_PLATFORM_NAME");
    refused(&from, "USER_API_MAIL_FROM");
}

#[test]
fn a_link_with_line_breaks_adds_no_header() {
    let mailbox = Mailbox::start();
    let app = TestApp::start_with(mailbox.settings());
    let link = format!("{LINK}\r\n.\r\nBcc: eve@music.example\r\n\r\n.\r\n");
    let letter = Letter::ConfirmEmail { link, hours: 24 };
    mailbox::enqueue(&app.db, BO, &letter).expect("a letter");
    let letter = mailbox.next_to(BO);
    assert_eq!(letter.headers("Bcc"), Vec::<String>::new());
    assert_eq!(letter.parts(), ["text/plain", "text/html"]);
    assert!(letter.text().contains("Bcc: eve@music.example"));
    mailbox.none();
}

#[test]
fn a_name_and_an_address_of_any_language_arrive_as_they_are() {
    let mailbox = Mailbox::start();
    let settings = mailbox.settings();
    let change = |config: &mut Config| {
        config.mail.platform_name = "Ebbe und Flöte 音楽".to_owned();
    };
    let app = TestApp::start_with(|config| {
        settings(config);
        change(config);
    });
    mailbox::enqueue_from(&app.db, "o'neil+tag@music.example", &confirm(), change)
        .expect("a letter");
    let letter = mailbox.next_to("o'neil+tag@music.example");
    assert!(letter.subject().ends_with("Ebbe und Flöte 音楽"));
    assert!(letter.header("From").contains("Ebbe und Flöte 音楽"));
    assert!(letter.text().contains("Ebbe und Flöte 音楽"));
    assert!(letter.raw().is_ascii());
}

#[test]
fn neither_the_outbox_nor_the_log_shows_a_link_or_an_address() {
    let mailbox = Mailbox::start();
    mailbox.smtp.close();
    let app = TestApp::start_with(mailbox.settings());
    let address = "private.person@music.example";
    mailbox::enqueue(&app.db, address, &confirm()).expect("a letter");
    becomes(&app.db, "last_error is not null", 1);
    let row: Value = app.db.value("select to_jsonb(o) from outbox o", &[]);
    assert!(!row.to_string().contains("kq3v9"));
    let sealed: Vec<u8> = app.db.value("select contents_sealed from outbox", &[]);
    assert!(!String::from_utf8_lossy(&sealed).contains("music.example"));
    mailbox.smtp.open();
    super::hurry(&app.db);
    mailbox.next_to(address);
    becomes(&app.db, "sent_at is not null", 1);
    let id: uuid::Uuid = app.db.value("select id from outbox", &[]);
    assert!(logs::about(&id.to_string()).contains("music.example"));
    assert!(!logs::have("private.person") && !logs::have("kq3v9"));
}

#[test]
fn in_development_letters_land_in_a_file_that_is_easy_to_read() {
    let path = env::temp_dir().join(format!("user-api-mail-{}.txt", process::id()));
    let _ = fs::remove_file(&path);
    let way = MailWay::File(path.clone());
    let app = TestApp::start_with(|config| config.mail.way = way);
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    mailbox::enqueue(&app.db, "lin@music.example", &Letter::PasswordChanged).expect("a letter");
    becomes(&app.db, "sent_at is not null", 2);
    let text = fs::read_to_string(&path).expect("a file");
    fs::remove_file(&path).expect("a file to remove");
    assert_eq!(
        text.matches("From: Low Tide <no-reply@music.example>\n")
            .count(),
        2,
        "{text}"
    );
    assert!(
        text.contains(
            "To: bo@music.example\nSubject: Confirm your e-mail address for Low Tide\n\nHello,\n"
        ),
        "{text}"
    );
    assert!(
        text.contains(&format!("\nConfirm my address:\n{LINK}\n")),
        "{text}"
    );
    assert!(text.contains("To: lin@music.example\n"));
}

#[test]
fn without_a_mail_server_letters_wait() {
    let app = TestApp::start();
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    thread::sleep(Duration::from_millis(1200));
    assert_eq!(
        count(&app.db, "attempts = 0 and contents_sealed is not null"),
        1
    );
}
