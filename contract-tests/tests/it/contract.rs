//! A spec in which something is missing or unknown stops the start, with a sentence that names the place.

use contract_tests::spec::spec;
use serde_json::{Value, json};
use user_api_server::spec::{Contract, Document};

/// What a server takes from this spec. JSON is YAML, too.
fn load(root: &Value) -> Result<Contract, String> {
    Contract::load(&Document::parse(&root.to_string())?, true)
}

/// Loads the spec with one change.
#[track_caller]
fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut root = spec().root.clone();
    change(&mut root);
    match load(&root) {
        Ok(_) => panic!("the server would start with this spec"),
        Err(sentence) => sentence,
    }
}

fn get_me(root: &mut Value) -> &mut Value {
    &mut root["paths"]["/v1/me"]["get"]
}

fn remove(value: &mut Value, name: &str) {
    value
        .as_object_mut()
        .expect("an object")
        .remove(name)
        .expect(name);
}

#[track_caller]
fn names(sentence: &str, words: &[&str]) {
    for word in words {
        assert!(sentence.contains(word), "no {word:?} in {sentence:?}");
    }
}

#[test]
fn the_spec_as_it_is_lets_the_server_start() {
    assert!(load(&spec().root).is_ok());
}

#[test]
fn an_operation_without_x_access_stops_the_start() {
    let sentence = refused(|root| remove(get_me(root), "x-access"));
    names(&sentence, &["getMe", "x-access"]);
}

#[test]
fn an_operation_with_an_empty_x_access_stops_the_start() {
    let sentence = refused(|root| get_me(root)["x-access"] = json!([]));
    names(&sentence, &["getMe", "x-access"]);
}

#[test]
fn an_unknown_word_in_x_access_stops_the_start() {
    let sentence = refused(|root| get_me(root)["x-access"] = json!(["signed_in", "everybody"]));
    names(&sentence, &["getMe", "everybody"]);
}

fn sign_up(root: &mut Value) -> &mut Value {
    &mut root["paths"]["/v1/users"]["post"]
}

#[test]
fn a_rate_limit_that_cannot_be_understood_stops_the_start() {
    let limit =
        |change: fn(&mut Value)| refused(|root| change(&mut sign_up(root)["x-rate-limits"][0]));
    let sentence = limit(|limit| limit["per"] = json!("planet"));
    names(
        &sentence,
        &["signUp", "x-rate-limits", "planet", "account_and_address"],
    );
    let sentence = limit(|limit| limit["times"] = json!(0));
    names(&sentence, &["signUp", "times", "above 0"]);
    let sentence = limit(|limit| remove(limit, "seconds"));
    names(&sentence, &["signUp", "seconds", "nothing"]);
    let sentence = limit(|limit| limit["counts"] = json!("sheep"));
    names(&sentence, &["signUp", "sheep", "failures"]);
    let sentence = limit(|limit| limit["perr"] = json!("address"));
    names(&sentence, &["signUp", "perr"]);
    let sentence = refused(|root| sign_up(root)["x-rate-limits"] = json!([]));
    names(&sentence, &["signUp", "x-rate-limits", "without a rule"]);
}

#[test]
fn rate_limits_that_count_together_but_differ_stop_the_start() {
    let sentence = refused(|root| {
        let rule = json!({ "per": "address", "times": 21, "seconds": 600, "bucket": "sign_up" });
        let rules = sign_up(root)["x-rate-limits"].as_array_mut();
        rules.expect("rules").push(rule);
    });
    names(&sentence, &["sign_up", "address", "600"]);
}

#[test]
fn a_rate_limit_without_a_response_that_says_when_to_come_again_stops_the_start() {
    let sentence = refused(|root| remove(&mut sign_up(root)["responses"], "429"));
    names(&sentence, &["signUp", "429", "Retry-After"]);
    let sentence = refused(|root| {
        let responses = &mut root["components"]["responses"];
        remove(&mut responses["TooManyRequests"], "headers");
    });
    names(&sentence, &["429", "Retry-After"]);
}

#[test]
fn a_response_without_x_response_id_stops_the_start() {
    let sentence = refused(|root| {
        remove(
            &mut root["components"]["responses"]["NotModified"],
            "x-response-id",
        )
    });
    names(&sentence, &["304", "x-response-id"]);
}

