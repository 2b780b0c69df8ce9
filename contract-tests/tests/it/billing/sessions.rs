//! Where a person is sent to pay, or to see how they pay: what Stripe is asked, and what it is not told.

use contract_tests::{
    Person, TestApp, at_the_same_moment,
    stripe::{Stripe, event},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{class, day, sessions, start, subscription, tell};

fn check_out(person: &Person, order: &Value) -> Value {
    let answer = person.post(&sessions(person, "checkout"), order);
    answer.expect(200).json()
}

/// What Stripe was asked for last.
fn last(stripe: &Stripe, path: &str) -> Value {
    let mut all = stripe.requests("POST", path);
    all.pop().expect("a request")
}

#[test]
fn ten_who_ask_at_once_as_one_person_become_one_customer() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    let path = sessions(&bo, "portal");
    let addresses = at_the_same_moment(10, |_| {
        let answer = bo.request("POST", &path).expect(200).json();
        answer["url"].as_str().unwrap().to_owned()
    });
    for address in &addresses {
        let url = url::Url::parse(address).unwrap();
        assert_eq!(url.host_str(), Some("billing.stripe.com"));
    }
    let customers = stripe.get("/v1/customers");
    let customers = customers["data"].as_array().unwrap();
    assert_eq!(customers.len(), 1);
    let noted: String = app.db.value(
        "select customer_id from stripe_customers where user_id = $1",
        &[&bo.id],
    );
    assert_eq!(customers[0]["id"], noted);
    // All that it is told of the person is their id here.
    let told = stripe.requests("POST", "/v1/customers");
    for request in &told {
        assert_eq!(
            request["parameters"],
            json!({ "metadata": { "user_id": bo.id } })
        );
        assert_eq!(
            request["idempotency_key"],
            json!(format!("customer-{}", bo.id))
        );
    }
    // Afterwards it is known, and they are not made again.
    bo.request("POST", &path).expect(200);
    assert_eq!(stripe.requests("POST", "/v1/customers").len(), told.len());
    let event = "select count(*) from audit_events where operation = 'createPortalSession'";
    assert_eq!(app.db.value::<i64>(event, &[]), 1);
}

#[test]
fn the_portal_is_opened_for_the_person_and_leads_back() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    bo.request("POST", &sessions(&bo, "portal")).expect(200);
    let asked = last(&stripe, "/v1/billing_portal/sessions");
    let customer: String = app
        .db
        .value("select customer_id from stripe_customers", &[]);
    assert_eq!(
        asked["parameters"],
        json!({ "customer": customer, "return_url": "https://app.example/account?tab=billing" })
    );
    assert_eq!(asked["version"], "2024-06-20");
}

#[test]
fn each_thing_that_is_for_sale_is_checked_out_as_what_it_is() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    let member =
        json!({ "item": "membership", "membership_class_id": class(&app, "price_music_maker") });
    let orders = [
        (member, "subscription", "price_music_maker", "1"),
        (
            json!({ "item": "shares", "quantity": 3 }),
            "payment",
            "price_share",
            "3",
        ),
        (
            json!({ "item": "credits", "quantity": 1000 }),
            "payment",
            "price_credits",
            "1000",
        ),
        (
            json!({ "item": "credits" }),
            "payment",
            "price_credits",
            "1",
        ),
    ];
    for (order, mode, price, quantity) in orders {
        let answer = check_out(&bo, &order);
        let address = answer["url"].as_str().unwrap();
        assert!(address.starts_with("https://checkout.stripe.com/"));
        let customer: String = app
            .db
            .value("select customer_id from stripe_customers", &[]);
        let mut wanted = json!({
            "mode": mode,
            "customer": customer,
            "line_items": [{ "price": price, "quantity": quantity }],
            "success_url": "https://app.example/account?tab=billing&checkout=paid",
            "cancel_url": "https://app.example/account?tab=billing&checkout=cancelled",
            "billing_address_collection": "required",
            "customer_update": { "address": "auto" },
        });
        let mut sold = json!({ "user_api_item": order["item"], "user_api_price": price });
        if order["item"] == "credits" {
            sold["user_api_pack"] = json!("1000");
        }
        // Of a subscription Stripe writes an invoice by itself.
        if mode == "payment" {
            wanted["invoice_creation"] =
                json!({ "enabled": "true", "invoice_data": { "metadata": sold } });
        }
        wanted["metadata"] = sold;
        let mut asked = last(&stripe, "/v1/checkout/sessions")["parameters"].take();
        let metadata = asked["metadata"].as_object_mut().expect("metadata");
        assert!(metadata.remove("user_api_order").is_some());
        assert_eq!(asked, wanted);
    }
}

