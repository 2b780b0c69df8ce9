//! `api/openapi.yaml` as the tests read it, which is not how the server does: its operations, and what each may answer.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::Value;

/// The specification, as it is written.
pub const TEXT: &str = include_str!("../../api/openapi.yaml");

/// The specification.
pub struct Spec {
    /// The whole document.
    pub root: Value,
    /// All operations, in the order of the document.
    pub operations: Vec<Operation>,
}

/// An operation.
pub struct Operation {
    /// Its operationId.
    pub id: String,
    /// Its one tag.
    pub tag: String,
    /// Its method, in capitals.
    pub method: String,
    /// Its path, with names in braces.
    pub path: String,
    /// Whether it changes something although it is a GET.
    pub has_effects: bool,
    /// The words of `x-access`.
    pub access: Vec<String>,
    /// The scope that a token needs, if it takes tokens at all.
    pub scope: Option<String>,
    /// Whether it can be called without a token.
    pub token_is_optional: bool,
    /// The body it takes.
    pub body: Option<Content>,
    /// What it may answer, by status.
    pub responses: BTreeMap<u16, Declared>,
}

impl Operation {
    /// Whether its refusals are pages for a person.
    pub fn refuses_by_page(&self) -> bool {
        self.refuses_as("text/html")
    }

    /// Whether it says in the shape of RFC 6749 that a request is invalid.
    pub fn refuses_as_oauth(&self) -> bool {
        self.refuses_as("application/json")
    }

    /// Whether it is about signing in, where parameters that are not known are ignored.
    pub fn is_sign_in(&self) -> bool {
        ["oauth", "pages"].contains(&self.tag.as_str())
    }

    fn refuses_as(&self, media_type: &str) -> bool {
        let content = self.responses.get(&400);
        let content = content.and_then(|response| response.content.as_ref());
        content.is_some_and(|content| content.media_type == media_type)
    }
}

/// A response that the spec declares.
pub struct Declared {
    /// What it carries.
    pub content: Option<Content>,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Of 413: how many bytes a body may have.
    pub max_bytes: Option<u64>,
}

/// A media type with its schema and examples.
pub struct Content {
    /// The media type.
    pub media_type: String,
    /// The schema, or a reference to it.
    pub schema: Value,
    /// The examples, by name.
    pub examples: Vec<(String, Value)>,
}

impl Content {
    /// Whether it is an image, of which the spec says no more.
    pub fn is_image(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}

/// A response header that the spec declares.
pub struct Header {
    /// Its name.
    pub name: String,
    /// Whether it is always there.
    pub required: bool,
    /// What its value looks like.
    pub schema: Value,
}

/// The specification, read once.
pub fn spec() -> &'static Spec {
    static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::read(TEXT));
    &SPEC
}

impl Spec {
    fn read(text: &str) -> Self {
        let root: Value = serde_yaml_ng::from_str(text).expect("the spec is YAML");
        let mut spec = Self {
            root,
            operations: Vec::new(),
        };
        let mut operations = Vec::new();
        for (path, item) in members(&spec.root["paths"]) {
            for (method, operation) in members(item).filter(|(name, _)| *name != "parameters") {
                operations.push(spec.operation_of(path, method, operation));
            }
        }
        spec.operations = operations;
        spec
    }

    fn operation_of(&self, path: &str, method: &str, operation: &Value) -> Operation {
        let security = operation["security"].as_array().expect("security");
        let text = |value: &Value| value.as_str().expect("a string").to_owned();
        Operation {
            id: text(&operation["operationId"]),
            tag: text(&operation["tags"][0]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            has_effects: operation["x-effects"] == true,
            access: list(&operation["x-access"]).map(text).collect(),
            scope: security
                .iter()
                .find_map(|way| way.pointer("/oauth/0"))
                .map(text),
            token_is_optional: security
                .iter()
                .any(|way| way.as_object().is_some_and(|way| way.is_empty())),
            body: operation
                .get("requestBody")
                .and_then(|body| self.content(self.resolve(body))),
            responses: members(&operation["responses"])
                .map(|(status, response)| {
                    let response = self.resolve(response);
                    let declared = Declared {
                        content: self.content(response),
                        headers: self.headers(response),
                        max_bytes: response["x-max-bytes"].as_u64(),
                    };
                    (status.parse().expect("a status by its number"), declared)
                })
                .collect(),
        }
    }

    fn content(&self, holder: &Value) -> Option<Content> {
        let (media_type, content) = members(&holder["content"]).next()?;
        let examples = members(&content["examples"])
            .map(|(name, example)| (name.to_owned(), self.resolve(example)["value"].clone()));
        Some(Content {
            media_type: media_type.to_owned(),
            schema: content["schema"].clone(),
            examples: examples.collect(),
        })
    }

    fn headers(&self, response: &Value) -> Vec<Header> {
        let headers = members(&response["headers"]).map(|(name, header)| {
            let header = self.resolve(header);
            Header {
                name: name.to_owned(),
                required: header["required"] == Value::Bool(true),
                schema: header["schema"].clone(),
            }
        });
        headers.collect()
    }

    /// The value, or what its `$ref` leads to.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str().and_then(|to| to.strip_prefix('#')) {
            Some(pointer) => self.resolve(
                self.root
                    .pointer(pointer)
                    .expect("a $ref that leads somewhere"),
            ),
            None => value,
        }
    }

    /// The operation with this id.
    pub fn operation(&self, id: &str) -> &Operation {
        let found = self.operations.iter().find(|operation| operation.id == id);
        found.unwrap_or_else(|| panic!("the spec has no operation {id}"))
    }

    /// The operations that may answer this status.
    pub fn declaring(&self, status: u16) -> impl Iterator<Item = &Operation> {
        let declares = move |operation: &&Operation| operation.responses.contains_key(&status);
        self.operations.iter().filter(declares)
    }

    /// The operation that a request is for. HEAD is GET without a body, but for one that changes something.
    pub fn find(&self, method: &str, path: &str) -> Option<&Operation> {
        self.at(path).find(|operation| match method {
            "HEAD" => operation.method == "GET" && !operation.has_effects,
            method => operation.method == method,
        })
    }

    /// The operations of the path; of two that fit, the one with fewer names in braces counts.
    pub fn at(&self, path: &str) -> impl Iterator<Item = &Operation> {
        let best = self
            .operations
            .iter()
            .map(|operation| operation.path.as_str())
            .filter(|template| fits(template, path))
            .min_by_key(|template| template.matches('{').count());
        self.operations
            .iter()
            .filter(move |operation| Some(operation.path.as_str()) == best)
    }

    /// The schemas, by name.
    pub fn schemas(&self) -> impl Iterator<Item = (&str, &Value)> {
        members(&self.root["components"]["schemas"])
    }

    /// The examples of problems, by the end of their `type`.
    pub fn problem(&self, kind: &str) -> Option<&Value> {
        members(&self.root["components"]["examples"])
            .map(|(_, example)| &example["value"])
            .find(|value| value["type"] == kind)
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (names, steps) = (template.split('/'), path.split('/'));
    names.clone().count() == steps.clone().count()
        && names
            .zip(steps)
            .all(|(name, step)| name == step || (name.starts_with('{') && !step.is_empty()))
}

/// The members of an object; none of anything else.
pub fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, value)| (name.as_str(), value))
}

/// The items of a list; none of anything else.
pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
