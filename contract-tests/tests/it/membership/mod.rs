//! The tag `membership`: memberships, shares, and credits that services spend.

mod books;
mod credits;
mod memberships;
mod shares;
mod spending;

use contract_tests::{Caller, Person, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

/// A person with this many credits.
fn person_with(app: &TestApp, credits: i64) -> Person {
    let person = app.person("listener");
    app.give_credits(person.id, credits);
    person
}

fn spending(user_id: Uuid, key: &str, amount: i64) -> Value {
    json!({ "user_id": user_id, "key": key, "amount": amount })
}

/// Spends, and answers what became of each: the outcome, and the balance.
#[track_caller]
fn spend(service: &Caller, items: &[Value]) -> Vec<(String, Option<i64>)> {
    let body = json!({ "items": items });
    outcomes(
        &service
            .post("/v1/credit-spendings", &body)
            .expect(200)
            .json(),
    )
}

/// Gives back what was spent by these keys.
#[track_caller]
fn refund(service: &Caller, items: &[(Uuid, &str)]) -> Vec<(String, Option<i64>)> {
    let item = |(user_id, key): &(Uuid, &str)| json!({ "user_id": user_id, "key": key });
    let body = json!({ "items": items.iter().map(item).collect::<Vec<_>>() });
    outcomes(&service.post("/v1/credit-refunds", &body).expect(200).json())
}

fn outcomes(answer: &Value) -> Vec<(String, Option<i64>)> {
    let items = answer["items"].as_array().into_iter().flatten();
    let outcome = |item: &Value| {
        let outcome = item["outcome"].as_str().unwrap_or_default().to_owned();
        (outcome, item["balance"].as_i64())
    };
    items.map(outcome).collect()
}

fn outcome(word: &str, balance: i64) -> (String, Option<i64>) {
    (word.to_owned(), Some(balance))
}

/// Adds the ledgers up: each entry says what it makes with those before it, none is left out, and what is kept beside them
/// is their sum.
#[track_caller]
pub(crate) fn add_up(app: &TestApp) {
    let wrong: i64 = app.db.value(
        "select count(*) from (
            select balance, position,
                sum(amount) over (partition by user_id order by position) as sum,
                row_number() over (partition by user_id order by position) as number
            from credit_entries
        ) entry where balance <> sum or position <> number or balance < 0",
        &[],
    );
    assert_eq!(wrong, 0, "entries that do not add up");
    let wrong: i64 = app.db.value(
        "select count(*) from credit_balances held full join (
            select user_id, sum(amount) as sum, count(*) as count from credit_entries group by user_id
        ) ledger using (user_id) where balance is distinct from sum or entry_count is distinct from count",
        &[],
    );
    assert_eq!(wrong, 0, "balances that are not what the entries add up to");
}
