//! Setting a new password by a letter.

use contract_tests::{PASSWORD, TestApp, at_the_same_moment, callers::FIRST_PARTY};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Browser, NEW, account, ask, change, confirm, dead, forget, is_confirmed, pass, reset, signs_in,
    start, token,
};

const PAGE: &str = "/reset-password";

fn hash(app: &TestApp, id: Uuid) -> Value {
    account(app, id)["password_hash"].clone()
}

#[test]
fn a_letter_lets_one_choose_a_new_password_and_ends_every_session() {
    let (app, mailbox) = start();
    let second = app.second();
    let person = app.person("artist");
    let browser = Browser::of(&app, &person.username);
    let scope = "read_write offline_access";
    let tokens = app.sign_in_as(&person.username, PASSWORD, scope).json();
    assert!(!is_confirmed(&app, person.id));
    ask(&app, "password-resets", &person.username.to_uppercase()).expect(202);
    let letter = mailbox.next_to(&person.username);
    assert_eq!(letter.subject(), "Set a new password for Low Tide");
    assert!(letter.text().contains("for 60 minutes"));
    let token = token(&app, &letter, PAGE);
    reset(&app, &token, NEW).expect(204);
    let told = mailbox.next_to(&person.username);
    assert_eq!(told.subject(), "Your password for Low Tide has changed");
    assert!(!signs_in(&app, &person.username, PASSWORD));
    assert!(signs_in(&app, &person.username, NEW));
    // Access tokens, refresh tokens, browsers; at this instance at once, at every other soon.
    person.get("/v1/me").refused(401, "unauthenticated");
    person.at(&second).soon_refused("/v1/me");
    let refresh = [
        ("grant_type", "refresh_token"),
        (
            "refresh_token",
            tokens["refresh_token"].as_str().expect("a token"),
        ),
    ];
    app.token(FIRST_PARTY, &refresh).expect(400);
    browser.open("/login", 200).says("Forgot your password?");
    // The letter has reached the address.
    assert!(is_confirmed(&app, person.id));
    dead(reset(&app, &token, "another lamp on a quiet pier"));
    mailbox.none();
}

#[test]
fn so_it_is_on_the_pages() {
    let (app, mailbox) = start();
    let (id, username) = app.account("artist", None);
    let browser = Browser::new(&app);
    let asked = browser.submit("/forgot-password", &[("username", &username)], 200);
    asked.says("Look into your mail").says(&username);
    let token = token(&app, &mailbox.next_to(&username), PAGE);
    let target = format!("{PAGE}?token={token}");
    let before = app.db.fingerprint();
    browser.open(&target, 200).says(&username);
    browser.request("HEAD", &target).expect(200);
    assert_eq!(app.db.fingerprint(), before);
    for weak in [
        "short",
        "password1234",
        "aaaaaaaaaaaaaaaaaa",
        &"x".repeat(129),
    ] {
        let fields = [("token", token.as_str()), ("password", weak)];
        let again = browser.submit(PAGE, &fields, 422);
        assert!(!again.text().contains(weak), "it is not echoed");
        again.says("role=\"alert\"").says(&token);
    }
    browser.submit(PAGE, &[("token", &token)], 422);
    let fields = [("token", token.as_str()), ("password", NEW)];
    let done = browser.submit(PAGE, &fields, 200);
    assert!(!done.text().contains(NEW));
    done.says("Your password is changed");
    assert!(is_confirmed(&app, id) && signs_in(&app, &username, NEW));
    let again = browser.submit(PAGE, &fields, 422);
    again
        .says("This link does not work any more")
        .says("/forgot-password");
    browser.open(&target, 400).says("ask for a new one");
    browser.open(PAGE, 400);
}

#[test]
fn who_wanted_to_go_on_to_an_application_still_can() {
    let (app, _mailbox) = start();
    let (_, username) = app.account("artist", None);
    let browser = Browser::new(&app);
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let target = format!(
        "/oauth/authorize?client_id=demo-spa&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A8081%2Fcallback&scope=read&state=s&code_challenge={challenge}&code_challenge_method=S256&login_hint=bo%40ferry.example"
    );
    let to = browser.open(&target, 303);
    let location = to.header("location").expect("a location");
    let (_, sealed) = location.split_once("?request=").expect("a request");
    let page = browser.open(&format!("/forgot-password?request={sealed}"), 200);
    page.says(&format!("name=\"request\" value=\"{sealed}\""))
        .says("value=\"bo@ferry.example\"");
    let fields = [("username", username.as_str()), ("request", sealed)];
    let sent = browser.submit("/forgot-password", &fields, 200);
    let sealed = sealed.replace('-', "%2D").replace('_', "%5F");
    sent.says(&format!("/login?request={sealed}"));
}

