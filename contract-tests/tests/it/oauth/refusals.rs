//! What the token endpoint refuses, and that it says so in the shape of RFC 6749, section 5.2.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use contract_tests::{
    PASSWORD, Request, TestApp,
    callers::{FIRST_PARTY, SERVICE},
};

/// Wants this error in the standard's shape.
#[track_caller]
pub(super) fn refused(request: Request, status: u16, error: &str) -> String {
    let answer = request.expect(status);
    assert_eq!(
        answer.header("content-type"),
        Some("application/json"),
        "{}",
        answer.describe()
    );
    assert_eq!(answer.json()["error"], error, "{}", answer.describe());
    if status == 401 {
        assert!(
            answer
                .header("www-authenticate")
                .is_some_and(|value| value.starts_with("Basic"))
        );
    }
    answer.json()["error_description"]
        .as_str()
        .expect("a sentence")
        .to_owned()
}

/// A request by the first-party client.
fn first_party(app: &TestApp, fields: &[(&str, &str)]) -> Request {
    let client = [
        ("client_id", FIRST_PARTY.0),
        ("client_secret", FIRST_PARTY.1),
    ];
    app.form(&[fields, &client].concat())
}

#[test]
fn a_grant_that_there_is_not_is_refused() {
    let app = TestApp::start();
    for grant in [
        "implicit",
        "urn:ietf:params:oauth:grant-type:device_code",
        "Password",
        "password ",
        "🎵",
    ] {
        refused(
            first_party(&app, &[("grant_type", grant)]),
            400,
            "unsupported_grant_type",
        );
    }
}

#[test]
fn a_grant_that_the_client_may_not_use_is_refused() {
    let app = TestApp::start();
    refused(
        first_party(&app, &[("grant_type", "client_credentials")]),
        400,
        "unauthorized_client",
    );
    let spa = [
        ("grant_type", "password"),
        ("username", "bo@music.example"),
        ("password", PASSWORD),
        ("client_id", "demo-spa"),
    ];
    refused(app.form(&spa), 400, "unauthorized_client");
    let service = [
        ("grant_type", "password"),
        ("client_id", SERVICE.0),
        ("client_secret", SERVICE.1),
    ];
    refused(app.form(&service), 400, "unauthorized_client");
}

#[test]
fn a_field_that_the_grant_needs_is_missed() {
    let app = TestApp::start();
    for fields in [
        vec![],
        vec![("grant_type", "")],
        vec![("grant_type", "password")],
        vec![("grant_type", "password"), ("username", "bo@music.example")],
        vec![("grant_type", "password"), ("password", PASSWORD)],
        vec![("grant_type", "refresh_token")],
    ] {
        refused(first_party(&app, &fields), 400, "invalid_request");
    }
}

#[test]
fn a_client_that_is_unknown_or_has_the_wrong_secret_hears_the_same() {
    let app = TestApp::start();
    let grant = ("grant_type", "client_credentials");
    let mut sentences = vec![];
    for client in [
        vec![("client_id", "nobody"), ("client_secret", SERVICE.1)],
        vec![("client_id", SERVICE.0), ("client_secret", "wrong")],
        vec![("client_id", SERVICE.0), ("client_secret", "")],
        vec![("client_id", SERVICE.0)],
        vec![("client_id", "DEMO-SERVICE"), ("client_secret", SERVICE.1)],
        vec![("client_id", ""), ("client_secret", SERVICE.1)],
        vec![("client_secret", SERVICE.1)],
        vec![],
        // A public client has no secret to show.
        vec![("client_id", "demo-spa"), ("client_secret", "anything")],
    ] {
        sentences.push(refused(
            app.form(&[&[grant], &client[..]].concat()),
            401,
            "invalid_client",
        ));
    }
    let basic = |text: &str| format!("Basic {}", STANDARD.encode(text));
    for header in [
        basic("demo-service:wrong"),
        basic("nobody:x"),
        basic("demo-service"),
        basic(""),
        basic("\0:x"),
        "Basic !".to_owned(),
        "Basic".to_owned(),
        "Bearer x".to_owned(),
    ] {
        sentences.push(refused(
            app.form(&[grant]).header("authorization", header),
            401,
            "invalid_client",
        ));
    }
    sentences.dedup();
    assert_eq!(sentences.len(), 1, "{sentences:?}");
}

#[test]
fn a_client_says_who_it_is_only_once() {
    let app = TestApp::start();
    let header = format!(
        "Basic {}",
        STANDARD.encode(format!("{}:{}", SERVICE.0, SERVICE.1))
    );
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", SERVICE.0),
        ("client_secret", SERVICE.1),
    ];
    refused(
        app.form(&form).header("authorization", &header),
        400,
        "invalid_request",
    );
    refused(
        app.form(&[form[0], form[2]])
            .header("authorization", &header),
        400,
        "invalid_request",
    );
}

#[test]
fn a_scope_that_may_not_be_had_is_refused() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let grant = [
        ("grant_type", "password"),
        ("username", &username),
        ("password", PASSWORD),
    ];
    for scope in [
        " ",
        "write",
        "read,read_write",
        "READ",
        "read write",
        "read\u{a0}read_write",
    ] {
        let request = first_party(&app, &[&grant[..], &[("scope", scope)]].concat());
        refused(request, 400, "invalid_scope");
    }
    let service = [
        ("grant_type", "client_credentials"),
        ("scope", "super_admin"),
        ("client_id", SERVICE.0),
        ("client_secret", SERVICE.1),
    ];
    refused(app.form(&service), 400, "invalid_scope");
}

#[test]
fn nobody_learns_whether_an_address_has_an_account() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    app.db.execute(
        "update users set password_hash = null where id = $1",
        &[&app.account("listener", None).0],
    );
    let grant = |username: &str| {
        let fields = [
            ("grant_type", "password"),
            ("username", username),
            ("password", "wrong, but long enough"),
        ];
        refused(first_party(&app, &fields), 400, "invalid_grant")
    };
    let known = grant(&username);
    for unknown in [
        "nobody@music.example",
        "listener-2@music.example",
        "no address",
        "x".repeat(254).as_str(),
    ] {
        assert_eq!(grant(unknown), known, "{unknown}");
    }
    // Nor by how long it takes: see passwords.rs.
}

#[test]
fn a_client_that_shows_two_sets_of_credentials_is_refused() {
    let app = TestApp::start();
    let basic = |secret| {
        let joined = format!("{}:{secret}", SERVICE.0);
        format!("Basic {}", STANDARD.encode(joined))
    };
    let request = app
        .form(&[("grant_type", "client_credentials")])
        .header("authorization", basic(SERVICE.1))
        .header("authorization", basic("another"));
    let sentence = refused(request, 400, "invalid_request");
    assert!(sentence.contains("Authorization"), "{sentence}");
}
