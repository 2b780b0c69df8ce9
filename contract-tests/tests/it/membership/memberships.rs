//! Memberships: one active one a person, which begins, is renewed, ends and lapses; and `member`, which follows from it.

use chrono::{DateTime, TimeDelta, Utc};
use contract_tests::{Person, TestApp, at_the_same_moment};
use serde_json::{Value, json};
use user_api_server::{
    db::GenericClient,
    memberships::{self, NewMembership},
};
use uuid::Uuid;

fn membership(person: &Person) -> String {
    format!("{}/membership", person.path())
}

/// What Stripe will say: a subscription that is paid from one time to another.
fn start(app: &TestApp, user_id: Uuid, subscription: &str, from: i64, to: i64) -> Option<Uuid> {
    let class: Uuid = app.db.value(
        "select id from membership_classes where name = 'Listener member'",
        &[],
    );
    let new = NewMembership {
        user_id,
        membership_class_id: class,
        subscription_id: Some(subscription.to_owned()),
        starts_at: day(from),
        ends_at: Some(day(to)),
    };
    app.within(async |app| {
        memberships::start(&app.database.client().await.unwrap(), &new)
            .await
            .unwrap()
    })
}

fn renew(app: &TestApp, subscription: &str, to: i64) -> bool {
    app.within(async |app| {
        memberships::renew(&app.database.client().await.unwrap(), subscription, day(to))
            .await
            .unwrap()
    })
}

fn end(app: &TestApp, subscription: &str, at: i64) -> bool {
    app.within(async |app| {
        memberships::end(&app.database.client().await.unwrap(), subscription, day(at))
            .await
            .unwrap()
    })
}

/// That many days from now.
fn day(days: i64) -> DateTime<Utc> {
    Utc::now() + TimeDelta::days(days)
}

fn is_member(person: &Person) -> Value {
    person.get(&person.account()).expect(200).json()["member"].clone()
}

#[test]
fn everybody_sees_the_classes_and_only_what_there_is_to_see() {
    let app = TestApp::start();
    app.db.batch(
        "update membership_classes set price_id = 'price_of_' || id, product_id = 'product'",
    );
    let classes = app.anonymous().get("/v1/membership-classes").expect(200);
    let names: Vec<_> = classes.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| class["name"].clone())
        .collect();
    assert_eq!(names, ["Listener member", "Music-maker member"]);
    assert!(!classes.text().contains("price_of_") && !classes.text().contains("product"));
}

#[test]
fn a_membership_begins_is_renewed_ends_and_lapses() {
    let app = TestApp::start();
    let bo = app.person("artist");
    bo.get(&membership(&bo))
        .refused(404, "not-found")
        .says("never had a membership");
    assert_eq!(is_member(&bo), false);
    assert!(start(&app, bo.id, "sub_1", 2, 3).is_some());
    let status = || bo.get(&membership(&bo)).expect(200).json()["status"].clone();
    assert_eq!(
        (status(), is_member(&bo)),
        (json!("upcoming"), json!(false))
    );
    app.db
        .batch("update memberships set starts_at = now() - interval '1 day'");
    assert_eq!((status(), is_member(&bo)), (json!("active"), json!(true)));
    let held = bo.get(&membership(&bo)).expect(200).json();
    assert_eq!(held["membership_class"]["name"], "Listener member");
    assert_eq!(held["renewed_at"], Value::Null);
    // The same renewal told twice is one.
    assert_eq!(
        [renew(&app, "sub_1", 33), renew(&app, "sub_1", 3)],
        [true, false]
    );
    assert_ne!(
        bo.get(&membership(&bo)).expect(200).json()["renewed_at"],
        Value::Null
    );
    assert_eq!(
        [end(&app, "sub_1", 0), end(&app, "sub_1", 5)],
        [true, false]
    );
    assert_eq!((status(), is_member(&bo)), (json!("lapsed"), json!(false)));
    // Renewed late, it goes on; ended before it had begun, it never was.
    assert!(renew(&app, "sub_1", 10));
    assert_eq!(is_member(&bo), true);
    assert!(end(&app, "sub_1", -100));
    assert_eq!(is_member(&bo), false);
}

#[test]
fn the_active_membership_counts_and_not_one_before_or_after_it() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let before = start(&app, bo.id, "sub_1", -20, -10);
    let current = start(&app, bo.id, "sub_2", -10, 10);
    let later = start(&app, bo.id, "sub_3", 10, 20);
    assert!(before.is_some() && later.is_some());
    let held = bo.get(&membership(&bo)).expect(200).json();
    assert_eq!(
        (&held["id"], &held["status"]),
        (&json!(current), &json!("active"))
    );
}

