//! What people have and where it comes from.

use std::time::{Duration, Instant};

use contract_tests::{Person, TestApp, app::ORIGIN, at_the_same_moment};
use serde_json::{Value, json};
use user_api_server::credits::{self, Reason};

use super::{add_up, person_with, refund, spend, spending};

fn page(person: &Person, query: &str) -> Value {
    let path = format!("{}/credits{query}", person.path());
    person.get(&path).expect(200).json()
}

fn sign_up(app: &TestApp) -> Value {
    let body = json!({ "username": "new@music.example", "password": "three ferries before dawn" });
    app.anonymous()
        .post("/v1/users", &body)
        .header("origin", ORIGIN)
        .expect(201)
        .json()
}

#[test]
fn a_new_account_begins_with_the_free_credits_of_the_configuration() {
    for (free, entries) in [(128, 1), (7, 1), (0, 0)] {
        let app = TestApp::start_with(|config| config.free_credits = free);
        let id = sign_up(&app)["id"].as_str().unwrap().to_owned();
        let admin = app.person("admin");
        let credits = admin
            .get(&format!("/v1/users/{id}/credits"))
            .expect(200)
            .json();
        assert_eq!(credits["balance"], free);
        let items = credits["items"].as_array().unwrap();
        assert_eq!(items.len(), entries);
        if let Some(entry) = items.first() {
            assert_eq!(
                (&entry["reason"], &entry["amount"]),
                (&json!("free"), &json!(free))
            );
        }
        add_up(&app);
    }
}

#[test]
fn whoever_has_no_entry_has_nothing_and_reading_writes_nothing() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let before = app.db.fingerprint();
    assert_eq!(
        page(&bo, ""),
        json!({ "balance": 0, "items": [], "next_cursor": null })
    );
    assert_eq!(app.db.fingerprint(), before);
}

#[test]
fn the_ledger_tells_where_the_balance_comes_from_newest_first() {
    let app = TestApp::start();
    let (bo, service) = (person_with(&app, 10), app.service());
    spend(
        &service,
        &[spending(bo.id, "play-1", 4), spending(bo.id, "play-2", 1)],
    );
    refund(&service, &[(bo.id, "play-1")]);
    let all = page(&bo, "");
    assert_eq!(all["balance"], 9);
    let entry = |item: &Value| {
        json!([
            item["position"],
            item["reason"],
            item["amount"],
            item["balance"],
            item["client_id"]
        ])
    };
    let items: Vec<Value> = all["items"].as_array().unwrap().iter().map(entry).collect();
    let service = "demo-service";
    let wanted = json!([
        [4, "refund", 4, 9, service],
        [3, "spending", -1, 5, service],
        [2, "spending", -4, 6, service],
        [1, "purchase", 10, 10, null],
    ]);
    assert_eq!(json!(items), wanted);
    assert_eq!(all["items"][0]["key"], "play-1");
}

#[test]
fn a_person_with_a_hundred_thousand_entries_is_read_and_charged_as_fast_as_others() {
    let app = TestApp::start();
    let (bo, service) = (app.person("artist"), app.service());
    app.db.execute(
        "insert into credit_balances (user_id, balance, entry_count) values ($1, 100000, 100000)",
        &[&bo.id],
    );
    app.db.execute("insert into credit_entries (user_id, position, reason, amount, balance, key) select $1, n, 'purchase', 1, n, 'in_' || n from generate_series(1, 100000) n", &[&bo.id]);
    app.db.batch("analyze credit_entries");
    let (mut query, mut next) = ("?limit=200".to_owned(), 100_000);
    let began = Instant::now();
    for _ in 0..10 {
        let page = page(&bo, &query);
        for item in page["items"].as_array().unwrap() {
            assert_eq!(item["position"], next);
            next -= 1;
        }
        query = format!(
            "?limit=200&cursor={}",
            page["next_cursor"].as_str().unwrap()
        );
    }
    for number in 0..10 {
        spend(&service, &[spending(bo.id, &format!("play-{number}"), 1)]);
    }
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
    // However deep a page lies, it is found by the index, and reads no more than itself.
    let plan = app.db.query("explain select * from credit_entries where user_id = $1 and position < 50000 order by position desc limit 201", &[&bo.id]);
    let plan: String = plan.iter().map(|row| row.get::<_, String>(0)).collect();
    assert!(
        plan.contains("credit_entries_pkey") && !plan.contains("Sort"),
        "{plan}"
    );
}

/// Of two who give at the same moment, one may be told that it went wrong; told once more, it is done.
#[test]
fn what_is_given_for_the_same_thing_twice_is_given_once() {
    let app = TestApp::start();
    let (bo, second) = (app.person("artist"), app.second());
    let give = |app: &TestApp| {
        app.within(async |app| {
            let client = app.database.client().await.unwrap();
            credits::give(&client, bo.id, Reason::Purchase, 50, "in_1").await
        })
    };
    let given = at_the_same_moment(2, |number| give([&app, &second][number]));
    let changed = given.iter().filter(|given| matches!(given, Ok(true)));
    assert_eq!(changed.count(), 1);
    assert!(matches!(give(&app), Ok(false)));
    assert_eq!(page(&bo, "")["balance"], 50);
    add_up(&app);
}

#[test]
fn a_cursor_of_one_person_is_none_of_anothers() {
    let app = TestApp::start();
    let (bo, lin, service) = (person_with(&app, 10), person_with(&app, 10), app.service());
    spend(&service, &[spending(bo.id, "play-1", 4)]);
    let cursor = page(&bo, "?limit=1")["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        page(&bo, &format!("?cursor={cursor}"))["items"][0]["position"],
        1
    );
    let path = format!("{}/credits?cursor={cursor}", lin.path());
    lin.get(&path).refused(422, "cursor-unknown");
    let path = format!("{}/credits", bo.path());
    lin.get(&path).refused(403, "forbidden");
}
