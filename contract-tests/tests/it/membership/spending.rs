//! Services spend and refund: by keys, in batches, never below zero.

use contract_tests::{Caller, TestApp, at_the_same_moment, callers::SERVICE};
use serde_json::json;
use uuid::Uuid;

use super::{add_up, outcome, person_with, refund, spend, spending};

fn with_scope(app: &TestApp, scope: &str) -> Caller {
    let grant = [("grant_type", "client_credentials"), ("scope", scope)];
    let token = app.token(SERVICE, &grant).expect(200).json();
    app.bearer(token["access_token"].as_str().unwrap())
}

#[test]
fn a_batch_spends_what_it_can_and_says_what_became_of_each() {
    let app = TestApp::start();
    let (bo, lin, poor) = (
        person_with(&app, 5),
        person_with(&app, 1),
        app.person("artist"),
    );
    let (gone, nobody) = (person_with(&app, 5), Uuid::now_v7());
    gone.delete(&gone.path()).expect(204);
    let results = spend(
        &with_scope(&app, "credits"),
        &[
            spending(bo.id, "a", 3),
            spending(lin.id, "a", 1),
            spending(bo.id, "b", 3),
            spending(nobody, "a", 1),
            spending(bo.id, "c", 2),
            spending(poor.id, "a", 1),
            spending(gone.id, "a", 1),
            spending(bo.id, "a", 3),
        ],
    );
    let wanted = [
        outcome("spent", 2),
        outcome("spent", 0),
        outcome("credits_insufficient", 2),
        ("user_unknown".to_owned(), None),
        outcome("spent", 0),
        outcome("credits_insufficient", 0),
        ("user_unknown".to_owned(), None),
        // The same key again: the same answer, and nothing more is spent.
        outcome("spent", 2),
    ];
    assert_eq!(results, wanted);
    add_up(&app);
}

#[test]
fn a_key_spends_once_and_what_was_refused_may_be_tried_again() {
    let app = TestApp::start();
    let (bo, service) = (person_with(&app, 5), app.service());
    for _ in 0..3 {
        assert_eq!(
            spend(&service, &[spending(bo.id, "a", 4)]),
            [outcome("spent", 1)]
        );
    }
    assert_eq!(
        spend(&service, &[spending(bo.id, "a", 5)]),
        [outcome("key_taken", 1)]
    );
    assert_eq!(
        spend(&service, &[spending(bo.id, "b", 2)]),
        [outcome("credits_insufficient", 1)]
    );
    app.give_credits(bo.id, 10);
    assert_eq!(
        spend(&service, &[spending(bo.id, "b", 2)]),
        [outcome("spent", 9)]
    );
    add_up(&app);
}

#[test]
fn what_was_spent_is_given_back_whole_and_once_to_whom_it_was_spent_from() {
    let app = TestApp::start();
    let (bo, lin, service) = (person_with(&app, 5), person_with(&app, 5), app.service());
    assert_eq!(
        refund(&service, &[(bo.id, "a")]),
        [outcome("spending_unknown", 5)]
    );
    spend(&service, &[spending(bo.id, "a", 4)]);
    for _ in 0..2 {
        assert_eq!(
            refund(&service, &[(bo.id, "a"), (bo.id, "a")]),
            [outcome("refunded", 5), outcome("refunded", 5)]
        );
    }
    let unknown = refund(&service, &[(lin.id, "a"), (Uuid::now_v7(), "a")]);
    assert_eq!(
        unknown,
        [
            outcome("spending_unknown", 5),
            ("user_unknown".to_owned(), None)
        ]
    );
    // It was spent, whatever came of it: the key is used up.
    assert_eq!(
        spend(&service, &[spending(bo.id, "a", 4)]),
        [outcome("spent", 1)]
    );
    let balance: i64 = app.db.value(
        "select balance from credit_balances where user_id = $1",
        &[&bo.id],
    );
    assert_eq!(balance, 5);
    add_up(&app);
}

#[test]
fn keys_are_those_of_an_application_and_it_gives_back_only_what_it_spent() {
    let app = TestApp::start();
    let (bo, service, other) = (person_with(&app, 5), app.service(), app.client());
    let grant = [("grant_type", "client_credentials"), ("scope", "credits")];
    let token = app.token((&other, SERVICE.1), &grant).expect(200).json();
    let other = app.bearer(token["access_token"].as_str().unwrap());
    assert_eq!(
        spend(&service, &[spending(bo.id, "a", 1)]),
        [outcome("spent", 4)]
    );
    assert_eq!(
        refund(&other, &[(bo.id, "a")]),
        [outcome("spending_unknown", 4)]
    );
    assert_eq!(
        spend(&other, &[spending(bo.id, "a", 2)]),
        [outcome("spent", 2)]
    );
    assert_eq!(refund(&other, &[(bo.id, "a")]), [outcome("refunded", 4)]);
    add_up(&app);
}

