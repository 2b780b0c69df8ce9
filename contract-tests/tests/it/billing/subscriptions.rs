//! A membership follows from the subscription that pays for it, in whatever order its events come.

use contract_tests::{Person, TestApp, at_the_same_moment, stripe::event};
use serde_json::{Value, json};

use super::{class, customer, day, is_member, subscription, tell};

fn membership(person: &Person) -> Value {
    let path = format!("{}/membership", person.path());
    person.get(&path).expect(200).json()
}

#[test]
fn a_membership_begins_with_the_subscription_is_renewed_by_it_and_lapses_with_it() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    let told = |kind: &str, days: i64, status: &str, until: i64| {
        let object = subscription("sub_1", &cus, "price_listener", status, day(until));
        tell(
            &app,
            &event(&format!("customer.subscription.{kind}"), day(days), object),
        )
    };
    // Not paid yet.
    assert_eq!(told("created", -30, "incomplete", 0), "unchanged");
    assert_eq!(is_member(&bo), false);
    assert_eq!(told("updated", -29, "active", 5), "applied");
    assert_eq!(is_member(&bo), true);
    let held = membership(&bo);
    assert_eq!(held["membership_class"]["name"], "Listener member");
    assert_eq!(told("updated", -28, "active", 5), "unchanged");
    assert_eq!(told("updated", -2, "active", 35), "applied");
    assert_eq!(membership(&bo)["id"], held["id"]);
    assert_ne!(membership(&bo)["ends_at"], held["ends_at"]);
    // While Stripe tries again to be paid, what was paid for goes on.
    assert_eq!(told("updated", -1, "past_due", 65), "unchanged");
    assert_eq!(is_member(&bo), true);
    assert_eq!(told("deleted", 0, "canceled", 35), "applied");
    assert_eq!(
        (is_member(&bo), membership(&bo)["status"].clone()),
        (json!(false), json!("lapsed"))
    );
    // What is over does not begin again.
    assert_eq!(told("updated", 0, "active", 65), "unchanged");
    assert_eq!(is_member(&bo), false);
    let events = "select count(*) from audit_events where operation = 'receiveStripeEvent' and subject_id = $1
        and actor_id is null and fields = '{membership_status}'";
    assert_eq!(app.db.value::<i64>(events, &[&bo.id]), 3);
}

/// Every order of four events, and each also with all of them at once.
#[test]
fn the_order_in_which_events_come_changes_nothing() {
    let app = TestApp::start();
    let told = |cus: &str| {
        let of = |kind: &str, days: i64, status: &str, until: i64| {
            let id = format!("sub_of_{cus}");
            let mut object = subscription(&id, cus, "price_listener", status, day(until));
            if status == "canceled" {
                object["ended_at"] = json!(day(-1).timestamp());
            }
            event(&format!("customer.subscription.{kind}"), day(days), object)
        };
        [
            of("created", -30, "incomplete", -29),
            of("updated", -29, "active", -10),
            of("updated", -10, "active", 20),
            of("deleted", -1, "canceled", 20),
        ]
    };
    let result = |person: &Person| -> (String, i64) {
        let sql = "select string_agg(concat_ws(' ', extract(epoch from starts_at)::bigint, extract(epoch from ends_at)::bigint), ','),
            count(*) from memberships where user_id = $1";
        let row = app.db.query(sql, &[&person.id]).remove(0);
        (
            row.get::<_, Option<String>>(0).unwrap_or_default(),
            row.get(1),
        )
    };
    let mut results = Vec::new();
    for order in orders(4) {
        let (bo, cus) = customer(&app);
        let events = told(&cus);
        for number in order {
            tell(&app, &events[number]);
        }
        results.push(result(&bo));
    }
    for _ in 0..6 {
        let (bo, cus) = customer(&app);
        let events = told(&cus);
        at_the_same_moment(4, |number| tell(&app, &events[number]));
        results.push(result(&bo));
    }
    let (times, memberships) = &results[0];
    let (from, until) = times.split_once(' ').expect("a membership");
    let days = |time: &str| {
        (time.parse::<i64>().unwrap() - day(0).timestamp() + 43_200).div_euclid(86_400)
    };
    assert_eq!(
        (days(from), days(until), *memberships),
        (-30, -1, 1),
        "{times}"
    );
    for (number, (times, memberships)) in results.iter().enumerate() {
        let whole = times
            .split_once(' ')
            .map(|(from, until)| (days(from), days(until)));
        assert_eq!(
            (whole, *memberships),
            (Some((-30, -1)), 1),
            "order {number}: {times}"
        );
    }
}

