//! The keys that sign tokens: published, changed, and succeeded by themselves.

use std::{thread, time::Duration};

use contract_tests::{TestApp, Visitor, news::until, tokens::Token};
use jsonwebtoken::{DecodingKey, Validation, decode, jwk::JwkSet};
use serde_json::Value;
use user_api_server::{config::Config, db::Database, oauth::keys};

#[test]
fn id_tokens_are_signed_as_the_client_chose_with_a_key_that_is_published() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    for algorithm in ["RS256", "ES256", "EdDSA"] {
        app.db.execute(
            "update clients set id_token_algorithm = $1 where id = 'demo-spa'",
            &[&algorithm],
        );
        thread::sleep(Duration::from_millis(600));
        let tokens = Visitor::new(&app).tokens(&username, "openid");
        let token = tokens["id_token"].as_str().expect("a token");
        let header = Token::read(token).header;
        assert_eq!(format!("{:?}", header.alg), algorithm);
        let keys: JwkSet =
            serde_json::from_value(app.anonymous().get("/oauth/jwks").expect(200).json())
                .expect("keys");
        let key = keys.find(&header.kid.expect("a key id")).expect("the key");
        let mut validation = Validation::new(header.alg);
        validation.set_audience(&["demo-spa"]);
        validation.set_issuer(&[app.url()]);
        decode::<Value>(
            token,
            &DecodingKey::from_jwk(key).expect("a key"),
            &validation,
        )
        .expect("a good token");
    }
    // An ID token is no access token.
    let tokens = Visitor::new(&app).tokens(&username, "openid read");
    app.bearer(tokens["id_token"].as_str().expect("a token"))
        .get("/v1/me")
        .refused(401, "unauthenticated");
}

#[test]
fn keys_are_changed_without_signing_anybody_out() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let old = Token::read(bo.token.as_deref().expect("a token"))
        .header
        .kid;
    let published = || {
        let keys = app.anonymous().get("/oauth/jwks").expect(200).json();
        keys["keys"].as_array().expect("keys").len()
    };
    assert_eq!(published(), 3);
    let config: Config = contract_tests::app::config(app.db.url());
    let rotate = async {
        let database = Database::new(&config).expect("a database");
        keys::rotate(&database, &config.secret).await
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    assert_eq!(runtime.block_on(rotate).expect("new keys"), 60);
    // Both are published before the new one signs.
    until("six are published", || published() == 6);
    let kid = || {
        Token::read(app.person("artist").token.as_deref().expect("a token"))
            .header
            .kid
    };
    assert_eq!(kid(), old);
    app.db.execute(
        "update signing_keys set signs_at = now() - interval '1 second' where signs_at > now()",
        &[],
    );
    until("the new one signs", || kid() != old);
    bo.get("/v1/me").expect(200);
    assert_eq!(published(), 6);
    app.db.execute(
        "update signing_keys set expires_at = now() where expires_at is not null",
        &[],
    );
    until("three are published", || published() == 3);
}

#[test]
fn a_key_that_has_grown_old_gets_a_successor_by_itself() {
    let app = TestApp::start();
    app.db.execute(
        "update signing_keys set signs_at = now() - interval '91 days' where algorithm = 'ES256'",
        &[],
    );
    let keys = "select count(*) from signing_keys";
    until("there are successors", || {
        app.db.value::<i64>(keys, &[]) == 4
    });
}