#[test]
fn what_is_not_for_sale_is_said_at_its_place_and_stripe_is_not_asked() {
    let stripe = Stripe::start();
    let mut settings = stripe.settings();
    (settings.share_prices, settings.credits_prices) = (Vec::new(), Vec::new());
    let app = TestApp::start_with(|config| config.stripe = Some(settings));
    let bo = app.person("artist");
    let listener = class(&app, "price_listener");
    app.db.batch(
        "update membership_classes set price_id = null where price_id = 'price_music_maker'",
    );
    let unsold: Uuid = app.db.value(
        "select id from membership_classes where price_id is null",
        &[],
    );
    let id = "/body/membership_class_id";
    for (order, place, words) in [
        (json!({ "item": "membership" }), id, "Say which class"),
        (
            json!({ "item": "membership", "membership_class_id": unsold }),
            id,
            "not for sale",
        ),
        (
            json!({ "item": "membership", "membership_class_id": Uuid::now_v7() }),
            id,
            "not for sale",
        ),
        (
            json!({ "item": "membership", "membership_class_id": listener, "quantity": 2 }),
            "/body/quantity",
            "one membership",
        ),
        (
            json!({ "item": "shares", "membership_class_id": listener }),
            id,
            "Leave it out",
        ),
        (
            json!({ "item": "shares" }),
            "/body/item",
            "Shares are not for sale",
        ),
        (
            json!({ "item": "credits" }),
            "/body/item",
            "Credits are not for sale",
        ),
    ] {
        bo.post(&sessions(&bo, "checkout"), &order)
            .refused(422, "not-for-sale")
            .at(&[place])
            .says(words);
    }
    assert_eq!(stripe.requests("POST", "/v1"), Vec::<Value>::new());
}

#[test]
fn who_pays_for_a_membership_is_sent_to_the_portal_rather_than_to_pay_for_a_second() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    check_out(&bo, &json!({ "item": "shares" }));
    let cus: String = app
        .db
        .value("select customer_id from stripe_customers", &[]);
    let told = |kind: &str, days: i64, status: &str| {
        let object = subscription("sub_1", &cus, "price_listener", status, day(5));
        let kind = format!("customer.subscription.{kind}");
        tell(&app, &event(&kind, day(days), object));
    };
    let class = class(&app, "price_music_maker");
    let order = json!({ "item": "membership", "membership_class_id": class });
    let path = sessions(&bo, "checkout");
    told("created", -4, "incomplete");
    check_out(&bo, &order);
    let asked = stripe.requests("POST", "/v1/checkout").len();
    told("updated", -3, "active");
    bo.post(&path, &order).refused(409, "already-subscribed");
    assert_eq!(stripe.requests("POST", "/v1/checkout").len(), asked);
    // Stripe still tries to be paid.
    told("updated", -2, "past_due");
    bo.post(&path, &order).refused(409, "already-subscribed");
    told("deleted", -1, "canceled");
    check_out(&bo, &order);
}

#[test]
fn an_order_that_is_none_is_refused_at_its_place() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for (order, place) in [
        (json!({}), "/body/item"),
        (json!({ "item": "yacht" }), "/body/item"),
        (json!({ "item": "shares", "quantity": 0 }), "/body/quantity"),
        (
            json!({ "item": "shares", "quantity": 1001 }),
            "/body/quantity",
        ),
        (
            json!({ "item": "shares", "quantity": 1.5 }),
            "/body/quantity",
        ),
        (
            json!({ "item": "membership", "membership_class_id": "gold" }),
            "/body/membership_class_id",
        ),
        (json!({ "item": "shares", "price": 1 }), "/body/price"),
    ] {
        bo.post(&sessions(&bo, "checkout"), &order)
            .refused(400, "invalid-request")
            .at(&[place]);
    }
}

#[test]
fn who_has_just_left_goes_nowhere_and_is_no_customer() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    // As if it happened while the request is on its way: no server was told of it.
    app.db.execute(
        "update users set deleted_at = now(), erase_at = now() + interval '30 days' where id = $1",
        &[&bo.id],
    );
    bo.request("POST", &sessions(&bo, "portal"))
        .refused(404, "not-found");
    bo.post(&sessions(&bo, "checkout"), &json!({ "item": "shares" }))
        .refused(404, "not-found");
    assert_eq!(stripe.requests("POST", "/v1"), Vec::<Value>::new());
}
