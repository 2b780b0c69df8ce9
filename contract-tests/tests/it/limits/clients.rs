//! Guessing the secrets of clients.

use contract_tests::{
    Request, TestApp, Visitor,
    callers::{FIRST_PARTY, SERVICE, encode},
    visitor::{CALLBACK, VERIFIER, authorize},
};

use super::{from, rows, start, too_many};

fn service(app: &TestApp, address: &str, secret: &str) -> Request {
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", SERVICE.0),
        ("client_secret", secret),
    ];
    from(address, app.form(&fields))
}

#[test]
fn a_client_that_acts_for_itself_costs_the_limits_nothing() {
    let app = start(1.0);
    let before = app.db.fingerprint();
    for _ in 0..50 {
        service(&app, "203.0.113.1", SERVICE.1).expect(200);
    }
    assert_eq!(app.db.fingerprint(), before);
}

#[test]
fn secrets_are_guessed_so_often_only_and_the_client_elsewhere_does_not_notice() {
    let app = start(1.0);
    for _ in 0..20 {
        service(&app, "203.0.113.1", "wrong").expect(401);
    }
    too_many(service(&app, "203.0.113.1", "wrong").send());
    too_many(service(&app, "203.0.113.1", SERVICE.1).send());
    service(&app, "203.0.113.2", SERVICE.1).expect(200);
}

#[test]
fn clients_that_somebody_makes_up_cost_the_database_no_write() {
    let app = start(1.0);
    let before = app.db.fingerprint();
    for number in 0..5 {
        let id = format!("made-up-{number}");
        let fields = [
            ("client_id", id.as_str()),
            ("client_secret", "any"),
            ("token", "any"),
            ("grant_type", "client_credentials"),
        ];
        for path in ["/oauth/token", "/oauth/introspect", "/oauth/revoke"] {
            let request = app.anonymous().request("POST", path);
            let request = request.body("application/x-www-form-urlencoded", encode(&fields));
            from("203.0.113.1", request).expect(401);
        }
    }
    assert_eq!(app.db.fingerprint(), before);
}

#[test]
fn a_client_without_a_secret_is_not_shut_out_by_those_who_guess_one() {
    let app = start(0.1);
    let with_secret = || {
        let fields = [
            ("grant_type", "refresh_token"),
            ("client_id", "demo-spa"),
            ("client_secret", "anything"),
        ];
        from("203.0.113.1", app.form(&fields))
    };
    with_secret().expect(401);
    with_secret().expect(401);
    too_many(with_secret().send());
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "unknown"),
        ("client_id", "demo-spa"),
    ];
    from("203.0.113.1", app.form(&fields)).expect(400);
    assert_eq!(rows(&app), 2, "the secrets, and the unknown token");
}

/// Somebody at this address, with a client that has no secret, sends a code or refresh token.
fn exchange(app: &TestApp, address: &str, grant: &str, token: &str) -> Request {
    let field = match grant {
        "refresh_token" => grant,
        _ => "code",
    };
    let fields = [
        ("grant_type", grant),
        (field, token),
        ("code_verifier", VERIFIER),
        ("redirect_uri", CALLBACK),
        ("client_id", "demo-spa"),
    ];
    from(address, app.form(&fields))
}

#[test]
fn who_sends_very_many_codes_and_refresh_tokens_that_are_none_waits() {
    // A thousandth: three.
    let app = start(0.001);
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let tokens = visitor.tokens(&username, "read offline_access");
    let code = visitor.code(&username, "read");
    let refresh_token = tokens["refresh_token"].as_str().expect("a token");
    let send = |address, grant, token| exchange(&app, address, grant, token);
    send("203.0.113.1", "refresh_token", "unknown").expect(400);
    send("203.0.113.1", "authorization_code", "unknown").expect(400);
    // Who has one that is good is not counted.
    let next = send("203.0.113.1", "refresh_token", refresh_token);
    let next = next.expect(200).json();
    send("203.0.113.1", "refresh_token", "unknown").expect(400);
    too_many(send("203.0.113.1", "authorization_code", "unknown").send());
    let before = app.db.fingerprint();
    too_many(send("203.0.113.1", "refresh_token", "unknown").send());
    assert_eq!(app.db.fingerprint(), before, "nothing is written");
    // Others at the same address sign in and go on.
    send("203.0.113.1", "authorization_code", &code).expect(200);
    let next = next["refresh_token"].as_str().expect("a token");
    send("203.0.113.1", "refresh_token", next).expect(200);
}

#[test]
fn a_code_or_refresh_token_that_comes_again_ends_its_session_however_many_unknown_ones_came() {
    let app = start(0.001);
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let address = "203.0.113.1";
    let send = |grant, token: &str| exchange(&app, address, grant, token);
    let ended =
        "select count(*) from sessions where client_id is not null and ended_at is not null";
    let code = visitor.code(&username, "read");
    send("authorization_code", &code).expect(200);
    let tokens = visitor.tokens(&username, "read offline_access");
    let used = tokens["refresh_token"].as_str().expect("a token");
    send("refresh_token", used).expect(200);
    app.db.batch("update refresh_tokens set used_at = used_at - interval '1 minute' where used_at is not null");
    for _ in 0..3 {
        send("refresh_token", "unknown").expect(400);
    }
    too_many(send("refresh_token", "unknown").send());
    for (grant, token, count) in [
        ("authorization_code", &code[..], 1),
        ("refresh_token", used, 2),
    ] {
        send(grant, token).expect(400);
        assert_eq!(app.db.value::<i64>(ended, &[]), count);
        // By then it is as good as unknown.
        too_many(send(grant, token).send());
    }
}

#[test]
fn an_application_with_a_secret_sends_what_its_people_bring() {
    let app = start(0.001);
    for _ in 0..6 {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", "unknown"),
            ("client_id", FIRST_PARTY.0),
            ("client_secret", FIRST_PARTY.1),
        ];
        from("203.0.113.1", app.form(&fields)).expect(400);
    }
    assert_eq!(rows(&app), 0);
}

#[test]
fn nobody_fills_the_database_with_pushed_requests() {
    let app = start(0.001);
    let push = |address: &str| {
        let target = authorize(&[]);
        let (_, query) = target.split_once('?').expect("a query");
        let request = app.anonymous().request("POST", "/oauth/par");
        from(
            address,
            request.body("application/x-www-form-urlencoded", query),
        )
    };
    for _ in 0..3 {
        push("203.0.113.1").expect(201);
    }
    too_many(push("203.0.113.1").send());
    push("203.0.113.2").expect(201);
    let kept: i64 = app
        .db
        .value("select count(*) from pushed_authorization_requests", &[]);
    assert_eq!(kept, 4);
}
