//! Browsers: pages of which origins may call, and what the answer lets a browser do.

use contract_tests::{TestApp, app::ORIGIN};

#[test]
fn a_page_of_a_listed_origin_may_call() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let preflight = app
        .anonymous()
        .request("OPTIONS", "/v1/me")
        .header("origin", ORIGIN)
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization")
        .expect(204);
    assert_eq!(
        preflight.header("access-control-allow-origin"),
        Some(ORIGIN)
    );
    assert!(
        preflight
            .header("access-control-allow-methods")
            .is_some_and(|methods| methods.contains("GET"))
    );
    let headers = preflight
        .header("access-control-allow-headers")
        .expect("headers");
    for name in ["authorization", "content-type", "if-match", "if-none-match"] {
        assert!(headers.contains(name), "{name}");
    }
    for answer in [
        bo.get("/v1/me").header("origin", ORIGIN).expect(200),
        app.anonymous()
            .get("/v1/me")
            .header("origin", ORIGIN)
            .expect(401),
    ] {
        assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN));
        let exposed = answer
            .header("access-control-expose-headers")
            .expect("headers");
        for name in [
            "etag",
            "location",
            "retry-after",
            "www-authenticate",
            "x-request-id",
        ] {
            assert!(exposed.contains(name), "{name}");
        }
        assert!(
            answer
                .header("vary")
                .is_some_and(|names| names.to_lowercase().contains("origin"))
        );
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
}

#[test]
fn a_page_of_another_origin_may_not_call() {
    let app = TestApp::start();
    for origin in [
        "https://evil.example",
        "https://app.example.evil.example",
        "http://app.example",
        "https://APP.example",
        "null",
        "",
    ] {
        let preflight = app
            .anonymous()
            .request("OPTIONS", "/v1/me")
            .header("origin", origin);
        let refused = preflight
            .header("access-control-request-method", "GET")
            .refused(405, "method-not-allowed");
        assert_eq!(refused.header("access-control-allow-origin"), None);
        let answer = app
            .anonymous()
            .get("/v1/user-groups")
            .header("origin", origin)
            .expect(200);
        assert_eq!(
            answer.header("access-control-allow-origin"),
            None,
            "{origin}"
        );
    }
}

#[test]
fn no_answer_lets_a_browser_make_more_of_it_than_it_is() {
    let app = TestApp::start();
    for path in [
        "/v1/user-groups",
        "/v1/me",
        "/v1/nothing",
        "/openapi.json",
        "/docs",
    ] {
        let answer = app.anonymous().get(path).send();
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert!(answer.header("referrer-policy").is_some(), "{path}");
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert_eq!(answer.header("server"), None, "{path}");
        assert_eq!(answer.header("x-span-id"), None, "{path}");
    }
}
