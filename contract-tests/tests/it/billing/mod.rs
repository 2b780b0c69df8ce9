//! Paying with Stripe: the sessions that a person is sent to, and what Stripe tells of them.

mod checkouts;
mod customers;
mod events;
mod failures;
mod invoices;
mod journey;
mod prices;
mod sessions;
mod subscriptions;

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use contract_tests::{
    Person, TestApp,
    stripe::{Stripe, event, telling},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// A server that has a Stripe of its own.
fn start() -> (Stripe, TestApp) {
    let stripe = Stripe::start();
    let settings = stripe.settings();
    let app = TestApp::start_with(|config| config.stripe = Some(settings));
    (stripe, app)
}

fn sessions(person: &Person, kind: &str) -> String {
    format!("{}/billing/{kind}-sessions", person.path())
}

/// Somebody whom Stripe knows, and its id of them.
fn customer(app: &TestApp) -> (Person, String) {
    let person = app.person("artist");
    let id = format!("cus_{}", person.id.simple());
    let sql = "insert into stripe_customers (user_id, customer_id) values ($1, $2)";
    app.db.execute(sql, &[&person.id, &id]);
    (person, id)
}

/// Tells an event, and answers what became of it.
#[track_caller]
fn tell(app: &TestApp, event: &Value) -> String {
    let answer = telling(&app.anonymous(), event).expect(200).json();
    answer["outcome"].as_str().expect("an outcome").to_owned()
}

/// Stripe's clock: whole seconds, that many days from now, which is when the tests began: what is told twice is the same.
fn day(days: i64) -> DateTime<Utc> {
    static NOW: LazyLock<i64> = LazyLock::new(|| Utc::now().timestamp());
    DateTime::from_timestamp(*NOW, 0).expect("a time") + TimeDelta::days(days)
}

/// A subscription as Stripe describes it, paid until then.
fn subscription(
    id: &str,
    customer: &str,
    price: &str,
    status: &str,
    until: DateTime<Utc>,
) -> Value {
    json!({
        "id": id,
        "object": "subscription",
        "customer": customer,
        "status": status,
        "start_date": day(-30).timestamp(),
        "created": day(-30).timestamp(),
        "current_period_start": day(-30).timestamp(),
        "current_period_end": until.timestamp(),
        "ended_at": null,
        "default_payment_method": "pm_1",
        "items": { "object": "list", "data": [{ "id": "si_1", "quantity": 1, "price": { "id": price, "object": "price" } }] },
    })
}

/// A paid invoice with these prices, so many of each. Stripe puts in where they live and what their card looks like.
fn invoice(id: &str, customer: &str, lines: &[(&str, i64)]) -> Value {
    let line = |(price, quantity): &(&str, i64)| json!({ "object": "line_item", "quantity": quantity, "price": { "id": price, "object": "price" } });
    json!({
        "id": id,
        "object": "invoice",
        "customer": customer,
        "customer_name": "Bo Lind",
        "customer_email": "bo@home.example",
        "customer_address": { "line1": "Hafengasse 7", "city": "Hamburg", "postal_code": "20457", "country": "DE" },
        "payment_settings": { "card": { "number": "4242 4242 4242 4242", "cvc": "737" }, "iban": "DE02120300000000202051" },
        "status": "paid",
        "lines": { "object": "list", "data": lines.iter().map(line).collect::<Vec<_>>() },
    })
}

/// Tells that this was paid.
#[track_caller]
fn pay(app: &TestApp, invoice: Value) -> String {
    tell(app, &event("invoice.paid", Utc::now(), invoice))
}

fn count(app: &TestApp, table: &str) -> i64 {
    app.db.value(&format!("select count(*) from {table}"), &[])
}

/// Whether somebody is a member now.
fn is_member(person: &Person) -> Value {
    person.get(&person.account()).expect(200).json()["member"].clone()
}

fn class(app: &TestApp, price: &str) -> Uuid {
    let sql = "select id from membership_classes where price_id = $1";
    app.db.value(sql, &[&price])
}
