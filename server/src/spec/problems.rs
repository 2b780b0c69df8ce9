//! From what went wrong to what the caller sees: RFC 9457. Titles and statuses come from the examples of the spec.

use std::collections::HashMap;

use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
};
use serde_json::{Value, json};
use user_api_generated::models;
use uuid::Uuid;

use super::{document::Document, layer::Answer, log::Entry, operation::Shape};
use crate::{
    error::{Error, MOST_FIELDS, PROBLEMS, Refusal, with_causes},
    pages::{ErrorPage, Page as _},
};

/// What the spec says about each problem, by its code.
pub struct Problems {
    kinds: HashMap<&'static str, Kind>,
}

struct Kind {
    status: u16,
    title: String,
}

impl Problems {
    pub(super) fn load(document: &Document) -> Result<Self, String> {
        let examples: Vec<_> = document
            .members("/components/examples")?
            .values()
            .filter_map(|example| example.get("value"))
            .collect();
        let kinds = PROBLEMS.iter().map(|code| {
            let name = format!("/problems/{code}");
            let example = examples
                .iter()
                .find(|value| value.get("type").and_then(Value::as_str) == Some(&name));
            let status = example
                .and_then(|value| value.get("status")?.as_u64())
                .and_then(|status| u16::try_from(status).ok());
            let title = example.and_then(|value| value.get("title")?.as_str());
            let (Some(status), Some(title)) = (status, title) else {
                return Err(format!(
                    "The spec has no example of {name} with a status and a title."
                ));
            };
            Ok((
                *code,
                Kind {
                    status,
                    title: title.to_owned(),
                },
            ))
        });
        Ok(Self {
            kinds: kinds.collect::<Result<_, _>>()?,
        })
    }

    /// The answer to an error: a problem document, or where OAuth says so its own shape.
    pub fn answer(&self, error: &Error, entry: &Entry, platform_name: &str) -> Answer {
        let problem = self.problem(error, entry.request_id, entry.uri.path());
        let status = u16::try_from(problem.status)
            .ok()
            .and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let shape = entry.operation.map(|operation| operation.refusals);
        let (media_type, body) = match shape {
            Some(Shape::OAuth) if status == StatusCode::BAD_REQUEST => {
                ("application/json", oauth_error(&problem).to_string())
            }
            Some(Shape::Page) => ("text/html", page(platform_name, &problem, error)),
            _ => (
                "application/problem+json",
                serde_json::to_string(&problem).unwrap_or_default(),
            ),
        };
        let mut response = Response::builder()
            .status(status)
            .header(CONTENT_TYPE, media_type);
        if let Error::Refused(refusal) = error {
            let headers = [
                (
                    RETRY_AFTER,
                    refusal.retry_after.map(|seconds| seconds.to_string()),
                ),
                (WWW_AUTHENTICATE, refusal.challenge.clone()),
                (ALLOW, refusal.allow.clone()),
            ];
            for (name, value) in headers
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)))
            {
                response = response.header(name, value);
            }
        }
        response
            .body(Full::new(Bytes::from(body)))
            .unwrap_or_default()
    }

    /// The problem document for an error. The cause of an internal one goes to the log, under the same request id.
    pub fn problem(&self, error: &Error, request_id: Uuid, path: &str) -> models::Problem {
        let internal;
        let refusal = match error {
            Error::Refused(refusal) => refusal,
            Error::Internal(cause) => {
                let cause = with_causes(&**cause);
                tracing::error!(%request_id, cause, "internal error");
                internal = Box::new(Refusal::new(
                    "internal",
                    "It is in our log. Quote the request_id when you ask for help.",
                ));
                &internal
            }
        };
        let kind = self.kinds.get(refusal.code);
        models::Problem {
            r#type: format!("/problems/{}", refusal.code),
            title: kind.map_or_else(String::new, |kind| kind.title.clone()),
            status: i32::from(kind.map_or(500, |kind| kind.status)),
            detail: refusal.detail.chars().take(2000).collect(),
            instance: Some(path.chars().take(2000).collect()),
            request_id: request_id.to_string(),
            errors: (!refusal.errors.is_empty()).then(|| {
                refusal
                    .errors
                    .iter()
                    .take(MOST_FIELDS)
                    .map(field_error)
                    .collect()
            }),
        }
    }
}

/// The problem as a page for a person, as well as it can be said without knowing what they wanted.
pub fn page(platform_name: &str, problem: &models::Problem, error: &Error) -> String {
    let fields = problem.errors.iter().flatten();
    let fields: Vec<_> = fields.map(|error| error.detail.as_str()).collect();
    let detail = if fields.is_empty() {
        problem.detail.clone()
    } else {
        fields.join(" ")
    };
    let page = ErrorPage {
        platform_name,
        title: problem.title.clone(),
        detail,
        request_id: problem.request_id.clone(),
        status: u16::try_from(problem.status).unwrap_or(500),
        retry_after: error.retry_after(),
        back: None,
    };
    page.render().unwrap_or_else(|_| problem.title.clone())
}

/// The problem in the shape of RFC 6749, section 5.2, which leaves few characters to the description.
fn oauth_error(problem: &models::Problem) -> Value {
    let errors = problem
        .errors
        .iter()
        .flatten()
        .map(|error| format!("{}: {}", error.pointer, error.detail));
    let description: String = errors
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(1000)
        .map(|letter| match letter {
            '"' | '\\' => '?',
            ' '..='~' => letter,
            _ => '?',
        })
        .collect();
    json!({ "error": "invalid_request", "error_description": description })
}

fn field_error(error: &crate::error::FieldError) -> models::ProblemError {
    models::ProblemError {
        pointer: error.pointer.chars().take(500).collect(),
        detail: error.detail.chars().take(1000).collect(),
    }
}
