//! Signing up: who may become what, and what stands in the way.

use contract_tests::{Request, TestApp, Visitor, at_the_same_moment};
use serde_json::{Value, json};

const PASSWORD: &str = "three ferries before dawn";

/// A request to sign up with these fields beside an address and a good password.
fn sign_up(app: &TestApp, fields: Value) -> Request {
    let mut body = json!({ "username": "bo@music.example", "password": PASSWORD });
    let fields = fields.as_object().expect("an object").clone();
    body.as_object_mut().expect("an object").extend(fields);
    app.anonymous().post("/v1/users", &body)
}

fn count(app: &TestApp) -> i64 {
    app.db.value("select count(*) from users", &[])
}

#[test]
fn a_new_account_has_what_was_said_and_defaults_for_the_rest() {
    let app = TestApp::start();
    let account = sign_up(&app, json!({ "first_name": "Bo" }))
        .expect(201)
        .json();
    assert_eq!(account["username"], "bo@music.example");
    assert_eq!(account["role"], "listener");
    assert_eq!(account["first_name"], "Bo");
    assert_eq!(account["email_confirmed"], false);
    assert_eq!(account["newsletter_notification"], false);
    for empty in ["last_name", "full_name", "country"] {
        assert_eq!(account[empty], Value::Null, "{empty}");
    }
    let tenant: uuid::Uuid = app.db.value("select id from tenants where is_default", &[]);
    assert_eq!(account["tenant_id"], tenant.to_string());
    assert_eq!(account["created_at"], account["updated_at"]);
}

#[test]
fn one_may_become_what_the_roles_say() {
    let app = TestApp::start();
    let roles = app.service().get("/v1/roles").expect(200).json();
    for role in roles["items"].as_array().expect("roles") {
        let name = role["name"].as_str().expect("a name");
        let fields = json!({ "role": name, "username": format!("{name}@music.example") });
        if role["sign_up"] == true {
            assert_eq!(sign_up(&app, fields).expect(201).json()["role"], name);
        } else {
            sign_up(&app, fields)
                .refused(400, "invalid-request")
                .at(&["/body/role"]);
        }
    }
}

#[test]
fn nobody_gives_themselves_what_only_others_may_give() {
    let app = TestApp::start();
    for (field, value) in [
        ("role_id", json!(1)),
        ("member", json!(true)),
        ("email_confirmed", json!(true)),
        ("tenant_id", json!("0192f0c1-0000-7000-8000-000000000001")),
        ("id", json!("0192f0c1-2a3b-7c4d-8e5f-60718293a4b5")),
        ("scopes", json!(["super_admin"])),
    ] {
        let refused = sign_up(&app, json!({ field: value })).refused(400, "invalid-request");
        refused.at(&[&format!("/body/{field}")]);
    }
    assert_eq!(count(&app), 0);
}

#[test]
fn an_address_in_capitals_is_the_same_address() {
    let app = TestApp::start();
    let account = sign_up(&app, json!({ "username": "Bo@Music.EXAMPLE" }))
        .expect(201)
        .json();
    assert_eq!(account["username"], "bo@music.example");
    sign_up(&app, json!({}))
        .refused(409, "username-taken")
        .at(&["/body/username"]);
    sign_up(&app, json!({ "username": "BO@MUSIC.EXAMPLE" })).refused(409, "username-taken");
    app.sign_in_as("bO@mUSIC.example", PASSWORD, "read")
        .expect(200);
}

