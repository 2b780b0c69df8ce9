//! One operation of the spec, in the form that a request needs.

use std::{collections::HashMap, sync::Arc};

use hyper::Method;
use serde_json::Value;

use super::{
    accept::Produces,
    access::{self, Token},
    body::Body,
    document::Document,
    limits,
    parameters::Parameters,
    responses::Response,
    schema::Compiler,
};
use crate::policy::{Intent, Rule};

/// An operation.
pub struct Operation {
    /// Its operationId.
    pub id: String,
    /// Its method.
    pub method: Method,
    /// Its path, with names in braces.
    pub path: String,
    /// Who may call it.
    pub rule: Rule,
    /// Whether it changes something although it is a GET, so that HEAD is not answered.
    pub(super) has_effects: bool,
    /// How often it may be called.
    pub limits: Vec<crate::limits::Rule>,
    /// The access token it takes.
    pub(super) token: Token,
    /// Its path, query and header parameters.
    pub(super) parameters: Parameters,
    /// The body it takes, if any.
    pub(super) body: Option<Arc<Body>>,
    /// How many bytes its body may have.
    pub(super) max_bytes: usize,
    /// The media types it answers.
    pub(super) produces: Produces,
    /// Its responses, by status.
    pub(super) responses: HashMap<u16, Response>,
    /// Whether it is about signing in: standards or browsers decide what it is sent, so it ignores unknown parameters.
    pub(super) is_sign_in: bool,
    /// The shape of its refusals.
    pub refusals: Shape,
}

/// The shape that an operation's refusals have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Problem documents (RFC 9457).
    Problem,
    /// What is wrong with a request is said as in RFC 6749, section 5.2; all else in problem documents.
    OAuth,
    /// Pages for a person.
    Page,
}

impl Operation {
    /// How many items a page has without `limit`.
    pub fn default_limit(&self) -> i64 {
        self.parameters
            .default_of("limit")
            .and_then(Value::as_i64)
            .unwrap_or_default()
    }
}

/// Reads the operations of a path.
pub(super) fn load_path(
    document: &Document,
    compiler: &Compiler,
    path: &str,
    item: &Value,
) -> Result<Vec<Operation>, String> {
    let shared = item
        .get("parameters")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let members = item
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != "parameters");
    members
        .map(|(method, operation)| load(document, compiler, path, method, operation, &shared))
        .collect()
}

fn has_effects(id: &str, method: &Method, operation: &Value) -> Result<bool, String> {
    match operation.get("x-effects") {
        None => Ok(false),
        Some(Value::Bool(true)) if *method == Method::GET => Ok(true),
        Some(_) => Err(format!(
            "{id} has x-effects in the spec, which only a GET has, and only true. Leave it out."
        )),
    }
}

fn load(
    document: &Document,
    compiler: &Compiler,
    path: &str,
    method: &str,
    operation: &Value,
    shared: &[Value],
) -> Result<Operation, String> {
    let unnamed = || {
        format!(
            "{} {path} has no operationId in the spec.",
            method.to_uppercase()
        )
    };
    let id = operation
        .get("operationId")
        .and_then(Value::as_str)
        .ok_or_else(unnamed)?
        .to_owned();
    let tag = operation
        .pointer("/tags/0")
        .and_then(Value::as_str)
        .ok_or_else(|| format!("{id} has no tag in the spec."))?;
    let method: Method = method
        .to_uppercase()
        .parse()
        .map_err(|_| format!("{id} has an unknown method."))?;
    let token = access::load_token(&id, operation)?;
    let intent = if matches!(method, Method::GET) {
        Intent::Read
    } else {
        Intent::Change
    };
    let rule = access::load_rule(&id, operation, intent)?;
    let parameters: Vec<_> = shared
        .iter()
        .chain(
            operation
                .get("parameters")
                .and_then(Value::as_array)
                .into_iter()
                .flatten(),
        )
        .collect();
    let is_sign_in = matches!(tag, "oauth" | "pages");
    let responses = operation
        .get("responses")
        .and_then(Value::as_object)
        .ok_or_else(|| format!("{id} has no responses in the spec."))?;
    let mut by_status = HashMap::new();
    for (status, response) in responses {
        let number = status
            .parse()
            .map_err(|_| format!("{id} lists the status {status}. List each by its number."))?;
        by_status.insert(
            number,
            Response::load(
                document,
                compiler,
                &format!("{id} {status}"),
                document.resolve(response),
            )?,
        );
    }
    let body = operation.get("requestBody");
    let max_bytes = by_status.get(&413).and_then(|response| response.max_bytes);
    if body.is_some() && max_bytes.is_none() {
        return Err(format!(
            "The response 413 of {id} has no x-max-bytes in the spec. Say how many bytes a body may have."
        ));
    }
    let invalid = by_status
        .get(&400)
        .and_then(|response: &Response| response.media_type());
    let refusals = match invalid {
        Some("text/html") => Shape::Page,
        Some("application/json") => Shape::OAuth,
        _ => Shape::Problem,
    };
    Ok(Operation {
        parameters: Parameters::load(document, compiler, &id, &parameters, is_sign_in)?,
        max_bytes: max_bytes.unwrap_or_default(),
        body: body
            .map(|body| Body::load(document, compiler, &id, document.resolve(body)).map(Arc::new))
            .transpose()?,
        produces: Produces::load(&by_status)?,
        has_effects: has_effects(&id, &method, operation)?,
        limits: limits::load(&id, operation, by_status.get(&429))?,
        responses: by_status,
        path: path.to_owned(),
        id,
        method,
        rule,
        token,
        is_sign_in,
        refusals,
    })
}