/// Strangers learn it of nobody who does not let them, and then what is true now.
#[test]
fn others_see_what_has_become_of_a_membership_if_the_person_lets_them() {
    let app = TestApp::start();
    let (bo, stranger) = (app.person("artist"), app.anonymous());
    let profile = || stranger.get(&bo.path()).expect(200);
    let choose = |audience: &str| {
        let choice = json!({ "membership_status": audience });
        let path = format!("{}/privacy", bo.path());
        let put = bo.request("PUT", &path).json(choice.to_string());
        put.expect(200).json()
    };
    assert_eq!(choose("public")["membership_status"], "public");
    assert_eq!(profile().json().get("membership_status"), None, "no member");
    start(&app, bo.id, "sub_1", -2, -1);
    assert_eq!(profile().json()["membership_status"], "lapsed");
    let tag = profile().etag();
    start(&app, bo.id, "sub_2", -1, 1);
    let active = stranger.get(&bo.path()).header("if-none-match", tag);
    assert_eq!(active.expect(200).json()["membership_status"], "active");
    choose("private");
    assert_eq!(profile().json().get("membership_status"), None);
    let own = bo.get(&bo.path()).expect(200).json();
    assert_eq!(own["membership_status"], "active");
}

#[test]
fn nobody_has_two_memberships_at_a_time() {
    let app = TestApp::start();
    let (bo, lin) = (app.person("artist"), app.person("listener"));
    assert!(start(&app, bo.id, "sub_1", -1, 10).is_some());
    assert_eq!(start(&app, bo.id, "sub_2", 5, 15), None);
    // A subscription is one membership, whoever says so twice.
    assert_eq!(start(&app, lin.id, "sub_1", -1, 10), None);
    let started = at_the_same_moment(4, |number| {
        let class: Uuid = Uuid::from_u128(0x0192_f0c1_4444_7000_8000_0000_0000_0001);
        let sql = format!(
            "insert into memberships (id, user_id, membership_class_id, subscription_id, starts_at) values ('{}', '{}', '{class}', 'race_{number}', now())",
            Uuid::now_v7(),
            lin.id
        );
        app.second().within(async |app| {
            app.database
                .client()
                .await
                .unwrap()
                .batch_execute(&sql)
                .await
                .is_ok()
        })
    });
    assert_eq!(started.iter().filter(|done| **done).count(), 1);
    assert_eq!(is_member(&lin), true);
}

/// Neither row changes when a membership lapses, yet what was read before is no longer so.
#[test]
fn a_membership_that_lapses_makes_old_tags_old() {
    let app = TestApp::start();
    let bo = app.person("artist");
    start(&app, bo.id, "sub_1", -1, 1);
    let mine = [membership(&bo), bo.account(), bo.path()];
    let paths = [&mine[..], &["/v1/me".to_owned()]].concat();
    let tags: Vec<String> = paths
        .iter()
        .map(|path| bo.get(path).expect(200).etag())
        .collect();
    let read = |status| {
        for (path, tag) in paths.iter().zip(&tags) {
            bo.get(path).header("if-none-match", tag).expect(status);
        }
    };
    read(304);
    // As time does it: no trigger counts the version.
    app.db.batch("alter table memberships disable trigger user; update memberships set ends_at = now() - interval '1 hour'");
    read(200);
    // What the person changes by such a tag is still the version that they read.
    let changed = bo.patch(&bo.path(), &json!({ "first_name": "Bo" }));
    changed.header("if-match", &tags[1]).expect(200);
    // A class that is called otherwise is another answer too.
    let tag = bo.get(&membership(&bo)).expect(200).etag();
    app.db
        .batch("update membership_classes set name = name || '!'");
    bo.get(&membership(&bo))
        .header("if-none-match", tag)
        .expect(200);
}

#[test]
fn who_changes_the_role_of_a_member_gets_the_tag_that_the_account_has() {
    let app = TestApp::start();
    let (bo, sol) = (app.person("listener"), app.person("super_admin"));
    app.membership(bo.id, "now()", "now() + interval '1 day'");
    let role = format!("{}/role", bo.path());
    let tenant = format!("{}/tenant", bo.path());
    let elsewhere = json!({ "tenant_id": app.tenant("Elsewhere") });
    for (path, body) in [(role, json!({ "role": "artist" })), (tenant, elsewhere)] {
        let changed = sol.request("PUT", &path).json(body.to_string());
        let changed = changed.expect(200);
        assert_eq!(changed.json()["member"], true);
        assert_eq!(changed.etag(), sol.get(&bo.account()).expect(200).etag());
    }
}
