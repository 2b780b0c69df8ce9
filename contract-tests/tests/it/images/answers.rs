//! Setting, showing, replacing and removing; and what an image is answered with.

use contract_tests::pictures;
use serde_json::json;

use super::{files, id_of, path_of, persona, put, set_avatar, shown, start};

#[test]
fn an_avatar_is_square_a_banner_keeps_its_shape_and_both_come_in_the_sizes_that_are_said() {
    let app = start();
    let (bo, group) = persona(&app);
    let large = pictures::png(3000, 1200);
    let sizes = |name: &str, bytes: &[u8]| {
        let path = format!("{group}/{name}");
        let image = put(&bo, &path, "image/png", bytes).expect(200).json();
        ["small", "medium", "large"].map(|size| {
            let picture = shown(&app, &image[size]);
            (picture.width(), picture.height())
        })
    };
    let avatar = sizes("avatar", &large);
    assert_eq!(avatar, [(128, 128), (512, 512), (1024, 1024)]);
    let banner = sizes("banner", &large);
    assert_eq!(banner, [(640, 256), (1280, 512), (2560, 1024)]);
    let high = sizes("banner", &pictures::png(400, 3000));
    assert_eq!(high, [(43, 320), (85, 640), (171, 1280)]);
    // Never larger than it was.
    let small = pictures::png(100, 60);
    assert_eq!(sizes("avatar", &small), [(60, 60); 3]);
    assert_eq!(sizes("banner", &small), [(100, 60); 3]);
    assert_eq!(sizes("banner", &pictures::png(1, 1)), [(1, 1); 3]);
}

#[test]
fn a_group_shows_what_was_set_until_it_is_removed() {
    let app = start();
    let (bo, group) = persona(&app);
    let before = app.anonymous().get(&group).expect(200);
    assert_eq!(before.json().get("avatar"), None);
    let avatar = set_avatar(&bo, &group);
    let path = format!("{group}/banner");
    let banner = put(&bo, &path, "image/png", pictures::png(64, 48)).expect(200);
    let now = app.anonymous().get(&group).expect(200);
    assert_eq!(now.json()["avatar"], avatar);
    assert_eq!(now.json()["banner"], banner.json());
    assert_ne!(now.etag(), before.etag());
    assert_eq!(bo.get(&group).expect(200).etag(), banner.etag());
    assert!(
        id_of(&avatar).get_version_num() == 4,
        "it cannot be guessed"
    );
    for list in ["/v1/user-groups".to_owned(), bo.groups()] {
        assert_eq!(
            bo.get(&list).expect(200).json()["items"][0]["avatar"],
            avatar
        );
    }
    bo.delete(&format!("{group}/avatar")).expect(204);
    let now = app.anonymous().get(&group).expect(200).json();
    assert_eq!(now.get("avatar"), None);
    assert_eq!(now["banner"], banner.json());
    // Removing what is not there changes nothing.
    let etag = bo.get(&group).expect(200).etag();
    bo.delete(&format!("{group}/avatar")).expect(204);
    assert_eq!(bo.get(&group).expect(200).etag(), etag);
}

#[test]
fn who_changes_a_version_that_is_no_more_changes_nothing() {
    let app = start();
    let (bo, group) = persona(&app);
    let old = bo.get(&group).expect(200).etag();
    let avatar = set_avatar(&bo, &group);
    let kept = files(&app);
    let path = format!("{group}/avatar");
    put(&bo, &path, "image/png", pictures::png(8, 8))
        .header("if-match", &old)
        .refused(412, "precondition-failed");
    bo.delete(&path)
        .header("if-match", &old)
        .refused(412, "precondition-failed");
    assert_eq!(bo.get(&group).expect(200).json()["avatar"], avatar);
    assert_eq!(files(&app), kept);
    let now = bo.get(&group).expect(200).etag();
    put(&bo, &path, "image/png", pictures::png(8, 8))
        .header("if-match", &now)
        .expect(200);
}

