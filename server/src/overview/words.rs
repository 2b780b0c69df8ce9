//! What the spec says in keywords, in plain words.

use serde_json::Value;

/// The text, or an empty one.
pub(super) fn text(value: Option<&Value>) -> String {
    value
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// The texts of a list.
pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.map(|item| text(Some(item))).collect()
}

/// Until when something works that is deprecated; `None` if it is not.
pub(super) fn deprecated(value: &Value) -> Option<String> {
    (value.get("deprecated") == Some(&Value::Bool(true))).then(|| text(value.get("x-sunset")))
}

/// The schema that a `$ref` names, also where it is wrapped to have neighbours.
pub(super) fn reference(schema: &Value) -> Option<&str> {
    let wrapped = schema.pointer("/allOf/0").unwrap_or(schema);
    wrapped.get("$ref")?.as_str()?.rsplit('/').next()
}

/// What kind of value it is: its words, and the schema that they end with, if it is one of those.
pub(super) fn kind(schema: &Value) -> (String, Option<String>) {
    if let Some(name) = reference(schema) {
        return (String::new(), Some(name.to_owned()));
    }
    match (
        schema.get("type").and_then(Value::as_str),
        text(schema.get("format")),
    ) {
        (Some("array"), _) => {
            let (words, name) = kind(schema.get("items").unwrap_or(&Value::Null));
            (format!("list of {words}"), name)
        }
        (Some("string"), format) if format.is_empty() => ("text".to_owned(), None),
        (Some("string"), format) => (format, None),
        (Some("integer"), _) => ("whole number".to_owned(), None),
        (Some("boolean"), _) => ("true or false".to_owned(), None),
        (Some(other), _) => (other.to_owned(), None),
        (None, _) => ("anything".to_owned(), None),
    }
}

/// What a value must be, beside its kind.
pub(super) fn limits(schema: &Value) -> Vec<String> {
    let number = |keyword: &str| schema.get(keyword).filter(|value| value.is_number());
    let mut limits = Vec::new();
    limits.extend(span(
        number("minLength"),
        number("maxLength"),
        " characters",
    ));
    limits.extend(span(number("minItems"), number("maxItems"), " items"));
    limits.extend(span(number("minimum"), number("maximum"), ""));
    if let Some(hint) = schema.get("x-hint").and_then(Value::as_str) {
        limits.push(hint.to_owned());
    }
    let choices = texts(schema.get("enum"));
    if !choices.is_empty() {
        limits.push(format!("one of {}", choices.join(", ")));
    }
    if let Some(items) = schema.get("items") {
        limits.extend(
            self::limits(items)
                .into_iter()
                .map(|limit| format!("each {limit}")),
        );
    }
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        limits.push("may be null".to_owned());
    }
    if let Some(default) = schema.get("default") {
        limits.push(format!("{default} if left out"));
    }
    limits
}

fn span(least: Option<&Value>, most: Option<&Value>, unit: &str) -> Option<String> {
    match (least, most) {
        (Some(least), Some(most)) if least == most => Some(format!("exactly {most}{unit}")),
        (Some(least), Some(most)) => Some(format!("{least} to {most}{unit}")),
        (Some(least), None) => Some(format!("at least {least}{unit}")),
        (None, Some(most)) => Some(format!("at most {most}{unit}")),
        (None, None) => None,
    }
}

/// One rule of `x-rate-limits`.
pub(super) fn rate_limit(rule: &Value) -> String {
    let number = |name: &str| rule.get(name).and_then(Value::as_u64).unwrap_or_default();
    let what = rule
        .get("counts")
        .and_then(Value::as_str)
        .unwrap_or("requests")
        .replace('_', " ");
    let whom = text(rule.get("per")).replace('_', " ");
    format!(
        "{} {what} in {} seconds per {whom}",
        number("times"),
        number("seconds")
    )
}

/// Markdown of the spec as HTML.
pub(super) fn html(markdown: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(markdown));
    html
}
