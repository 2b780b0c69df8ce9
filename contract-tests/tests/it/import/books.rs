//! The co-op's books: wallets, memberships and their classes, shares, and Stripe's customers.

use contract_tests::{Caller, Person, TestApp, TestDb};
use serde_json::{Value, json};

use super::{Told, count, nth, tables};

const PEOPLE: &str = "insert into users (id, username, role_id) select nth('user', n), 'p' || n || '@music.example', 6 from generate_series(1, 5) n;";

fn books(rows: &str) -> (TestApp, TestDb) {
    (TestApp::start(), tables(&format!("{PEOPLE} {rows}")))
}

/// A page or a thing of somebody's, as staff see it.
#[track_caller]
fn of(admin: &Caller, from: &TestDb, number: i64, what: &str) -> Value {
    let path = format!("/v1/users/{}/{what}", nth(from, "user", number));
    admin.get(&path).expect(200).json()
}

#[test]
fn of_several_wallets_the_oldest_that_is_not_deleted_counts() {
    let (app, from) = books(
        "insert into credits (id, user_id, total, created_at, deleted_at)
        select nth('wallet', n), nth('user', owner), total, timestamptz '2020-01-01Z' + n * interval '1 day', deleted from (values
            (1, 1, 500, now()), (2, 1, 70, '0001-01-01Z'), (3, 1, 9000, null), (4, 2, 0, null), (5, 2, 40, null), (6, 3, 12, null)) as t (n, owner, total, deleted)",
    );
    let told = Told::of(&app.db, &from);
    let admin = app.person("super_admin");
    for (number, balance) in [(1, 70), (2, 0), (3, 12), (4, 0)] {
        let credits = of(&admin, &from, number, "credits");
        assert_eq!(credits["balance"], balance, "{number}");
    }
    let entry = &of(&admin, &from, 1, "credits")["items"][0];
    assert_eq!(
        (&entry["reason"], &entry["amount"]),
        (&json!("import"), &json!(70))
    );
    for (number, words) in [
        (1, "it was deleted"),
        (3, "an older wallet, which counts"),
        (4, "there is nothing in it"),
        (5, "an older wallet, which counts"),
    ] {
        told.says("credits", "left_out", &nth(&from, "wallet", number), words);
    }
}