#[test]
fn an_image_is_kept_by_caches_and_is_nothing_but_an_image() {
    let app = start();
    let (bo, group) = persona(&app);
    let avatar = set_avatar(&bo, &group);
    let path = path_of(&app, &avatar["small"]);
    let answer = app.anonymous().get(path).expect(200);
    for (header, value) in [
        ("content-type", "image/webp"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'; sandbox",
        ),
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        assert_eq!(answer.header(header), Some(value), "{header}");
    }
    let again = app
        .anonymous()
        .get(path)
        .header("if-none-match", answer.etag());
    again.expect(304);
    let large = app
        .anonymous()
        .get(path_of(&app, &avatar["large"]))
        .expect(200);
    assert_ne!(large.etag(), answer.etag(), "each size has its own");
    // Without a size it is the large one.
    let id = id_of(&avatar);
    assert_eq!(
        app.anonymous()
            .get(&format!("/v1/images/{id}"))
            .expect(200)
            .body,
        large.body
    );
    let head = app.anonymous().request("HEAD", path).expect(200);
    assert_eq!(
        head.header("content-length"),
        Some(answer.body.len().to_string().as_str())
    );
    for accept in ["image/avif,image/webp,*/*;q=0.8", "image/*"] {
        app.anonymous()
            .get(path)
            .header("accept", accept)
            .expect(200);
    }
}

#[test]
fn what_is_no_image_or_no_size_is_not_found_or_refused() {
    let app = start();
    let caller = app.anonymous();
    let path = format!("/v1/images/{}", uuid::Uuid::new_v4());
    caller.get(&path).refused(404, "not-found");
    caller
        .get(&format!("{path}?size=huge"))
        .refused(400, "invalid-request")
        .at(&["/query/size"]);
    caller
        .get("/v1/images/..%2F..%2Fetc%2Fpasswd")
        .refused(400, "invalid-request");
}

#[test]
fn only_who_may_change_the_group_sets_its_images() {
    let app = start();
    let (bo, group) = persona(&app);
    let path = format!("{group}/avatar");
    let stranger = app.person("artist");
    put(&stranger, &path, "image/png", pictures::png(8, 8)).refused(403, "forbidden");
    stranger.delete(&path).refused(403, "forbidden");
    put(&app.anonymous(), &path, "image/png", pictures::png(8, 8)).refused(401, "unauthenticated");
    assert_eq!(files(&app), Vec::<String>::new());
    put(
        &app.person("admin"),
        &path,
        "image/png",
        pictures::png(8, 8),
    )
    .expect(200);
    assert!(bo.get(&group).expect(200).json()["avatar"].is_object());
}

#[test]
fn the_trail_tells_who_set_and_removed_an_image_and_nothing_when_nothing_changed() {
    let app = start();
    let (bo, group) = persona(&app);
    set_avatar(&bo, &group);
    for _ in 0..2 {
        bo.delete(&format!("{group}/avatar")).expect(204);
    }
    let sql = "select operation, object_kind, actor_id = $1 and subject_id = $1, fields from audit_events where operation like '%Avatar' order by created_at, id";
    let events = app.db.query(sql, &[&bo.id]);
    let told: Vec<(String, String, bool, Vec<String>)> = events
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3)))
        .collect();
    let event = |operation: &str| {
        let fields = vec!["avatar_id".to_owned()];
        (operation.to_owned(), "user_group".to_owned(), true, fields)
    };
    assert_eq!(told, [event("setAvatar"), event("removeAvatar")]);
}

#[test]
fn an_image_is_not_set_by_its_id_where_images_are_kept_here() {
    let app = start();
    let (bo, group) = persona(&app);
    let avatar = set_avatar(&bo, &group);
    let other = bo.create_group(bo.id, "persona", "Day Ferry");
    let other = format!("/v1/user-groups/{other}");
    bo.patch(&other, &json!({ "avatar_id": avatar["id"] }))
        .refused(422, "image-set-otherwise")
        .at(&["/body/avatar_id"]);
    bo.patch(&other, &json!({ "avatar_id": "../secret" }))
        .refused(400, "invalid-request");
    // What is so already may be said again, and null removes.
    bo.patch(&group, &json!({ "avatar_id": avatar["id"] }))
        .expect(200);
    let now = bo.patch(&group, &json!({ "avatar_id": null })).expect(200);
    assert_eq!(now.json().get("avatar"), None);
}