#[test]
fn a_property_without_x_privacy_stops_the_start() {
    let sentence = refused(|root| {
        remove(
            &mut root["components"]["schemas"]["User"]["properties"]["country"],
            "x-privacy",
        );
    });
    names(&sentence, &["User", "country", "x-privacy"]);
}

#[test]
fn an_unknown_audience_stops_the_start() {
    let sentence = refused(|root| {
        let property = &mut root["components"]["schemas"]["UserGroup"]["properties"]["group_email"];
        property["x-privacy"]["audience"] = json!("friends");
    });
    names(&sentence, &["UserGroup", "group_email"]);
}

#[test]
fn a_property_that_does_not_say_whether_it_is_choosable_stops_the_start() {
    let sentence = refused(|root| {
        remove(
            &mut root["components"]["schemas"]["User"]["properties"]["role"]["x-privacy"],
            "choosable",
        );
    });
    names(&sentence, &["User", "role", "choosable"]);
}

#[test]
fn a_widest_audience_that_nobody_could_choose_stops_the_start() {
    for (property, widest) in [
        ("role", "community"),
        ("country", "friends"),
        ("created_at", "private"),
    ] {
        let sentence = refused(|root| {
            let properties = &mut root["components"]["schemas"]["User"]["properties"];
            properties[property]["x-privacy"]["widest"] = json!(widest);
        });
        names(&sentence, &["User", property, "x-privacy"]);
    }
}

#[test]
fn a_choosable_property_that_cannot_be_chosen_stops_the_start() {
    for schema in ["UserPrivacy", "UserPrivacyChoice"] {
        let sentence = refused(|root| {
            let properties = &mut root["components"]["schemas"][schema]["properties"];
            remove(properties, "country");
        });
        names(&sentence, &["User", "country", "choosable", schema]);
    }
}

#[test]
fn a_publicly_readable_schema_without_any_x_privacy_stops_the_start() {
    let sentence = refused(|root| {
        let properties = root["components"]["schemas"]["User"]["properties"].as_object_mut();
        properties
            .expect("properties")
            .values_mut()
            .for_each(|property| remove(property, "x-privacy"));
    });
    names(&sentence, &["User", "x-privacy"]);
}

#[test]
fn an_operation_without_security_stops_the_start() {
    let sentence = refused(|root| remove(get_me(root), "security"));
    names(&sentence, &["getMe", "security"]);
}

#[test]
fn an_unknown_scope_stops_the_start() {
    let sentence = refused(|root| get_me(root)["security"] = json!([{ "oauth": ["write"] }]));
    names(&sentence, &["getMe", "scope"]);
}

#[test]
fn an_operation_without_a_name_stops_the_start() {
    let sentence = refused(|root| remove(get_me(root), "operationId"));
    names(&sentence, &["GET /v1/me", "operationId"]);
}

#[test]
fn a_status_that_is_no_number_stops_the_start() {
    let sentence = refused(|root| {
        let ok = get_me(root)["responses"]["200"].take();
        remove(&mut get_me(root)["responses"], "200");
        get_me(root)["responses"]["default"] = ok;
    });
    names(&sentence, &["getMe", "default"]);
}

#[test]
fn a_problem_without_an_example_stops_the_start() {
    let sentence = refused(|root| remove(&mut root["components"]["examples"], "CountryUnknown"));
    names(&sentence, &["/problems/country-unknown"]);
}

#[test]
fn a_schema_that_is_none_stops_the_start() {
    let sentence = refused(|root| {
        let property = &mut root["components"]["schemas"]["UserCreate"]["properties"]["country"];
        property["pattern"] = json!("[A-Z");
    });
    names(&sentence, &["schema"]);
}

#[test]
fn a_reference_that_leads_nowhere_stops_the_start() {
    let sentence = refused(|root| {
        get_me(root)["responses"]["401"] = json!({ "$ref": "#/components/responses/Nobody" })
    });
    names(&sentence, &["getMe", "401"]);
}

#[test]
fn text_that_is_no_yaml_stops_the_start() {
    assert!(Document::parse("openapi: [").is_err_and(|sentence| sentence.contains("YAML")));
}
