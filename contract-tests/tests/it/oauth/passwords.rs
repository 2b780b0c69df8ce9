//! Passwords that other systems hashed: they let people in, and are hashed as ours when they do. And that the time of a
//! refusal tells nothing about an account.
//!
//! The hashes were made elsewhere: those of bcrypt by crypt(3) of libxcrypt 4.4 through Python's `crypt`; those of phpass by
//! its published algorithm in Python, checked against `$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0` of its own test; those of
//! Argon2 are from the tests of its reference implementation.

use std::{
    thread,
    time::{Duration, Instant},
};

use contract_tests::{TestApp, Visitor, at_the_same_moment, logs, samples::hidden};
use uuid::Uuid;

/// The password of most of the hashes.
pub(super) const FERRIES: &str = "three ferries before dawn";
pub(super) const BCRYPT: &str = "$2b$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86";
const BCRYPT_AS_SLOW_AS_ELSEWHERE: &str =
    "$2b$12$abcdefghijklmnopqrstuuXDS0/yEa9ln.Ct4a/JU8cJ8PT.7O8Xi";
const WORDPRESS: &str = "$P$BFerry345687h2aK/xfeSDzCxgTlx8.";

/// A hash of another password.
pub(super) const OF_ANOTHER: &str = "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0";

/// Hash and password.
const IMPORTED: &[(&str, &str)] = &[
    (BCRYPT, FERRIES),
    (
        "$2a$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86",
        FERRIES,
    ),
    (
        "$2x$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86",
        FERRIES,
    ),
    (
        "$2y$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86",
        FERRIES,
    ),
    (
        "$2b$05$abcdefghijklmnopqrstuul9seS4YitI6GWcYfuU4jly7NRyjM5xK",
        "drei Fähren vor dem Morgen",
    ),
    (WORDPRESS, FERRIES),
    ("$H$9Ferry345aqO7v2.nJLoDmlf2mISpD/", FERRIES),
    (OF_ANOTHER, "test12345"),
    (
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "password",
    ),
    (
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "password",
    ),
];

/// A hash of the first 72 bytes of `FERRIES, ` four times, which is all that bcrypt looks at.
const LONG: &str = "$2b$05$abcdefghijklmnopqrstuu1SgJt0ZfpPoWFJshnQhLQhPLPf08ztG";

/// How all passwords are hashed today.
pub(super) const TODAY: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// An account with this hash.
pub(super) fn imported(app: &TestApp, hash: &str) -> (Uuid, String) {
    let (id, username) = app.account("artist", None);
    store(app, id, hash);
    (id, username)
}

fn store(app: &TestApp, id: Uuid, hash: &str) {
    let sql = "update users set password_hash = $2 where id = $1";
    app.db.execute(sql, &[&id, &hash]);
}

pub(super) fn stored(app: &TestApp, id: Uuid) -> String {
    let sql = "select password_hash from users where id = $1";
    app.db.value(sql, &[&id])
}

/// The status of the answer to a sign-in.
fn status(app: &TestApp, username: &str, password: &str) -> u16 {
    app.sign_in_as(username, password, "read").status
}

/// How long a refused sign-in takes.
fn time(app: &TestApp, username: &str) -> Duration {
    let began = Instant::now();
    let refused = app.sign_in_as(username, "wrong, but long enough", "read");
    refused.expect(400);
    began.elapsed()
}

/// How many times as long the one takes as the other: the median over pairs that are measured one right after the other,
/// so that whatever else the machine does slows both.
fn ratio(app: &TestApp, pairs: usize, one: &str, other: &str) -> f64 {
    ratio_of(|username| time(app, username), pairs, one, other)
}

fn ratio_of(time: impl Fn(&str) -> Duration, pairs: usize, one: &str, other: &str) -> f64 {
    let ratio = |number| {
        // Each is the first of its pair as often as the second.
        let (one, other) = if number % 2 == 0 {
            let one = time(one);
            (one, time(other))
        } else {
            let other = time(other);
            (time(one), other)
        };
        one.as_secs_f64() / other.as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..pairs).map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[pairs / 2]
}

#[test]
fn who_was_hashed_elsewhere_signs_in_and_is_hashed_as_ours_from_then_on() {
    let app = TestApp::start();
    for (hash, password) in IMPORTED {
        let (id, username) = imported(&app, hash);
        assert_eq!(status(&app, &username, password), 200, "{hash}");
        let renewed = stored(&app, id);
        assert!(renewed.starts_with(TODAY), "{renewed}");
        assert_eq!(status(&app, &username, password), 200, "{renewed}");
        assert_eq!(stored(&app, id), renewed, "is as today");
    }
    let version: i32 = app.db.value("select max(version) from users", &[]);
    assert_eq!(version, 1, "nothing that others can see has changed");
}

#[test]
fn a_wrong_password_does_not_fit_what_was_hashed_elsewhere() {
    let app = TestApp::start();
    let people: Vec<_> = IMPORTED
        .iter()
        .map(|(hash, _)| imported(&app, hash))
        .collect();
    at_the_same_moment(people.len(), |number| {
        let (hash, password) = IMPORTED[number];
        let (id, username) = &people[number];
        for wrong in [
            &password[1..],
            &password.to_uppercase(),
            &format!("{password} "),
        ] {
            assert_eq!(status(&app, username, wrong), 400, "{hash} {wrong}");
        }
        assert_eq!(stored(&app, *id), hash, "stays as it is");
    });
}