/// All orders of the numbers below this.
fn orders(count: usize) -> Vec<Vec<usize>> {
    (0..count).fold(vec![Vec::new()], |orders, number| {
        let with = |order: Vec<usize>| {
            (0..=order.len()).map(move |place| {
                let mut longer = order.clone();
                longer.insert(place, number);
                longer
            })
        };
        orders.into_iter().flat_map(with).collect()
    })
}

#[test]
fn another_class_is_the_same_membership_and_what_is_not_for_sale_is_none() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    let told = |price: &str, days: i64| {
        let object = subscription("sub_1", &cus, price, "active", day(20));
        tell(
            &app,
            &event("customer.subscription.updated", day(days), object),
        )
    };
    assert_eq!(told("price_of_a_newspaper", -4), "unchanged");
    assert_eq!(told("price_listener", -3), "applied");
    let held = membership(&bo);
    assert_eq!(told("price_music_maker", -2), "applied");
    let moved = membership(&bo);
    assert_eq!(moved["id"], held["id"]);
    assert_eq!(
        moved["membership_class"]["id"],
        json!(class(&app, "price_music_maker"))
    );
    assert_eq!(told("price_listener", -3), "unchanged", "older news");
}

#[test]
fn who_pays_for_two_has_one_at_a_time_and_the_second_when_the_first_ends() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    let told = |id: &str, kind: &str, days: i64, status: &str| {
        let object = subscription(id, &cus, "price_listener", status, day(20));
        tell(
            &app,
            &event(&format!("customer.subscription.{kind}"), day(days), object),
        )
    };
    assert_eq!(told("sub_1", "created", -5, "active"), "applied");
    assert_eq!(told("sub_2", "created", -4, "active"), "unchanged");
    let active = "select count(*) from memberships where user_id = $1 and now() <@ tstzrange(starts_at, ends_at)";
    assert_eq!(app.db.value::<i64>(active, &[&bo.id]), 1);
    told("sub_1", "deleted", -1, "canceled");
    assert_eq!(app.db.value::<i64>(active, &[&bo.id]), 1);
    assert_eq!(is_member(&bo), true);
}

#[test]
fn who_has_deleted_their_account_keeps_what_they_pay_for_should_they_come_back() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    let sql =
        "update users set deleted_at = now(), erase_at = now() + interval '30 days' where id = $1";
    app.db.execute(sql, &[&bo.id]);
    let object = subscription("sub_1", &cus, "price_listener", "active", day(20));
    assert_eq!(
        tell(
            &app,
            &event("customer.subscription.updated", day(-1), object)
        ),
        "applied"
    );
}

#[test]
fn what_was_not_paid_is_not_made_up_for_by_the_end() {
    for unpaid in ["unpaid", "paused"] {
        let app = TestApp::start();
        let (bo, cus) = customer(&app);
        let told = |kind: &str, days: i64, status: &str| {
            let object = subscription("sub_1", &cus, "price_listener", status, day(20));
            let kind = format!("customer.subscription.{kind}");
            tell(&app, &event(&kind, day(days), object))
        };
        assert_eq!(told("created", -29, "active"), "applied");
        assert_eq!(told("updated", -9, unpaid), "applied");
        assert_eq!(is_member(&bo), false);
        let ended = membership(&bo)["ends_at"].clone();
        // Something else of it changes; it is not paid any better.
        assert_eq!(told("updated", -5, unpaid), "unchanged");
        assert_eq!(told("deleted", -1, "canceled"), "unchanged");
        assert_eq!(membership(&bo)["ends_at"], ended, "{unpaid}");
    }
}

#[test]
fn what_is_paid_late_counts_from_then_on() {
    let app = TestApp::start();
    let (bo, cus) = customer(&app);
    for (days, status) in [(-29, "active"), (-9, "unpaid"), (-5, "active")] {
        let object = subscription("sub_1", &cus, "price_listener", status, day(20));
        let paid = event("customer.subscription.updated", day(days), object);
        assert_eq!(tell(&app, &paid), "applied", "{status}");
    }
    assert_eq!(is_member(&bo), true);
}
