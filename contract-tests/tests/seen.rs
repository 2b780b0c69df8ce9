//! Runs after all other tests, and asks whether they have seen the whole API: every operation, with every status that
//! the spec declares for it. What cannot be provoked stands in `snapshots/uncovered.txt`, which may only shrink.

use std::{collections::BTreeSet, fs};

use contract_tests::{
    database, payment_details,
    seen::{self, Pair},
    snapshot,
};

const UNCOVERED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/uncovered.txt");

#[test]
fn every_operation_was_seen_with_every_status_it_declares() {
    let seen = seen::read().unwrap_or_else(|sentence| panic!("{sentence}"));
    let text = fs::read_to_string(UNCOVERED).unwrap_or_default();
    let listed: BTreeSet<Pair> = text.lines().filter_map(seen::pair).collect();
    let declared = seen::declared();

    let missing = written(
        declared
            .iter()
            .filter(|pair| !seen.contains(pair) && !listed.contains(pair)),
    );
    assert!(
        missing.is_empty(),
        "No test has seen these. Write one for each:\n{missing}"
    );

    let idle: BTreeSet<&Pair> = listed
        .iter()
        .filter(|pair| seen.contains(pair) || !declared.contains(pair))
        .collect();
    if snapshot::is_updating() {
        let keep = text
            .lines()
            .filter(|line| seen::pair(line).is_none_or(|pair| !idle.contains(&pair)));
        fs::write(
            UNCOVERED,
            keep.map(|line| format!("{line}\n")).collect::<String>(),
        )
        .expect("a file that can be written");
        return;
    }
    let idle = written(idle.into_iter());
    assert!(
        idle.is_empty(),
        "These are seen, or declared no more. Take them out of snapshots/uncovered.txt:\n{idle}"
    );
}

#[test]
fn no_line_of_the_log_had_an_address_a_card_or_a_bank_detail() {
    let found = payment_details::logged().unwrap_or_else(|sentence| panic!("{sentence}"));
    assert!(found.is_empty(), "These were logged:\n{found}");
}

/// The tests before this one have ended, and what their run left behind goes now.
#[test]
fn no_database_of_the_tests_is_left_behind() {
    database::sweep();
}

fn written<'a>(pairs: impl Iterator<Item = &'a Pair>) -> String {
    pairs
        .map(|(operation, status)| format!("{operation} {status}\n"))
        .collect()
}
