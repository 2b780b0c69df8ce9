//! What a person is asked on the way to an application, how often, and what signing out takes along.

use std::{thread, time::Duration};

use contract_tests::{
    TestApp, Visitor, at_the_same_moment,
    visitor::{CALLBACK, authorize, exchange, location, query},
};

#[test]
fn what_a_person_agreed_to_is_not_asked_again_until_the_application_wants_more() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.authorize(&username, "openid read");
    let straight = |scope: &str| {
        let place = location(&visitor.open(&authorize(&[("scope", scope)])).expect(303));
        place.starts_with(CALLBACK)
    };
    assert!(straight("openid read") && straight("read"));
    assert!(!straight("openid read profile"));
    let silent = authorize(&[("scope", "email read"), ("prompt", "none")]);
    let back = location(&visitor.open(&silent).expect(303));
    assert_eq!(query(&back, "error").as_deref(), Some("consent_required"));
    // Who is asked on purpose is asked.
    let place = location(
        &visitor
            .open(&authorize(&[("prompt", "consent")]))
            .expect(303),
    );
    assert!(place.starts_with("/consent"));
    let page = visitor.open(&place).expect(200);
    assert!(page.text().contains("Demo web application") && page.text().contains("127.0.0.1"));
    let declined = visitor.fill_in(&place, &[("decision", "deny")]).expect(303);
    let back = location(&declined);
    assert_eq!(query(&back, "error").as_deref(), Some("access_denied"));
    assert_eq!(query(&back, "code"), None);
}

#[test]
fn who_agrees_to_two_things_at_the_same_moment_has_agreed_to_both() {
    let app = TestApp::start();
    let (id, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.sign_in_at("/login", &username);
    let page = |scope: &str| location(&visitor.open(&authorize(&[("scope", scope)])).expect(303));
    let pages = [page("email read"), page("profile read")];
    // Both are held where they would be the first.
    app.db.batch("begin");
    let other =
        "insert into consents (user_id, client_id, scopes) values ($1, 'demo-spa', '{read}')";
    app.db.execute(other, &[&id]);
    thread::scope(|scope| {
        let allow = |page: &str| visitor.fill_in(page, &[("decision", "allow")]);
        let answers = pages
            .each_ref()
            .map(|page| scope.spawn(move || allow(page)));
        app.db.wait_for_waiting(2);
        app.db.batch("rollback");
        for answer in answers {
            let back = location(&answer.join().expect("an answer").expect(303));
            assert!(back.starts_with(CALLBACK), "{back}");
        }
    });
    let agreed: Vec<String> = app.db.value("select scopes from consents", &[]);
    assert_eq!(agreed, ["email", "profile", "read"]);
}

#[test]
fn an_application_may_want_the_password_given_again() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.authorize(&username, "openid read");
    let place = |others: &[(&str, &str)]| location(&visitor.open(&authorize(others)).expect(303));
    assert!(place(&[("max_age", "3600")]).starts_with(CALLBACK));
    app.db.execute(
        "update sessions set authenticated_at = now() - interval '2 hours' where client_id is null",
        &[],
    );
    assert!(place(&[("max_age", "3600")]).starts_with("/login"));
    for prompt in ["login", "select_account"] {
        let page = place(&[("prompt", prompt)]);
        assert!(page.starts_with("/login"));
        // Afterwards it goes on, and does not ask for ever.
        let back = visitor.sign_in_at(&page, &username);
        assert!(back.starts_with(CALLBACK), "{back}");
    }
    let page = place(&[("max_age", "0")]);
    assert!(page.starts_with("/login"));
    assert!(visitor.sign_in_at(&page, &username).starts_with(CALLBACK));
}

