//! Bodies that are not what they should be.

use contract_tests::{Request, TestApp};
use serde_json::json;

const GOOD: &str = r#"{"username":"bo@music.example","password":"three ferries before dawn"}"#;

fn sign_up(app: &TestApp, body: impl Into<Vec<u8>>) -> Request {
    app.anonymous()
        .request("POST", "/v1/users")
        .body("application/json", body)
}

#[test]
fn text_that_is_no_json_is_refused_with_the_place() {
    let app = TestApp::start();
    for body in [
        "{",
        "}",
        "{\"username\":}",
        "username=bo",
        "{'username':'bo'}",
        "nul",
        "{\"a\":1,}",
        "[1,2",
        "\"",
        "{} {}",
        "// {}",
        "\u{feff}{}",
        "NaN",
        "+1",
        "01",
    ] {
        sign_up(&app, body)
            .refused(400, "invalid-request")
            .at(&["/body"])
            .says("not JSON");
    }
    let refused = sign_up(&app, "{\n  \"username\": bo\n}").refused(400, "invalid-request");
    refused.says("line 2 column");
}

#[test]
fn a_body_that_is_missing_is_refused() {
    let app = TestApp::start();
    app.anonymous()
        .request("POST", "/v1/users")
        .refused(400, "invalid-request")
        .at(&["/body"])
        .says("needs a body");
    sign_up(&app, "")
        .refused(400, "invalid-request")
        .at(&["/body"]);
}

#[test]
fn json_that_is_no_object_is_refused() {
    let app = TestApp::start();
    for body in ["null", "[]", "\"bo\"", "1", "true", "[{}]"] {
        sign_up(&app, body)
            .refused(400, "invalid-request")
            .at(&["/body"])
            .says("an object");
    }
}

