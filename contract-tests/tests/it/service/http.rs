//! Paths, methods and request ids.

use std::collections::BTreeSet;

use contract_tests::{TestApp, logs, samples::World, spec, spec::Operation};

#[test]
fn a_path_that_there_is_not_gets_a_problem() {
    let app = TestApp::start();
    for path in [
        "/v1",
        "/v1/",
        "/v1/nothing",
        "/v1/users/",
        "/v1/me/",
        "//v1/me",
        "/V1/me",
        "/oauth",
        "/docs/nothing",
        "/.env",
        "/metrics",
        "/v1/%6De/x",
    ] {
        app.anonymous().get(path).refused(404, "not-found");
    }
}

#[test]
fn a_method_that_a_path_does_not_have_is_refused_with_those_it_has() {
    let app = TestApp::start();
    let admin = app.person("super_admin");
    let world = World::void();
    let paths: BTreeSet<&str> = spec()
        .operations
        .iter()
        .map(|operation| operation.path.as_str())
        .collect();
    for operation in spec()
        .operations
        .iter()
        .filter(|operation| paths.contains(operation.path.as_str()))
    {
        let path = world.path(operation);
        let mut there: BTreeSet<&str> = spec()
            .at(&path)
            .map(|operation| operation.method.as_str())
            .collect();
        let is_safe = |operation: &Operation| operation.method == "GET" && !operation.has_effects;
        if spec().at(&path).any(is_safe) {
            there.insert("HEAD");
        }
        for method in [
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND",
        ] {
            if there.contains(method) {
                continue;
            }
            for caller in [&admin.caller(), &app.anonymous()] {
                let request = caller.request(method, &path);
                let refused = match method {
                    "HEAD" => request.expect(405),
                    _ => request.refused(405, "method-not-allowed"),
                };
                let allow: BTreeSet<&str> = refused
                    .header("allow")
                    .expect("Allow")
                    .split(", ")
                    .collect();
                assert_eq!(allow, there, "{method} {path}");
            }
        }
    }
}

#[test]
fn head_answers_what_get_does_without_the_body() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for path in [
        "/v1/me",
        &bo.path(),
        "/v1/user-groups",
        "/health/ready",
        "/openapi.json",
        "/docs",
    ] {
        let (get, head) = (
            bo.get(path).expect(200),
            bo.request("HEAD", path).expect(200),
        );
        assert!(head.body.is_empty(), "{path}");
        for name in ["content-type", "content-length", "etag", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {path}");
        }
    }
    bo.request("HEAD", "/v1/me")
        .header("if-none-match", bo.get("/v1/me").expect(200).etag())
        .expect(304);
    app.anonymous().request("HEAD", "/v1/me").expect(401);
    bo.request("HEAD", "/v1/nothing").expect(404);
}

#[test]
fn each_answer_has_a_request_id_of_its_own_which_is_in_the_log() {
    let app = TestApp::start();
    let mut ids = BTreeSet::new();
    for _ in 0..5 {
        let refused = app
            .anonymous()
            .get("/v1/me")
            .header("x-request-id", "mine")
            .expect(401);
        let id = refused.header("x-request-id").expect("an id").to_owned();
        assert!(logs::about(&id).contains("getMe"));
        assert!(ids.insert(id));
    }
}

#[test]
fn who_accepts_what_there_is_among_others_is_answered() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for accept in [
        "*/*",
        "application/*",
        "text/html, application/json;q=0.1",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
    ] {
        bo.get("/v1/me").header("accept", accept).expect(200);
    }
    bo.get("/v1/me")
        .header("accept", "text/html")
        .header("accept", "application/json")
        .expect(200);
}
