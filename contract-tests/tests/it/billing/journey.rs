//! One person's whole way with localstripe, which knows customers, subscriptions, invoices and events: they become a
//! customer there, pay, and are told to us by the events that it sends by itself, in the form that it gives them.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{is_member, sessions, start};

/// How long it may take until something has come to us. localstripe waits a second before it sends.
const ARRIVAL: Duration = Duration::from_secs(20);

#[track_caller]
fn becomes(what: &str, wanted: &Value, now: impl Fn() -> Value) {
    let began = Instant::now();
    while now() != *wanted {
        assert!(
            began.elapsed() < ARRIVAL,
            "{what} is {} and not {wanted}",
            now()
        );
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_person_pays_by_stripe_and_has_what_they_paid_for_until_they_end_it() {
    let (stripe, app) = start();
    stripe.tell(&app.url());
    let bo = app.person("artist");
    bo.request("POST", &sessions(&bo, "portal")).expect(200);
    let customer: String = app
        .db
        .value("select customer_id from stripe_customers", &[]);
    let path = format!("/v1/customers/{customer}");

    stripe.post(
        &path,
        &[
            ("address[country]", "DE"),
            ("address[line1]", "Hafengasse 7"),
        ],
    );
    let account = |field: &str| bo.get(&bo.account()).expect(200).json()[field].clone();
    becomes("the country", &json!("DE"), || account("country"));
    assert_eq!(account("country_source"), "confirmed");

    let card = stripe.post(
        "/v1/tokens",
        &[
            ("card[number]", "4242424242424242"),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "2040"),
            ("card[cvc]", "123"),
        ],
    );
    let card = card["id"].as_str().unwrap();
    stripe.post(&format!("{path}/sources"), &[("source", card)]);
    let subscribed = stripe.post(
        "/v1/subscriptions",
        &[
            ("customer", &customer),
            ("items[0][plan]", "price_listener"),
        ],
    );
    assert_eq!(subscribed["status"], "active");
    becomes("being a member", &json!(true), || is_member(&bo));

    for price in ["price_share", "price_credits"] {
        let item = [
            ("customer", customer.as_str()),
            ("plan", price),
            ("amount", "100"),
            ("currency", "eur"),
        ];
        stripe.post("/v1/invoiceitems", &item);
    }
    let invoice = stripe.post("/v1/invoices", &[("customer", &customer)]);
    let invoice = invoice["id"].as_str().unwrap();
    stripe.post(&format!("/v1/invoices/{invoice}/pay"), &[]);
    let held = |what: &str, field: &str| {
        let answer = bo.get(&format!("{}/{what}", bo.path()));
        answer.expect(200).json()[field].clone()
    };
    becomes("the shares", &json!(1), || held("shares", "held"));
    becomes("the credits", &json!(1000), || held("credits", "balance"));

    let subscription = subscribed["id"].as_str().unwrap();
    stripe.delete(&format!("/v1/subscriptions/{subscription}"));
    becomes("being a member", &json!(false), || is_member(&bo));
}
