//! The examples of the spec are true: they follow their schemas, and those of problems fit where they stand.

use contract_tests::{
    schema::{Strictness, errors},
    spec::{Content, members, spec},
};
use serde_json::{Value, json};

/// Each body of a request or response, with where it stands.
fn contents() -> Vec<(String, Option<u16>, &'static Content)> {
    let mut all = Vec::new();
    for operation in &spec().operations {
        all.extend(
            operation
                .body
                .iter()
                .map(|body| (operation.id.clone(), None, body)),
        );
        for (status, response) in &operation.responses {
            let place = format!("{} {status}", operation.id);
            all.extend(
                response
                    .content
                    .iter()
                    .map(|content| (place.clone(), Some(*status), content)),
            );
        }
    }
    all
}

#[test]
fn every_example_follows_its_schema() {
    for (place, _, content) in contents() {
        if content.is_image() {
            continue;
        }
        assert!(!content.examples.is_empty(), "{place} has no example");
        for (name, value) in &content.examples {
            let wrong = errors(&content.schema, value, Strictness::NothingElse);
            assert!(
                wrong.is_empty(),
                "the example {name} of {place} breaks its schema: {wrong:#?}"
            );
        }
    }
}

#[test]
fn every_problem_stands_where_its_status_is() {
    for (place, status, content) in contents() {
        if content.media_type != "application/problem+json" {
            continue;
        }
        for (name, value) in &content.examples {
            assert_eq!(
                value["status"].as_u64(),
                status.map(u64::from),
                "the example {name} of {place}"
            );
        }
    }
}

#[test]
fn every_problem_has_one_type_one_title_and_one_status() {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let mut kinds: Vec<&Value> = Vec::new();
    for (name, example) in members(&spec().root["components"]["examples"]) {
        let value = &example["value"];
        if value["type"]
            .as_str()
            .is_none_or(|kind| !kind.starts_with("/problems/"))
        {
            continue;
        }
        let wrong = errors(&schema, value, Strictness::NothingElse);
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        assert!(
            !kinds.contains(&&value["type"]),
            "two examples have the type of {name}; clients branch on it"
        );
        kinds.push(&value["type"]);
    }
    assert!(kinds.len() > 15, "only {} problems were found", kinds.len());
}

#[test]
fn every_parameters_example_follows_its_schema() {
    let paths = members(&spec().root["paths"]).flat_map(|(_, item)| {
        let operations =
            members(item).flat_map(|(_, operation)| operation["parameters"].as_array());
        item["parameters"]
            .as_array()
            .into_iter()
            .chain(operations)
            .flatten()
    });
    for parameter in paths.map(|parameter| spec().resolve(parameter)) {
        if let Some(example) = parameter.get("example") {
            let wrong = errors(&parameter["schema"], example, Strictness::AsWritten);
            assert!(wrong.is_empty(), "{}: {wrong:#?}", parameter["name"]);
        }
    }
}
