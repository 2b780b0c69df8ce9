//! Images in a store that is not ours, which only takes ids.

use contract_tests::{TestApp, pictures};
use serde_json::json;
use user_api_server::images::Place;
use uuid::Uuid;

use super::{clean_up, persona, put};

fn start() -> TestApp {
    TestApp::start_with(|config| {
        let address = "https://images.music.example/{id}-{size}.jpg";
        config.images = Place::parse(address, Vec::new).expect("a good address");
    })
}

#[test]
fn an_image_is_set_by_its_id_and_shown_at_its_address_there() {
    let app = start();
    let (bo, group) = persona(&app);
    let id = Uuid::now_v7();
    let now = bo
        .patch(&group, &json!({ "avatar_id": id, "banner_id": id }))
        .expect(200);
    let address = |size: &str| format!("https://images.music.example/{id}-{size}.jpg");
    let image = json!({ "id": id, "small": address("small"), "medium": address("medium"), "large": address("large") });
    assert_eq!(now.json()["avatar"], image);
    assert_eq!(
        app.anonymous().get(&group).expect(200).json()["banner"],
        image
    );
    // Another group may show the same, and keeps it when this one lets go.
    let other = bo.create_group(bo.id, "persona", "Day Ferry");
    let other = format!("/v1/user-groups/{other}");
    bo.patch(&other, &json!({ "avatar_id": id })).expect(200);
    bo.delete(&format!("{group}/avatar")).expect(204);
    bo.delete(&group).expect(204);
    clean_up(&app);
    assert_eq!(
        app.anonymous().get(&other).expect(200).json()["avatar"],
        image
    );
    bo.patch(&other, &json!({ "avatar_id": null })).expect(200);
    clean_up(&app);
    assert_eq!(app.db.value::<i64>("select count(*) from images", &[]), 0);
}

/// What lets go of an image waits for who takes it, and then has to see that it is shown again.
#[test]
fn an_image_that_one_group_takes_while_another_lets_go_of_it_stays() {
    let app = start();
    let (bo, group) = persona(&app);
    let other = bo.create_group(bo.id, "persona", "Day Ferry");
    let (shared, alone) = (Uuid::now_v7(), Uuid::now_v7());
    bo.patch(&group, &json!({ "avatar_id": shared, "banner_id": alone }))
        .expect(200);
    app.db.batch("begin");
    app.db.execute(
        "insert into images (id) values ($1) on conflict (id) do update set expires_at = null",
        &[&shared],
    );
    std::thread::scope(|scope| {
        let lets_go = scope.spawn(|| bo.delete(&group).send());
        app.db.wait_for_waiting(1);
        app.db.execute(
            "update user_groups set avatar_id = $1 where id = $2",
            &[&shared, &other],
        );
        app.db.batch("commit");
        lets_go.join().expect("an answer").expect(204);
    });
    clean_up(&app);
    let left = app
        .db
        .query("select id, expires_at is null from images", &[]);
    let left: Vec<(Uuid, bool)> = left.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(left, [(shared, true)]);
}

#[test]
fn an_image_that_is_shown_after_all_keeps_no_other_from_going() {
    let app = start();
    let (bo, group) = persona(&app);
    let (shown, gone) = (Uuid::now_v7(), Uuid::now_v7());
    bo.patch(&group, &json!({ "avatar_id": shown })).expect(200);
    app.db
        .batch("update images set expires_at = now() - interval '2 hours'");
    app.db.execute(
        "insert into images (id, expires_at) values ($1, now() - interval '1 hour')",
        &[&gone],
    );
    clean_up(&app);
    let left: Vec<Uuid> = app
        .db
        .query("select id from images", &[])
        .iter()
        .map(|row| row.get(0))
        .collect();
    assert_eq!(left, [shown]);
}

#[test]
fn an_image_itself_is_refused_with_what_to_do_instead() {
    let app = start();
    let (bo, group) = persona(&app);
    put(
        &bo,
        &format!("{group}/avatar"),
        "image/png",
        pictures::png(8, 8),
    )
    .refused(422, "image-set-otherwise")
    .says("PATCH");
    let id = Uuid::now_v7();
    bo.patch(&group, &json!({ "avatar_id": id })).expect(200);
    app.anonymous()
        .get(&format!("/v1/images/{id}"))
        .refused(404, "not-found");
}

#[test]
fn where_images_are_is_said_well_or_not_at_all() {
    for good in [
        "images",
        "/var/lib/images",
        "s3://bucket",
        "s3://bucket/a/b/",
        "https://i.example/{id}/{size}",
        "http://i.example/{id}",
    ] {
        assert!(Place::parse(good, Vec::new).is_some(), "{good}");
    }
    for wrong in [
        "",
        "s3://",
        "https://i.example/",
        "https://i.example/{id}-{width}",
        "https:// {id}",
        "ftp://i.example/{id}",
        "gs://bucket",
    ] {
        assert!(Place::parse(wrong, Vec::new).is_none(), "{wrong}");
    }
}
