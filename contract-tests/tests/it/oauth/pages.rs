//! Signing in on our own pages: who is signed in, what they agree to, and that nobody else can send their forms.

use std::sync::Arc;

use contract_tests::{
    PASSWORD, TestApp, TestDb, Visitor,
    samples::hidden,
    visitor::{authorize, location},
};

#[test]
fn a_wrong_password_and_an_unknown_address_get_the_same_page() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let page = |username: &str, password: &str| {
        let fields = [("username", username), ("password", password)];
        let answer = visitor.fill_in("/login", &fields).expect(422);
        answer.text().replace(username, "NAME")
    };
    let wrong = page(&username, "not the password");
    assert_eq!(wrong, page("nobody@music.example", "not the password"));
    assert!(wrong.contains("wrong") && !wrong.contains("not the password"));
    // What was typed is still there.
    assert!(wrong.contains("value=\"NAME\""));
    page("", "");
    page(&username, "");
}

#[test]
fn a_hint_from_the_application_is_in_the_field_when_the_page_opens() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    let field = |others: &[(&str, &str)]| {
        let page = location(&visitor.open(&authorize(others)).expect(303));
        let page = visitor.open(&page).expect(200);
        let (_, rest) = page
            .text()
            .split_once("name=\"username\"")
            .expect("a field");
        rest.split('>').next().expect("its end").to_owned()
    };
    let hinted = field(&[("login_hint", "bo+\"x\"@music.example")]);
    assert!(
        hinted.contains("value=\"bo+&#34;x&#34;@music.example\""),
        "{hinted}"
    );
    assert!(!field(&[]).contains("bo+"));
}

#[test]
fn a_browser_that_signs_in_gets_another_cookie_and_the_one_before_is_worth_nothing() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let (victim, thief) = (Visitor::new(&app), Visitor::new(&app));
    victim.open("/login").expect(200);
    let planted = victim.cookie().expect("a cookie");
    assert_eq!(victim.sign_in_at("/login", &username), "/login");
    let own = victim.cookie().expect("a cookie");
    assert_ne!(planted, own);
    let signed_in = |cookie: &str| {
        let page = app.anonymous().get("/login").header("cookie", cookie);
        page.expect(200).text().contains(&username)
    };
    assert!(signed_in(&own) && !signed_in(&planted));
    assert!(!thief.open("/login").expect(200).text().contains(&username));
    // A cookie of somebody's own making is none of ours.
    assert!(!signed_in("user_api_session=AAAA"));
    // Signing in again changes it once more.
    let again = location(&victim.open(&authorize(&[("prompt", "login")])).expect(303));
    victim.sign_in_at(&again, &username);
    assert!(!signed_in(&own));
}

#[test]
fn a_cookie_is_kept_from_scripts_other_sites_and_plain_connections() {
    let set = |app: &TestApp| {
        let answer = app.anonymous().get("/login").expect(200);
        answer.header("set-cookie").expect("a cookie").to_owned()
    };
    let plain = set(&TestApp::start());
    assert!(plain.starts_with("user_api_session="), "{plain}");
    for word in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(plain.contains(word), "{plain}");
    }
    assert!(!plain.contains("Domain"));
    let app = TestApp::start_with(|config| config.public_url = "https://id.example".to_owned());
    let secure = set(&app);
    assert!(secure.starts_with("__Host-user_api_session=") && secure.contains("Secure"));
}

#[test]
fn a_form_that_did_not_come_from_our_page_in_this_browser_is_refused() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let (own, other) = (Visitor::new(&app), Visitor::new(&app));
    let csrf = hidden(own.open("/login").expect(200).text(), "csrf");
    let others = hidden(other.open("/login").expect(200).text(), "csrf");
    let good = [
        ("username", username.as_str()),
        ("password", PASSWORD),
        ("csrf", csrf.as_str()),
    ];
    let with = |csrf| [good[0], good[1], ("csrf", csrf)];
    own.send(own.form("/login", &with(&others))).expect(403);
    own.send(own.form("/login", &with("AAAA"))).expect(403);
    own.send(own.form("/login", &good[..2])).expect(400);
    own.form("/login", &good).expect(403);
    let elsewhere = own
        .form("/login", &good)
        .header("origin", "https://evil.example");
    own.send(elsewhere).expect(403);
    let here = own.form("/login", &good).header("origin", app.url());
    own.send(here).expect(303);
    // The same for agreeing, signing up and signing out.
    for (path, field) in [
        ("/consent", ("decision", "allow")),
        ("/sign-up", ("first_name", "Bo")),
        ("/logout", ("state", "s")),
    ] {
        let mut fields = vec![field, ("csrf", others.as_str())];
        if path == "/consent" {
            fields.push(("request", "x"));
        }
        own.send(own.form(path, &fields)).expect(403);
    }
    assert!(own.open("/login").expect(200).text().contains(&username));
}

