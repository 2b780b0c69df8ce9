//! Registering applications and changing them: what one can be, and that all that does not fit is named at once.

use contract_tests::{TestApp, at_the_same_moment};
use serde_json::{Value, json};

/// An application that is as it should be.
pub(super) fn player() -> Value {
    json!({
        "client_id": "player",
        "name": "Player",
        "confidential": true,
        "grants": ["authorization_code", "refresh_token", "client_credentials"],
        "scopes": ["openid", "read_write"],
        "redirect_uris": ["https://player.example/callback"]
    })
}

/// The same, with other members.
fn player_with(changes: Value) -> Value {
    let mut new = player();
    for (name, value) in changes.as_object().expect("an object") {
        new[name] = value.clone();
    }
    new
}

#[test]
fn an_application_is_registered_with_what_the_spec_says_of_what_was_left_out() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let created = admin.post("/v1/clients", &player()).expect(201);
    assert_eq!(created.header("location"), Some("/v1/clients/player"));
    let mut client = created.json();
    let members = client.as_object_mut().expect("an object");
    assert!(members.remove("client_secret").is_some());
    assert_eq!(client["first_party"], false);
    assert_eq!(client["id_token_algorithm"], "RS256");
    assert_eq!(client["post_logout_redirect_uris"], json!([]));
    let read = admin.get("/v1/clients/player").expect(200);
    assert_eq!(read.json(), client);
    assert_eq!(read.etag(), created.etag());
}

#[test]
fn an_id_that_was_left_out_is_made() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let mut new = player();
    new.as_object_mut().expect("an object").remove("client_id");
    let ids = [(), ()].map(|()| {
        let created = admin.post("/v1/clients", &new).expect(201).json();
        created["client_id"].as_str().expect("an id").to_owned()
    });
    assert_ne!(ids[0], ids[1]);
    for id in ids {
        assert!(id.len() == 16 && id.chars().all(|letter| letter.is_ascii_alphanumeric()));
        admin.get(&format!("/v1/clients/{id}")).expect(200);
    }
}

#[test]
fn an_id_that_is_taken_is_refused_even_at_the_same_moment() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let create = |_| admin.post("/v1/clients", &player()).send().status;
    let mut statuses = at_the_same_moment(4, create);
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
    let again = admin.post("/v1/clients", &player());
    again
        .refused(409, "client-id-taken")
        .at(&["/body/client_id"]);
}

#[test]
fn an_application_that_cannot_be_like_this_is_refused_with_the_place() {
    let app = TestApp::start();
    let admin = app.person("admin");
    for (changes, place) in [
        (json!({ "scopes": ["read", "wirte"] }), "/body/scopes/1"),
        (json!({ "grants": ["password"] }), "/body/grants"),
        (
            json!({ "grants": ["password"], "first_party": true, "confidential": false }),
            "/body/grants",
        ),
        (
            json!({ "grants": ["client_credentials"], "confidential": false }),
            "/body/grants",
        ),
        (json!({ "redirect_uris": [] }), "/body/redirect_uris"),
        (
            json!({ "redirect_uris": ["https://player.example/callback", "http://player.example/"] }),
            "/body/redirect_uris/1",
        ),
        (
            json!({ "redirect_uris": ["https://player.example"] }),
            "/body/redirect_uris/0",
        ),
        (
            json!({ "redirect_uris": ["javascript:alert(1)"] }),
            "/body/redirect_uris/0",
        ),
        (
            json!({ "post_logout_redirect_uris": ["https://bo@player.example/"] }),
            "/body/post_logout_redirect_uris/0",
        ),
    ] {
        let new = player_with(changes);
        let refused = admin.post("/v1/clients", &new);
        refused.refused(422, "client-impossible").at(&[place]);
    }
    // What does not follow the schema does not come so far.
    let anchored = player_with(json!({ "redirect_uris": ["https://player.example/#here"] }));
    admin
        .post("/v1/clients", &anchored)
        .refused(400, "invalid-request")
        .at(&["/body/redirect_uris/0"]);
    let count: i64 = app
        .db
        .value("select count(*) from clients where id = 'player'", &[]);
    assert_eq!(count, 0);
}

#[test]
fn all_that_does_not_fit_is_named_at_once() {
    let app = TestApp::start();
    let new = player_with(json!({
        "confidential": false,
        "grants": ["authorization_code", "password"],
        "scopes": ["everything", "read", "nothing"],
        "redirect_uris": [],
        "post_logout_redirect_uris": ["https://player.example/", "data:text/html,x"]
    }));
    let refused = app.person("admin").post("/v1/clients", &new);
    refused.refused(422, "client-impossible").at(&[
        "/body/grants",
        "/body/grants",
        "/body/redirect_uris",
        "/body/scopes/0",
        "/body/scopes/2",
        "/body/post_logout_redirect_uris/1",
    ]);
}