#[test]
fn nobody_is_a_member_twice_at_a_time() {
    let (app, from) = books(
        "insert into membership_classes (id, name) values (nth('class', 1), 'Old friend');
        insert into user_memberships (id, user_id, membership_class_id, subscription_id, start, \"end\", created_at)
        select nth('membership', n), nth('user', owner), nth('class', 1), 'sub_' || n, begins::timestamptz, ends::timestamptz, '2018-05-05Z' from (values
            (1, 1, '2020-01-01Z', '2021-01-01Z'), (2, 1, '2020-07-01Z', '2022-01-01Z'), (3, 1, '2020-08-01Z', '2021-06-01Z'), (4, 1, '2023-01-01Z', '0001-01-01Z'),
            (5, 2, '0001-01-01Z', '2019-01-01Z'), (6, 2, '2020-01-01Z', '2019-01-01Z')) as t (n, owner, begins, ends)",
    );
    let told = Told::of(&app.db, &from);
    let dates = |number: i64| {
        let sql = "select starts_at::text || ' ' || coalesce(ends_at::text, '-') from memberships where id = $1::text::uuid";
        let rows = app.db.query(sql, &[&nth(&from, "membership", number)]);
        rows.first().map(|row| row.get::<_, String>(0))
    };
    let dates: Vec<_> = (1..=6).map(dates).collect();
    let some = |begins: &str, ends: &str| Some(format!("{begins} 00:00:00+00 {ends}"));
    let wanted = [
        some("2020-01-01", "2021-01-01 00:00:00+00"),
        some("2021-01-01", "2022-01-01 00:00:00+00"),
        None,
        some("2023-01-01", "-"),
        some("2018-05-05", "2019-01-01 00:00:00+00"),
        None,
    ];
    assert_eq!(dates, wanted);
    let id = |number| nth(&from, "membership", number);
    told.says("user_memberships", "mended", &id(2), "it begins then");
    told.says("user_memberships", "left_out", &id(3), "all that time");
    told.says("user_memberships", "left_out", &id(6), "before it begins");
    // Who is a member by the last of them is one.
    let admin = app.person("super_admin");
    let now = of(&admin, &from, 1, "membership");
    assert_eq!(now["membership_class"]["name"], "Old friend");
    assert_eq!(of(&admin, &from, 1, "account")["member"], true);
    assert_eq!(of(&admin, &from, 2, "account")["member"], false);
}

#[test]
fn a_class_that_was_deleted_is_neither_listed_nor_sold_but_its_members_stay() {
    let (app, from) = books(
        "insert into membership_classes (id, name, product_id, price_id, created_at, deleted_at) values
            (nth('class', 1), 'Founder', 'prod_1', 'price_founder', '2018-01-01Z', '2019-01-01Z'), (nth('class', 2), 'Founder', 'prod_2', 'price_new', '2020-01-01Z', null),
            (nth('class', 3), 'Never', 'prod_3', 'price_never', '2018-01-01Z', '2019-01-01Z'), (nth('class', 4), 'Alive', 'prod_4', 'price_music_maker', '2018-01-01Z', '0001-01-01Z');
        insert into user_memberships (id, user_id, membership_class_id, subscription_id, start) values (nth('membership', 1), nth('user', 1), nth('class', 1), 'sub_1', '2018-06-01Z');",
    );
    app.db.batch("delete from membership_classes");
    let told = Told::of(&app.db, &from);
    let classes = app.anonymous().get("/v1/membership-classes").expect(200);
    let classes = classes.json()["items"].as_array().expect("items").clone();
    let has = |number| {
        let id = nth(&from, "class", number);
        classes.iter().any(|class| class["id"] == *id)
    };
    assert_eq!([1, 2, 3, 4].map(has), [false, true, false, true]);
    let bo = Person::clone(&app.person("listener"));
    let buy = |number| {
        let order =
            json!({ "item": "membership", "membership_class_id": nth(&from, "class", number) });
        bo.post(&format!("{}/billing/checkout-sessions", bo.path()), &order)
    };
    buy(1).refused(422, "not-for-sale");
    buy(4).expect(200);
    let admin = app.person("super_admin");
    let held = of(&admin, &from, 1, "membership");
    assert_eq!(held["membership_class"]["id"], nth(&from, "class", 1));
    assert_eq!(of(&admin, &from, 1, "account")["member"], true);
    // The name is that of the class which is still there.
    let named = classes.iter().find(|class| class["name"] == "Founder");
    assert_eq!(named.expect("Founder")["id"], nth(&from, "class", 2));
    let id = |number| nth(&from, "class", number);
    told.says("membership_classes", "mended", &id(1), "nobody can buy it");
    told.says(
        "membership_classes",
        "left_out",
        &id(3),
        "nobody was a member",
    );
    assert_eq!(told.came("membership_classes"), 3);
    // What is paid on for it is known by its price.
    let price = "select id::text from membership_classes where price_id = 'price_founder'";
    assert_eq!(app.db.value::<String>(price, &[]), id(1));
}

#[test]
fn what_does_not_fit_what_is_here_is_told_and_neither_counted_nor_noted() {
    let (app, from) = books("");
    super::import(&app.db, &from, &["--yes"]).done();
    // Here since: credits, a membership, an invoice, a customer.
    let id = |number| nth(&from, "user", number);
    let class: String = app.db.value(
        "select id::text from membership_classes order by name limit 1",
        &[],
    );
    app.db.batch(&format!(
        "insert into credit_balances (user_id, balance, entry_count) values ('{0}', 5, 1);
        insert into credit_entries (user_id, position, reason, amount, balance, key) values ('{0}', 1, 'free', 5, 5, 'free');
        insert into memberships (id, user_id, membership_class_id, starts_at) values (gen_random_uuid(), '{0}', '{class}', '2020-01-01Z');
        insert into share_transactions (id, user_id, invoice_id, quantity) values (gen_random_uuid(), '{0}', 'in_1', 1);
        insert into stripe_customers (user_id, customer_id) values ('{0}', 'cus_here');",
        id(1)
    ));
    from.batch(
        "insert into credits (id, user_id, total) values (nth('wallet', 1), nth('user', 1), 100), (nth('wallet', 2), nth('user', 2), 100);
        insert into membership_classes (id, name) values (nth('class', 1), 'Old friend');
        insert into user_memberships (id, user_id, membership_class_id, subscription_id, start) select nth('membership', n), nth('user', n), nth('class', 1), 'sub_' || n, '2021-01-01Z' from generate_series(1, 2) n;
        insert into share_transactions (id, user_id, invoice_id, quantity) select nth('share', n), nth('user', n), 'in_' || n, 3 from generate_series(1, 2) n;
        insert into stripe_users (id, user_id, customer_id) select nth('customer', n), nth('user', n), 'cus_' || n from generate_series(1, 2) n;",
    );
    let told = Told::of(&app.db, &from);
    for (table, kind, words) in [
        ("credits", "wallet", "has credits here already"),
        ("user_memberships", "membership", "at that time here"),
        ("share_transactions", "share", "invoice is here already"),
        ("stripe_users", "customer", "another customer_id here"),
    ] {
        assert_eq!(told.came(table), 1, "{table}");
        told.says(table, "left_out", &nth(&from, kind, 1), words);
        told.is_silent(table, &nth(&from, kind, 2));
        let noted = count(&app.db, &format!("imported_rows where kind = '{table}'"));
        assert_eq!(noted, 1, "{table}");
    }
    let admin = app.person("super_admin");
    assert_eq!(of(&admin, &from, 1, "credits")["balance"], 5);
    assert_eq!(of(&admin, &from, 2, "credits")["balance"], 100);
    assert_eq!(of(&admin, &from, 1, "shares")["held"], 1);
    assert_eq!(of(&admin, &from, 2, "shares")["held"], 3);
}