#[test]
fn a_person_signs_up_on_the_page_and_goes_on_to_the_application() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    let page = location(&visitor.open(&authorize(&[])).expect(303)).replace("/login", "/sign-up");
    let fields = |username, password| {
        let role = ("role", "artist");
        [
            ("username", username),
            ("password", password),
            role,
            ("first_name", "Bo"),
        ]
    };
    let weak = visitor.fill_in(&page, &fields("Bo@Music.example", "password1234"));
    let weak = weak.expect(422);
    assert!(weak.text().contains("Bo@Music.example") && !weak.text().contains("password1234"));
    let wrong = visitor.fill_in(&page, &fields("bo at music", "three ferries before dawn"));
    assert!(wrong.expect(422).text().contains("name@example.org"));
    let good = fields("Bo@Music.example", "three ferries before dawn");
    let place = location(&visitor.fill_in(&page, &good).expect(303));
    assert!(place.starts_with("/consent"), "{place}");
    let role: String = app.db.value(
        "select role from users where username = 'bo@music.example'",
        &[],
    );
    assert_eq!(role, "artist");
    let other = Visitor::new(&app);
    let taken = other.fill_in("/sign-up", &good).expect(409);
    assert!(
        taken
            .text()
            .contains("Somebody has this e-mail address already")
    );
    let staff = [good[0], good[1], ("role", "admin")];
    other.fill_in("/sign-up", &staff).expect(422);
}

#[test]
fn what_a_page_carries_along_is_sealed_and_grows_old() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    let place = location(&visitor.open(&authorize(&[])).expect(303));
    let (path, sealed) = place.split_once("request=").expect("a request");
    let mut changed = sealed.to_owned();
    changed.replace_range(40..41, if &sealed[40..41] == "A" { "B" } else { "A" });
    for request in [changed.as_str(), "AAAA", "e30", "%00"] {
        let answer = visitor.open(&format!("{path}request={request}"));
        assert!(answer.expect(400).is_page());
    }
    // Another server's seal is not ours.
    let db = Arc::new(TestDb::new());
    db.execute("delete from signing_keys", &[]);
    let stranger = TestApp::start_on(db, |config| config.secret = vec![9; 32]);
    let stranger = stranger.expect("a server");
    Visitor::new(&stranger).open(&place).expect(400);
}

#[test]
fn a_person_who_was_suspended_is_not_signed_in_any_more() {
    let app = TestApp::start();
    let (id, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    visitor.sign_in_at("/login", &username);
    app.db.execute(
        "update users set suspended_at = now() where id = $1",
        &[&id],
    );
    assert!(
        !visitor
            .open("/login")
            .expect(200)
            .text()
            .contains(&username)
    );
    let fields = [("username", username.as_str()), ("password", PASSWORD)];
    let refused = visitor.fill_in("/login", &fields).expect(422);
    assert!(refused.text().contains("suspended"));
    let answer = app.sign_in_as(&username, PASSWORD, "read").expect(400);
    assert_eq!(answer.json()["error"], "invalid_grant");
}

#[test]
fn pages_are_not_framed_cached_or_shared_and_lead_only_home_or_to_the_application() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    let place = location(&visitor.open(&authorize(&[])).expect(303));
    let page = visitor.send(
        app.anonymous()
            .get(&place)
            .header("origin", contract_tests::app::ORIGIN),
    );
    let policy = page.header("content-security-policy").expect("a policy");
    for word in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self' http:",
    ] {
        assert!(policy.contains(word), "{policy}");
    }
    assert!(!policy.contains("unsafe"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert!(!page.text().contains("<script"));
}

#[test]
fn signing_in_counts_wrong_guesses_across_pages_and_the_token_endpoint() {
    let app = TestApp::start_with(|config| config.rate_limit_factor = 1.0);
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    for _ in 0..5 {
        app.sign_in_as(&username, "wrong, but long enough", "read")
            .expect(400);
    }
    let fields = [
        ("username", username.as_str()),
        ("password", "wrong too, and long"),
    ];
    let mut refused = None;
    for _ in 0..6 {
        let answer = visitor.fill_in("/login", &fields);
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        answer.expect(422);
    }
    let refused = refused.expect("a limit");
    assert!(refused.is_page() && refused.header("retry-after").is_some());
}

#[test]
fn who_signs_up_again_and_again_has_to_wait() {
    let app = TestApp::start_with(|config| config.rate_limit_factor = 0.1);
    let visitor = Visitor::new(&app);
    let sign_up = |username: &str| {
        let password = ("password", "three ferries before dawn");
        visitor.fill_in("/sign-up", &[("username", username), password])
    };
    sign_up("bo@music.example").expect(303);
    sign_up("bo@music.example").expect(409);
    let refused = sign_up("ada@music.example").expect(429);
    assert!(refused.is_page() && refused.header("retry-after").is_some());
    let people: i64 = app.db.value("select count(*) from users", &[]);
    assert_eq!(people, 1);
}
