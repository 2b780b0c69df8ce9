//! Keeping the server busy with images.

use contract_tests::{Request, TestApp, pictures};

use super::{from, start, too_many};

#[test]
fn who_sends_images_too_often_waits() {
    let app: TestApp = start(0.05);
    let bo = app.person("artist");
    let group = bo.create_group(bo.id, "persona", "Night Ferry");
    let send = |address: &str, name: &str| -> Request {
        let path = format!("/v1/user-groups/{group}/{name}");
        let request = bo.request("PUT", &path);
        from(address, request.body("image/png", pictures::png(8, 8)))
    };
    for name in ["avatar", "banner", "avatar"] {
        send("203.0.113.1", name).expect(200);
    }
    // Both kinds count together.
    too_many(send("203.0.113.1", "avatar").send());
    too_many(send("203.0.113.1", "banner").send());
    send("203.0.113.2", "avatar").expect(200);
}
