//! Each event is handled once, if Stripe signed it lately, however often and whenever it comes; of it only the id is kept.

use chrono::{TimeDelta, Utc};
use contract_tests::{
    TestApp, at_the_same_moment,
    stripe::{SECRET, event, signature, telling},
};
use serde_json::{Value, json};

use super::{count, customer, day, invoice, tell};

fn address(country: &str) -> Value {
    json!({ "line1": "Hafengasse 7", "city": "Hamburg", "postal_code": "20457", "country": country })
}

#[test]
fn what_stripe_did_not_sign_lately_is_refused_and_nothing_follows() {
    let app = TestApp::start();
    let (_, cus) = customer(&app);
    let event = event(
        "invoice.paid",
        Utc::now(),
        invoice("in_1", &cus, &[("price_share", 1)]),
    );
    let body = event.to_string();
    let other = body.replace("price_share", "price_shard");
    let now = Utc::now();
    let good = signature(SECRET, now, &body);
    let (time, hex) = good.split_once(",v1=").unwrap();
    let later = format!("t={},v1={hex}", now.timestamp() + 1);
    for (header, words) in [
        (None, "Stripe-Signature"),
        (Some(String::new()), "time"),
        (Some("t=soon,v1=00".to_owned()), "time"),
        (Some(time.to_owned()), "no signature"),
        (Some(format!("{time},v0={hex}")), "no signature"),
        (Some(format!("{time},v1={}", &hex[..62])), "no signature"),
        (Some(format!("{time},v1=")), "no signature"),
        (
            Some(signature("whsec_of_others", now, &body)),
            "no signature",
        ),
        (Some(signature("", now, &body)), "no signature"),
        (Some(signature(SECRET, now, &other)), "no signature"),
        // The time is signed too.
        (Some(later), "no signature"),
        (
            Some(signature(SECRET, now - TimeDelta::minutes(6), &body)),
            "five minutes",
        ),
        (
            Some(signature(SECRET, now + TimeDelta::minutes(6), &body)),
            "five minutes",
        ),
    ] {
        let request = app.anonymous().request("POST", "/v1/webhooks/stripe");
        let request = match &header {
            Some(header) => request.header("stripe-signature", header),
            None => request,
        };
        let refused = request.json(&body).refused(400, "signature-invalid");
        assert!(
            refused.text().contains(words),
            "{header:?}: {}",
            refused.text()
        );
    }
    assert_eq!(
        count(&app, "stripe_events") + count(&app, "share_transactions"),
        0
    );
}

#[test]
fn while_a_secret_is_changed_one_good_signature_is_enough() {
    let app = TestApp::start();
    let body = event("plan.created", Utc::now(), json!({})).to_string();
    let now = Utc::now();
    let (old, new) = (
        signature("whsec_before", now, &body),
        signature(SECRET, now, &body),
    );
    let (_, new) = new.split_once(",v1=").unwrap();
    let request = app.anonymous().request("POST", "/v1/webhooks/stripe");
    let both = format!("{old},v1={new},v0=00");
    request
        .header("stripe-signature", both)
        .json(body)
        .expect(200);
}

#[test]
fn what_is_signed_but_no_event_is_refused_at_its_place() {
    let app = TestApp::start();
    let good = event("plan.created", Utc::now(), json!({}));
    for (field, value, place) in [
        ("id", Value::Null, "/body/id"),
        ("id", json!(""), "/body/id"),
        ("type", json!(7), "/body/type"),
        ("created", json!("now"), "/body/created"),
        ("created", json!(-1), "/body/created"),
        ("data", json!([]), "/body/data"),
        ("data", json!({}), "/body/data/object"),
        ("data", json!({ "object": "in_1" }), "/body/data/object"),
    ] {
        let mut event = good.clone();
        event[field] = value;
        telling(&app.anonymous(), &event)
            .refused(400, "invalid-request")
            .at(&[place]);
    }
    assert_eq!(count(&app, "stripe_events"), 0);
}

