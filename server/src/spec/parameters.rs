//! Path, query and header parameters, held against the spec.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use hyper::header::HeaderMap;
use matchit::Params;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{
    document::Document,
    explain::{self, Known},
    schema::{Compiler, Schema},
};
use crate::error::{Error, FieldError, MOST_FIELDS};

/// The parameters of an operation.
pub(super) struct Parameters {
    path: Vec<Parameter>,
    query: Vec<Parameter>,
    header: Vec<Parameter>,
    /// The names of the query parameters, for "did you mean".
    query_names: Vec<String>,
    /// Whether query parameters that the spec does not have are let through.
    ignores_unknown: bool,
}

struct Parameter {
    name: String,
    required: bool,
    kind: Kind,
    schema: Arc<Schema>,
}

/// What the text of a parameter stands for.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Integer,
    Boolean,
}

impl Parameters {
    pub(super) fn load(
        document: &Document,
        compiler: &Compiler,
        operation_id: &str,
        all: &[&Value],
        ignores_unknown: bool,
    ) -> Result<Self, String> {
        let mut parameters = Self {
            path: Vec::new(),
            query: Vec::new(),
            header: Vec::new(),
            query_names: Vec::new(),
            ignores_unknown,
        };
        for parameter in all {
            let parameter = document.resolve(parameter);
            let nameless = || format!("A parameter of {operation_id} has no name in the spec.");
            let name = parameter
                .get("name")
                .and_then(Value::as_str)
                .ok_or_else(nameless)?
                .to_owned();
            let schema = parameter.get("schema").ok_or_else(|| {
                format!("The parameter {name} of {operation_id} has no schema in the spec.")
            })?;
            let kind = match document.resolve(schema).get("type").and_then(Value::as_str) {
                Some("integer") => Kind::Integer,
                Some("boolean") => Kind::Boolean,
                Some("string") => Kind::Text,
                _ => {
                    return Err(format!(
                        "The parameter {name} of {operation_id} must be a string, an integer or a boolean."
                    ));
                }
            };
            let loaded = Parameter {
                required: parameter.get("required") == Some(&Value::Bool(true)),
                schema: compiler.compile(
                    document,
                    schema,
                    &format!("the parameter {name} of {operation_id}"),
                )?,
                kind,
                name,
            };
            match parameter.get("in").and_then(Value::as_str) {
                Some("path") => parameters.path.push(loaded),
                Some("query") => {
                    parameters.query_names.push(loaded.name.clone());
                    parameters.query.push(loaded);
                }
                Some("header") => parameters.header.push(loaded),
                _ => {
                    return Err(format!(
                        "The parameter {} of {operation_id} must be in path, query or header.",
                        loaded.name
                    ));
                }
            }
        }
        Ok(parameters)
    }

    /// What holds for a query parameter that is left out, if the spec says it.
    pub(super) fn default_of(&self, name: &str) -> Option<&Value> {
        let parameter = self.query.iter().find(|parameter| parameter.name == name)?;
        parameter.schema.default.as_ref()
    }

    /// Everything that is wrong with the parameters of a request.
    pub(super) fn errors(
        &self,
        path: &Params<'_, '_>,
        query: Option<&str>,
        headers: &HeaderMap,
    ) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for parameter in &self.path {
            let raw = path.get(&parameter.name).unwrap_or_default();
            errors.extend(decode(raw).map_or_else(
                || vec![not_utf8("path", &parameter.name)],
                |text| parameter.check("path", &text),
            ));
        }
        self.check_query(query.unwrap_or_default(), &mut errors);
        for parameter in &self.header {
            match headers.get_all(&parameter.name).iter().collect::<Vec<_>>()[..] {
                [] if parameter.required => errors.push(missing("header", &parameter.name)),
                [] => {}
                [value] => match std::str::from_utf8(value.as_bytes()) {
                    Ok(text) => errors.extend(parameter.check("header", text)),
                    Err(_) => errors.push(not_utf8("header", &parameter.name)),
                },
                _ => errors.push(twice("header", &parameter.name)),
            }
        }
        errors
    }

    fn check_query(&self, query: &str, errors: &mut Vec<FieldError>) {
        let known = Known {
            properties: &self.query_names,
            hints: &HashMap::new(),
            name: None,
        };
        let mut seen: HashSet<String> = HashSet::new();
        for (name, value) in pairs(query) {
            if errors.len() >= MOST_FIELDS {
                return;
            }
            let (Some(name), Some(value)) = (name, value) else {
                errors.push(FieldError {
                    pointer: "/query".to_owned(),
                    detail: "This must be UTF-8, percent-encoded.".to_owned(),
                });
                continue;
            };
            let parameter = self.query.iter().find(|parameter| parameter.name == name);
            match parameter {
                _ if seen.contains(&name) => errors.push(twice("query", &name)),
                Some(parameter) => errors.extend(parameter.check("query", &value)),
                None if self.ignores_unknown => {}
                None => errors.push(FieldError {
                    pointer: format!("/query/{}", explain::escape(&name)),
                    detail: explain::unknown(&name, &known),
                }),
            }
            seen.insert(name);
        }
        let absent = self
            .query
            .iter()
            .filter(|parameter| parameter.required && !seen.contains(&parameter.name));
        errors.extend(absent.map(|parameter| missing("query", &parameter.name)));
    }
}

impl Parameter {
    fn check(&self, place: &str, text: &str) -> Vec<FieldError> {
        let text_value = || Value::String(text.to_owned());
        let value = match self.kind {
            Kind::Text => text_value(),
            Kind::Integer => text
                .parse::<i64>()
                .map_or_else(|_| text_value(), Value::from),
            Kind::Boolean => text
                .parse::<bool>()
                .map_or_else(|_| text_value(), Value::from),
        };
        self.schema
            .errors(&format!("/{place}/{}", explain::escape(&self.name)), &value)
    }
}

/// Name and value of each pair of a query or a form, decoded; `None` where that is not UTF-8.
pub(super) fn pairs(text: &str) -> impl Iterator<Item = (Option<String>, Option<String>)> {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (
            decode(&name.replace('+', " ")),
            decode(&value.replace('+', " ")),
        )
    })
}

fn decode(text: &str) -> Option<String> {
    percent_decode_str(text)
        .decode_utf8()
        .ok()
        .map(std::borrow::Cow::into_owned)
}

fn missing(place: &str, name: &str) -> FieldError {
    FieldError {
        pointer: format!("/{place}/{name}"),
        detail: format!("{name} is required."),
    }
}

fn twice(place: &str, name: &str) -> FieldError {
    FieldError {
        pointer: format!("/{place}/{}", explain::escape(name)),
        detail: "This occurs twice. Send it once.".to_owned(),
    }
}

fn not_utf8(place: &str, name: &str) -> FieldError {
    FieldError {
        pointer: format!("/{place}/{name}"),
        detail: "This must be UTF-8.".to_owned(),
    }
}

/// The refusal of what is wrong, if anything is.
pub(super) fn refuse(errors: Vec<FieldError>) -> Result<(), Error> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid(errors))
    }
}
