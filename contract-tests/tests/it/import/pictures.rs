//! Avatars and banners are ids in an image store. Where that store is still the one, groups keep their pictures.

use contract_tests::{TestApp, TestDb};
use serde_json::{Value, json};
use user_api_server::images::Place;

use super::{Told, count, nth, tables};

const STORE: &str = "https://images.music.example/{id}-{size}.webp";

fn start() -> TestApp {
    TestApp::start_with(|config| {
        config.images = Place::parse(STORE, Vec::new).expect("a good address");
    })
}

/// Bo's groups; the second and the third show the same picture.
fn groups() -> TestDb {
    tables(
        "insert into users (id, username, role_id) values (nth('user', 1), 'bo@music.example', 5);
        insert into user_groups (id, display_name, address_id, type_id, owner_id, avatar, banner)
        select nth('group', n), 'Ferry ' || n, nth('address', n), nth('type', 1), nth('user', 1), avatar, banner from (values
            (1, nth('image', 1), nth('image', 2)), (2, nth('image', 3), nth('image', 3)), (3, null, nth('image', 3)),
            (4, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000')) as t (n, avatar, banner)",
    )
}

fn shown(app: &TestApp, from: &TestDb, number: i64) -> (Value, Value) {
    let path = format!("/v1/user-groups/{}", nth(from, "group", number));
    let group = app.anonymous().get(&path).expect(200).json();
    (group["avatar"].clone(), group["banner"].clone())
}

fn clean_up(app: &TestApp) {
    app.within(user_api_server::cleanup::run)
        .expect("a database");
}

#[test]
fn pictures_in_a_store_that_is_not_ours_are_shown_as_before() {
    let (app, from) = (start(), groups());
    let told = Told::with(&app.db, &from, &[("USER_API_IMAGES", STORE)]);
    let image = |number| {
        let id = nth(&from, "image", number);
        let at = |size: &str| format!("https://images.music.example/{id}-{size}.webp");
        json!({ "id": id, "small": at("small"), "medium": at("medium"), "large": at("large") })
    };
    assert_eq!(shown(&app, &from, 1), (image(1), image(2)));
    assert_eq!(shown(&app, &from, 2), (image(3), image(3)));
    assert_eq!(shown(&app, &from, 3), (Value::Null, image(3)));
    assert_eq!(shown(&app, &from, 4), (Value::Null, Value::Null));
    for number in 1..=4 {
        told.is_silent("user_groups", &nth(&from, "group", number));
    }
    // The job leaves alone what is shown, and nothing else is there.
    clean_up(&app);
    assert_eq!(
        count(&app.db, "images"),
        count(&app.db, "images where expires_at is null")
    );
    assert_eq!(count(&app.db, "images"), 3);
    let before = app.db.fingerprint();
    Told::with(&app.db, &from, &[("USER_API_IMAGES", STORE)]);
    assert_eq!(app.db.fingerprint(), before);
    // One group lets go, the other keeps it.
    app.db
        .execute("delete from user_groups where avatar_id = banner_id", &[]);
    clean_up(&app);
    assert_eq!(shown(&app, &from, 3).1, image(3));
}

#[test]
fn a_picture_that_is_here_already_and_about_to_go_stays_for_the_group_that_comes() {
    let (app, from) = (start(), groups());
    let here = nth(&from, "image", 1);
    app.db.batch(&format!(
        "insert into images (id, expires_at) values ('{here}', now() - interval '1 second')"
    ));
    Told::with(&app.db, &from, &[("USER_API_IMAGES", STORE)]);
    clean_up(&app);
    assert_eq!(shown(&app, &from, 1).0["id"], json!(here));
}

#[test]
fn where_images_are_kept_here_the_report_says_what_to_do() {
    let (app, from) = (TestApp::start(), groups());
    let told = Told::of(&app.db, &from);
    assert_eq!(shown(&app, &from, 1), (Value::Null, Value::Null));
    assert_eq!(count(&app.db, "images"), 0);
    for number in 1..=3 {
        let id = nth(&from, "group", number);
        told.says("user_groups", "mended", &id, "the owner sends them again");
        told.says("user_groups", "mended", &id, "USER_API_IMAGES");
    }
    told.is_silent("user_groups", &nth(&from, "group", 4));
}
