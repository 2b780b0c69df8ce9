//! Who comes over, and as what.

use contract_tests::{Caller, TestApp, TestDb};
use serde_json::{Value, json};

use super::{BCRYPT_PASSWORD, Told, import, nth, tables};

/// People of whom only some columns matter, each as `(number, username, …)`.
fn people(columns: &str, rows: &str) -> TestDb {
    tables(&format!(
        "insert into users (id, username, email_confirmed, role_id, {columns})
        select nth('user', n), username, true, 6, {columns} from (values {rows}) as t (n, username, {columns})"
    ))
}

/// The account, as staff see it.
#[track_caller]
fn account(admin: &Caller, from: &TestDb, number: i64) -> Value {
    let id = nth(from, "user", number);
    let path = format!("/v1/users/{id}/account");
    admin.get(&path).expect(200).json()
}

#[test]
fn every_role_has_its_own_here_and_who_owns_more_than_it_may_gets_the_one_that_may() {
    let (app, from) = (TestApp::start(), tables(
        "insert into users (id, username, role_id) select nth('user', n), 'p' || n || '@music.example',
            case when n in (1, 2, 3, 4, 5, 6) then n when n = 7 then 99 when n = 8 then 5 else 6 end from generate_series(1, 12) n;
        insert into user_groups (id, display_name, address_id, type_id, owner_id)
        select nth('group', n), 'Group ' || n, nth('address', n), nth('type', type), nth('user', owner)
        from (values (1, 1, 9), (2, 1, 9), (3, 2, 10), (4, 3, 11), (5, 3, 8), (6, 1, 12), (7, 3, 2)) as t (n, type, owner);",
    ));
    let told = Told::of(&app.db, &from);
    let admin = app.person("super_admin");
    for (number, role) in [
        (1, "super_admin"),
        (2, "admin"),
        (3, "tenant_admin"),
        (4, "label"),
        (5, "artist"),
        (6, "listener"),
        (7, "listener"),
        (8, "label"),
        (9, "artist"),
        (10, "artist"),
        (11, "label"),
        (12, "listener"),
    ] {
        let found = account(&admin, &from, number);
        assert_eq!(found["role"], role, "{number}");
    }
    for number in [1, 2, 3, 4, 5, 6, 12] {
        told.is_silent("users", &nth(&from, "user", number));
    }
    for (number, words) in [
        (7, "there is no such role"),
        (8, "owns a label"),
        (9, "owns a band or several personas"),
        (10, "owns a band or several personas"),
        (11, "owns a label"),
    ] {
        told.says("users", "mended", &nth(&from, "user", number), words);
    }
}

#[test]
fn of_those_who_share_an_address_who_confirmed_it_comes_or_else_who_signed_in_last() {
    let (app, from) = (TestApp::start(), tables(
        "insert into users (id, username, email_confirmed, role_id, last_login, created_at) select nth('user', n), username, confirmed, 6, login, now() - n * interval '1 day'
        from (values
            (1, 'Bo@music.example', false, now()), (2, 'BO@music.example', true, null),
            (3, 'Lin@music.example', true, now() - interval '2 days'), (4, 'LIN@music.example', true, now() - interval '1 day'), (5, 'lin@music.example', true, '0001-01-01Z'),
            (6, 'Maya@music.example', null, null), (7, 'MAYA@music.example', false, null)
        ) as t (n, username, confirmed, login)",
    ));
    let told = Told::of(&app.db, &from);
    let admin = app.person("super_admin");
    for (number, username) in [
        (2, "bo@music.example"),
        (4, "lin@music.example"),
        // Nothing tells them apart but that this account is older.
        (7, "maya@music.example"),
    ] {
        assert_eq!(account(&admin, &from, number)["username"], username);
    }
    for number in [1, 3, 5, 6] {
        let id = nth(&from, "user", number);
        told.says("users", "left_out", &id, "has the same address");
        admin.get(&format!("/v1/users/{id}/account")).expect(404);
    }
}

#[test]
fn who_had_confirmed_the_address_has_even_where_no_date_was_kept() {
    let (app, from) = (TestApp::start(), tables(
        "insert into users (id, username, role_id, email_confirmed, created_at) select nth('user', n), 'p' || n || '@music.example', 6, confirmed, created
        from (values (1, true, timestamptz '2020-02-02Z'), (2, true, '0001-01-01Z'), (3, false, '2020-02-02Z'), (4, null, '2020-02-02Z')) as t (n, confirmed, created)",
    ));
    import(&app.db, &from, &["--yes"]).done();
    let admin = app.person("super_admin");
    for (number, is_confirmed) in [(1, true), (2, true), (3, false), (4, false)] {
        let found = account(&admin, &from, number);
        assert_eq!(found["email_confirmed"], is_confirmed, "{number}");
        if number != 2 {
            assert_eq!(found["created_at"], "2020-02-02T00:00:00Z");
        }
    }
}

