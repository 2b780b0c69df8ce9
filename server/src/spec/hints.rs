//! What is kept of a schema beside its validator, to say what would be right.

use std::collections::HashMap;

use serde_json::Value;

use super::{document::Document, explain};

/// An object within a value.
pub(super) struct Object {
    pub(super) name: Option<String>,
    pub(super) properties: Vec<String>,
}

/// The name of the schema that is referred to.
pub(super) fn name_of(schema: &Value) -> Option<String> {
    let reference = schema.get("$ref").and_then(Value::as_str)?;
    reference.rsplit('/').next().map(str::to_owned)
}

/// Keeps the `x-hint` of each pattern.
pub(super) fn collect_hints(value: &Value, hints: &mut HashMap<String, String>) {
    if let (Some(pattern), Some(hint)) = (
        value.get("pattern").and_then(Value::as_str),
        value.get("x-hint").and_then(Value::as_str),
    ) {
        hints.insert(pattern.to_owned(), hint.to_owned());
    }
    match value {
        Value::Object(members) => members
            .values()
            .for_each(|member| collect_hints(member, hints)),
        Value::Array(items) => items.iter().for_each(|item| collect_hints(item, hints)),
        _ => {}
    }
}

/// Keeps the hints that a schema can need.
pub(super) fn collect_patterns(
    document: &Document,
    schema: &Value,
    all: &HashMap<String, String>,
    used: &mut HashMap<String, String>,
) {
    let schema = document.resolve(schema);
    if let Some((pattern, hint)) = schema
        .get("pattern")
        .and_then(Value::as_str)
        .and_then(|pattern| all.get_key_value(pattern))
    {
        used.insert(pattern.clone(), hint.clone());
    }
    let members = schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|properties| properties.values());
    for inner in members.chain(schema.get("items")) {
        collect_patterns(document, inner, all, used);
    }
}

/// Keeps what the objects within a value may have; `place` is where the schema's own value stands.
pub(super) fn collect_objects(
    document: &Document,
    schema: &Value,
    place: &str,
    objects: &mut HashMap<String, Object>,
) {
    let properties = schema.get("properties").and_then(Value::as_object);
    let members = properties.into_iter().flatten();
    let members =
        members.map(|(name, inner)| (format!("{place}/{}", explain::escape(name)), inner));
    let items = schema.get("items");
    let items = items.map(|inner| (format!("{place}/*"), inner));
    for (place, inner) in members.chain(items) {
        let resolved = document.resolve(inner);
        if let Some(properties) = resolved.get("properties").and_then(Value::as_object) {
            let object = Object {
                name: name_of(inner),
                properties: properties.keys().cloned().collect(),
            };
            objects.insert(place.clone(), object);
        }
        collect_objects(document, resolved, &place, objects);
    }
}
