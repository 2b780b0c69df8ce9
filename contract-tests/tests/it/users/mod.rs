//! Accounts: signing up, reading and changing them, finding them in lists, deleting them.

mod accounts;
mod deletion;
mod lists;
pub(crate) mod moves;
mod roles;
mod sign_up;
mod suspension;
mod takeover;

use contract_tests::{TestApp, callers::id_in};
use serde_json::json;

pub(crate) use lists::all_pages;

/// What most people come for, from the first request to the last.
#[test]
fn somebody_signs_up_appears_as_a_persona_and_leaves() {
    let app = TestApp::start();
    let stranger = app.anonymous();
    let (username, password) = ("bo@music.example", "three ferries before dawn");

    let new = json!({ "username": username, "password": password, "role": "artist", "first_name": "Bo", "country": "DE" });
    let created = stranger.post("/v1/users", &new).expect(201);
    let id = id_in(&created.json());
    let path = format!("/v1/users/{id}");
    assert_eq!(created.header("location"), Some(path.as_str()));

    let token = app
        .sign_in_as(username, password, "read_write")
        .expect(200)
        .json();
    let bo = app.bearer(token["access_token"].as_str().expect("a token"));
    let account = bo.get("/v1/me").expect(200);
    assert_eq!(account.json(), created.json());
    assert_eq!(account.etag(), created.etag());

    let moved = bo
        .patch(&path, &json!({ "country": "SE" }))
        .expect(200)
        .json();
    assert_eq!(moved["country"], "SE");
    assert_eq!(bo.get("/v1/me").expect(200).json(), moved);

    let group = bo.create_group(id, "persona", "Night Ferry");
    let group = format!("/v1/user-groups/{group}");
    let seen = stranger.get(&group).expect(200).json();
    assert_eq!(seen["display_name"], "Night Ferry");
    assert_eq!(seen.get("owner_id"), None);

    bo.delete(&path).expect(204);
    stranger.get(&group).refused(404, "not-found");
    stranger.get(&path).refused(404, "not-found");
    bo.get("/v1/me").refused(401, "unauthenticated");
}
