//! Nobody learns whether an address has an account: not by an answer, nor by how long it takes.

use std::time::{Duration, Instant};

use contract_tests::{Response, TestApp};

use super::{Browser, ask, start};

fn time(work: impl Fn() -> Response) -> Duration {
    let began = Instant::now();
    let answer = work();
    let took = began.elapsed();
    assert!([200, 202].contains(&answer.status), "{}", answer.describe());
    took
}

/// How many times as long the one takes as the other: the median over pairs that are measured one right after the other,
/// so that whatever else the machine does slows both.
fn ratio(pairs: usize, one: impl Fn() -> Response, other: impl Fn() -> Response) -> f64 {
    let ratio = |number| {
        let (one, other) = if number % 2 == 0 {
            let one = time(&one);
            (one, time(&other))
        } else {
            let other = time(&other);
            (time(&one), other)
        };
        one.as_secs_f64() / other.as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..pairs).map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[pairs / 2]
}

#[test]
fn the_answer_to_who_asks_for_a_letter_is_the_same() {
    let (app, _mailbox) = start();
    let (_, known) = app.account("artist", None);
    let same = |one: &Response, other: &Response| {
        let names = |answer: &Response| {
            let mut names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            names
        };
        assert_eq!(names(one), names(other));
        assert_eq!(one.body.len(), other.body.len());
    };
    for what in ["password-resets", "email-confirmations"] {
        let unknown = known.replace("artist", "nobody");
        let (one, other) = (ask(&app, what, &known), ask(&app, what, &unknown));
        same(&one.expect(202), &other.expect(202));
    }
    let browser = Browser::new(&app);
    let page = |username: &str| {
        let answer = browser.submit("/forgot-password", &[("username", username)], 200);
        answer.text().replace(username, "…")
    };
    assert_eq!(page(&known), page("nobody@music.example"));
}

/// As no operation waits for what is different about an account, the two take the same time but for noise.
#[test]
fn it_takes_as_long() {
    let app = TestApp::start();
    let (_, known) = app.account("artist", None);
    for what in ["password-resets", "email-confirmations"] {
        let asked = |username: &str| ask(&app, what, username).send();
        let ratio = ratio(101, || asked(&known), || asked("nobody@music.example"));
        assert!((0.8..1.25).contains(&ratio), "{what}: {ratio}");
    }
}

#[test]
fn so_it_does_on_the_page() {
    let app = TestApp::start();
    let (_, known) = app.account("artist", None);
    let browser = Browser::new(&app);
    let csrf = browser.csrf();
    let asked = |username: &str| {
        let fields = [("username", username), ("csrf", &csrf)];
        browser.form("/forgot-password", &fields).send()
    };
    let ratio = ratio(101, || asked(&known), || asked("nobody@music.example"));
    assert!((0.8..1.25).contains(&ratio), "{ratio}");
}

/// Nothing about the account is even read before the answer is made.
#[test]
fn who_asks_waits_for_nobody_who_holds_the_account() {
    let (app, mailbox) = start();
    let (id, known) = app.account("artist", None);
    app.db.batch("begin");
    let sql = "select from users where id = $1 for update";
    app.db.query(sql, &[&id]);
    ask(&app, "password-resets", &known).expect(202);
    app.db.wait_for_waiting(1);
    app.db.batch("commit");
    mailbox.next_to(&known);
}