#[test]
fn an_address_that_is_none_is_said_on_the_page() {
    let (app, _mailbox) = start();
    let browser = Browser::new(&app);
    for wrong in ["", "bo", "bo@", "bo@ferry.example, eve@ferry.example"] {
        let again = browser.submit("/forgot-password", &[("username", wrong)], 400);
        again.says("role=\"alert\"");
    }
    browser.submit("/forgot-password", &[], 400);
}

#[test]
fn a_password_that_is_easy_to_guess_leaves_the_letter_good() {
    let (app, mailbox) = start();
    let (id, username) = app.account("artist", None);
    let sql = "update users set full_name = 'Wilhelmina Ashgrove-Tidewater' where id = $1";
    app.db.execute(sql, &[&id]);
    let token = forget(&app, &mailbox, &username);
    let before = hash(&app, id);
    for weak in ["password1234", "Wilhelmina Ashgrove-Tidewater", &username] {
        let refused = reset(&app, &token, weak).refused(422, "password-too-weak");
        refused.at(&["/body/password"]);
    }
    reset(&app, &token, "short").refused(400, "invalid-request");
    assert_eq!(hash(&app, id), before);
    reset(&app, &token, NEW).expect(204);
}

#[test]
fn a_letter_is_good_for_an_hour_and_for_one_use() {
    let (app, mailbox) = start();
    let (id, username) = app.account("artist", None);
    let late = forget(&app, &mailbox, &username);
    pass(&app, 60);
    dead(reset(&app, &late, NEW));
    let before = hash(&app, id);
    let tokens = [(); 2].map(|()| forget(&app, &mailbox, &username));
    let mut statuses = at_the_same_moment(4, |number| {
        reset(&app, &tokens[number % 2], NEW).send().status
    });
    statuses.sort_unstable();
    assert_eq!(
        statuses,
        [204, 422, 422, 422],
        "the other letter is void too"
    );
    assert_ne!(hash(&app, id), before);
}

#[test]
fn a_letter_is_about_one_person() {
    let (app, mailbox) = start();
    let (_, username) = app.account("artist", None);
    let (other, other_username) = app.account("artist", None);
    let theirs = forget(&app, &mailbox, &other_username);
    let before = hash(&app, other);
    let token = forget(&app, &mailbox, &username);
    reset(&app, &token, NEW).expect(204);
    assert_eq!(hash(&app, other), before);
    reset(&app, &theirs, NEW).expect(204);
}

#[test]
fn who_is_suspended_may_reset_but_stays_suspended() {
    let (app, mailbox) = start();
    let (id, username) = app.account("artist", None);
    let sql = "update users set suspended_at = now() where id = $1";
    app.db.execute(sql, &[&id]);
    let token = forget(&app, &mailbox, &username);
    reset(&app, &token, NEW).expect(204);
    assert!(!account(&app, id)["suspended_at"].is_null());
    assert!(!signs_in(&app, &username, NEW));
}

#[test]
fn who_has_no_password_yet_gets_one() {
    let (app, mailbox) = start();
    let (id, username) = app.account("artist", None);
    let sql = "update users set password_hash = null where id = $1";
    app.db.execute(sql, &[&id]);
    let token = forget(&app, &mailbox, &username);
    reset(&app, &token, NEW).expect(204);
    assert!(signs_in(&app, &username, NEW));
}

#[test]
fn a_reset_makes_a_change_of_address_void_that_was_under_way() {
    let (app, mailbox) = start();
    let person = app.person("artist");
    change(&person, "eve@ferry.example", PASSWORD).expect(202);
    let changing = token(
        &app,
        &mailbox.next_to("eve@ferry.example"),
        "/confirm-email",
    );
    mailbox.next_to(&person.username);
    let resetting = forget(&app, &mailbox, &person.username);
    reset(&app, &resetting, NEW).expect(204);
    dead(confirm(&app, &changing));
    assert_eq!(account(&app, person.id)["username"], person.username);
}
