//! Bodies that are no request for a token.

use contract_tests::{TestApp, callers::SERVICE};

use super::refusals::refused;

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn input_that_is_no_form_is_refused_in_the_same_shape() {
    let app = TestApp::start();
    let post = |body: &[u8]| {
        app.anonymous()
            .request("POST", "/oauth/token")
            .body(FORM, body)
    };
    for body in [
        &b""[..],
        b"grant_type",
        b"grant_type=password&grant_type=password",
        b"grant_type=%FF",
        b"grant_type=\xff",
        b"grant_type=pass%00word",
        b"grant_type=password&username=%00&password=x",
        b"grant_type=password&client_id=%00",
        b"=&=&&&",
        b"{\"grant_type\":\"password\"}",
    ] {
        refused(post(body), 400, "invalid_request");
    }
    for (field, length) in [
        ("username", 255),
        ("password", 129),
        ("refresh_token", 201),
        ("scope", 501),
        ("client_secret", 201),
        ("client_id", 255),
    ] {
        refused(
            app.form(&[("grant_type", "password"), (field, &"x".repeat(length))]),
            400,
            "invalid_request",
        );
    }
}

#[test]
fn a_body_of_another_type_or_without_one_is_refused() {
    let app = TestApp::start();
    let post = || app.anonymous().request("POST", "/oauth/token");
    post()
        .json(r#"{"grant_type":"client_credentials"}"#)
        .refused(415, "unsupported-media-type");
    post()
        .body("multipart/form-data; boundary=x", "--x--")
        .refused(415, "unsupported-media-type");
    post()
        .body(
            "application/x-www-form-urlencoded; charset=utf-16",
            "grant_type=password",
        )
        .refused(415, "unsupported-media-type");
    refused(post(), 400, "invalid_request");
    app.anonymous()
        .get("/oauth/token")
        .refused(405, "method-not-allowed");
}

#[test]
fn a_secret_in_the_address_is_not_taken() {
    let app = TestApp::start();
    let query = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        SERVICE.0, SERVICE.1
    );
    refused(
        app.anonymous()
            .request("POST", &format!("/oauth/token?{query}"))
            .body(FORM, ""),
        400,
        "invalid_request",
    );
}
