//! A person pays for one membership, in however many tabs they begin to.

use contract_tests::{Person, TestApp, at_the_same_moment, stripe::Stripe};
use serde_json::{Value, json};

use super::{class, sessions, start};

fn order(app: &TestApp, price: &str) -> Value {
    json!({ "item": "membership", "membership_class_id": class(app, price) })
}

fn check_out(person: &Person, order: &Value) -> String {
    let answer = person.post(&sessions(person, "checkout"), order);
    let answer = answer.expect(200).json();
    answer["url"].as_str().expect("an address").to_owned()
}

/// The addresses at Stripe on which something can be paid, and the ids of those sessions.
fn open(stripe: &Stripe) -> Vec<(String, String)> {
    let list = stripe.get("/v1/checkout/sessions?status=open&limit=100");
    let text = |session: &Value, field: &str| session[field].as_str().expect(field).to_owned();
    let open = list["data"].as_array().expect("a list").iter();
    open.map(|session| (text(session, "url"), text(session, "id")))
        .collect()
}

#[test]
fn of_two_tabs_for_a_membership_the_first_can_be_paid_in_no_more() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    let shares = check_out(&bo, &json!({ "item": "shares" }));
    check_out(&bo, &order(&app, "price_listener"));
    check_out(&bo, &order(&app, "price_listener"));
    let last = check_out(&bo, &order(&app, "price_music_maker"));
    let mut addresses: Vec<_> = open(&stripe).into_iter().map(|(url, _)| url).collect();
    let mut wanted = vec![shares, last];
    addresses.sort();
    wanted.sort();
    assert_eq!(addresses, wanted);
}

#[test]
fn of_ten_tabs_at_the_same_moment_one_can_be_paid_in() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    let order = order(&app, "price_listener");
    let addresses = at_the_same_moment(10, |_| check_out(&bo, &order));
    let open = open(&stripe);
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(addresses.contains(&open[0].0), "somebody was sent there");
}

#[test]
fn others_are_let_pay_in_peace() {
    let (stripe, app) = start();
    let order = order(&app, "price_listener");
    let tabs =
        [app.person("artist"), app.person("artist")].map(|person| check_out(&person, &order));
    let open = open(&stripe);
    assert!(
        tabs.iter()
            .all(|tab| open.iter().any(|(url, _)| url == tab))
    );
}

#[test]
fn who_has_just_paid_in_another_tab_pays_no_second_time_though_we_were_not_told_yet() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    let order = order(&app, "price_listener");
    check_out(&bo, &order);
    let (_, session) = open(&stripe).remove(0);
    stripe.complete(&session);
    let customer: String = app
        .db
        .value("select customer_id from stripe_customers", &[]);
    let card = [
        ("card[number]", "4242424242424242"),
        ("card[exp_month]", "12"),
        ("card[exp_year]", "2040"),
        ("card[cvc]", "123"),
    ];
    let card = stripe.post("/v1/tokens", &card);
    let card = card["id"].as_str().unwrap();
    let path = format!("/v1/customers/{customer}/sources");
    stripe.post(&path, &[("source", card)]);
    let plan = [
        ("customer", customer.as_str()),
        ("items[0][plan]", "price_listener"),
    ];
    let paid = stripe.post("/v1/subscriptions", &plan);
    bo.post(&sessions(&bo, "checkout"), &order)
        .refused(409, "already-subscribed");
    assert_eq!(open(&stripe), Vec::new());
    // Once it has ended they may.
    let subscription = paid["id"].as_str().unwrap();
    stripe.delete(&format!("/v1/subscriptions/{subscription}"));
    check_out(&bo, &order);
}
