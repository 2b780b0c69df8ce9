//! Thousands of random operations, many at a time, on two servers; then the ledger is added up.

use std::collections::HashMap;

use contract_tests::{TestApp, at_the_same_moment};
use uuid::Uuid;

use super::{add_up, person_with, refund, spend, spending};

/// How many do it at the same time, and how many requests each sends, with this many items at most.
const THREADS: usize = 8;
const REQUESTS: usize = 150;
const ITEMS: u64 = 6;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (number ^ (number >> 31)) % limit
    }
}

/// What was told to be spent (the amount) or given back (`None`), of whom, by which key.
type Told = (Uuid, String, Option<i64>);

#[test]
fn after_thousands_of_operations_at_the_same_time_the_books_balance() {
    let app = TestApp::start();
    let (service, second) = (app.service(), app.second());
    let people: Vec<Uuid> = (0..5).map(|_| person_with(&app, 3000).id).collect();
    let work = |thread: usize| {
        let mut numbers = Numbers(thread as u64);
        let service = if thread.is_multiple_of(2) {
            service.clone()
        } else {
            service.at(&second)
        };
        let mut told: Vec<Told> = Vec::new();
        for request in 0..REQUESTS {
            if request % 50 == 49 {
                app.give_credits(people[numbers.below(5) as usize], 20);
            }
            // The same keys on all threads, each for one amount: most are sent several times.
            let count = 1 + numbers.below(ITEMS);
            let items: Vec<_> = (0..count)
                .map(|_| (people[numbers.below(5) as usize], numbers.below(700)))
                .collect();
            let amount = |key: u64| 1 + key as i64 % 7;
            let keys: Vec<String> = items.iter().map(|(_, key)| format!("play-{key}")).collect();
            if numbers.below(4) == 0 {
                let asked: Vec<_> = items
                    .iter()
                    .zip(&keys)
                    .map(|((id, _), key)| (*id, &**key))
                    .collect();
                for ((id, key), (outcome, _)) in asked.iter().zip(refund(&service, &asked)) {
                    assert!(
                        ["refunded", "spending_unknown"].contains(&&*outcome),
                        "{outcome}"
                    );
                    if outcome == "refunded" {
                        told.push((*id, (*key).to_owned(), None));
                    }
                }
            } else {
                let asked: Vec<_> = items
                    .iter()
                    .zip(&keys)
                    .map(|((id, number), key)| spending(*id, key, amount(*number)))
                    .collect();
                for (((id, number), key), (outcome, balance)) in
                    items.iter().zip(&keys).zip(spend(&service, &asked))
                {
                    assert!(
                        ["spent", "credits_insufficient"].contains(&&*outcome),
                        "{outcome}"
                    );
                    assert!(balance >= Some(0));
                    if outcome == "spent" {
                        told.push((*id, key.clone(), Some(amount(*number))));
                    }
                }
            }
        }
        told
    };
    let told: Vec<Told> = at_the_same_moment(THREADS, work)
        .into_iter()
        .flatten()
        .collect();
    add_up(&app);
    // What the services were told is what the ledger says: no more, no less, nothing twice.
    let mut expected: HashMap<(Uuid, String, bool), i64> = HashMap::new();
    for (id, key, amount) in told {
        let number: i64 = key.trim_start_matches("play-").parse().unwrap();
        let amount = amount.map_or(1 + number % 7, |amount| -amount);
        expected.insert((id, key, amount < 0), amount);
    }
    let rows = app.db.query("select user_id, key, reason = 'spending', amount from credit_entries where client_id is not null", &[]);
    assert_eq!(rows.len(), expected.len());
    for row in rows {
        let place = (row.get(0), row.get(1), row.get(2));
        assert_eq!(expected.get(&place), Some(&row.get(3)), "{place:?}");
    }
    let total: i64 = app.db.value("select count(*) from credit_entries", &[]);
    assert!(total > 1000, "{total}");
}
