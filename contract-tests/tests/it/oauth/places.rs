//! Where people are sent back to: to an address that the client has registered, as it was registered.

use contract_tests::{
    TestApp, Visitor,
    visitor::{authorize, exchange_with, location, query},
};

#[test]
fn nobody_is_sent_to_an_address_that_the_client_has_not_registered() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    for redirect_uri in [
        "https://evil.example/callback",
        "http://127.0.0.1:8081/callback?x=1",
        "http://127.0.0.1:8081/callback/../evil",
        "http://127.0.0.1:8081/Callback",
        "http://127.0.0.1:8082/callback",
        "//evil.example",
        "javascript:alert(1)",
    ] {
        let answer = visitor.open(&authorize(&[("redirect_uri", redirect_uri)]));
        let answer = answer.expect(400);
        assert!(answer.is_page() && answer.header("location").is_none());
        assert!(!answer.text().contains("evil"), "{}", answer.describe());
    }
    let unknown = visitor
        .open(&authorize(&[("client_id", "nobody")]))
        .expect(400);
    assert_eq!(unknown.header("location"), None);
    // Not even an error is sent where nobody asked from.
    let answer = authorize(&[
        ("redirect_uri", "https://evil.example/"),
        ("response_type", "token"),
    ]);
    assert_eq!(visitor.open(&answer).expect(400).header("location"), None);
}

#[test]
fn what_a_redirect_uri_asks_already_stays_and_the_answer_comes_after_it() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let home = "http://127.0.0.1:8081/callback?shop=3&from=login";
    app.db.execute(
        "update clients set redirect_uris = array[$1] where id = 'demo-spa'",
        &[&home],
    );
    let visitor = Visitor::new(&app);
    let target = authorize(&[("redirect_uri", home)]);
    let page = location(&visitor.open(&target).expect(303));
    let place = visitor.sign_in_at(&page, &username);
    let agreed = visitor.fill_in(&place, &[("decision", "allow")]);
    let back = location(&agreed.expect(303));
    assert!(back.starts_with(&format!("{home}&code=")), "{back}");
    assert_eq!(back.matches('?').count(), 1);
    assert_eq!(query(&back, "shop").as_deref(), Some("3"));
    assert_eq!(query(&back, "state").as_deref(), Some("af0ifjsldkj"));
    let code = query(&back, "code").expect("a code");
    exchange_with(&app, &code, &[("redirect_uri", home)]).expect(200);
    // An error comes back in the same way.
    let target = authorize(&[("redirect_uri", home), ("response_type", "token")]);
    let back = location(&visitor.open(&target).expect(303));
    assert!(back.starts_with(&format!("{home}&error=")), "{back}");
}

#[test]
fn a_redirect_uri_that_the_client_has_taken_back_gets_no_code_any_more() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let page = location(&visitor.open(&authorize(&[])).expect(303));
    let place = visitor.sign_in_at(&page, &username);
    visitor.open(&place).expect(200);
    app.db.execute(
        "update clients set redirect_uris = '{https://elsewhere.example/}' where id = 'demo-spa'",
        &[],
    );
    std::thread::sleep(std::time::Duration::from_millis(600));
    for page in [&page, &place] {
        let answer = visitor.open(page).expect(400);
        assert_eq!(answer.header("location"), None);
    }
    let codes: i64 = app
        .db
        .value("select count(*) from authorization_codes", &[]);
    assert_eq!(codes, 0);
}
