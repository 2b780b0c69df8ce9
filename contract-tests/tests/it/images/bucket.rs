//! Images in a bucket that speaks S3.

use std::time::Duration;

use contract_tests::{TestApp, bucket::Bucket, pictures};

use super::{clean_up, path_of, persona, put, set_avatar, shown};

#[test]
fn images_are_kept_in_a_bucket_and_deleted_there() {
    let bucket = Bucket::start();
    let app = TestApp::start_with(|config| {
        config.images = bucket.place();
        config.request_timeout = Duration::from_secs(60);
    });
    let (bo, group) = persona(&app);
    let old = set_avatar(&bo, &group);
    let new = set_avatar(&bo, &group);
    assert_eq!(bucket.count(), 6);
    assert_eq!(shown(&app, &new["large"]).width(), 48);
    clean_up(&app);
    assert_eq!(bucket.count(), 3);
    let gone = app.anonymous().get(path_of(&app, &old["large"]));
    gone.refused(404, "not-found");
    // Without the store there are no images, and all else goes on.
    drop(bucket);
    let path = path_of(&app, &new["large"]);
    app.anonymous().get(path).refused(503, "unavailable");
    put(
        &bo,
        &format!("{group}/banner"),
        "image/png",
        pictures::png(8, 8),
    )
    .refused(503, "unavailable")
    .says("image store");
    assert_eq!(bo.get(&group).expect(200).json()["avatar"], new);
    bo.delete(&format!("{group}/avatar")).expect(204);
    clean_up(&app);
    let left: i64 = app.db.value("select count(*) from images", &[]);
    assert_eq!(left, 2, "what could not be deleted is tried again");
}
