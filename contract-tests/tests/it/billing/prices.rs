//! Prices change: what is paid by an earlier one counts, and what is not ours does not.

use chrono::Utc;
use contract_tests::{
    TestApp, logs,
    stripe::{Stripe, event, telling},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    class, count, customer, day, invoice, is_member, pay, sessions, start, subscription, tell,
};

/// What an operator does to change what a class costs: at Stripe a price never changes, so there is a new one.
const CHANGE: &str =
    "update membership_classes set price_id = 'price_listener_2' where price_id = 'price_listener'";

/// Tells how a subscription stands; `days` is when that was.
#[track_caller]
fn told(app: &TestApp, days: i64, kind: &str, object: Value) -> String {
    let kind = format!("customer.subscription.{kind}");
    tell(app, &event(&kind, day(days), object))
}

#[test]
fn who_pays_by_an_earlier_price_of_a_class_is_renewed_and_ends_like_everybody() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    let of =
        |status: &str, until| subscription("sub_1", &cus, "price_listener", status, day(until));
    assert_eq!(told(&app, -29, "created", of("active", -1)), "applied");
    let listener = class(&app, "price_listener");
    app.db.batch(CHANGE);
    assert_eq!(is_member(&bo), false);
    assert_eq!(told(&app, -2, "updated", of("active", 29)), "applied");
    assert_eq!(is_member(&bo), true);
    let order = json!({ "item": "membership", "membership_class_id": listener });
    bo.post(&sessions(&bo, "checkout"), &order)
        .refused(409, "already-subscribed");
    assert_eq!(told(&app, 0, "deleted", of("canceled", 29)), "applied");
    assert_eq!(is_member(&bo), false);
    let going_on = "select count(*) from stripe_subscriptions where ended_at is null";
    assert_eq!(app.db.value::<i64>(going_on, &[]), 0);
}

#[test]
fn who_begins_to_pay_by_the_earlier_price_is_a_member_too() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    // The page to pay on was open while the price changed, and then it was not for sale any more.
    app.db.batch(CHANGE);
    app.db
        .batch("update membership_classes set price_id = null where price_id = 'price_listener_2'");
    let object = subscription("sub_1", &cus, "price_listener", "active", day(20));
    assert_eq!(told(&app, -1, "created", object), "applied");
    assert_eq!(is_member(&bo), true);
}

#[test]
fn a_price_of_no_class_does_not_end_a_membership_that_is_paid_by_it_now() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    let of =
        |price: &str, status: &str, until| subscription("sub_1", &cus, price, status, day(until));
    told(&app, -29, "created", of("price_listener", "active", -1));
    let held = app
        .db
        .value::<Uuid>("select membership_class_id from memberships", &[]);
    // Changed at Stripe before it was changed here.
    assert_eq!(
        told(&app, -2, "updated", of("price_to_come", "active", 29)),
        "applied"
    );
    assert_eq!(is_member(&bo), true);
    assert_eq!(
        held,
        app.db
            .value::<Uuid>("select membership_class_id from memberships", &[])
    );
    assert!(logs::have("price_to_come"), "an operator can see it");
    assert_eq!(
        told(&app, 0, "deleted", of("price_to_come", "canceled", 29)),
        "applied"
    );
    assert_eq!(is_member(&bo), false);
}

/// A server that sells at other prices than the one beside it, or at none.
fn selling(app: &TestApp, stripe: &Stripe, share: &[&str], credits: &[(&str, i64)]) -> TestApp {
    let mut settings = stripe.settings();
    settings.share_prices = share.iter().map(|id| (*id).to_owned()).collect();
    settings.credits_prices = credits
        .iter()
        .map(|(id, pack)| ((*id).to_owned(), *pack))
        .collect();
    app.second_with(|config| config.stripe = Some(settings))
}

/// The invoice that Stripe writes of the session that was asked for last: it has what the session says of it.
fn invoice_of_last(stripe: &Stripe, id: &str, cus: &str) -> Value {
    let asked = stripe.requests("POST", "/v1/checkout/sessions").pop();
    let asked = &asked.expect("a session")["parameters"];
    let line = &asked["line_items"][0];
    let (price, quantity) = (
        line["price"].as_str().unwrap(),
        line["quantity"].as_str().unwrap(),
    );
    let mut paid = invoice(id, cus, &[(price, quantity.parse().unwrap())]);
    paid["metadata"] = asked["invoice_creation"]["invoice_data"]["metadata"].clone();
    paid
}