#[test]
fn of_two_who_spend_the_last_credit_at_the_same_moment_one_does() {
    let app = TestApp::start();
    let (service, second) = (app.service(), app.second());
    for _ in 0..10 {
        let bo = person_with(&app, 1);
        let mut results = at_the_same_moment(4, |number| {
            let service = if number.is_multiple_of(2) {
                service.clone()
            } else {
                service.at(&second)
            };
            spend(&service, &[spending(bo.id, &format!("play-{number}"), 1)]).remove(0)
        });
        results.sort();
        let refused = outcome("credits_insufficient", 0);
        assert_eq!(
            results,
            [
                refused.clone(),
                refused.clone(),
                refused,
                outcome("spent", 0)
            ]
        );
    }
    add_up(&app);
}

#[test]
fn the_same_request_many_times_at_the_same_moment_is_one() {
    let app = TestApp::start();
    let (bo, lin, service) = (person_with(&app, 10), person_with(&app, 10), app.service());
    // Each holds both people, in another order.
    let one = [spending(bo.id, "a", 2), spending(lin.id, "a", 3)];
    let other = [one[1].clone(), one[0].clone()];
    let results = at_the_same_moment(8, |number| {
        let mut results = spend(&service, [&one, &other][number % 2]);
        results.sort();
        results
    });
    for result in results {
        assert_eq!(result, [outcome("spent", 7), outcome("spent", 8)]);
    }
    let results = at_the_same_moment(8, |_| refund(&service, &[(lin.id, "a")]).remove(0));
    assert!(
        results
            .iter()
            .all(|result| *result == outcome("refunded", 10))
    );
    let entries: i64 = app.db.value("select count(*) from credit_entries", &[]);
    assert_eq!(entries, 5);
    add_up(&app);
}

#[test]
fn what_makes_no_sense_is_refused_whole() {
    let app = TestApp::start();
    let (bo, service) = (person_with(&app, 5), app.service());
    let good = spending(bo.id, "a", 1);
    for (wrong, place) in [
        (spending(bo.id, "a", 0), "/body/items/1/amount"),
        (spending(bo.id, "a", -5), "/body/items/1/amount"),
        (spending(bo.id, "a", 1_000_001), "/body/items/1/amount"),
        (
            json!({ "user_id": bo.id, "key": "a", "amount": 1.5 }),
            "/body/items/1/amount",
        ),
        (spending(bo.id, "", 1), "/body/items/1/key"),
        (spending(bo.id, "a b", 1), "/body/items/1/key"),
        (
            json!({ "user_id": "bo", "key": "a", "amount": 1 }),
            "/body/items/1/user_id",
        ),
    ] {
        let body = json!({ "items": [good, wrong] });
        service
            .post("/v1/credit-spendings", &body)
            .refused(400, "invalid-request")
            .at(&[place]);
    }
    let many: Vec<_> = (0..501)
        .map(|number| spending(bo.id, &format!("{number}"), 1))
        .collect();
    for items in [json!([]), json!(many)] {
        let request = service.post("/v1/credit-spendings", &json!({ "items": items }));
        request.refused(400, "invalid-request").at(&["/body/items"]);
    }
    let untouched: i64 = app.db.value("select balance from credit_balances", &[]);
    assert_eq!(untouched, 5);
    assert_eq!(spend(&service, &many[..500]).len(), 500);
    add_up(&app);
}

#[test]
fn only_a_service_with_the_scope_may_spend_and_refund() {
    let app = TestApp::start();
    let (bo, sol) = (person_with(&app, 5), app.person("super_admin"));
    let bodies = [
        (
            "/v1/credit-spendings",
            json!({ "items": [spending(bo.id, "a", 1)] }),
        ),
        (
            "/v1/credit-refunds",
            json!({ "items": [{ "user_id": bo.id, "key": "a" }] }),
        ),
    ];
    for (path, body) in bodies {
        let unscoped = with_scope(&app, "read_write rights").post(path, &body);
        unscoped.refused(403, "insufficient-scope").says("credits");
        sol.post(path, &body).refused(403, "insufficient-scope");
        // Not even a person with the scope, whom a client might have asked for it.
        let sql = "update clients set scopes = scopes || '{credits}'::text[] where id = 'demo-first-party'";
        app.db.batch(sql);
        std::thread::sleep(std::time::Duration::from_millis(600));
        let person = app.sign_in(&sol.username, "credits");
        person.post(path, &body).refused(403, "forbidden");
    }
    // The scope is for that alone: not even to read what people have.
    let credits = with_scope(&app, "credits");
    credits
        .get(&format!("{}/credits", bo.path()))
        .refused(403, "insufficient-scope");
    with_scope(&app, "read")
        .get(&format!("{}/credits", bo.path()))
        .refused(403, "forbidden");
}

/// The ledger is the trail; what is played is nobody's business but the person's.
#[test]
fn no_event_of_the_trail_tells_of_a_play() {
    let app = TestApp::start();
    let (bo, service) = (person_with(&app, 5), app.service());
    let events = app.db.events_of(|| {
        spend(&service, &[spending(bo.id, "a", 1)]);
        refund(&service, &[(bo.id, "a")]);
    });
    assert_eq!(events, []);
}
