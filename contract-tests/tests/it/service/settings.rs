//! Settings that stop the start, with a sentence that says what to do.

use std::{net::TcpListener, sync::Arc};

use contract_tests::{TestApp, TestDb, app::ORIGIN, command::user_api_with};

#[test]
fn what_would_be_ignored_or_turned_round_is_refused() {
    let db = TestDb::new();
    let refused = |name: &str, value: &str, words: &str| {
        let done = user_api_with(&db, &["rotate-keys"], b"", &[(name, value)]);
        done.refused().says(words);
    };
    refused("USER_API_CORS_ORIGINS", "", "Say none");
    for origins in ["https://a.example/", "https://a.example,https://b.example"] {
        let words = "USER_API_CORS_ORIGINS is wrong. It must be *, none, or origins with spaces";
        refused("USER_API_CORS_ORIGINS", origins, words);
    }
    for (name, value) in [
        ("USER_API_STRIPE_WEBHOOK_SECRET", "whsec_x"),
        ("USER_API_STRIPE_API", "https://stripe.example"),
        ("USER_API_STRIPE_RETURN_URL", "https://music.example"),
        ("USER_API_STRIPE_SHARE_PRICES", "price_1"),
        ("USER_API_STRIPE_CREDITS_PRICES", "price_1:5"),
    ] {
        let words = format!("{name} is set, but USER_API_STRIPE_KEY is not");
        refused(name, value, &words);
    }
    let url = format!("{}?sslmode=verify-full", db.uri());
    refused("DATABASE_URL", &url, "sslmode");
    user_api_with(
        &db,
        &["rotate-keys"],
        b"",
        &[("USER_API_CORS_ORIGINS", "none")],
    )
    .done();
}

#[test]
fn no_web_page_may_call_if_none_is_named() {
    let app = TestApp::start_with(|config| config.cors_origins = Vec::new());
    let answer = app.anonymous().get("/health/live").header("origin", ORIGIN);
    let answer = answer.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[test]
fn a_port_that_is_taken_stops_the_start_with_the_setting_that_names_it() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = taken.local_addr().expect("an address").port();
    let start = |port, metrics_port| {
        let started = TestApp::start_on(Arc::new(TestDb::new()), |config| {
            config.port = port;
            config.metrics_port = metrics_port;
        });
        started.err().expect("a refusal")
    };
    let sentence = start(taken, 0);
    assert!(sentence.contains("PORT sets another port"), "{sentence}");
    let sentence = start(0, taken);
    let words = "USER_API_METRICS_PORT sets another port";
    assert!(sentence.contains(words), "{sentence}");
}
