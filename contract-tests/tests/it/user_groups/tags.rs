//! Completing tags.

use serde_json::json;

use super::{scene::Scene, search::group};

#[test]
fn tags_are_completed_in_alphabetical_order_then_by_likeness() {
    let Scene { app, bo, .. } = Scene::new();
    group(&bo, "A", "", &["Ambient", "ambient folk", "chamber"]);
    group(&bo, "B", "", &["AMBIENT", "zydeco", "%_"]);
    let tags = |query: &str| {
        let answer = app.anonymous().get(&format!("/v1/tags{query}"));
        answer.expect(200).json()["items"].clone()
    };
    assert_eq!(tags("?q=amb"), json!(["Ambient", "ambient folk"]));
    assert_eq!(tags("?q=Ambe"), json!(["Ambient"]));
    assert_eq!(tags("?q=zydecko"), json!(["zydeco"]));
    assert_eq!(tags("?q=%25"), json!(["%_"]));
    let all = json!(["%_", "Ambient", "ambient folk", "chamber", "zydeco"]);
    assert_eq!(tags(""), all);
    app.anonymous()
        .get("/v1/tags?q=")
        .refused(400, "invalid-request");
}