#[test]
fn somebody_else_can_sign_in_with_the_same_browser() {
    let app = TestApp::start();
    let ((_, bo), (other, ada)) = (app.account("artist", None), app.account("listener", None));
    let visitor = Visitor::new(&app);
    let bo_tokens = visitor.tokens(&bo, "openid read");
    let place = location(
        &visitor
            .open(&authorize(&[("prompt", "consent")]))
            .expect(303),
    );
    let page = location(
        &visitor
            .fill_in(&place, &[("decision", "switch")])
            .expect(303),
    );
    assert!(page.starts_with("/login"));
    let place = visitor.sign_in_at(&page, &ada);
    let back = location(
        &visitor
            .fill_in(&place, &[("decision", "allow")])
            .expect(303),
    );
    let code = query(&back, "code").expect("a code");
    let tokens = exchange(&app, &code).expect(200).json();
    let access = tokens["access_token"].as_str().expect("a token");
    let me = app.bearer(access).get("/v1/me").expect(200).json();
    assert_eq!(me["id"], other.to_string());
    // Bo is signed out of what this browser had signed in.
    let access = bo_tokens["access_token"].as_str().expect("a token");
    app.bearer(access)
        .get("/v1/me")
        .refused(401, "unauthenticated");
}

#[test]
fn signing_out_ends_the_browser_and_the_apps_it_signed_in() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let tokens = visitor.tokens(&username, "openid offline_access read");
    let access = app.bearer(tokens["access_token"].as_str().expect("a token"));
    access.get("/v1/me").expect(200);
    let hint = tokens["id_token"].as_str().expect("a token");
    let home = "http://127.0.0.1:8081/";
    let target = format!(
        "/logout?id_token_hint={hint}&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8081%2F&state=s1"
    );
    // Looking at the page signs nobody out.
    assert!(visitor.open(&target).expect(200).text().contains(&username));
    access.get("/v1/me").expect(200);
    let back = location(&visitor.fill_in(&target, &[]).expect(303));
    assert_eq!(back, format!("{home}?state=s1"));
    access.get("/v1/me").refused(401, "unauthenticated");
    assert!(
        !visitor
            .open("/login")
            .expect(200)
            .text()
            .contains(&username)
    );
}

#[test]
fn signing_out_leads_nowhere_that_the_application_has_not_registered() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    for target in [
        "/logout?client_id=demo-spa&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F",
        "/logout?client_id=nobody&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8081%2F",
        "/logout?post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8081%2F",
        "/logout?id_token_hint=e30.e30.e30&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8081%2F",
    ] {
        let visitor = Visitor::new(&app);
        visitor.sign_in_at("/login", &username);
        let page = visitor.open(target).expect(200);
        assert!(!page.text().contains("href=\"http"), "{}", page.describe());
        visitor.fill_in(target, &[]).expect(200);
    }
}

#[test]
fn people_who_sign_in_at_the_same_moment_each_get_a_session_of_their_own() {
    let app = TestApp::start();
    let people: Vec<_> = (0..6).map(|_| app.account("artist", None)).collect();
    at_the_same_moment(people.len(), |number| {
        let (id, username) = &people[number];
        let visitor = Visitor::new(&app);
        for _ in 0..2 {
            let tokens = visitor.tokens(username, "openid read");
            let access = tokens["access_token"].as_str().expect("a token");
            let me = app.bearer(access).get("/v1/me").expect(200).json();
            assert_eq!(me["id"], id.to_string());
            assert!(visitor.open("/login").expect(200).text().contains(username));
        }
    });
}

#[test]
fn a_name_full_of_quotes_and_tags_is_shown_as_it_is_and_runs_nothing() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let name = "O'Brien \"</script><script>alert(1)</script>";
    app.db.execute(
        "update clients set name = $1 where id = 'demo-spa'",
        &[&name],
    );
    thread::sleep(Duration::from_millis(600));
    let visitor = Visitor::new(&app);
    let page = location(&visitor.open(&authorize(&[])).expect(303));
    let place = visitor.sign_in_at(&page, &username);
    let consent = visitor.open(&place).expect(200);
    assert!(consent.text().contains("Brien") && !consent.text().contains("<script"));
}

#[test]
fn neither_a_page_nor_a_cookie_holds_a_token() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let tokens = visitor.tokens(&username, "openid offline_access read");
    let cookie = visitor.cookie().expect("a cookie");
    for token in ["access_token", "refresh_token", "id_token"] {
        let token = tokens[token].as_str().expect("a token");
        assert!(!cookie.contains(token));
        for page in ["/login", "/change-address", "/logout"] {
            assert!(!visitor.open(page).expect(200).text().contains(token));
        }
    }
    assert!(!cookie.contains("eyJ") && cookie.len() < 100, "{cookie}");
}
