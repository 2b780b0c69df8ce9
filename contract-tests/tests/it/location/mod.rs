//! The tag `location`: countries and what they are called, and where people are and were.

mod rights;

use contract_tests::{Response, TestApp, at_the_same_moment};
use serde_json::{Value, json};

fn countries(app: &TestApp, accept_language: &str) -> Response {
    let request = app.anonymous().get("/v1/countries");
    request
        .header("accept-language", accept_language)
        .expect(200)
}

fn name(answer: &Response, code: &str) -> String {
    let all = answer.json();
    let mut items = all["items"].as_array().into_iter().flatten();
    let country = items.find(|country| country["code"] == code);
    country.map_or(String::new(), |country| {
        country["name"].as_str().unwrap_or_default().to_owned()
    })
}

#[test]
fn countries_are_called_what_a_front_end_asks_for() {
    let app = TestApp::start();
    for (asked, language, germany) in [
        ("de", "de", "Deutschland"),
        ("sv-SE, sv;q=0.9, en;q=0.1", "sv-SE", "Tyskland"),
        ("en;q=0.2 , ja;q=0.8", "ja", "ドイツ"),
        ("tlh, fr;q=0.5", "fr", "Allemagne"),
        ("de;q=0, *;q=0.1", "en", "Germany"),
        ("", "en", "Germany"),
    ] {
        let answer = countries(&app, asked);
        assert_eq!(name(&answer, "DE"), germany, "{asked}");
        assert_eq!(answer.header("content-language"), Some(language));
        assert!(
            answer
                .header("vary")
                .is_some_and(|vary| vary.contains("accept-language"))
        );
    }
}

#[test]
fn the_countries_are_those_that_there_are_in_the_order_of_their_codes() {
    let app = TestApp::start();
    let all = app.anonymous().get("/v1/countries").expect(200);
    let items = all.json()["items"].as_array().cloned().unwrap_or_default();
    let codes: Vec<_> = items.iter().map(|item| item["code"].to_string()).collect();
    assert_eq!(items.len(), 249);
    assert!(codes.is_sorted());
    assert_eq!(name(&all, "CI"), "Côte d’Ivoire");
    // Gone, only reserved, or never there.
    for code in ["AN", "SU", "YU", "UK", "EU", "XK", "XX"] {
        assert_eq!(name(&all, code), "");
    }
}

#[test]
fn a_language_that_is_none_is_refused() {
    let app = TestApp::start();
    for wrong in [
        "de_DE",
        "de;q=2",
        "de;level=1",
        "d3utsch",
        "de;q=nan",
        "<de>",
    ] {
        let request = app.anonymous().get("/v1/countries");
        let request = request.header("accept-language", wrong);
        request
            .refused(400, "invalid-request")
            .at(&["/header/Accept-Language"]);
    }
}

#[test]
fn a_country_that_does_not_exist_or_no_longer_does_is_refused_with_what_became_of_it() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for (code, says) in [
        ("XX", "GET /v1/countries lists them"),
        ("AN", "Netherlands Antilles (now BQ, CW, SX)"),
        ("CS", "Serbia and Montenegro"),
        ("UK", "is not a country"),
    ] {
        let body = json!({ "username": "new@music.example", "password": "three ferries before dawn", "country": code });
        let signed_up = app.anonymous().post("/v1/users", &body);
        signed_up
            .refused(422, "country-unknown")
            .at(&["/body/country"])
            .says(says);
        let changed = bo.patch(&bo.path(), &json!({ "country": code }));
        changed
            .refused(422, "country-unknown")
            .at(&["/body/country"])
            .says(says);
    }
    bo.patch(&bo.path(), &json!({ "country": "de" }))
        .refused(400, "invalid-request");
}

#[test]
fn an_account_shows_its_owner_the_country_who_says_so_and_since_when() {
    let app = TestApp::start();
    let body = json!({ "username": "new@music.example", "password": "three ferries before dawn", "country": "DE" });
    let account = app.anonymous().post("/v1/users", &body).expect(201).json();
    assert_eq!(account["country_source"], "declared");
    assert_eq!(account["country_set_at"], account["created_at"]);
    let bo = app.person("artist");
    let account = || bo.get(&bo.account()).expect(200).json();
    assert_eq!(account()["country_source"], Value::Null);
    assert_eq!(account()["country_set_at"], Value::Null);
    bo.patch(&bo.path(), &json!({ "country": "SE" }))
        .expect(200);
    let declared = account();
    assert_eq!(declared["country"], "SE");
    assert_eq!(declared["country_source"], "declared");
    // Something else changes, and the country does not; nor does it when it is said again.
    bo.patch(&bo.path(), &json!({ "country": "SE", "first_name": "Bo" }))
        .expect(200);
    assert_eq!(account()["country_set_at"], declared["country_set_at"]);
    rights::confirm(&app, bo.id, "SE");
    let confirmed = account();
    assert_eq!(confirmed["country_source"], "confirmed");
    assert!(confirmed["country_set_at"].as_str() > declared["country_set_at"].as_str());
    bo.patch(&bo.path(), &json!({ "country": null }))
        .expect(200);
    assert_eq!(account()["country_set_at"], Value::Null);
}

/// Each period ends where the next one begins, whoever waits for whom.
#[test]
fn of_many_who_declare_at_the_same_moment_all_are_kept_one_after_the_other() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let countries = ["DE", "SE", "FR", "PT", "IT", "NO", "FI", "DK"];
    for _ in 0..3 {
        at_the_same_moment(countries.len(), |number| {
            bo.patch(&bo.path(), &json!({ "country": countries[number] }))
                .expect(200)
        });
    }
    let holes: i64 = app.db.value(
        "select count(*) from past_countries past where not exists (
            select from past_countries next where next.user_id = past.user_id and next.set_at = past.ended_at)
            and not exists (select from users where id = past.user_id and country_set_at = past.ended_at)",
        &[],
    );
    let kept: i64 = app.db.value(
        "select count(*) from past_countries where user_id = $1",
        &[&bo.id],
    );
    assert_eq!(holes, 0);
    assert!(kept >= 20, "{kept}");
}
