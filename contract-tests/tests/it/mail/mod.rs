//! E-mail: what letters look like when they arrive, and that each arrives once, whatever happens on the way. No operation
//! is needed for that; the tests put letters into the outbox themselves.

mod arrivals;
mod hindrances;
mod letters;
mod tls;

use std::{
    thread,
    time::{Duration, Instant},
};

use contract_tests::TestDb;
use user_api_server::mail::Letter;

const BO: &str = "bo@music.example";
const LINK: &str = "https://api.example/confirm?token=kq3v9-secret&lang=en";

fn confirm() -> Letter {
    Letter::ConfirmEmail {
        link: LINK.to_owned(),
        hours: 24,
    }
}

/// How many letters of the outbox this is true of.
fn count(db: &TestDb, condition: &str) -> i64 {
    db.value(
        &format!("select count(*) from outbox where {condition}"),
        &[],
    )
}

/// Waits until this is true of so many letters.
#[track_caller]
fn becomes(db: &TestDb, condition: &str, wanted: i64) {
    let began = Instant::now();
    while count(db, condition) != wanted {
        let rows = db.query("select to_jsonb(o)::text from outbox o", &[]);
        let rows: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "{condition}: not so of {wanted}, but\n{}",
            rows.join("\n")
        );
        thread::sleep(Duration::from_millis(20));
    }
}

/// Lets no letter wait for its next attempt.
fn hurry(db: &TestDb) {
    db.execute("update outbox set next_attempt_at = now()", &[]);
}
