//! A second run, after people here went on with their lives.

use contract_tests::TestApp;

use super::{Told, count, nth, tables};

#[test]
fn who_was_erased_here_since_gets_nothing_more() {
    let app = TestApp::start();
    let from = tables(
        "insert into users (id, username, role_id) select nth('user', n), 'p' || n || '@music.example', 5 from generate_series(1, 2) n;
        insert into user_groups (id, display_name, address_id, type_id, owner_id) select nth('group', n), 'Ferry ' || n, nth('address', n), nth('type', 1), nth('user', n) from generate_series(1, 2) n;",
    );
    Told::of(&app.db, &from);
    let (gone, stays) = (nth(&from, "user", 1), nth(&from, "user", 2));
    app.db.execute("update users set deleted_at = now() - interval '31 days', erase_at = now() - interval '1 day' where id = $1::text::uuid", &[&gone]);
    app.within(user_api_server::cleanup::run)
        .expect("a database");
    assert_eq!(count(&app.db, "users where erased_at is not null"), 1);
    assert_eq!(count(&app.db, "user_groups"), 1);
    // Meanwhile they went on there.
    from.batch(
        "insert into user_groups (id, display_name, address_id, type_id, owner_id) select nth('group', n), 'Ferry ' || n, nth('address', n), nth('type', 2), nth('user', n - 10) from generate_series(11, 12) n;
        update users set followed_groups = array[nth('group', 12)];
        insert into stripe_users (id, user_id, customer_id) select nth('customer', n), nth('user', n), 'cus_' || n from generate_series(1, 2) n;",
    );
    let told = Told::of(&app.db, &from);
    for (table, kind, number) in [
        ("user_groups", "group", 10),
        ("follows", "user", 0),
        ("stripe_users", "customer", 0),
    ] {
        assert_eq!(told.came(table), 1, "{table}");
        told.is_silent(table, &nth(&from, kind, number + 2));
        let reasons = told.table(table)["left_out"].to_string();
        assert!(reasons.contains(&nth(&from, kind, number + 1)), "{reasons}");
    }
    let group = nth(&from, "group", 11);
    told.says(
        "user_groups",
        "left_out",
        &group,
        "deleted their account, there or here",
    );
    app.anonymous()
        .get(&format!("/v1/user-groups/{group}"))
        .expect(404);
    for table in ["user_groups", "follows", "stripe_customers"] {
        let column = if table == "user_groups" {
            "owner_id"
        } else {
            "user_id"
        };
        let of = |id: &str| count(&app.db, &format!("{table} where {column} = '{id}'"));
        assert_eq!(of(&gone), 0, "{table}");
        assert!(of(&stays) > 0, "{table}");
    }
}