#[test]
fn a_name_that_occurs_twice_is_refused() {
    let app = TestApp::start();
    let twice = GOOD.replace('}', r#","username":"another@music.example"}"#);
    sign_up(&app, twice)
        .refused(400, "invalid-request")
        .says("twice");
    // Also when it is written in another way.
    let escaped = GOOD.replace('}', r#","\u0075sername":"another@music.example"}"#);
    sign_up(&app, escaped)
        .refused(400, "invalid-request")
        .says("twice");
}

#[test]
fn characters_that_cannot_be_stored_are_refused() {
    let app = TestApp::start();
    for field in ["first_name", "password", "username", "fir\\u0000st_name"] {
        let body = format!(
            r#"{{"username":"bo@music.example","password":"three ferries before dawn","{field}":"a\u0000b"}}"#
        );
        sign_up(&app, body).expect(400);
    }
    sign_up(&app, GOOD.replace('}', ",\"first_name\":\"a\0b\"}")).expect(400);
    // Half of a character that takes two in UTF-16.
    sign_up(&app, GOOD.replace('}', r#","first_name":"\ud83c"}"#)).expect(400);
    let count: i64 = app.db.value("select count(*) from users", &[]);
    assert_eq!(count, 0);
}

#[test]
fn bytes_that_are_no_utf_8_are_refused() {
    let app = TestApp::start();
    for bytes in [
        &b"\xff"[..],
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xe9",
        b"\xff\xfe{\0}\0",
    ] {
        let mut body = GOOD.trim_end_matches('}').as_bytes().to_vec();
        body.extend(b",\"first_name\":\"");
        body.extend(bytes);
        body.extend(b"\"}");
        sign_up(&app, body)
            .refused(400, "invalid-request")
            .at(&["/body"]);
    }
}

#[test]
fn a_mistyped_field_is_refused_with_the_one_that_was_meant() {
    let app = TestApp::start();
    for (wrong, meant) in [
        ("contry", "country"),
        ("firstname", "first_name"),
        ("pasword", "password"),
        ("userName", "username"),
        ("newsletter_notifications", "newsletter_notification"),
    ] {
        let body = GOOD.replace('}', &format!(r#","{wrong}":"DE"}}"#));
        let refused = sign_up(&app, body).refused(400, "invalid-request");
        refused
            .at(&[&format!("/body/{wrong}")])
            .says(&format!("Did you mean {meant}?"));
    }
    let body = GOOD.replace('}', r#","a/b~c":1}"#);
    sign_up(&app, body)
        .refused(400, "invalid-request")
        .at(&["/body/a~1b~0c"]);
}

#[test]
fn a_value_of_another_kind_is_refused_with_the_right_kind() {
    let app = TestApp::start();
    for (field, value, words) in [
        ("username", "7", "a string"),
        ("username", "null", "a string"),
        ("password", "[\"three ferries before dawn\"]", "a string"),
        ("role", "7", "a string"),
        ("role", "\"king\"", "listener, artist, label"),
        ("newsletter_notification", "\"true\"", "true or false"),
        ("newsletter_notification", "1", "true or false"),
        ("country", "{}", "a string"),
    ] {
        let mut body: serde_json::Value = serde_json::from_str(GOOD).expect("JSON");
        body[field] = serde_json::from_str(value).expect("JSON");
        let refused = sign_up(&app, body.to_string()).refused(400, "invalid-request");
        refused.at(&[&format!("/body/{field}")]).says(words);
    }
}

#[test]
fn a_body_of_ten_megabytes_is_refused_and_the_answer_can_be_read() {
    let app = TestApp::start();
    let large = format!(r#"{{"first_name":"{}"}}"#, "x".repeat(10_000_000));
    sign_up(&app, large.clone())
        .refused(413, "body-too-large")
        .says("1048576");
    sign_up(&app, large)
        .chunked()
        .refused(413, "body-too-large");
    // The server goes on, for this client too.
    sign_up(&app, GOOD).expect(201);
}

#[test]
fn a_body_just_within_the_limit_is_read() {
    let app = TestApp::start();
    let padding = " ".repeat(1024 * 1024 - GOOD.len());
    sign_up(&app, format!("{GOOD}{padding}"))
        .chunked()
        .expect(201);
}

#[test]
fn deep_and_wide_json_is_refused_in_a_moment() {
    let app = TestApp::start();
    let began = std::time::Instant::now();
    sign_up(&app, "[".repeat(500_000)).refused(400, "invalid-request");
    sign_up(&app, "{\"a\":".repeat(100_000)).refused(400, "invalid-request");
    let names: String = (0..50_000)
        .map(|number| format!("\"n{number}\":0,"))
        .collect();
    let refused = sign_up(&app, format!("{{{}}}", names.trim_end_matches(',')))
        .refused(400, "invalid-request");
    assert!(refused.errors().len() <= 100);
    assert!(
        began.elapsed() < std::time::Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
}

#[test]
fn a_megabyte_of_wrong_items_is_refused_in_a_moment() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let path = "/v1/user-groups/0192f0c1-2a3b-7c4d-8e5f-60718293a4b5";
    for item in ["0", "{}", "\"\"", "[[]]", "{\"a\":0}", "1.5"] {
        for field in ["tags", "links", "description", "colour"] {
            let items = vec![item; 1_000_000 / (item.len() + 1)].join(",");
            let request = bo.request("PATCH", path).body(
                "application/merge-patch+json",
                format!("{{\"{field}\":[{items}]}}"),
            );
            let began = std::time::Instant::now();
            let refused = request.refused(400, "invalid-request");
            assert!(
                began.elapsed() < std::time::Duration::from_secs(20),
                "{field} of {item}: {:?}",
                began.elapsed()
            );
            assert!(refused.errors()[0].0.starts_with(&format!("/body/{field}")));
        }
    }
}

#[test]
fn many_good_items_are_refused_by_their_number() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let tags: Vec<_> = (0..50_000).map(|number| format!("tag-{number}")).collect();
    let patch = json!({ "tags": tags });
    bo.patch(&format!("/v1/user-groups/{}", bo.id), &patch)
        .refused(400, "invalid-request")
        .at(&["/body/tags"])
        .says("items at most");
}

#[test]
fn text_that_looks_like_sql_or_html_is_only_text() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for text in [
        "'; drop table users; --",
        "<script>alert(1)</script>",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "%00%0a",
        "\\",
        "\"",
        "O'Brien",
        "🏴‍☠️".trim_matches('\u{200d}'),
    ] {
        let patch = json!({ "full_name": text.replace('\u{200d}', "") });
        let account = bo.patch(&bo.path(), &patch).expect(200).json();
        assert_eq!(account["full_name"], patch["full_name"]);
    }
}

#[test]
fn a_body_where_none_is_due_does_no_harm() {
    let app = TestApp::start();
    let bo = app.person("artist");
    bo.get("/v1/me").json("{\"a\":1}").expect(200);
    bo.delete(&bo.path()).json("garbage").expect(204);
}