#[test]
fn the_same_event_ten_times_at_once_is_handled_once() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    let event = event(
        "invoice.paid",
        Utc::now(),
        invoice("in_1", &cus, &[("price_credits", 2)]),
    );
    let mut outcomes = at_the_same_moment(10, |_| tell(&app, &event));
    outcomes.sort();
    let mut wanted = vec!["known"; 10];
    wanted[0] = "applied";
    assert_eq!(outcomes, wanted);
    let credits = bo.get(&format!("{}/credits", bo.path())).expect(200).json();
    assert_eq!(credits["balance"], 2000);
}

#[test]
fn an_event_about_nobody_we_know_or_of_no_kind_we_follow_is_kept_as_its_id_alone() {
    let app = TestApp::start();
    let (_, cus) = customer(&app);
    let unknown = event(
        "invoice.paid",
        Utc::now(),
        invoice("in_1", "cus_nobody", &[("price_share", 1)]),
    );
    assert_eq!(tell(&app, &unknown), "customer_unknown");
    let before = app.db.fingerprint();
    assert_eq!(tell(&app, &unknown), "known");
    assert_eq!(app.db.fingerprint(), before);
    for kind in ["charge.succeeded", "radar.early_fraud_warning.created", "x"] {
        let event = event(kind, Utc::now(), json!({ "id": "ch_1", "customer": cus }));
        assert_eq!(tell(&app, &event), "unchanged");
    }
    // A kind that we follow, about things that have none of what we look for.
    for kind in [
        "customer.updated",
        "customer.subscription.updated",
        "invoice.paid",
        "checkout.session.completed",
    ] {
        for object in [
            json!({}),
            json!({ "id": cus, "customer": cus, "items": 3, "lines": [], "address": "x", "status": "active" }),
        ] {
            assert_eq!(tell(&app, &event(kind, Utc::now(), object)), "unchanged");
        }
    }
    let kept: String = app
        .db
        .value("select string_agg(e::text, ' ') from stripe_events e", &[]);
    for secret in ["Hafengasse", "20457", "4242", "in_1", "cus_"] {
        assert!(!kept.contains(secret), "{kept}");
    }
}

#[test]
fn the_country_that_somebody_pays_from_is_confirmed_and_older_news_are_not_taken() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    bo.patch(&bo.path(), &json!({ "country": "SE" }))
        .expect(200);
    let account = || {
        let account = bo.get(&bo.account()).expect(200).json();
        (
            account["country"].clone(),
            account["country_source"].clone(),
        )
    };
    assert_eq!(account(), (json!("SE"), json!("declared")));
    let moved = |country: &str, days: i64| {
        let object = json!({ "id": cus, "object": "customer", "address": address(country) });
        event("customer.updated", day(days), object)
    };
    assert_eq!(tell(&app, &moved("DE", -5)), "applied");
    assert_eq!(account(), (json!("DE"), json!("confirmed")));
    // Older, the same again, no country, and none any more.
    for (country, days) in [
        ("FR", -6),
        ("DE", -4),
        ("XX", -3),
        ("YU", -3),
        ("de", -3),
        ("", -3),
    ] {
        assert_eq!(tell(&app, &moved(country, days)), "unchanged", "{country}");
        assert_eq!(account(), (json!("DE"), json!("confirmed")));
    }
    let paid =
        json!({ "id": "cs_1", "customer": cus, "customer_details": { "address": address("NO") } });
    assert_eq!(
        tell(&app, &event("checkout.session.completed", day(-2), paid)),
        "applied"
    );
    assert_eq!(account().0, "NO");
    // Where they were at a time stays known.
    let history: Vec<String> = app
        .db
        .query(
            "select country from past_countries where user_id = $1 order by set_at",
            &[&bo.id],
        )
        .iter()
        .map(|row| row.get(0))
        .collect();
    assert!(history.contains(&"DE".to_owned()), "{history:?}");
}
