//! Guessing passwords.

use contract_tests::{at_the_same_moment, callers::FIRST_PARTY};

use super::{becomes, from, guess, pass, right, rows, second, start, too_many, wrong};

const GUESSER: &str = "203.0.113.66";
const HOME: &str = "198.51.100.7";

#[test]
fn of_wrong_passwords_at_the_same_moment_two_instances_together_answer_no_more_than_the_rule_says()
{
    let one = start(1.0);
    let two = second(&one, 1.0);
    let (_, username) = one.account("artist", None);
    let statuses = at_the_same_moment(32, |number| {
        let app = if number % 2 == 0 { &one } else { &two };
        wrong(app, GUESSER, &username)
    });
    let answered = statuses.iter().filter(|status| **status == 400).count();
    let refused = statuses.iter().filter(|status| **status == 429).count();
    assert_eq!((answered, refused), (10, 22), "{statuses:?}");
    // What the one has learnt, the other knows.
    for app in [&one, &two] {
        assert_eq!(wrong(app, GUESSER, &username), 429);
        assert_eq!(
            right(app, GUESSER, &username),
            429,
            "the right one comes too late"
        );
    }
}

#[test]
fn a_right_guess_is_not_told_from_a_wrong_one_by_an_instance_that_has_not_heard_yet() {
    let one = start(1.0);
    let two = second(&one, 1.0);
    for _ in 0..4 {
        let (_, username) = one.account("artist", None);
        for _ in 0..10 {
            assert_eq!(wrong(&one, GUESSER, &username), 400);
        }
        too_many(guess(&two, GUESSER, &username, contract_tests::PASSWORD));
    }
    let sessions: i64 = one.db.value("select count(*) from sessions", &[]);
    assert_eq!(sessions, 0);
}

#[test]
fn whose_password_is_guessed_signs_in_elsewhere_and_stays_signed_in() {
    let app = start(1.0);
    let (_, username) = app.account("artist", None);
    let signed_in = app.sign_in_as(&username, contract_tests::PASSWORD, "read offline_access");
    let session = signed_in.expect(200).json();
    for _ in 0..10 {
        assert_eq!(wrong(&app, GUESSER, &username), 400);
    }
    too_many(guess(&app, GUESSER, &username, contract_tests::PASSWORD));
    assert_eq!(right(&app, HOME, &username), 200);
    // Even where the guesser is.
    let token = session["refresh_token"].as_str().expect("a token");
    let refresh = app.form(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", FIRST_PARTY.0),
        ("client_secret", FIRST_PARTY.1),
    ]);
    from(GUESSER, refresh).expect(200);
    let token = session["access_token"].as_str().expect("a token");
    from(GUESSER, app.bearer(token).get("/v1/me")).expect(200);
    // And other people there.
    let (_, other) = app.account("artist", None);
    assert_eq!(right(&app, GUESSER, &other), 200);
}

#[test]
fn an_address_without_an_account_is_limited_like_one_that_has_one() {
    let app = start(1.0);
    let (_, known) = app.account("artist", None);
    let answers = |username: &str| -> Vec<(u16, String)> {
        let answer = |_| {
            let answer = guess(&app, GUESSER, username, "wrong, but long enough");
            let body = answer.json();
            let told = body["error_description"]
                .as_str()
                .or(body["title"].as_str());
            (answer.status, told.expect("a sentence").to_owned())
        };
        (0..12).map(answer).collect()
    };
    let told = answers(&known);
    assert_eq!(told.iter().filter(|(status, _)| *status == 400).count(), 10);
    assert_eq!(answers("nobody@music.example"), told);
}

#[test]
fn a_username_is_the_same_however_it_is_written() {
    let app = start(0.2);
    let (_, username) = app.account("artist", None);
    assert_eq!(wrong(&app, GUESSER, &username), 400);
    assert_eq!(wrong(&app, GUESSER, &username.to_uppercase()), 400);
    assert_eq!(
        wrong(&app, GUESSER, &username.replace("artist", "Artist")),
        429
    );
}

#[test]
fn who_has_waited_may_guess_once_more() {
    let app = start(1.0);
    let (_, username) = app.account("artist", None);
    for _ in 0..10 {
        assert_eq!(wrong(&app, GUESSER, &username), 400);
    }
    let seconds = too_many(guess(&app, GUESSER, &username, "wrong, but long enough"));
    assert!((50..=60).contains(&seconds), "{seconds}");
    pass(&app, seconds);
    assert_eq!(wrong(&app, GUESSER, &username), 400);
    too_many(guess(&app, GUESSER, &username, "wrong, but long enough"));
    pass(&app, seconds);
    assert_eq!(right(&app, GUESSER, &username), 200);
    // What is right was not counted.
    assert_eq!(wrong(&app, GUESSER, &username), 400);
    assert_eq!(wrong(&app, GUESSER, &username), 429);
}

#[test]
fn guesses_from_many_addresses_are_held_as_well() {
    // A tenth: ten an hour for an account.
    let app = start(0.1);
    let (_, username) = app.account("artist", None);
    for number in 0..10 {
        assert_eq!(wrong(&app, &format!("203.0.113.{number}"), &username), 400);
    }
    assert_eq!(wrong(&app, "203.0.113.77", &username), 429);
    assert_eq!(
        right(&app, HOME, &username),
        429,
        "the price, as guessing.rs says"
    );
}

#[test]
fn one_guesser_alone_cannot_exhaust_what_an_account_has_for_all() {
    // 20 an hour for the account, 2 in ten minutes from an address.
    let app = start(0.2);
    let (_, username) = app.account("artist", None);
    let statuses = at_the_same_moment(30, |_| wrong(&app, GUESSER, &username));
    let answered = statuses.iter().filter(|status| **status == 400).count();
    assert_eq!(answered, 2, "{statuses:?}");
    assert_eq!(right(&app, HOME, &username), 200);
}

#[test]
fn one_password_for_many_accounts_is_held_as_well() {
    // A tenth: ten in ten minutes from an address.
    let app = start(0.1);
    for number in 0..10 {
        let username = format!("nobody-{number}@music.example");
        assert_eq!(wrong(&app, GUESSER, &username), 400);
    }
    assert_eq!(wrong(&app, GUESSER, "somebody@music.example"), 429);
    assert_eq!(wrong(&app, HOME, "somebody@music.example"), 400);
}

#[test]
fn what_is_blocked_by_one_instance_is_soon_refused_by_another_without_looking_at_the_password() {
    let one = start(1.0);
    let two = second(&one, 1.0);
    let (_, username) = one.account("artist", None);
    for _ in 0..10 {
        assert_eq!(wrong(&one, GUESSER, &username), 400);
    }
    becomes(429, || right(&two, GUESSER, &username));
    let before = two.db.fingerprint();
    for _ in 0..20 {
        assert_eq!(wrong(&two, GUESSER, &username), 429);
    }
    assert_eq!(two.db.fingerprint(), before, "a flood writes nothing");
}

#[test]
fn who_signs_in_at_once_is_not_counted() {
    let app = start(1.0);
    let (_, username) = app.account("artist", None);
    for _ in 0..12 {
        assert_eq!(right(&app, HOME, &username), 200);
    }
    assert_eq!(rows(&app), 0);
}
