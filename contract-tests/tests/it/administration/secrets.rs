//! The secrets of applications: shown once, and renewed without a gap.

use contract_tests::{Caller, TestApp, callers::SERVICE, news};
use serde_json::{Value, json};

use super::clients::player;

const GRANT: [(&str, &str); 1] = [("grant_type", "client_credentials")];

/// The statuses with which these secrets of the player are answered.
fn tried<const N: usize>(app: &TestApp, secrets: [&str; N]) -> [u16; N] {
    secrets.map(|secret| app.token(("player", secret), &GRANT).status)
}

#[track_caller]
fn secret(answer: &Value) -> String {
    let secret = answer["client_secret"].as_str();
    secret.expect("a secret").to_owned()
}

#[track_caller]
fn renew(caller: &Caller, overlap_seconds: u32) -> Value {
    let body = json!({ "overlap_seconds": overlap_seconds });
    let renewed = caller.post("/v1/clients/player/secret", &body);
    renewed.expect(200).json()
}

#[test]
fn a_secret_works_and_is_never_shown_again() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let created = admin.post("/v1/clients", &player()).expect(201).json();
    let secret = secret(&created);
    assert!(secret.len() >= 43, "256 bits in base64url");
    let token = app.token(("player", &secret), &GRANT).expect(200).json();
    let player = app.bearer(token["access_token"].as_str().expect("a token"));
    player.get("/v1/roles").expect(200);
    assert_eq!(tried(&app, ["", "wrong", SERVICE.1]), [401, 401, 401]);
    let patch = json!({ "name": "The Player" });
    for answer in [
        admin.get("/v1/clients/player").expect(200),
        admin.get("/v1/clients").expect(200),
        admin.patch("/v1/clients/player", &patch).expect(200),
    ] {
        assert!(!answer.text().contains("secret"), "{}", answer.describe());
        assert!(!answer.text().contains(&secret));
    }
    let stored: String = app
        .db
        .value("select clients::text from clients where id = 'player'", &[]);
    assert!(!stored.contains(&secret));
}

#[test]
fn both_secrets_work_while_the_application_is_changed_over_and_only_the_new_one_after() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let old = secret(&admin.post("/v1/clients", &player()).expect(201).json());
    let renewed = renew(&admin, 3600);
    let new = secret(&renewed);
    let until = renewed["old_secret_expires_at"].as_str().expect("a time");
    let until = chrono::DateTime::parse_from_rfc3339(until).expect("a time");
    let left = until.to_utc() - chrono::Utc::now();
    assert!((3590..=3600).contains(&left.num_seconds()), "{left}");
    assert_eq!(tried(&app, [&old, &new]), [200, 200]);
    app.db.execute(
        "update clients set old_secret_expires_at = now() where id = 'player'",
        &[],
    );
    news::until("the old one has ended", || {
        tried(&app, [&old, &new]) == [401, 200]
    });
}

#[test]
fn a_second_renewal_leaves_the_last_two() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let first = secret(&admin.post("/v1/clients", &player()).expect(201).json());
    let second = secret(&renew(&admin, 3600));
    let third = secret(&renew(&admin, 3600));
    assert_eq!(tried(&app, [&first, &second, &third]), [401, 200, 200]);
}

#[test]
fn a_secret_that_leaked_is_refused_at_once_and_soon_elsewhere() {
    let app = TestApp::start();
    let second = app.second();
    let admin = app.person("admin");
    let leaked = secret(&admin.post("/v1/clients", &player()).expect(201).json());
    assert_eq!(tried(&second, [&leaked]), [200]);
    let new = secret(&renew(&admin, 0));
    assert_eq!(tried(&app, [&leaked, &new]), [401, 200]);
    news::until("the leaked one is refused", || {
        tried(&second, [&leaked, &new]) == [401, 200]
    });
    let kept: Option<Vec<u8>> = app.db.value(
        "select old_secret_hash from clients where id = 'player'",
        &[],
    );
    assert_eq!(kept, None);
}

#[test]
fn without_a_word_about_it_the_old_secret_works_for_a_day() {
    let app = TestApp::start();
    let admin = app.person("admin");
    admin.post("/v1/clients", &player()).expect(201);
    admin
        .post("/v1/clients/player/secret", &json!({}))
        .expect(200);
    let seconds: f64 = app.db.value(
        "select extract(epoch from old_secret_expires_at - now())::float8 from clients where id = 'player'",
        &[],
    );
    assert!((86_390.0..=86_400.0).contains(&seconds), "{seconds}");
}

#[test]
fn a_public_application_has_no_secret_to_show_or_renew() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let mut new = player();
    new["confidential"] = json!(false);
    new["grants"] = json!(["authorization_code"]);
    let created = admin.post("/v1/clients", &new).expect(201).json();
    assert_eq!(created["client_secret"], Value::Null);
    admin
        .post("/v1/clients/player/secret", &json!({}))
        .refused(409, "client-public");
}