#[test]
fn a_redirect_uri_written_another_way_is_refused_with_how_to_write_it() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let new = player_with(json!({ "redirect_uris": ["https://player.example:443/a/../callback"] }));
    let refused = admin.post("/v1/clients", &new);
    refused
        .refused(422, "client-impossible")
        .says("https://player.example/callback");
    let apps = json!({ "redirect_uris": ["com.example.player:/callback", "http://127.0.0.1:8081/callback", "http://[::1]/"] });
    admin.post("/v1/clients", &player_with(apps)).expect(201);
}

#[test]
fn a_change_is_a_merge_patch_and_makes_a_new_version() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let created = admin.post("/v1/clients", &player()).expect(201);
    let moved = json!({ "name": "The Player", "redirect_uris": ["https://play.example/callback"], "id_token_algorithm": "EdDSA" });
    let patch = |body: &Value, tag: &str| {
        admin
            .patch("/v1/clients/player", body)
            .header("if-match", tag)
    };
    let changed = patch(&moved, &created.etag()).expect(200);
    assert_eq!(changed.json()["name"], "The Player");
    assert_eq!(changed.json()["redirect_uris"], moved["redirect_uris"]);
    assert_eq!(changed.json()["id_token_algorithm"], "EdDSA");
    assert_eq!(changed.json()["scopes"], created.json()["scopes"]);
    assert_ne!(changed.etag(), created.etag());
    // The same again changes nothing.
    let again = patch(&moved, &changed.etag()).expect(200);
    assert_eq!(again.json(), changed.json());
    assert_eq!(again.etag(), changed.etag());
    patch(&json!({ "name": "Late" }), &created.etag()).refused(412, "precondition-failed");
    let read = admin.get("/v1/clients/player").expect(200);
    assert_eq!(read.json(), changed.json());
}

#[test]
fn of_two_changes_of_one_version_at_the_same_moment_one_is_refused() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let tag = admin.post("/v1/clients", &player()).expect(201).etag();
    let rename = |number| {
        let name = json!({ "name": format!("Player {number}") });
        let patch = admin.patch("/v1/clients/player", &name);
        patch.header("if-match", &tag).send().status
    };
    let mut statuses = at_the_same_moment(3, rename);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412]);
}

#[test]
fn a_change_that_does_not_fit_names_what_was_changed() {
    let app = TestApp::start();
    let admin = app.person("admin");
    for (client, patch, place) in [
        (
            "demo-first-party",
            json!({ "first_party": false }),
            "/body/first_party",
        ),
        (
            "demo-service",
            json!({ "grants": ["password"] }),
            "/body/grants",
        ),
        (
            "demo-spa",
            json!({ "grants": ["client_credentials"] }),
            "/body/grants",
        ),
        (
            "demo-spa",
            json!({ "redirect_uris": [] }),
            "/body/redirect_uris",
        ),
        ("demo-spa", json!({ "scopes": ["king"] }), "/body/scopes/0"),
    ] {
        let path = format!("/v1/clients/{client}");
        let before = admin.get(&path).expect(200);
        admin
            .patch(&path, &patch)
            .refused(422, "client-impossible")
            .at(&[place]);
        assert_eq!(admin.get(&path).expect(200).etag(), before.etag());
    }
    // What a client is for its life is no part of a change.
    for fixed in [json!({ "confidential": true }), json!({ "client_id": "x" })] {
        admin
            .patch("/v1/clients/demo-spa", &fixed)
            .refused(400, "invalid-request");
    }
}

#[test]
fn an_application_that_may_ask_for_less_gets_less_from_then_on() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let (id, username) = app.account("artist", None);
    let first = app
        .sign_in_as(
            &username,
            contract_tests::PASSWORD,
            "read_write offline_access",
        )
        .expect(200)
        .json();
    let less = json!({ "scopes": ["openid", "offline_access", "read"] });
    admin
        .patch("/v1/clients/demo-first-party", &less)
        .expect(200);
    let refresh = [
        ("grant_type", "refresh_token"),
        (
            "refresh_token",
            first["refresh_token"].as_str().expect("a token"),
        ),
    ];
    let token = app
        .token(contract_tests::callers::FIRST_PARTY, &refresh)
        .expect(200)
        .json();
    assert_eq!(token["scope"], "offline_access");
    let caller = app.bearer(token["access_token"].as_str().expect("a token"));
    caller
        .patch(&format!("/v1/users/{id}"), &json!({ "first_name": "Bo" }))
        .refused(403, "insufficient-scope");
}
