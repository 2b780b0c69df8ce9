//! Who people are to Stripe, when they leave here or there.

use chrono::Utc;
use contract_tests::{
    Person, TestApp, logs,
    stripe::{Stripe, event},
};
use serde_json::json;
use user_api_server::cleanup;

use super::{count, customer, day, is_member, sessions, start, subscription, tell};
use crate::own_data::erase;

const IS_ERASED: &str = "select erased_at is not null from users where id = $1";

/// Stripe's id of the one person that it knows.
fn only_customer(app: &TestApp) -> String {
    app.db
        .value("select customer_id from stripe_customers", &[])
}

fn open_portal(person: &Person) {
    let request = person.request("POST", &sessions(person, "portal"));
    request.expect(200);
}

#[test]
fn nobody_is_erased_by_a_server_that_cannot_end_what_they_pay() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    open_portal(&bo);
    let without = app.second_with(|config| config.stripe = None);
    erase(&without, bo.id);
    assert!(!app.db.value::<bool>(IS_ERASED, &[&bo.id]));
    assert!(logs::have("USER_API_STRIPE_KEY"));
    // Another server has the key.
    erase(&app, bo.id);
    assert!(app.db.value::<bool>(IS_ERASED, &[&bo.id]));
    assert_eq!(stripe.get("/v1/customers")["data"], json!([]));
}

#[test]
fn nobody_is_erased_whom_this_account_of_stripe_has_never_known() {
    let (_stripe, app) = start();
    // As with a key of the test mode, or of another account.
    let (bo, _) = customer(&app);
    erase(&app, bo.id);
    assert!(!app.db.value::<bool>(IS_ERASED, &[&bo.id]));
    assert_eq!(count(&app, "stripe_customers"), 1);
}

#[test]
fn who_is_brought_back_at_the_last_moment_is_not_forgotten_at_stripe() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    open_portal(&bo);
    let gone =
        "update users set deleted_at = now(), erase_at = now() - interval '1 second' where id = $1";
    app.db.execute(gone, &[&bo.id]);
    // Somebody was about to bring them back when their time ended, and holds the row still.
    app.db.batch("begin");
    app.db.execute(
        "select from users where id = $1 for no key update",
        &[&bo.id],
    );
    app.within(cleanup::run).expect("a database");
    let back = "update users set deleted_at = null, erase_at = null where id = $1";
    app.db.execute(back, &[&bo.id]);
    app.db.batch("commit");
    app.within(cleanup::run).expect("a database");
    assert_eq!(
        stripe.requests("DELETE", "/v1"),
        Vec::<serde_json::Value>::new()
    );
    assert_eq!(count(&app, "stripe_customers"), 1);
}

#[test]
fn whom_stripe_has_deleted_is_no_member_and_becomes_a_customer_anew() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    open_portal(&bo);
    let first = only_customer(&app);
    let object = subscription("sub_1", &first, "price_listener", "active", day(20));
    tell(
        &app,
        &event("customer.subscription.created", day(-1), object),
    );
    assert_eq!(is_member(&bo), true);
    stripe.delete(&format!("/v1/customers/{first}"));
    let gone = json!({ "id": first, "object": "customer", "deleted": true });
    assert_eq!(
        tell(&app, &event("customer.deleted", Utc::now(), gone)),
        "applied"
    );
    assert_eq!(count(&app, "stripe_customers"), 0);
    assert_eq!(is_member(&bo), false);
    let trail = "select count(*) from audit_events where operation = 'receiveStripeEvent' and subject_id = $1
        and fields = '{stripe_customer_id,membership_status}'";
    assert_eq!(app.db.value::<i64>(trail, &[&bo.id]), 1);
    // The event that ends the subscription may come later.
    let object = subscription("sub_1", &first, "price_listener", "canceled", day(20));
    assert_eq!(
        tell(
            &app,
            &event("customer.subscription.deleted", Utc::now(), object)
        ),
        "customer_unknown"
    );
    // Stripe still has its answer to the key that the first was made by.
    open_portal(&bo);
    assert_ne!(only_customer(&app), first);
    let class = super::class(&app, "price_listener");
    let order = json!({ "item": "membership", "membership_class_id": class });
    bo.post(&sessions(&bo, "checkout"), &order).expect(200);
}

#[test]
fn who_was_deleted_at_stripe_without_our_being_told_becomes_a_customer_anew() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    open_portal(&bo);
    for _ in 0..3 {
        let before = only_customer(&app);
        stripe.delete(&format!("/v1/customers/{before}"));
        bo.post(&sessions(&bo, "checkout"), &json!({ "item": "shares" }))
            .expect(200);
        assert_ne!(only_customer(&app), before);
        // For the next, nothing is known of who it was.
        app.db.batch("delete from stripe_customers");
        open_portal(&bo);
    }
    let customers = stripe.get("/v1/customers");
    assert_eq!(customers["data"].as_array().map(Vec::len), Some(1));
}

#[test]
fn whom_this_account_of_stripe_has_never_known_keeps_their_customer() {
    let (stripe, app) = start();
    let (bo, cus) = customer(&app);
    bo.request("POST", &sessions(&bo, "portal")).expect(500);
    assert_eq!(only_customer(&app), cus);
    assert_eq!(Stripe::requests(&stripe, "POST", "/v1/customers").len(), 0);
}
