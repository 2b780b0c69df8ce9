//! Groups, and what they say of themselves.

use contract_tests::{TestApp, TestDb};
use serde_json::{Value, json};

use super::{Told, nth, tables};

/// A label of one person's and groups of theirs with these values of some columns.
fn groups(columns: &str, rows: &str, others: &str) -> TestDb {
    tables(&format!(
        "insert into users (id, username, role_id) values (nth('user', 1), 'maya@music.example', 4);
        insert into user_groups (id, address_id, type_id, owner_id, created_at, {columns})
        select nth('group', n), nth('address', n), nth('type', 2), nth('user', 1), timestamptz '2020-01-01Z' + n * interval '1 day', {columns}
        from (values {rows}) as t (n, {columns});
        {others}"
    ))
}

/// The group, as staff see it.
#[track_caller]
fn group(app: &TestApp, from: &TestDb, number: i64) -> Value {
    let path = format!("/v1/user-groups/{}", nth(from, "group", number));
    app.person("super_admin").get(&path).expect(200).json()
}

#[test]
fn tags_that_differ_by_case_only_are_one() {
    let app = TestApp::start();
    let from = groups(
        "display_name, tags",
        "(1, 'Night Ferry', array[nth('tag', 1), nth('tag', 2), nth('tag', 3), nth('tag', 4)]), (2, 'Day Ferry', array[nth('tag', 2)])",
        "insert into tags (id, type, name) select nth('tag', n), 'genre', (array['Slow Folk', 'slow folk', ' SLOW  FOLK', 'jazz'])[n] from generate_series(1, 4) n",
    );
    let told = Told::of(&app.db, &from);
    assert_eq!(group(&app, &from, 1)["tags"], json!(["Slow Folk", "jazz"]));
    assert_eq!(group(&app, &from, 2)["tags"], json!(["Slow Folk"]));
    told.is_silent("user_groups", &nth(&from, "group", 1));
}

#[test]
fn a_link_keeps_its_mark_and_of_two_to_one_place_either_mark_counts() {
    let app = TestApp::start();
    let from = groups(
        "display_name, links",
        "(1, 'Night Ferry', array[nth('link', 1), nth('link', 2), nth('link', 3), nth('link', 4)]), (2, 'Day Ferry', array[nth('link', 3), nth('link', 5)])",
        "insert into links (id, uri, personal_data) values
            (nth('link', 1), 'https://music.example/bo', true), (nth('link', 2), 'https://music.example/band', false),
            (nth('link', 3), 'HTTPS://Night-Ferry.bandcamp.com', null), (nth('link', 4), 'https://night-ferry.bandcamp.com/', true),
            (nth('link', 5), 'https://music.example/day', null)",
    );
    Told::of(&app.db, &from);
    let marks = |number| {
        let found = group(&app, &from, number);
        let links = found["links"].as_array().expect("links").clone();
        let mark = |link: &Value| (link["url"].clone(), link["personal_data"].clone());
        links.iter().map(mark).collect::<Vec<_>>()
    };
    let bandcamp = json!("https://night-ferry.bandcamp.com/");
    let wanted = [
        (json!("https://music.example/bo"), json!(true)),
        (json!("https://music.example/band"), json!(false)),
        (bandcamp.clone(), json!(true)),
    ];
    assert_eq!(marks(1), wanted);
    // What another group says of the same place is no matter of this one.
    assert_eq!(marks(2)[0], (bandcamp, json!(false)));
    // Not everybody sees what tells who somebody is.
    let path = format!("/v1/user-groups/{}", nth(&from, "group", 1));
    let shown = app.anonymous().get(&path).expect(200).json();
    assert_eq!(shown["links"].as_array().map(Vec::len), Some(1));
}

#[test]
fn texts_that_are_too_long_are_cut_but_an_address_is_left_out() {
    let app = TestApp::start();
    let from = groups(
        "display_name, short_bio, description, group_email",
        "(1, repeat('z', 120), repeat('b', 250), repeat('d', 6000), repeat('m', 60) || '@' || repeat('music.', 40) || 'example'),
        (2, 'Night Ferry', E'two\\nlines', 'Kept', 'band@music.example')",
        "",
    );
    let told = Told::of(&app.db, &from);
    let (one, two) = (group(&app, &from, 1), group(&app, &from, 2));
    assert_eq!(one["display_name"], "z".repeat(100));
    assert_eq!(one["short_bio"], "b".repeat(200));
    assert_eq!(one["description"], "d".repeat(5000));
    assert_eq!(one["group_email"], Value::Null);
    let id = nth(&from, "group", 1);
    let mended = told.table("user_groups")["mended"].clone();
    let mended = mended.as_object().expect("reasons");
    // Each of the three texts, and nothing of the address but that it stays out.
    assert_eq!(
        mended["a text was too long and was cut"],
        json!([&id, &id, &id])
    );
    told.says("user_groups", "mended", &id, "at most 254 letters");
    assert_eq!(two["short_bio"], Value::Null);
    assert_eq!(two["description"], "Kept");
    assert_eq!(two["group_email"], "band@music.example");
}

#[test]
fn a_name_that_grows_when_it_is_written_as_names_are_here_is_cut() {
    let app = TestApp::start();
    // A letter that is written as two.
    let from = groups("display_name", "(1, repeat(U&'\\0958', 100))", "");
    let told = Told::of(&app.db, &from);
    let name = "\u{915}\u{93c}".repeat(50);
    assert_eq!(group(&app, &from, 1)["display_name"], name);
    let id = nth(&from, "group", 1);
    told.says("user_groups", "mended", &id, "was cut");
}

#[test]
fn of_groups_whose_names_look_alike_the_oldest_keeps_it() {
    let app = TestApp::start();
    let from = groups(
        "display_name",
        "(1, 'Night Ferry'), (2, 'NIGHT FERRY'), (3, 'night ferry')",
        "",
    );
    let told = Told::of(&app.db, &from);
    for (number, name) in [
        (1, "Night Ferry"),
        (2, "NIGHT FERRY (2)"),
        (3, "night ferry (3)"),
    ] {
        assert_eq!(group(&app, &from, number)["display_name"], name);
    }
    let id = nth(&from, "group", 2);
    told.says("user_groups", "mended", &id, "so it has a number");
}

#[test]
fn a_name_that_is_too_long_with_its_number_is_cut_before_it() {
    let app = TestApp::start();
    // One sign is 18 letters when it is written out.
    let from = groups(
        "display_name",
        "(1, repeat(U&'\\FDFA', 27) || repeat('a', 12)), (2, repeat(U&'\\FDFA', 27) || repeat('A', 12)), (3, repeat(U&'\\FDFA', 27) || 'aAaAaAaAaAaA')",
        "",
    );
    let told = Told::of(&app.db, &from);
    assert_eq!(told.came("user_groups"), 3);
    for number in [2, 3] {
        let name = group(&app, &from, number)["display_name"].clone();
        let name = name.as_str().expect("a name");
        assert!(name.ends_with(&format!(" ({number})")), "{name}");
    }
}
