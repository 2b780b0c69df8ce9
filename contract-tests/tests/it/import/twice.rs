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

#[test]
fn an_address_with_which_somebody_came_is_nobody_elses_after_they_left_or_changed_it() {
    let app = TestApp::start();
    let from = tables(
        "insert into users (id, username, email_confirmed, role_id) select nth('user', n), username, n % 2 = 1, 6
        from (values (1, 'Bo@music.example'), (2, 'bo@music.example'), (3, 'Lin@music.example'), (4, 'lin@music.example'),
            (5, 'Maya@music.example'), (6, 'maya@music.example'), (7, 'Kai@music.example')) as t (n, username);
        update users set deleted_at = now() where id = nth('user', 7);",
    );
    assert_eq!(Told::of(&app.db, &from).came("users"), 4);
    let [bo, lin, maya] = [1, 3, 5].map(|number| nth(&from, "user", number));
    app.db.batch(&format!(
        "update users set deleted_at = now(), erase_at = now() + interval '30 days' where id = '{bo}';
        update users set deleted_at = now() - interval '31 days', erase_at = now() - interval '1 day' where id = '{lin}';
        update users set username = 'maya@label.example' where id = '{maya}'",
    ));
    app.within(user_api_server::cleanup::run)
        .expect("a database");
    // There the others come first by now; and who had left there already may have come back.
    from.batch(
        "update users set email_confirmed = not email_confirmed;
        insert into users (id, username, role_id) values (nth('user', 8), 'kai@music.example', 6)",
    );
    let told = Told::of(&app.db, &from);
    for number in [2, 4, 6] {
        let id = nth(&from, "user", number);
        told.says("users", "left_out", &id, "or came over with it");
    }
    assert_eq!(told.came("users"), 1);
    let comes_back = "users where username = 'kai@music.example'";
    assert_eq!(count(&app.db, comes_back), 1);
}

#[test]
fn a_group_of_later_comes_to_whom_may_own_it_with_the_role_that_they_have_here() {
    let app = TestApp::start();
    let from = tables(
        "insert into users (id, username, role_id) select nth('user', n), 'p' || n || '@music.example', case n when 2 then 5 else 6 end from generate_series(1, 4) n;
        insert into user_groups (id, display_name, address_id, type_id, owner_id) values (nth('group', 1), 'Ferry 1', nth('address', 1), nth('type', 1), nth('user', 3));",
    );
    Told::of(&app.db, &from);
    let artist = nth(&from, "user", 2);
    let set_role = |role: &str, id: &str| {
        let sql = "update users set role = $1 where id = $2::text::uuid";
        app.db.execute(sql, &[&role, &id]);
    };
    set_role("listener", &artist);
    // A band of a listener, one of who is an artist there alone, and the second and the first persona of listeners.
    from.batch(
        "insert into user_groups (id, display_name, address_id, type_id, owner_id) select nth('group', n), 'Ferry ' || n, nth('address', n), nth('type', kind), nth('user', owner)
        from (values (11, 2, 1), (12, 2, 2), (13, 1, 3), (14, 1, 4)) as t (n, kind, owner)",
    );
    let told = Told::of(&app.db, &from);
    assert_eq!(told.came("user_groups"), 1);
    let reason = "may not own it with the role that they have here";
    for number in [11, 12, 13] {
        let id = nth(&from, "group", number);
        told.says("user_groups", "left_out", &id, reason);
    }
    assert_eq!(count(&app.db, "users where role <> 'listener'"), 0);
    set_role("artist", &artist);
    let told = Told::of(&app.db, &from);
    assert_eq!(told.came("user_groups"), 1);
    told.is_silent("user_groups", &nth(&from, "group", 12));
}

#[test]
fn whom_people_follow_of_late_is_told_to_whom_they_chose_here() {
    let app = TestApp::start();
    let from = tables(
        "insert into users (id, username, role_id) select nth('user', n), 'p' || n || '@music.example', 5 from generate_series(1, 3) n;
        insert into user_groups (id, display_name, address_id, type_id, owner_id) values (nth('group', 1), 'Ferry', nth('address', 1), nth('type', 1), nth('user', 3));",
    );
    Told::of(&app.db, &from);
    for (number, audience) in [(1, "public"), (2, "community")] {
        app.db.execute(
            "update users set privacy_choices = jsonb_build_object('followed_groups', $1::text) where id = $2::text::uuid",
            &[&audience, &nth(&from, "user", number)],
        );
    }
    from.batch("update users set followed_groups = array[nth('group', 1)]");
    assert_eq!(Told::of(&app.db, &from).came("follows"), 3);
    let group = nth(&from, "group", 1);
    let path = format!("/v1/user-groups/{group}/followers");
    for (caller, wanted) in [(app.anonymous(), 1), (app.person("artist").caller(), 2)] {
        let page = caller.get(&path).expect(200).json();
        assert_eq!(page["items"].as_array().map(Vec::len), Some(wanted));
    }
}
