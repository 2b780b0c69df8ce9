//! Filling the database with accounts, or asking sign-up which addresses have one.

use contract_tests::{Request, TestApp, Visitor, at_the_same_moment};
use serde_json::json;

use super::{from, pass, second, start, too_many, wrong};

fn sign_up(app: &TestApp, address: &str, name: &str) -> Request {
    let new = json!({ "username": format!("{name}@music.example"), "password": "three ferries before dawn" });
    from(address, app.anonymous().post("/v1/users", &new))
}

#[test]
fn who_signs_up_too_often_waits_and_then_may_again() {
    let app = start(0.2);
    for name in ["one", "two", "three", "four"] {
        sign_up(&app, "203.0.113.1", name).expect(201);
    }
    let seconds = too_many(sign_up(&app, "203.0.113.1", "five").send());
    assert!((140..=150).contains(&seconds), "{seconds}");
    pass(&app, seconds);
    sign_up(&app, "203.0.113.1", "five").expect(201);
    too_many(sign_up(&app, "203.0.113.1", "six").send());
    // Others go on.
    sign_up(&app, "203.0.113.2", "six").expect(201);
}

#[test]
fn whether_one_address_has_an_account_is_not_asked_again_and_again() {
    // A tenth: two for an address of e-mail, by whichever way.
    let app = start(0.1);
    sign_up(&app, "203.0.113.1", "one").expect(201);
    sign_up(&app, "203.0.113.2", "ONE").expect(409);
    sign_up(&app, "203.0.113.3", "one").expect(409);
    too_many(sign_up(&app, "203.0.113.4", "one").send());
    let visitor = Visitor::new(&app);
    let fields = |name| {
        [
            ("username", name),
            ("password", "three ferries before dawn"),
        ]
    };
    let by_page = visitor.fill_in("/sign-up", &fields("One@music.example"));
    assert!(by_page.expect(429).is_page());
    // Another is not touched.
    visitor
        .fill_in("/sign-up", &fields("two@music.example"))
        .expect(303);
}

#[test]
fn mistakes_with_a_free_address_never_keep_its_owner_from_signing_up() {
    // A twentieth: one for an address of e-mail, if somebody has it.
    let app = start(0.05);
    for address in ["203.0.113.1", "203.0.113.2", "203.0.113.3"] {
        let weak = json!({ "username": "one@music.example", "password": "passwordpassword" });
        from(address, app.anonymous().post("/v1/users", &weak)).refused(422, "password-too-weak");
    }
    let visitor = Visitor::new(&app);
    let weak = [
        ("username", "one@music.example"),
        ("password", "passwordpassword"),
    ];
    visitor.fill_in("/sign-up", &weak).expect(422);
    sign_up(&app, "203.0.113.4", "one").expect(201);
}

#[test]
fn who_has_left_may_sign_up_again_however_often_others_asked_for_the_address() {
    let app = start(0.05);
    sign_up(&app, "203.0.113.1", "one").expect(201);
    sign_up(&app, "203.0.113.2", "one").expect(409);
    too_many(sign_up(&app, "203.0.113.3", "one").send());
    let one = app.sign_in_as(
        "one@music.example",
        "three ferries before dawn",
        "read_write",
    );
    let token = one.expect(200).json();
    let one = app.bearer(token["access_token"].as_str().expect("a token"));
    let id = one.get("/v1/me").expect(200).json()["id"].clone();
    let id = id.as_str().expect("an id");
    one.delete(&format!("/v1/users/{id}")).expect(204);
    sign_up(&app, "203.0.113.4", "one").expect(201);
}

#[test]
fn requests_that_are_refused_count_and_are_not_looked_at_when_there_were_too_many() {
    let app = start(0.2);
    sign_up(&app, "203.0.113.1", "one").expect(201);
    sign_up(&app, "203.0.113.1", "one").expect(409);
    let nonsense = || from("203.0.113.1", app.anonymous().request("POST", "/v1/users"));
    nonsense().json("nonsense").expect(400);
    nonsense().body("text/plain", "nonsense").expect(415);
    too_many(nonsense().json("nonsense").send());
    too_many(sign_up(&app, "203.0.113.1", "one").send());
}

#[test]
fn of_requests_at_the_same_moment_two_instances_together_let_through_what_the_rule_says() {
    let one = start(1.0);
    let two = second(&one, 1.0);
    let statuses = at_the_same_moment(40, |number| {
        let app = if number % 2 == 0 { &one } else { &two };
        let request = app.anonymous().request("POST", "/v1/users");
        from("203.0.113.1", request.json("{}")).send().status
    });
    let let_through = statuses.iter().filter(|status| **status == 400).count();
    assert_eq!(let_through, 20, "{statuses:?}");
    assert!(statuses.iter().all(|status| [400, 429].contains(status)));
}

#[test]
fn the_limits_of_one_operation_do_not_touch_another() {
    let app = start(0.05);
    let (_, username) = app.account("artist", None);
    sign_up(&app, "203.0.113.1", "one").expect(201);
    too_many(sign_up(&app, "203.0.113.1", "two").send());
    assert_eq!(wrong(&app, "203.0.113.1", &username), 400);
    assert_eq!(wrong(&app, "203.0.113.1", &username), 429);
    let list = app.anonymous().get("/v1/user-groups");
    assert_ne!(from("203.0.113.1", list).send().status, 429);
    sign_up(&app, "203.0.113.9", "two").expect(201);
}
