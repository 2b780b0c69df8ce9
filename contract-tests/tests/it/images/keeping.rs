//! That every file that is kept is shown, and that nothing stays behind, whatever breaks and whoever is at it.

use std::fs;

use contract_tests::{TestApp, at_the_same_moment, pictures};

use super::{clean_up, files, id_of, path_of, persona, put, set_avatar, start};

fn rows(app: &TestApp) -> i64 {
    app.db.value("select count(*) from images", &[])
}

#[test]
fn the_image_before_is_deleted_by_the_job() {
    let app = start();
    let (bo, group) = persona(&app);
    let old = set_avatar(&bo, &group);
    let new = set_avatar(&bo, &group);
    assert_ne!(old["id"], new["id"]);
    assert_eq!(files(&app).len(), 6);
    clean_up(&app);
    app.anonymous()
        .get(path_of(&app, &old["large"]))
        .refused(404, "not-found");
    app.anonymous()
        .get(path_of(&app, &new["large"]))
        .expect(200);
    let id = id_of(&new);
    let kept = ["large", "medium", "small"].map(|size| format!("{id}-{size}.webp"));
    assert_eq!(files(&app), kept);
    assert_eq!(rows(&app), 1);
    bo.delete(&format!("{group}/avatar")).expect(204);
    clean_up(&app);
    assert_eq!((files(&app).len(), rows(&app)), (0, 0));
}

#[test]
fn the_images_of_a_group_go_with_it() {
    let app = start();
    let (bo, group) = persona(&app);
    set_avatar(&bo, &group);
    put(
        &bo,
        &format!("{group}/banner"),
        "image/png",
        pictures::png(8, 8),
    )
    .expect(200);
    clean_up(&app);
    assert_eq!(files(&app).len(), 6, "both are shown");
    bo.delete(&group).expect(204);
    clean_up(&app);
    assert_eq!((files(&app).len(), rows(&app)), (0, 0));
}

#[test]
fn what_an_upload_left_behind_that_was_cut_off_is_deleted_after_an_hour() {
    let app = start();
    let (bo, group) = persona(&app);
    let shown = set_avatar(&bo, &group);
    // Between writing files and showing them: there is a row, some of the files, and no group.
    let lost = pictures::kept(&app);
    fs::remove_file(app.db.folder().join(format!("{lost}-large.webp"))).expect("a file");
    clean_up(&app);
    assert_eq!(
        (files(&app).len(), rows(&app)),
        (5, 2),
        "it may be under way still"
    );
    app.db
        .batch("update images set expires_at = expires_at - interval '1 hour 1 second'");
    clean_up(&app);
    assert_eq!((files(&app).len(), rows(&app)), (3, 1));
    app.anonymous()
        .get(path_of(&app, &shown["large"]))
        .expect(200);
}

#[test]
fn what_a_crash_left_half_written_goes_with_the_rest() {
    let app = start();
    let lost = pictures::kept(&app);
    // What the store writes to before a file has its name.
    let half = app.db.folder().join(format!("{lost}-medium.webp"));
    fs::rename(&half, app.db.folder().join(format!("{lost}-medium.webp#1"))).expect("a file");
    assert_eq!(files(&app).len(), 3);
    app.db
        .batch("update images set expires_at = now() - interval '1 second'");
    clean_up(&app);
    assert_eq!((files(&app), rows(&app)), (Vec::new(), 0));
}

#[test]
fn of_uploads_at_the_same_moment_one_stays_and_nothing_of_the_others() {
    let app = start();
    let two = app.second();
    let (bo, group) = persona(&app);
    let path = format!("{group}/avatar");
    let sent = at_the_same_moment(6, |number| {
        let caller = if number % 2 == 0 {
            bo.caller()
        } else {
            bo.at(&two)
        };
        let side = 20 + number as u32;
        let answer = put(&caller, &path, "image/png", pictures::png(side, side)).expect(200);
        answer.json()["id"].clone()
    });
    let stays = bo.get(&group).expect(200).json()["avatar"].clone();
    assert!(sent.contains(&stays["id"]));
    at_the_same_moment(2, |number| clean_up(if number == 0 { &app } else { &two }));
    clean_up(&app);
    assert_eq!((files(&app).len(), rows(&app)), (3, 1));
    two.anonymous()
        .get(path_of(&app, &stays["small"]))
        .expect(200);
}

#[test]
fn what_somebody_else_has_put_into_the_store_is_not_answered_as_an_image() {
    let app = start();
    let id = pictures::kept(&app);
    let file = app.db.folder().join(format!("{id}-large.webp"));
    fs::write(file, "<script>alert(1)</script>").expect("a file");
    let path = format!("/v1/images/{id}");
    app.anonymous().get(&path).refused(500, "internal");
    let small = format!("{path}?size=small");
    app.anonymous().get(&small).expect(200);
}

#[test]
fn a_store_that_cannot_be_written_to_changes_nothing() {
    let app = start();
    let (bo, group) = persona(&app);
    let before = set_avatar(&bo, &group);
    let (folder, aside) = (app.db.folder(), app.db.folder().with_extension("aside"));
    fs::rename(&folder, &aside).expect("a folder");
    fs::write(&folder, "in the way").expect("a file");
    let answer = put(
        &bo,
        &format!("{group}/avatar"),
        "image/png",
        pictures::png(8, 8),
    );
    answer.refused(503, "unavailable").says("image store");
    app.anonymous()
        .get(path_of(&app, &before["large"]))
        .refused(503, "unavailable");
    fs::remove_file(&folder).expect("a file");
    fs::rename(&aside, &folder).expect("a folder");
    assert_eq!(bo.get(&group).expect(200).json()["avatar"], before);
    clean_up(&app);
    app.anonymous()
        .get(path_of(&app, &before["large"]))
        .expect(200);
}
