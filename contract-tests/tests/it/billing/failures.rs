//! Stripe is away, slow or not set up: the answer says so in bounded time, and what was asked twice is done once.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use chrono::Utc;
use contract_tests::{
    TestApp,
    stripe::{Stripe, event, telling},
};
use serde_json::json;
use user_api_server::cleanup;

use super::{count, sessions, start};
use crate::own_data::erase;

#[test]
fn without_settings_for_stripe_paying_says_so_and_all_else_works() {
    let app = TestApp::start_with(|config| config.stripe = None);
    let bo = app.person("artist");
    let event = event("invoice.paid", Utc::now(), json!({}));
    for request in [
        bo.request("POST", &sessions(&bo, "portal")),
        bo.post(&sessions(&bo, "checkout"), &json!({ "item": "shares" })),
        telling(&app.anonymous(), &event),
    ] {
        let refused = request.refused(503, "billing-not-configured");
        assert_eq!(refused.header("retry-after"), Some("3600"));
        assert!(refused.text().contains("USER_API_STRIPE_KEY"));
    }
    bo.get("/v1/membership-classes").expect(200);
    bo.get(&format!("{}/credits", bo.path())).expect(200);
    // Nothing is known of Stripe, so nothing stands in the way of leaving.
    erase(&app, bo.id);
}

#[test]
fn stripe_that_fails_for_a_moment_is_asked_again_by_the_same_key() {
    for status in [500, 503, 429, 409] {
        let (stripe, app) = start();
        let bo = app.person("artist");
        stripe.fail(2, status);
        bo.request("POST", &sessions(&bo, "portal")).expect(200);
        let asked = stripe.requests("POST", "/v1/customers");
        assert_eq!(asked.len(), 3, "{status}");
        for request in &asked {
            assert_eq!(request, &asked[0]);
        }
        assert_eq!(count(&app, "stripe_customers"), 1);
    }
}

#[test]
fn stripe_that_goes_on_failing_is_unavailable_and_then_it_works_with_the_same_customer() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    let path = sessions(&bo, "portal");
    bo.request("POST", &path).expect(200);
    app.db.batch("delete from stripe_customers");
    stripe.fail(3, 500);
    let refused = bo.request("POST", &path).refused(503, "unavailable");
    assert_eq!(refused.header("retry-after"), Some("5"));
    assert_eq!(count(&app, "stripe_customers"), 0);
    bo.request("POST", &path).expect(200);
    let customers = stripe.get("/v1/customers");
    assert_eq!(customers["data"].as_array().map(Vec::len), Some(1));
}

#[test]
fn stripe_that_refuses_is_a_fault_of_ours_and_its_words_stay_inside() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    stripe.fail(1, 402);
    let answer = bo.request("POST", &sessions(&bo, "portal")).expect(500);
    assert!(!answer.text().contains("Told to fail"));
    assert_eq!(stripe.requests("POST", "/v1/customers").len(), 1);
}

#[test]
fn stripe_that_is_gone_or_silent_holds_nobody_up_for_long() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = closed.local_addr().unwrap();
    drop(closed);
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    for (address, bound) in [(gone, 20), (silent.local_addr().unwrap(), 40)] {
        let app = TestApp::start_with(|config| {
            let settings = config.stripe.as_mut().unwrap();
            settings.api = format!("http://{address}");
        });
        let bo = app.person("artist");
        let began = Instant::now();
        bo.request("POST", &sessions(&bo, "portal"))
            .refused(503, "unavailable");
        assert!(began.elapsed() < Duration::from_secs(bound));
        bo.get("/v1/me").expect(200);
    }
}

#[test]
fn whoever_is_erased_is_forgotten_at_stripe_too_and_not_here_alone() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    bo.request("POST", &sessions(&bo, "portal")).expect(200);
    let is_erased = "select erased_at is not null from users where id = $1";
    // As long as it cannot be told, they are not erased, and it is tried again.
    stripe.fail(3, 500);
    erase(&app, bo.id);
    assert!(!app.db.value::<bool>(is_erased, &[&bo.id]));
    erase(&app, bo.id);
    assert!(app.db.value::<bool>(is_erased, &[&bo.id]));
    assert_eq!(stripe.get("/v1/customers")["data"], json!([]));
    assert_eq!(count(&app, "stripe_customers"), 0);
}

#[test]
fn while_stripe_is_away_it_is_asked_once_and_whoever_it_does_not_know_is_erased() {
    let (stripe, app) = start();
    let [bo, lin, ann] = ["artist", "listener", "label"].map(|role| app.person(role));
    for person in [&bo, &lin] {
        person
            .request("POST", &sessions(person, "portal"))
            .expect(200);
    }
    let sql = "update users set deleted_at = now(), erase_at = now() - $2 * interval '1 second' where id = $1";
    for (seconds, person) in [(3.0, &bo), (2.0, &lin), (1.0, &ann)] {
        app.db.execute(sql, &[&person.id, &seconds]);
    }
    // As many times as one person is tried; whoever asked then would be answered.
    stripe.fail(3, 500);
    app.within(cleanup::run).expect("a database");
    let is_erased = "select erased_at is not null from users where id = $1";
    let erased = || [&bo, &lin, &ann].map(|one| app.db.value::<bool>(is_erased, &[&one.id]));
    assert_eq!(erased(), [false, false, true]);
    app.within(cleanup::run).expect("a database");
    assert_eq!(erased(), [true; 3]);
}

#[test]
fn who_was_deleted_at_stripe_by_hand_can_still_be_erased() {
    let (stripe, app) = start();
    let bo = app.person("artist");
    bo.request("POST", &sessions(&bo, "portal")).expect(200);
    let customer: String = app
        .db
        .value("select customer_id from stripe_customers", &[]);
    stripe.delete(&format!("/v1/customers/{customer}"));
    erase(&app, bo.id);
    assert_eq!(count(&app, "stripe_customers"), 0);
    assert_eq!(
        Stripe::requests(&stripe, "DELETE", "/v1/customers").len(),
        2
    );
}
