//! Guessing the secrets of clients.

use contract_tests::{Request, TestApp, callers::SERVICE};

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
    assert_eq!(rows(&app), 1);
}
