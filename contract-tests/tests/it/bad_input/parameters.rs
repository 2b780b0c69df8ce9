//! Paths, queries and headers that are not what they should be.

use contract_tests::TestApp;

#[test]
fn a_path_is_compared_after_it_is_decoded_once() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let escaped = bo.id.to_string().replace('-', "%2D");
    bo.get(&format!("/v1/users/{escaped}")).expect(200);
    bo.get(&format!("/v1/users/{}", escaped.replace('%', "%25")))
        .refused(400, "invalid-request")
        .at(&["/path/user_id"]);
    bo.get(&format!("/v1/users/{}", bo.id.to_string().to_uppercase()))
        .expect(200);
}

#[test]
fn a_path_that_climbs_leads_nowhere() {
    let app = TestApp::start();
    for path in [
        "/v1/users/../me",
        "/v1/users/%2e%2e/account",
        "/docs/../v1/me",
        "/docs/..%2f..%2fCargo.toml",
        "/openapi.yaml/..",
        "/v1//me",
    ] {
        let status = app.anonymous().get(path).send().status;
        assert!([400, 401, 404].contains(&status), "{path}: {status}");
    }
}

#[test]
fn a_query_that_is_no_utf_8_is_refused() {
    let app = TestApp::start();
    for query in ["type=%FF", "%FF=persona", "type=%C0%80", "limit=%E9"] {
        app.anonymous()
            .get(&format!("/v1/user-groups?{query}"))
            .refused(400, "invalid-request")
            .at(&["/query"]);
    }
    app.anonymous()
        .get("/v1/user-groups?type=%00")
        .refused(400, "invalid-request")
        .at(&["/query/type"]);
    app.anonymous()
        .get("/v1/user-groups?type=per%00sona")
        .refused(400, "invalid-request");
}

#[test]
fn a_query_parameter_that_occurs_twice_is_refused() {
    let app = TestApp::start();
    for query in [
        "type=persona&type=band",
        "type=persona&type=persona",
        "limit=1&type=band&limit=1",
        "type=persona&typ%65=band",
    ] {
        app.anonymous()
            .get(&format!("/v1/user-groups?{query}"))
            .refused(400, "invalid-request")
            .says("twice");
    }
}

#[test]
fn a_query_is_read_as_forms_are() {
    let app = TestApp::start();
    for query in [
        "",
        "&",
        "&&type=persona&",
        "type=p%65rsona",
        "t%79pe=persona",
    ] {
        app.anonymous()
            .get(&format!("/v1/user-groups?{query}"))
            .expect(200);
    }
    app.anonymous()
        .get("/v1/user-groups?type")
        .refused(400, "invalid-request")
        .at(&["/query/type"]);
    app.anonymous()
        .get("/v1/user-groups?=persona")
        .refused(400, "invalid-request");
    app.anonymous()
        .get("/v1/user-groups?type[]=persona")
        .refused(400, "invalid-request")
        .at(&["/query/type[]"]);
    app.anonymous()
        .get("/v1/user-groups?Type=persona")
        .refused(400, "invalid-request")
        .says("Did you mean type?");
}

#[test]
fn many_wrong_parameters_are_each_named_within_bounds() {
    let app = TestApp::start();
    let query: String = (0..300).map(|number| format!("x{number}=&")).collect();
    let refused = app
        .anonymous()
        .get(&format!("/v1/user-groups?{query}"))
        .refused(400, "invalid-request");
    assert_eq!(refused.errors().len(), 100);
    let long = "x".repeat(5000);
    app.anonymous()
        .get(&format!("/v1/user-groups?{long}=1"))
        .refused(400, "invalid-request");
    app.anonymous()
        .get(&format!("/v1/{long}"))
        .refused(404, "not-found");
}

#[test]
fn as_many_parameters_as_a_head_has_room_for_are_refused_in_a_moment() {
    let app = TestApp::start();
    let names = |form: fn(u32) -> String| {
        (0..).map(form).scan(0, |length, name| {
            *length += name.len();
            (*length < 60_000).then_some(name)
        })
    };
    let unknown: String = names(|number| format!("{number:x}&")).collect();
    let twice: String = names(|_| "type&".to_owned()).collect();
    for query in [&unknown, &twice] {
        let began = std::time::Instant::now();
        let target = format!("/v1/user-groups?{query}");
        let refused = app.anonymous().get(&target).refused(400, "invalid-request");
        assert_eq!(refused.errors().len(), 100);
        // Where what is not known is ignored.
        app.anonymous()
            .get(&format!("/oauth/authorize?{query}"))
            .send();
        assert!(
            began.elapsed() < std::time::Duration::from_secs(20),
            "{:?}",
            began.elapsed()
        );
    }
}

#[test]
fn a_condition_that_comes_twice_is_refused() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let twice = bo
        .get("/v1/me")
        .header("if-none-match", "\"1\"")
        .header("if-none-match", "\"2\"");
    twice
        .refused(400, "invalid-request")
        .at(&["/header/If-None-Match"]);
    bo.get("/v1/me")
        .header("if-none-match", b"\"\xff\"")
        .refused(400, "invalid-request")
        .at(&["/header/If-None-Match"]);
}

#[test]
fn no_header_changes_what_is_called_or_by_whom() {
    let app = TestApp::start();
    let lin = app.person("listener");
    let sol = app.person("super_admin");
    for (name, value) in [
        ("x-http-method-override", "DELETE".to_owned()),
        ("x-original-url", sol.account()),
        ("x-rewrite-url", sol.account()),
        ("x-forwarded-user", sol.id.to_string()),
        ("x-user-id", sol.id.to_string()),
        ("x-span-id", "0".to_owned()),
        ("forwarded", "for=127.0.0.1".to_owned()),
    ] {
        let account = lin.get("/v1/me").header(name, value).expect(200).json();
        assert_eq!(account["id"], lin.id.to_string(), "{name}");
    }
}