#[test]
fn what_was_offered_is_booked_as_it_was_though_it_is_paid_when_prices_have_changed() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    let buy = |item: &str, id: &str| {
        let order = json!({ "item": item, "quantity": 2 });
        bo.post(&sessions(&bo, "checkout"), &order).expect(200);
        let cus: String = app
            .db
            .value("select customer_id from stripe_customers", &[]);
        invoice_of_last(&stripe, id, &cus)
    };
    let (shares, credits) = (buy("shares", "in_1"), buy("credits", "in_2"));
    // A direct debit takes days.
    let later = selling(&app, &stripe, &[], &[("price_credits", 10)]);
    assert_eq!(pay(&later, shares), "applied");
    assert_eq!(pay(&later, credits), "applied");
    let get = |what: &str| bo.get(&format!("{}/{what}", bo.path())).expect(200).json();
    assert_eq!(get("shares")["held"], 2);
    assert_eq!(get("credits")["balance"], 2000);
}

#[test]
fn of_several_prices_the_first_is_offered_and_each_counts() {
    let (stripe, first) = start();
    let app = selling(
        &first,
        &stripe,
        &["price_share", "price_before"],
        &[("price_credits", 1000), ("price_before_too", 500)],
    );
    let bo = app.person("artist");
    for (item, price) in [("shares", "price_share"), ("credits", "price_credits")] {
        bo.post(&sessions(&bo, "checkout"), &json!({ "item": item }))
            .expect(200);
        let asked = stripe
            .requests("POST", "/v1/checkout/sessions")
            .pop()
            .unwrap();
        assert_eq!(asked["parameters"]["line_items"][0]["price"], price);
    }
    let cus: String = app
        .db
        .value("select customer_id from stripe_customers", &[]);
    let lines = [
        ("price_before", 1),
        ("price_share", 1),
        ("price_before_too", 1),
        ("price_credits", 1),
    ];
    assert_eq!(pay(&app, invoice("in_1", &cus, &lines)), "applied");
    let get = |what: &str| bo.get(&format!("{}/{what}", bo.path())).expect(200).json();
    assert_eq!(
        (
            get("shares")["held"].clone(),
            get("credits")["balance"].clone()
        ),
        (json!(2), json!(1500))
    );
}

#[test]
fn what_we_sold_and_do_not_know_is_told_again_until_we_do() {
    let (stripe, app) = start();
    let (bo, cus) = customer(&app);
    let mut paid = invoice("in_of_ours", &cus, &[("price_forgotten", 3)]);
    paid["metadata"] = json!({ "user_api_item": "shares", "user_api_price": "price_of_another" });
    let paid = event("invoice.paid", Utc::now(), paid);
    for _ in 0..2 {
        telling(&app.anonymous(), &paid).expect(500);
    }
    assert_eq!(count(&app, "stripe_events"), 0);
    assert!(logs::have("price_forgotten"));
    // An operator names it, and Stripe tells it again.
    let mended = selling(&app, &stripe, &["price_share", "price_forgotten"], &[]);
    assert_eq!(tell(&mended, &paid), "applied");
    assert_eq!(tell(&mended, &paid), "known");
    assert_eq!(
        bo.get(&format!("{}/shares", bo.path())).expect(200).json()["held"],
        3
    );
}

#[test]
fn what_others_sell_to_a_customer_of_ours_is_none_of_our_business() {
    let app = TestApp::start();
    let (_, cus) = customer(&app);
    pay(&app, invoice("in_0", &cus, &[]));
    let mut shirt = invoice("in_shirt", &cus, &[("price_shirt", 1)]);
    shirt["metadata"] = json!({ "shop": "shirts" });
    assert_eq!(pay(&app, shirt), "unchanged");
    assert!(logs::have("price_shirt"), "but an operator can see it");
    let mut regular = invoice("in_regular", &cus, &[("price_weekly", 1)]);
    regular["subscription"] = json!("sub_1");
    assert_eq!(pay(&app, regular), "unchanged");
    assert!(!logs::have("price_weekly"));
}

#[test]
fn who_pays_for_two_memberships_by_hand_is_told_to_operators() {
    let app = TestApp::start();
    let (_, cus) = customer(&app);
    for id in ["sub_one_of_two", "sub_two_of_two"] {
        let object = subscription(id, &cus, "price_listener", "active", day(20));
        told(&app, -1, "created", object);
    }
    assert!(logs::have("sub_one_of_two sub_two_of_two"));
}
