//! The operations, as the spec describes them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    access::{Callers, Cell},
    words,
};
use crate::spec::Document;

/// A tag with its operations.
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) operations: Vec<Operation>,
}

/// An operation.
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) tag: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    /// Markdown.
    pub(super) description: String,
    pub(super) access: Vec<String>,
    /// The scopes of which a token needs one; a word for those who show something else.
    pub(super) token: String,
    pub(super) rate_limits: Vec<String>,
    /// Until when it works, if it is deprecated.
    pub(super) deprecated: Option<String>,
    /// What it is for each caller.
    pub(super) cells: Vec<Cell>,
    /// The parameters of its query: name, limits, meaning.
    pub(super) filters: Vec<Filter>,
    /// The schemas in its request, and in what they hold.
    pub(super) takes: BTreeSet<String>,
    /// The schemas in its answers when all is well, and in what they hold.
    pub(super) answers: BTreeSet<String>,
}

/// A parameter of a query.
pub(super) struct Filter {
    pub(super) name: String,
    pub(super) limits: String,
    pub(super) description: String,
}

impl Operation {
    pub(super) fn description_html(&self) -> String {
        words::html(&self.description)
    }
}

/// All operations, in the order of the spec's tags.
pub(super) fn load(document: &Document, callers: &Callers) -> Result<Vec<Tag>, String> {
    let mut operations = Vec::new();
    for (path, item) in document.members("/paths")? {
        let methods = item.as_object().into_iter().flatten();
        let methods = methods.filter(|(name, _)| *name != "parameters");
        operations.extend(
            methods.map(|(method, value)| load_one(document, callers, path, method, value)),
        );
    }
    let tags = document.at("/tags").and_then(Value::as_array);
    let mut tags: Vec<Tag> = tags
        .into_iter()
        .flatten()
        .map(|tag| Tag {
            name: words::text(tag.get("name")),
            description: words::text(tag.get("description")),
            operations: Vec::new(),
        })
        .collect();
    for operation in operations {
        if let Some(tag) = tags.iter_mut().find(|tag| tag.name == operation.tag) {
            tag.operations.push(operation);
        }
    }
    Ok(tags)
}

fn load_one(
    document: &Document,
    callers: &Callers,
    path: &str,
    method: &str,
    value: &Value,
) -> Operation {
    let access = words::texts(value.get("x-access"));
    let responses = value.get("responses").and_then(Value::as_object);
    let good = responses
        .into_iter()
        .flatten()
        .filter(|(status, _)| status.starts_with('2'));
    let mut operation = Operation {
        id: words::text(value.get("operationId")),
        tag: words::text(value.pointer("/tags/0")),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: words::text(value.get("summary")),
        description: words::text(value.get("description")),
        token: token(value),
        rate_limits: items(value, "x-rate-limits")
            .map(words::rate_limit)
            .collect(),
        deprecated: words::deprecated(value),
        cells: callers.row(&access),
        filters: filters(document, value),
        takes: BTreeSet::new(),
        answers: BTreeSet::new(),
        access,
    };
    for (_, response) in good {
        collect(document, response, &mut operation.answers);
    }
    if let Some(body) = value.get("requestBody") {
        collect(document, body, &mut operation.takes);
    }
    operation
}

fn items<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// What the caller shows: nothing, a client's secret, or a token with one of these scopes.
fn token(value: &Value) -> String {
    let mut kinds = BTreeSet::new();
    for need in items(value, "security") {
        let schemes = need.as_object().into_iter().flatten();
        for (scheme, scopes) in schemes {
            let scopes = words::texts(Some(scopes));
            kinds.insert(if scopes.is_empty() {
                scheme.clone()
            } else {
                scopes.join(" ")
            });
        }
        if need.as_object().is_some_and(serde_json::Map::is_empty) {
            kinds.insert("none".to_owned());
        }
    }
    if kinds.is_empty() {
        return "none".to_owned();
    }
    Vec::from_iter(kinds).join(" or ")
}

fn filters(document: &Document, value: &Value) -> Vec<Filter> {
    let parameters = items(value, "parameters").map(|parameter| document.resolve(parameter));
    let in_query =
        parameters.filter(|parameter| parameter.get("in") == Some(&Value::from("query")));
    let filters = in_query.map(|parameter| Filter {
        name: words::text(parameter.get("name")),
        limits: words::limits(parameter.get("schema").unwrap_or(&Value::Null)).join("; "),
        description: words::text(parameter.get("description")),
    });
    filters.collect()
}

/// Adds every schema that this leads to.
fn collect(document: &Document, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                let schema = reference.strip_prefix("#/components/schemas/");
                let is_new = schema.is_none_or(|name| found.insert(name.to_owned()));
                if is_new && !reference.contains("/examples/") {
                    collect(document, document.resolve(value), found);
                }
                return;
            }
            for (_, member) in members.iter().filter(|(name, _)| *name != "examples") {
                collect(document, member, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(document, item, found)),
        _ => {}
    }
}

/// The words of a schema that is an enum.
pub(super) fn enumerated(document: &Document, schema: &str) -> Vec<String> {
    words::texts(document.at(&format!("/components/schemas/{schema}/enum")))
}
