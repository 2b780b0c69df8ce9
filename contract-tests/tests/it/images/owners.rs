//! Whose images they are: who may change them, what the trail and the export say of them, and that they go with the person.

use contract_tests::{Person, TestApp, pictures};
use serde_json::json;
use user_api_server::{cleanup, images::Place};
use uuid::Uuid;

use super::{files, persona, put, set_avatar, start};

/// A label of Maya's that Bo's group has accepted, and the path of the membership.
fn label_of(app: &TestApp, bo: &Person, group: &str) -> (Person, String) {
    let maya = Person::clone(&app.person("label"));
    let label = maya.create_group(maya.id, "label", "Low Tide");
    let member = group.trim_start_matches("/v1/user-groups/");
    let membership = format!("/v1/user-groups/{label}/members/{member}");
    let invitation = maya.request("PUT", &membership).json("{}");
    invitation.expect(200);
    let acceptance = bo.request("PUT", &format!("{membership}/acceptance"));
    acceptance.expect(200);
    (maya, membership)
}

#[test]
fn a_label_changes_images_while_the_group_is_a_member_of_it() {
    let app = start();
    let (bo, group) = persona(&app);
    let stranger = app.person("label");
    let avatar = format!("{group}/avatar");
    let png = || pictures::png(8, 8);
    let (maya, membership) = label_of(&app, &bo, &group);
    for name in ["avatar", "banner"] {
        let path = format!("{group}/{name}");
        put(&stranger, &path, "image/png", png()).refused(403, "forbidden");
        let event = app
            .db
            .event_of(|| put(&maya, &path, "image/png", png()).expect(200));
        assert_eq!(event.actor.map(|(id, _)| id), Some(maya.id));
        assert_eq!(event.subject.map(|(id, ..)| id), Some(bo.id));
        assert_eq!(event.fields, [format!("{name}_id")]);
    }
    let tag = maya.get(&group).expect(200).etag().to_owned();
    let old = put(&maya, &avatar, "image/png", png()).header("if-match", &tag);
    assert_eq!(
        old.expect(200).etag(),
        maya.get(&group).expect(200).etag(),
        "it is the tag of what a label sees"
    );
    // It takes the role of a label.
    let as_artist = app.sign_in(&maya.username, "read_write artist");
    put(&as_artist, &avatar, "image/png", png()).refused(403, "forbidden");
    maya.delete(&avatar).expect(204);
    bo.delete(&membership).expect(204);
    put(&maya, &avatar, "image/png", png()).refused(403, "forbidden");
    maya.delete(&format!("{group}/banner"))
        .refused(403, "forbidden");
}

#[test]
fn a_label_that_a_group_leaves_while_its_image_is_made_changes_nothing() {
    let app = start();
    let (bo, group) = persona(&app);
    let (maya, membership) = label_of(&app, &bo, &group);
    let tag = bo.get(&group).expect(200).etag();
    // When the picture is made and its row is to be written, the label may still; then no more.
    app.db.batch("begin; lock table images in share mode");
    std::thread::scope(|scope| {
        let avatar = format!("{group}/avatar");
        let sent = put(&maya, &avatar, "image/png", pictures::png(8, 8));
        let answer = scope.spawn(move || sent.send());
        app.db.wait_for_waiting(1);
        bo.delete(&membership).expect(204);
        app.db.batch("commit");
        let answer = answer.join().expect("no panic").expect(403);
        assert_eq!(answer.json()["type"], "/problems/forbidden");
    });
    let shown = bo.get(&group).expect(200);
    assert_eq!(shown.json()["avatar"], json!(null));
    assert_eq!(shown.etag(), tag);
    // What was made for it goes like all that nobody shows.
    app.db
        .batch("update images set expires_at = now() - interval '1 second'");
    app.within(cleanup::run).expect("a database");
    assert_eq!(files(&app), [] as [&str; 0]);
}

#[test]
fn a_private_group_is_not_found_by_who_sends_an_image() {
    let app = start();
    let (bo, group) = persona(&app);
    let choice = bo.request("PUT", &format!("{group}/privacy"));
    choice
        .json(json!({ "visibility": "private" }).to_string())
        .expect(200);
    let avatar = format!("{group}/avatar");
    let stranger = app.person("label");
    put(&stranger, &avatar, "image/png", pictures::png(8, 8)).refused(404, "not-found");
    stranger.delete(&avatar).refused(404, "not-found");
    assert_eq!(app.db.value::<i64>("select count(*) from images", &[]), 0);
    set_avatar(&bo, &group);
}

#[test]
fn naming_an_image_leaves_an_event_and_a_label_may_do_it() {
    let app = TestApp::start_with(|config| {
        let address = "https://images.music.example/{id}-{size}";
        config.images = Place::parse(address, Vec::new).expect("a good address");
    });
    let (bo, group) = persona(&app);
    let (maya, _) = label_of(&app, &bo, &group);
    let named = json!({ "avatar_id": Uuid::now_v7(), "banner_id": null });
    let event = app.db.event_of(|| maya.patch(&group, &named).expect(200));
    assert_eq!(event.operation, "updateUserGroup");
    assert_eq!(event.fields, ["avatar_id"]);
    let again = app.db.events_of(|| bo.patch(&group, &named).expect(200));
    assert_eq!(again, []);
}

#[test]
fn the_images_of_somebody_who_is_erased_go_with_them() {
    let app = start();
    let (bo, group) = persona(&app);
    let avatar = set_avatar(&bo, &group);
    let exported = bo.get(&format!("{}/export", bo.path())).expect(200).json();
    assert_eq!(exported["user_groups"][0]["user_group"]["avatar"], avatar);
    bo.delete(&bo.path()).expect(204);
    assert_eq!(files(&app).len(), 3, "an account can still be restored");
    let sql = "update users set erase_at = now() - interval '1 second' where id = $1";
    app.db.execute(sql, &[&bo.id]);
    // People first, then what nobody shows any more.
    app.within(cleanup::run).expect("a database");
    let rows: i64 = app.db.value("select count(*) from images", &[]);
    assert_eq!((files(&app).len(), rows), (0, 0));
}

/// Changing what a group says does not touch what it shows.
#[test]
fn who_changes_another_field_does_not_wait_for_who_holds_the_pictures() {
    let app = start();
    let (bo, group) = persona(&app);
    set_avatar(&bo, &group);
    app.db.batch("begin; select from images for update");
    bo.patch(&group, &json!({ "short_bio": "Sea songs" }))
        .expect(200);
    app.db.batch("rollback");
}
