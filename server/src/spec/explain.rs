//! What is wrong with a value, said so that a person can mend it. The value itself is never repeated: it may be a password.

use std::collections::HashMap;

use jsonschema::{
    JsonType, ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};

use crate::error::{FieldError, MOST_FIELDS};

/// What is known about the schema that was broken.
pub(super) struct Known<'a> {
    pub(super) properties: &'a [String],
    pub(super) hints: &'a HashMap<String, String>,
    pub(super) name: Option<&'a str>,
}

pub(super) fn explain(
    base: &str,
    error: &ValidationError<'_>,
    known: &Known<'_>,
) -> Vec<FieldError> {
    let place = format!("{base}{}", error.instance_path());
    let one = |pointer: String, detail: String| vec![FieldError { pointer, detail }];
    match error.kind() {
        Kind::Required { property } => {
            let property = property.as_str().unwrap_or_default();
            one(
                format!("{place}/{}", escape(property)),
                format!("{property} is required."),
            )
        }
        Kind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .take(MOST_FIELDS) // no answer names more, and each costs a search for what was meant
            .map(|name| FieldError {
                pointer: format!("{place}/{}", escape(name)),
                detail: unknown(name, known),
            })
            .collect(),
        Kind::Type { kind } => one(place, format!("This must be {}.", type_in_words(kind))),
        Kind::Enum { options } => {
            let options = options
                .as_array()
                .into_iter()
                .flatten()
                .map(|option| option.as_str().map_or(option.to_string(), str::to_owned));
            one(
                place,
                format!(
                    "This must be one of {}.",
                    options.collect::<Vec<_>>().join(", ")
                ),
            )
        }
        Kind::Pattern { pattern } => {
            let hint = known
                .hints
                .get(pattern)
                .map_or_else(|| format!("text of the form {pattern}"), Clone::clone);
            one(place, format!("This must be {hint}."))
        }
        Kind::Format { format } => one(place, format!("This must be {}.", format_in_words(format))),
        Kind::MinLength { limit } => {
            one(place, format!("This must have {limit} characters or more."))
        }
        Kind::MaxLength { limit } => {
            one(place, format!("This must have {limit} characters at most."))
        }
        Kind::Minimum { limit } => one(place, format!("This must be {limit} or more.")),
        Kind::Maximum { limit } => one(place, format!("This must be {limit} or less.")),
        Kind::MinItems { limit } => one(place, format!("This must have {limit} items or more.")),
        Kind::MaxItems { limit } => one(place, format!("This must have {limit} items at most.")),
        Kind::UniqueItems => one(place, "No item may occur twice.".to_owned()),
        _ => one(
            place,
            format!("This breaks the schema: {}.", error.masked_with("this")),
        ),
    }
}

/// A sentence about a name that the spec does not have, with the nearest that it has.
pub(super) fn unknown(name: &str, known: &Known<'_>) -> String {
    let name: String = name.chars().take(50).collect();
    let owner = known.name.unwrap_or("this operation");
    let nearest = known
        .properties
        .iter()
        .map(|property| (strsim::damerau_levenshtein(&name, property), property))
        .min();
    match nearest {
        Some((distance, property)) if distance <= 1 + property.len() / 4 => {
            format!("{owner} has no {name}. Did you mean {property}?")
        }
        _ if known.properties.is_empty() => format!("{owner} has no {name}; it takes none at all."),
        _ => format!(
            "{owner} has no {name}; it has {}.",
            known.properties.join(", ")
        ),
    }
}

/// Writes a name as one step of a JSON pointer (RFC 6901, section 3).
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn type_in_words(kind: &TypeKind) -> String {
    let word = |kind: JsonType| match kind {
        JsonType::Array => "a list",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "a whole number",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "an object",
        JsonType::String => "a string",
    };
    match kind {
        TypeKind::Single(kind) => word(*kind).to_owned(),
        TypeKind::Multiple(kinds) => kinds.iter().map(word).collect::<Vec<_>>().join(" or "),
    }
}

fn format_in_words(format: &str) -> &str {
    match format {
        "email" => "an e-mail address such as name@example.org",
        "uuid" => "a UUID such as 0192f0c1-2a3b-7c4d-8e5f-60718293a4b5",
        "date-time" => "a time such as 2026-11-02T09:30:00Z",
        "date" => "a date such as 2026-11-02",
        "uri" => "an address such as https://example.org/",
        other => other,
    }
}
