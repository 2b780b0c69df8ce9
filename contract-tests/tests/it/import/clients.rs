//! Applications.

use contract_tests::TestApp;
use serde_json::json;

use super::{Told, nth, tables};

#[test]
fn an_application_keeps_its_key_and_address_but_not_its_secret() {
    let app = TestApp::start();
    let from = tables(
        "insert into clients (id, key, secret, redirect_uri, application_name, deleted_at) values
        (nth('client', 1), 'player', '$2a$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86', 'https://player.example/callback', 'Player', null),
        (nth('client', 2), 'app', '', 'https://app.example/callback', null, null),
        (nth('client', 3), 'unsafe', '', 'http://player.example/', 'Unsafe', null),
        (nth('client', 4), 'two words', '', 'https://player.example/callback', 'Words', null),
        (nth('client', 5), 'gone', '', 'https://gone.example/callback', 'Gone', now())",
    );
    let told = Told::of(&app.db, &from);
    let admin = app.person("super_admin");
    let client = |key: &str| admin.get(&format!("/v1/clients/{key}"));
    let player = client("player").expect(200).json();
    assert_eq!(player["name"], "Player");
    assert_eq!(player["confidential"], true);
    assert_eq!(player["first_party"], false);
    assert_eq!(
        player["redirect_uris"],
        json!(["https://player.example/callback"])
    );
    assert_eq!(
        player["grants"],
        json!(["authorization_code", "refresh_token"])
    );
    let public = client("app").expect(200).json();
    assert_eq!(public["name"], "app");
    assert_eq!(public["confidential"], false);
    for (number, key, words) in [
        (3, "unsafe", "redirect_uri"),
        (4, "two%20words", "client_id may not have"),
        (5, "gone", "it was deleted"),
    ] {
        let status = client(key).send().status;
        assert!([400, 404].contains(&status), "{key}: {status}");
        told.says("clients", "left_out", &nth(&from, "client", number), words);
    }
    let id = nth(&from, "client", 1);
    told.says("clients", "mended", &id, "its secret does not come over");
    // The word that was hashed there opens nothing here; a new secret does.
    let exchange = [("grant_type", "refresh_token"), ("refresh_token", "x")];
    let old = app.token(("player", super::BCRYPT_PASSWORD), &exchange);
    assert_eq!(old.expect(401).json()["error"], "invalid_client");
    let renewed = admin.post("/v1/clients/player/secret", &json!({}));
    let renewed = renewed.send().json();
    let secret = renewed["client_secret"].as_str().expect("a secret");
    let new = app.token(("player", secret), &exchange);
    assert_eq!(new.expect(400).json()["error"], "invalid_grant");
}

#[test]
fn names_that_grow_or_cannot_be_read_stop_nothing() {
    let app = TestApp::start();
    let from = tables(
        "insert into clients (id, key, redirect_uri, application_name) values
        (nth('client', 1), 'long', 'https://player.example/callback', repeat(U&'\\0958', 100)),
        (nth('client', 2), 'hidden', 'https://player.example/callback', U&'a\\202eb')",
    );
    let told = Told::of(&app.db, &from);
    let admin = app.person("super_admin");
    let name = |key: &str| {
        let client = admin.get(&format!("/v1/clients/{key}")).expect(200);
        client.json()["name"].clone()
    };
    assert_eq!(name("long"), "\u{915}\u{93c}".repeat(50));
    assert_eq!(name("hidden"), "hidden");
    told.says("clients", "mended", &nth(&from, "client", 1), "was cut");
    let id = nth(&from, "client", 2);
    told.says("clients", "mended", &id, "its name cannot be read");
}

#[test]
fn an_application_whose_key_is_taken_here_does_not_come_and_is_told() {
    let app = TestApp::start();
    let from = tables(
        "insert into clients (id, key, redirect_uri, application_name) values
        (nth('client', 1), 'demo-spa', 'https://player.example/callback', 'Player')",
    );
    let told = Told::of(&app.db, &from);
    assert_eq!(told.came("clients"), 0);
    let id = nth(&from, "client", 1);
    told.says("clients", "left_out", &id, "with its key here");
    let here = app.person("super_admin").get("/v1/clients/demo-spa");
    assert_ne!(here.expect(200).json()["name"], "Player");
}