#[test]
fn a_password_whose_end_bcrypt_did_not_see_is_not_hashed_anew() {
    let app = TestApp::start();
    let (id, username) = imported(&app, LONG);
    let whole = format!("{FERRIES}, ").repeat(4);
    for typed in [&whole, &whole[..72], &format!("{}, mistyped", &whole[..72])] {
        assert_eq!(status(&app, &username, typed), 200, "{typed}");
        assert_eq!(stored(&app, id), LONG);
    }
    assert_eq!(status(&app, &username, &whole[..71]), 400);
}

#[test]
fn what_is_no_hash_or_takes_too_much_work_lets_nobody_in_and_is_in_the_log() {
    let app = TestApp::start();
    let hashes = [
        "",
        FERRIES,
        "$",
        "äöü$P$",
        "$1$abcdefgh$TKWgOzFhC6lT0UF0xcNvZ0",
        "$2b$",
        "$2c$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86",
        "$2b$14$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86",
        "$2b$31$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86",
        "$2b$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42Bü",
        "$P$",
        "$P$zFerry345687h2aK/xfeSDzCxgTlx8.",
        "$P$BFerry345687h2aK/xfeSDzCxgTlx8ü",
        "$P$Bäöü687h2aK/xfeSDzCxgTlx8.",
        "$argon2id$",
        "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=65536,t=4294967295,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=16777215$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$scrypt$ln=16,r=8,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
    ];
    let people: Vec<_> = hashes.iter().map(|hash| imported(&app, hash)).collect();
    let began = Instant::now();
    at_the_same_moment(people.len(), |number| {
        let (id, username) = &people[number];
        for password in [FERRIES, "password", "x"] {
            assert_eq!(status(&app, username, password), 400, "{}", hashes[number]);
        }
        assert!(logs::have(&id.to_string()), "the log names {id}");
    });
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "no hash keeps a thread"
    );
    for hash in hashes.iter().filter(|hash| hash.len() > 30) {
        assert!(!logs::have(hash), "{hash} was logged");
    }
}

#[test]
fn a_password_that_is_changed_meanwhile_stays_changed_and_the_old_one_lets_nobody_in() {
    let app = TestApp::start();
    let (id, username) = imported(&app, BCRYPT);
    app.db.batch("begin");
    store(&app, id, OF_ANOTHER);
    thread::scope(|scope| {
        let sign_in = scope.spawn(|| status(&app, &username, FERRIES));
        app.db.wait_for_waiting(1);
        app.db.batch("commit");
        assert_eq!(sign_in.join().expect("an answer"), 503);
    });
    assert_eq!(stored(&app, id), OF_ANOTHER);
}

#[test]
fn the_time_of_a_refusal_does_not_tell_whether_there_is_an_account() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let (id, without_password) = app.account("listener", None);
    let sql = "update users set password_hash = null where id = $1";
    app.db.execute(sql, &[&id]);
    // Working out a hash takes many times as long as all the rest.
    for other in ["nobody@music.example", &without_password] {
        let ratio = ratio(&app, 31, &username, other);
        assert!((0.5..2.0).contains(&ratio), "{other}: {ratio}");
    }
}

#[test]
fn nor_does_the_time_of_a_refusal_on_the_page() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let visitor = Visitor::new(&app);
    let csrf = hidden(visitor.open("/login").expect(200).text(), "csrf");
    let time = |username: &str| {
        let fields = [
            ("username", username),
            ("password", "wrong, but long enough"),
            ("csrf", &csrf),
        ];
        let began = Instant::now();
        visitor.send(visitor.form("/login", &fields)).expect(422);
        began.elapsed()
    };
    let ratio = ratio_of(time, 31, &username, "nobody@music.example");
    assert!((0.5..2.0).contains(&ratio), "{ratio}");
}

#[test]
fn nor_whether_it_was_hashed_elsewhere() {
    let app = TestApp::start();
    let (_, slow) = imported(&app, BCRYPT_AS_SLOW_AS_ELSEWHERE);
    let (_, quick) = imported(&app, WORDPRESS);
    let (ours, ours_username) = app.account("artist", None);
    assert!(
        stored(&app, ours).starts_with(TODAY),
        "no more than the others is to be told"
    );
    // Which the server learns by itself, but not at once.
    let learnt = app.within(async |app| app.passwords.refresh(&app.database).await);
    learnt.expect("a database");
    let people = [&slow, &quick, &ours_username, "nobody@music.example"];
    // Each leaves when a second is full, and on a busy machine a little later, or a second: it gets more tries then.
    let full = Duration::from_secs(1);
    let is_in_time = |time: &Duration| (full..full * 3 / 2).contains(time);
    let mut fastest = [Duration::MAX; 4];
    for round in 0..20 {
        if round >= 3 && fastest.iter().all(is_in_time) {
            break;
        }
        for (fastest, username) in fastest.iter_mut().zip(people) {
            *fastest = time(&app, username).min(*fastest);
        }
    }
    assert!(fastest.iter().all(is_in_time), "{fastest:?}");
}
