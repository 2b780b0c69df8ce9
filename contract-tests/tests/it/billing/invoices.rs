//! What is bought once: shares and credits, by the invoice that was paid.

use chrono::Utc;
use contract_tests::{
    Person, TestApp, at_the_same_moment,
    stripe::{event, telling},
};
use serde_json::{Value, json};

use super::{customer, invoice, pay, start, tell};
use crate::membership::add_up;

fn holds(person: &Person) -> (Value, Value) {
    let get = |what: &str| {
        person
            .get(&format!("{}/{what}", person.path()))
            .expect(200)
            .json()
    };
    (
        get("shares")["held"].clone(),
        get("credits")["balance"].clone(),
    )
}

#[test]
fn shares_and_credits_are_booked_by_what_the_invoice_has_of_each() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    assert_eq!(
        pay(
            &app,
            invoice(
                "in_1",
                &cus,
                &[
                    ("price_share", 3),
                    ("price_credits", 2),
                    ("price_listener", 1)
                ]
            )
        ),
        "applied"
    );
    assert_eq!(holds(&bo), (json!(3), json!(2000)));
    assert_eq!(
        pay(
            &app,
            invoice("in_2", &cus, &[("price_credits", 1), ("price_credits", 1)])
        ),
        "applied"
    );
    assert_eq!(holds(&bo), (json!(3), json!(4000)));
    add_up(&app);
}

#[test]
fn an_invoice_is_booked_once_by_however_many_events_it_is_told() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    // Stripe tells a paid invoice by two kinds of event, and they may come at the same moment.
    let outcomes = at_the_same_moment(8, |number| {
        let kind = ["invoice.paid", "invoice.payment_succeeded"][number % 2];
        let paid = invoice("in_1", &cus, &[("price_share", 1), ("price_credits", 1)]);
        tell(&app, &event(kind, Utc::now(), paid))
    });
    let applied = outcomes.iter().filter(|outcome| *outcome == "applied");
    assert_eq!(applied.count(), 1, "{outcomes:?}");
    assert_eq!(holds(&bo), (json!(1), json!(1000)));
    add_up(&app);
}

#[test]
fn what_is_not_paid_or_not_ours_books_nothing() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    // Where they live is known, so that it is no news.
    assert_eq!(pay(&app, invoice("in_0", &cus, &[])), "applied");
    for status in ["draft", "open", "void", "uncollectible"] {
        let mut open = invoice("in_1", &cus, &[("price_share", 1)]);
        open["status"] = json!(status);
        assert_eq!(pay(&app, open), "unchanged");
    }
    for (price, quantity) in [
        ("price_of_a_shirt", 5),
        ("price_share", 0),
        ("price_share", -4),
    ] {
        assert_eq!(
            pay(&app, invoice("in_2", &cus, &[(price, quantity)])),
            "unchanged"
        );
    }
    assert_eq!(holds(&bo), (json!(0), json!(0)));
}

#[test]
fn the_newer_form_of_a_line_is_read_too() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    let mut paid = invoice("in_1", &cus, &[]);
    paid["lines"]["data"] = json!([{ "quantity": 2, "pricing": { "price_details": { "price": "price_share", "product": "prod_1" }, "type": "price_details" } }]);
    assert_eq!(pay(&app, paid), "applied");
    assert_eq!(holds(&bo).0, 2);
}

#[test]
fn an_invoice_with_more_lines_than_an_event_tells_is_booked_as_a_whole() {
    let (stripe, app) = start();
    let (bo, cus) = customer(&app);
    let all: Vec<_> = (0..250).map(|_| ("price_share", 1)).collect();
    let mut paid = invoice("in_1", &cus, &all);
    let lines = paid["lines"]["data"].as_array_mut().expect("lines");
    for (number, line) in lines.iter_mut().enumerate() {
        line["id"] = json!(format!("il_{number}"));
    }
    stripe.have_lines("in_1", &paid["lines"]["data"]);
    let lines = paid["lines"]["data"].as_array_mut().expect("lines");
    lines.truncate(10);
    paid["lines"]["has_more"] = json!(true);
    // What cannot be asked for now stays to be told again.
    stripe.fail(3, 500);
    let event = event("invoice.paid", Utc::now(), paid);
    telling(&app.anonymous(), &event).expect(503);
    assert_eq!(holds(&bo).0, 0);
    assert_eq!(tell(&app, &event), "applied");
    assert_eq!(holds(&bo).0, 250);
    assert_eq!(tell(&app, &event), "known");
}
