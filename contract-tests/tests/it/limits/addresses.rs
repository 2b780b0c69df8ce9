//! Whose address it is.

use contract_tests::{TestApp, logs};

use super::start;

/// The status of a sign-up that breaks the spec, which counts all the same.
fn status(app: &TestApp, forwarded_for: &[&str]) -> u16 {
    let request = app.anonymous().request("POST", "/v1/users").json("{}");
    let request = forwarded_for.iter().fold(request, |request, line| {
        request.header("x-forwarded-for", line)
    });
    request.send().status
}

/// Whether a request that came by this way counts with one that came by that way.
fn same(one: &[&str], other: &[&str]) -> bool {
    // A twentieth: one.
    let app = start(0.05);
    assert_eq!(status(&app, one), 400);
    status(&app, other) == 429
}

#[test]
fn what_a_stranger_says_of_their_address_is_not_believed() {
    let app = TestApp::start_with(|config| config.rate_limit_factor = 0.1);
    assert_eq!(status(&app, &[]), 400);
    assert_eq!(status(&app, &["203.0.113.1"]), 400);
    assert_eq!(status(&app, &["203.0.113.2"]), 429);
    assert_eq!(status(&app, &[]), 429);
    assert!(
        logs::have("name it in USER_API_TRUSTED_PROXIES"),
        "the operator learns of it"
    );
}

#[test]
fn a_trusted_proxy_is_believed_but_not_what_its_caller_has_told_it() {
    assert!(!same(&["203.0.113.1"], &["203.0.113.2"]));
    assert!(same(&["203.0.113.1"], &["6.6.6.6, 203.0.113.1"]));
    assert!(same(&["203.0.113.1"], &["6.6.6.6", "203.0.113.1"]));
    assert!(same(&["203.0.113.1"], &["nonsense, 203.0.113.1"]));
    assert!(!same(&["6.6.6.6"], &["6.6.6.6, 203.0.113.1"]));
}

#[test]
fn behind_several_trusted_proxies_the_caller_is_whom_the_first_has_heard() {
    assert!(same(
        &["203.0.113.1"],
        &["203.0.113.1, 127.0.0.8,127.0.0.9"]
    ));
    assert!(same(
        &["203.0.113.1"],
        &["203.0.113.1, 127.0.0.8", "127.0.0.9"]
    ));
}

#[test]
fn who_is_named_by_nonsense_is_the_proxy_that_says_it() {
    assert!(same(&["nonsense"], &["more nonsense"]));
    assert!(same(&[""], &["203.0.113.1, nonsense"]));
    assert!(!same(&["nonsense"], &["203.0.113.1"]));
}

#[test]
fn an_address_is_the_same_however_it_is_written() {
    assert!(same(&["203.0.113.1"], &["203.0.113.1:4711"]));
    assert!(same(&["203.0.113.1"], &["::ffff:203.0.113.1"]));
    assert!(same(&["2001:db8::1"], &["[2001:0db8:0::1]:4711"]));
}

#[test]
fn of_ipv6_the_first_64_bits_are_one_caller() {
    assert!(same(
        &["2001:db8:1:2::1"],
        &["2001:db8:1:2:ffff:ffff:ffff:ffff"]
    ));
    assert!(!same(&["2001:db8:1:2::1"], &["2001:db8:1:3::1"]));
}
