//! Each letter arrives once, however many servers send and whenever they start.

use std::{collections::BTreeSet, sync::Arc};

use chrono::TimeDelta;
use contract_tests::{Mailbox, TestApp, TestDb, app, mailbox, smtp::Manners};
use user_api_server::{db::Database, mail};

use super::{BO, becomes, confirm, count, hurry};

#[test]
fn a_letter_leaves_soon_after_its_transaction() {
    let mailbox = Mailbox::start();
    let app = TestApp::start_with(mailbox.settings());
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    mailbox.next_to(BO);
}

#[test]
fn a_letter_that_was_committed_while_no_server_ran_is_sent_by_the_next_one() {
    let mailbox = Mailbox::start();
    let db = Arc::new(TestDb::new());
    mailbox::enqueue(&db, BO, &confirm()).expect("a letter");
    let _app = TestApp::start_on(Arc::clone(&db), mailbox.settings()).expect("a server");
    mailbox.next_to(BO);
    becomes(&db, "sent_at is not null", 1);
    mailbox.none();
}

#[test]
fn what_was_sent_keeps_nothing_of_what_it_said() {
    let mailbox = Mailbox::start();
    let app = TestApp::start_with(mailbox.settings());
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    mailbox.next_to(BO);
    becomes(&app.db, "sent_at is not null", 1);
    let nothing = "contents_sealed is null and claimed_until is null and last_error is null";
    assert_eq!(count(&app.db, nothing), 1);
    assert_eq!(
        count(
            &app.db,
            "to_address = 'bo@music.example' and kind = 'confirm_email' and attempts = 1"
        ),
        1
    );
}

#[test]
fn two_servers_send_each_of_many_letters_once() {
    let mailbox = Mailbox::start();
    let db = Arc::new(TestDb::new());
    let addresses: BTreeSet<String> = (0..40)
        .map(|n| format!("person{n}@music.example"))
        .collect();
    for address in &addresses {
        mailbox::enqueue(&db, address, &confirm()).expect("a letter");
    }
    let start = || TestApp::start_on(Arc::clone(&db), mailbox.settings()).expect("a server");
    let _servers = [start(), start()];
    for address in &addresses {
        mailbox.next_to(address);
    }
    becomes(&db, "sent_at is not null and attempts = 1", 40);
    mailbox.none();
}

#[test]
fn a_server_that_stops_first_ends_what_it_is_sending() {
    let mailbox = Mailbox::start();
    let app = TestApp::start_with(mailbox.settings());
    for number in 0..12 {
        let address = format!("person{number}@music.example");
        mailbox::enqueue(&app.db, &address, &confirm()).expect("a letter");
    }
    mailbox.next_to("person0@music.example");
    app.stop();
    assert_eq!(count(&app.db, "claimed_until is not null"), 0);
}

#[test]
fn what_a_server_was_sending_when_it_died_is_sent_by_another_after_a_while() {
    let mailbox = Mailbox::start();
    mailbox.smtp.set(Manners::Hang);
    let app = TestApp::start_with(mailbox.settings());
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    becomes(&app.db, "claimed_until is not null", 1);
    app.stop();
    mailbox.smtp.set(Manners::Accept);
    let _other = TestApp::start_on(Arc::clone(&app.db), mailbox.settings()).expect("a server");
    // The first might be alive and only slow, so the other leaves the letter to it for some minutes.
    hurry(&app.db);
    mailbox.none();
    app.db
        .execute("update outbox set claimed_until = now()", &[]);
    mailbox.next_to(BO);
    becomes(&app.db, "sent_at is not null", 1);
    mailbox.none();
}

#[test]
fn a_letter_that_arrives_again_has_the_same_message_id_and_date() {
    let mailbox = Mailbox::start();
    mailbox.smtp.set(Manners::Swallow);
    let app = TestApp::start_with(mailbox.settings());
    mailbox::enqueue(&app.db, BO, &confirm()).expect("a letter");
    let first = mailbox.next_to(BO);
    becomes(&app.db, "last_error is not null", 1);
    mailbox.smtp.set(Manners::Accept);
    hurry(&app.db);
    let second = mailbox.next_to(BO);
    for header in ["Message-ID", "Date", "Subject"] {
        assert_eq!(first.header(header), second.header(header));
    }
    mailbox.none();
}

#[test]
fn rows_of_letters_that_have_ended_can_be_deleted_in_batches() {
    let db = TestDb::new();
    for _ in 0..5 {
        mailbox::enqueue(&db, BO, &confirm()).expect("a letter");
    }
    let end = "update outbox set contents_sealed = null, sent_at = now() - interval '8 days'
        where id in (select id from outbox order by id limit 3)";
    db.batch(end);
    let delete = |at_most| {
        let config = app::config(db.url());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let client = Database::new(&config).expect("settings").client().await?;
            mail::delete_sent(&client, TimeDelta::days(7), at_most).await
        })
    };
    assert_eq!([2, 2, 2].map(|most| delete(most).expect("done")), [2, 1, 0]);
    assert_eq!(count(&db, "contents_sealed is not null"), 2);
}