#[test]
fn a_country_comes_as_iso_writes_it_or_not_at_all() {
    let from = people(
        "country",
        "(1, 'a@music.example', 'de'), (2, 'b@music.example', 'UK'), (3, 'c@music.example', ''), (4, 'd@music.example', null), (5, 'e@music.example', 'GB')",
    );
    let app = TestApp::start();
    let told = Told::of(&app.db, &from);
    let admin = app.person("super_admin");
    for (number, country) in [
        (1, json!("DE")),
        (2, json!(null)),
        (3, json!(null)),
        (4, json!(null)),
        (5, json!("GB")),
    ] {
        assert_eq!(account(&admin, &from, number)["country"], country);
    }
    let britain = nth(&from, "user", 2);
    told.says("users", "mended", &britain, "none of ISO 3166-1");
    told.is_silent("users", &nth(&from, "user", 3));
}

#[test]
fn names_that_are_too_long_are_cut_and_those_that_hide_something_are_left_out() {
    let from = people(
        "first_name, last_name, full_name",
        "(1, 'a@music.example', repeat('é', 101), ' Lindqvist ', repeat('x', 300)), (2, 'b@music.example', E'a\\tb', '', repeat('y', 200))",
    );
    let app = TestApp::start();
    let told = Told::of(&app.db, &from);
    let admin = app.person("super_admin");
    let (one, two) = (account(&admin, &from, 1), account(&admin, &from, 2));
    assert_eq!(one["first_name"], "é".repeat(100));
    assert_eq!(one["last_name"], "Lindqvist");
    assert_eq!(one["full_name"], "x".repeat(200));
    told.says("users", "mended", &nth(&from, "user", 1), "was cut");
    assert_eq!(two["first_name"], json!(null));
    assert_eq!(two["last_name"], json!(null));
    assert_eq!(two["full_name"], "y".repeat(200));
    let id = nth(&from, "user", 2);
    told.says("users", "mended", &id, "its first_name is not what");
}

#[test]
fn whom_people_follow_comes_over_and_nobody_sees_it_until_they_say_so() {
    let app = TestApp::start();
    let from = tables(
        "insert into users (id, username, role_id, password, followed_groups) values
            (nth('user', 1), 'bo@music.example', 6, '$2a$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86',
                array[nth('group', 1), nth('group', 9), null, nth('group', 1)]),
            (nth('user', 2), 'lin@music.example', 5, '', null);
        insert into user_groups (id, display_name, address_id, type_id, owner_id) values
            (nth('group', 1), 'Night Ferry', nth('address', 1), nth('type', 1), nth('user', 2));",
    );
    let told = Told::of(&app.db, &from);
    let id = nth(&from, "user", 1);
    told.says("follows", "mended", &id, "do not come over");
    let answer = app.sign_in_as("bo@music.example", BCRYPT_PASSWORD, "read_write");
    let answer = answer.expect(200).json();
    let bo = app.bearer(answer["access_token"].as_str().expect("a token"));
    let following = format!("/v1/users/{id}/following");
    let names = |caller: &Caller| {
        let page = caller.get(&following).expect(200).json();
        let items = page["items"].as_array().expect("items").clone();
        items
            .iter()
            .map(|group| group["display_name"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&bo), ["Night Ferry"]);
    let privacy = bo.get(&format!("/v1/users/{id}/privacy")).expect(200);
    assert_eq!(privacy.json()["followed_groups"], "private");
    for other in [app.anonymous(), app.person("artist").caller()] {
        assert_eq!(names(&other), [] as [Value; 0]);
    }
}

#[test]
fn it_says_how_far_it_is_with_each_table_until_the_last_row() {
    let from = tables(
        "insert into users (id, username, role_id, followed_groups) select nth('user', n), 'p' || n || '@music.example', 6,
            case when n <= 3 then array[nth('group', 1)] end from generate_series(1, 10003) n;
        insert into user_groups (id, display_name, address_id, type_id, owner_id) values (nth('group', 1), 'Night Ferry', nth('address', 1), nth('type', 1), nth('user', 1));",
    );
    import(&TestApp::start().db, &from, &["--yes"])
        .done()
        .says("users: 10000 of 10003 rows read\nusers: 10003 of 10003 rows read\n")
        .says("user_groups: 1 of 1 rows read\n")
        // Of the people, those who follow anybody.
        .says("follows: 3 of 3 rows read\n");
}
