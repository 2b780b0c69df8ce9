//! An answer, held against the spec: status, media type, schema, headers, and what holds for every answer.

use serde_json::Value;
use uuid::Uuid;

use crate::{
    Response,
    schema::{Strictness, errors},
    spec::{Declared, spec},
};

const PROBLEM: &str = "application/problem+json";

/// Everything in which an answer breaks the spec, in sentences.
pub fn breaches(method: &str, path: &str, response: &Response) -> Vec<String> {
    let mut found = general(response);
    if let Some(operation) = spec().find(method, path) {
        match operation.responses.get(&response.status) {
            Some(declared) => found.extend(declared_breaches(method, declared, response)),
            None => found.push(format!(
                "{} does not declare {}",
                operation.id, response.status
            )),
        }
    } else if response.status >= 400 && method != "HEAD" {
        // No operation, no declaration: but a problem all the same.
        let schema = serde_json::json!({ "$ref": "#/components/schemas/Problem" });
        found.extend(body_breaches(PROBLEM, &schema, response));
    }
    if media_type(response) == PROBLEM && method != "HEAD" {
        found.extend(problem_breaches(path, response));
    }
    if method == "HEAD" && !response.body.is_empty() {
        found.push("HEAD has a body".to_owned());
    }
    found
}

/// What holds for every answer.
fn general(response: &Response) -> Vec<String> {
    let mut found = Vec::new();
    if response.header("x-content-type-options") != Some("nosniff") {
        found.push("x-content-type-options is not nosniff".to_owned());
    }
    if let Some(id) = response.header("x-request-id")
        && id.parse::<Uuid>().is_err()
    {
        found.push("x-request-id is no UUID".to_owned());
    }
    if let Some(etag) = response.header("etag")
        && !(etag.len() > 2 && etag.starts_with('"') && etag.ends_with('"'))
    {
        found.push(format!("the ETag {etag} is not strong"));
    }
    // A stored password must never leave, whatever the operation.
    let body = String::from_utf8_lossy(&response.body);
    if ["$argon2", "$2b$", "$P$"]
        .iter()
        .any(|hash| body.contains(hash))
    {
        found.push("the body has a hash of a password".to_owned());
    }
    found
}

fn declared_breaches(method: &str, declared: &Declared, response: &Response) -> Vec<String> {
    let mut found = Vec::new();
    for header in &declared.headers {
        match response.header(&header.name) {
            None if header.required => found.push(format!("the header {} is missing", header.name)),
            None => {}
            Some(text) => {
                let value = text
                    .parse::<i64>()
                    .map_or_else(|_| text.into(), Value::from);
                let wrong = errors(&header.schema, &value, Strictness::AsWritten);
                found.extend(
                    wrong
                        .into_iter()
                        .map(|error| format!("the header {}{error}", header.name)),
                );
            }
        }
    }
    match &declared.content {
        _ if method == "HEAD" => {}
        None => found.extend(
            (!response.body.is_empty())
                .then(|| "there is a body where none is declared".to_owned()),
        ),
        Some(content) => found.extend(body_breaches(
            &content.media_type,
            &content.schema,
            response,
        )),
    }
    found
}

fn body_breaches(declared: &str, schema: &Value, response: &Response) -> Vec<String> {
    let theirs = media_type(response);
    if theirs != declared {
        return vec![format!(
            "the media type is {theirs:?} instead of {declared}"
        )];
    }
    if declared.starts_with("image/") {
        let found = image::guess_format(&response.body).map(|format| format.to_mime_type());
        return match found {
            Ok(found) if found == declared => Vec::new(),
            _ => vec![format!("the body is no {declared}")],
        };
    }
    let value = if declared.ends_with("json") {
        serde_json::from_slice(&response.body).ok()
    } else if declared.ends_with("yaml") {
        serde_yaml_ng::from_slice(&response.body).ok()
    } else {
        String::from_utf8(response.body.clone())
            .ok()
            .map(Value::String)
    };
    match value {
        Some(value) => errors(schema, &value, Strictness::NothingElse),
        None => vec![format!("the body is no {declared}")],
    }
}

/// A problem says the same in its body as in its headers, and what the spec's example of it says.
fn problem_breaches(path: &str, response: &Response) -> Vec<String> {
    let Ok(problem) = serde_json::from_slice::<Value>(&response.body) else {
        return vec!["the problem is no JSON".to_owned()];
    };
    let kind = problem["type"].as_str().unwrap_or_default();
    let Some(example) = spec().problem(kind) else {
        return vec![format!("the spec has no example of the problem {kind}")];
    };
    let mut found = Vec::new();
    let mut same = |name: &str, wanted: &Value| {
        if problem[name] != *wanted {
            found.push(format!("{name} is {} instead of {wanted}", problem[name]));
        }
    };
    same("status", &response.status.into());
    same("status", &example["status"]);
    same("title", &example["title"]);
    same(
        "instance",
        &path.chars().take(2000).collect::<String>().into(),
    );
    same("request_id", &response.header("x-request-id").into());
    found
}

fn media_type(response: &Response) -> &str {
    let header = response.header("content-type").unwrap_or_default();
    header.split(';').next().unwrap_or_default().trim()
}