#[test]
fn of_two_who_take_an_address_at_the_same_moment_one_gets_it() {
    let app = TestApp::start();
    for round in 0..3 {
        let username = format!("bo-{round}@music.example");
        let mut statuses = at_the_same_moment(2, |_| {
            sign_up(&app, json!({ "username": username })).send().status
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
    }
    assert_eq!(count(&app), 3);
}

#[test]
fn a_password_that_is_easy_to_guess_is_refused() {
    let app = TestApp::start();
    for password in [
        "passwordpassword",
        "123456789012",
        "bo@music.example",
        "aaaaaaaaaaaaaaaaaaaaa",
    ] {
        let refused =
            sign_up(&app, json!({ "password": password })).refused(422, "password-too-weak");
        refused.at(&["/body/password"]);
    }
    let own_name = json!({ "password": "Bartholomew Ekdahl", "full_name": "Bartholomew Ekdahl" });
    sign_up(&app, own_name).refused(422, "password-too-weak");
    assert_eq!(count(&app), 0);
}

#[test]
fn a_password_is_from_12_to_128_characters_of_any_script() {
    let app = TestApp::start();
    for (number, (password, status)) in [
        ("kort men fin".to_owned(), 201),
        ("för kort ö".to_owned(), 400),
        ("七つの海を渡る夜の渡し船と灯台".to_owned(), 201),
        ("an otter, a heron and a pike. ".repeat(4) + "a tern!!", 201),
        (
            "an otter, a heron and a pike. ".repeat(4) + "a tern!!!",
            400,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let username = format!("bo-{number}@music.example");
        let fields = json!({ "password": password, "username": username });
        sign_up(&app, fields).expect(status);
        if status == 201 {
            app.sign_in_as(&username, &password, "read").expect(200);
        }
    }
}

#[test]
fn a_country_is_one_that_exists() {
    let app = TestApp::start();
    sign_up(&app, json!({ "country": "XX" }))
        .refused(422, "country-unknown")
        .at(&["/body/country"]);
    for not_a_code in ["de", "DEU", "D", "", "Ð€"] {
        sign_up(&app, json!({ "country": not_a_code }))
            .refused(400, "invalid-request")
            .at(&["/body/country"]);
    }
    assert_eq!(count(&app), 0);
    assert_eq!(
        sign_up(&app, json!({ "country": "NL" })).expect(201).json()["country"],
        "NL"
    );
}

#[test]
fn an_address_is_one_that_mail_can_reach() {
    let app = TestApp::start();
    for wrong in [
        "bo",
        "bo@",
        "@music.example",
        "bo@localhost",
        "bo bo@music.example",
        "bo@music..example",
        "bo@-music.example",
        "bö@music.example",
        "bo@music.example\n",
        "bo@@music.example",
        ".bo@music.example",
        "bo@music.example ",
    ] {
        let refused = sign_up(&app, json!({ "username": wrong })).refused(400, "invalid-request");
        refused.at(&["/body/username"]);
    }
    let longest = format!(
        "{}@{}.{}.{}.example",
        "b".repeat(64),
        "m".repeat(60),
        "m".repeat(60),
        "m".repeat(59)
    );
    assert_eq!(longest.len(), 254);
    for right in ["o'brien+music@sub.music.example", "b@m.ex", &longest] {
        sign_up(&app, json!({ "username": right })).expect(201);
    }
    sign_up(&app, json!({ "username": format!("b{longest}") })).refused(400, "invalid-request");
}

#[test]
fn a_name_is_one_line_of_visible_text() {
    let app = TestApp::start();
    for wrong in [
        "",
        " Bo",
        "Bo ",
        "Bo\nEk",
        "Bo\u{0}",
        "Bo\u{202e}kE",
        "\u{200b}",
        "B\u{7f}o",
        "\u{feff}Bo",
    ] {
        sign_up(&app, json!({ "full_name": wrong })).expect(400);
    }
    sign_up(&app, json!({ "full_name": "é".repeat(201) }))
        .refused(400, "invalid-request")
        .at(&["/body/full_name"]);
    assert_eq!(count(&app), 0);
    for (number, right) in [
        "é".repeat(200),
        "Bo 🎵 Ek".to_owned(),
        "李小龍".to_owned(),
        "B".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        let fields =
            json!({ "full_name": right, "username": format!("bo-{number}@music.example") });
        assert_eq!(
            sign_up(&app, fields).expect(201).json()["full_name"],
            *right
        );
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_no_password_is_repeated() {
    let app = TestApp::start();
    let body = json!({ "username": "bo", "password": "hunter2", "country": 7, "contry": "DE" });
    let refused = app
        .anonymous()
        .post("/v1/users", &body)
        .refused(400, "invalid-request");
    let mut named: Vec<String> = refused
        .errors()
        .into_iter()
        .map(|(pointer, _)| pointer)
        .collect();
    named.sort();
    assert_eq!(
        named,
        [
            "/body/contry",
            "/body/country",
            "/body/password",
            "/body/username"
        ]
    );
    assert!(!refused.text().contains("hunter2"));
    refused.says("Did you mean country?");
}

#[test]
fn only_a_hash_of_the_password_is_kept_by_the_rules_of_owasp() {
    let app = TestApp::start();
    sign_up(&app, json!({})).expect(201);
    let hash: String = app.db.value("select password_hash from users", &[]);
    assert!(
        hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{hash}"
    );
}

#[test]
fn who_gets_no_letter_has_no_account() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    let fields = [("username", "bo@music.example"), ("password", PASSWORD)];
    // What stands before the @ is longer than mail servers take it (RFC 5321, section 4.5.3.1.1).
    let long = format!("{}.{}@music.example", "a".repeat(40), "b".repeat(40));
    sign_up(&app, json!({ "username": long }))
        .refused(400, "invalid-request")
        .at(&["/body/username"]);
    let page = visitor.fill_in("/sign-up", &[("username", &long), fields[1]]);
    page.expect(422);
    // And where the letter cannot be kept, the account that was there already in the transaction goes.
    app.db.batch("alter table outbox add constraint outbox_test_check check (to_address <> 'bo@music.example')");
    sign_up(&app, json!({})).expect(500);
    visitor.fill_in("/sign-up", &fields).expect(500);
    let tables = "users credit_entries email_tokens sessions audit_events";
    for table in tables.split(' ') {
        let rows: i64 = app.db.value(&format!("select count(*) from {table}"), &[]);
        assert_eq!(rows, 0, "{table}");
    }
    app.db
        .batch("alter table outbox drop constraint outbox_test_check");
    sign_up(&app, json!({})).expect(201);
}
