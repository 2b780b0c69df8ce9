//! The health of the server, its documents and its figures; and how it speaks HTTP, whatever the operation.

mod http;
mod http2;
mod origins;
mod settings;

use std::{ffi::OsString, net::TcpListener, os::unix::ffi::OsStringExt as _, sync::Arc};

use contract_tests::{
    TestApp, TestDb, command,
    spec::{TEXT, spec},
};
use serde_json::{Value, json};
use user_api_server::config::Environment;

#[test]
fn a_server_that_runs_is_alive_and_ready() {
    let app = TestApp::start();
    for path in ["/health/live", "/health/ready"] {
        let health = app.anonymous().get(path).expect(200).json();
        assert_eq!(
            health,
            json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })
        );
    }
}

#[test]
fn the_served_documents_are_the_spec_with_the_servers_own_address() {
    let app = TestApp::start();
    let mut wanted = spec().root.clone();
    let as_json = app.anonymous().get("/openapi.json").expect(200).json();
    assert_eq!(as_json["servers"][0]["url"], app.url());
    wanted["servers"] = as_json["servers"].clone();
    assert_eq!(as_json, wanted);
    let as_yaml = app.anonymous().get("/openapi.yaml").expect(200);
    assert_eq!(
        serde_yaml_ng::from_str::<Value>(as_yaml.text()).expect("YAML"),
        wanted
    );
    // The comments of its authors are still there.
    let comments = TEXT
        .lines()
        .filter(|line| line.trim_start().starts_with("# "))
        .count();
    assert_eq!(
        as_yaml
            .text()
            .lines()
            .filter(|line| line.trim_start().starts_with("# "))
            .count(),
        comments
    );
}

#[test]
fn the_reference_is_served_with_all_its_parts() {
    let app = TestApp::start();
    let page = app.anonymous().get("/docs").expect(200);
    assert!(
        page.header("content-type")
            .is_some_and(|value| value.starts_with("text/html"))
    );
    assert!(
        page.header("content-security-policy")
            .is_some_and(|value| value.contains("script-src 'self'"))
    );
    let parts = page
        .text()
        .split(['"', '\''])
        .filter(|part| part.starts_with("/docs/") || part.starts_with("docs/"));
    for part in parts.map(|part| format!("/{}", part.trim_start_matches('/'))) {
        app.anonymous().get(&part).expect(200);
    }
    assert_eq!(
        app.anonymous().get("/").expect(303).header("location"),
        Some("/docs")
    );
}

#[test]
fn demo_credentials_are_told_in_development_only() {
    let app = TestApp::start_with(|config| {
        config.environment = Environment::Production;
        config.public_url = "https://api.music.example".to_owned();
    });
    let config = app.anonymous().get("/docs/config.json").expect(200);
    assert_eq!(config.json(), json!({}));
}

#[test]
fn a_server_for_real_people_does_not_start_without_the_address_that_they_know() {
    let start = TestApp::start_on(Arc::new(TestDb::new()), |config| {
        config.environment = Environment::Production;
    });
    let sentence = start.err().expect("a refusal");
    assert!(sentence.contains("USER_API_PUBLIC_URL is not set"));
}

#[test]
fn a_variable_that_is_not_utf_8_does_no_harm() {
    let stray = OsString::from_vec(b"\xff".to_vec());
    let settings = [
        ("USER_API_IMAGES", "s3://bucket".into()),
        ("AWS_REGION", "eu-central-1".into()),
        ("LESS_TERMCAP_md", stray),
    ];
    command::user_api_with(&TestDb::new(), &["rotate-keys"], b"", &settings).done();
}

#[test]
fn requests_are_counted_on_a_port_of_their_own() {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let app = TestApp::start_with(|config| config.metrics_port = port);
    app.anonymous().get("/v1/me").expect(401);
    app.anonymous().get("/v1/nothing").expect(404);
    let metrics = ureq::get(format!("http://127.0.0.1:{port}/metrics"))
        .call()
        .expect("metrics")
        .into_body()
        .read_to_string()
        .expect("text");
    assert!(
        metrics.contains(r#"user_api_request_seconds_count{operation="getMe",status="401"} 1"#),
        "{metrics}"
    );
    // Paths are not labels: a stranger could make any number of them.
    assert!(!metrics.contains("nothing"));
}
