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
