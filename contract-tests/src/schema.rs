//! Schemas of OpenAPI 3.0 as validators, made from the document by the tests' own reading of it.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::spec::{list, members, spec};

/// Whether a value may have properties that its schema does not name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strictness {
    /// As the schema says.
    AsWritten,
    /// It may not. Clients ignore what they do not know, but the server has nothing to say that the spec does not.
    NothingElse,
}

/// Everything that is wrong with a value, in sentences.
pub fn errors(schema: &Value, value: &Value, strictness: Strictness) -> Vec<String> {
    let validator = validator(schema, strictness);
    let errors = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()));
    errors.collect()
}

fn validator(schema: &Value, strictness: Strictness) -> Arc<Validator> {
    type Compiled = HashMap<(String, Strictness), Arc<Validator>>;
    static COMPILED: LazyLock<Mutex<Compiled>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(|broken| broken.into_inner());
    let entry = compiled.entry((schema.to_string(), strictness));
    Arc::clone(entry.or_insert_with(|| {
        let schemas: Value = spec()
            .schemas()
            .map(|(name, schema)| (name.to_owned(), translated(schema, strictness)))
            .collect();
        let whole = json!({ "allOf": [translated(schema, strictness)], "components": { "schemas": schemas } });
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
        let built = options.should_validate_formats(true).build(&whole);
        Arc::new(built.unwrap_or_else(|error| panic!("{schema} is no schema: {error}")))
    }))
}

/// The schema in the words of JSON Schema, which says `nullable` with a type of its own.
fn translated(schema: &Value, strictness: Strictness) -> Value {
    let Some(keywords) = schema.as_object() else {
        return schema.clone();
    };
    let inner = |value: &Value| translated(value, strictness);
    let mut result = serde_json::Map::new();
    for (keyword, value) in keywords {
        let value = match keyword.as_str() {
            "properties" => members(value)
                .map(|(name, schema)| (name.to_owned(), inner(schema)))
                .collect(),
            "items" | "additionalProperties" | "not" => inner(value),
            "allOf" | "anyOf" | "oneOf" => {
                value.as_array().into_iter().flatten().map(inner).collect()
            }
            "type" if schema["nullable"] == true => json!([value, "null"]),
            "enum" if schema["nullable"] == true => {
                list(value).chain([&Value::Null]).cloned().collect()
            }
            "nullable" | "example" | "default" => continue,
            keyword if keyword.starts_with("x-") => continue,
            _ => value.clone(),
        };
        result.insert(keyword.clone(), value);
    }
    if strictness == Strictness::NothingElse && keywords.contains_key("properties") {
        result.entry("additionalProperties").or_insert(json!(false));
    }
    Value::Object(result)
}
