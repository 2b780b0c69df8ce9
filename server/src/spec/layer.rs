//! The way of a request through the contract: find the operation, authenticate, authorize, hold the request against the
//! spec, hand it to the generated service, and hold the answer against the spec.

use std::{convert::Infallible, panic::AssertUnwindSafe, time::Instant};

use futures_util::FutureExt as _;
use http_body_util::{BodyExt as _, Full, combinators::BoxBody};
use hyper::{
    HeaderMap, Request, Response, StatusCode,
    body::{Body, Bytes},
    header::{AUTHORIZATION, HeaderName, HeaderValue},
    service::Service as _,
};
use swagger::{Has, XSpanIdString};
use uuid::Uuid;

use super::{Found, Operation, access, authenticate, log::Entry, parameters};
use crate::{
    api::Server,
    app::App,
    error::{Error, Refusal},
    policy::Caller,
};

/// The largest body, in bytes; the spec's description of 413 names it.
const BODY_LIMIT: usize = 1024 * 1024;

/// How much of a body that is too large is still read, so that a caller who writes it all gets to hear the answer.
const DRAIN_LIMIT: usize = 32 * 1024 * 1024;

/// Header in which the generated service tells the request id.
const SPAN_ID: HeaderName = HeaderName::from_static("x-span-id");

/// What a method of the trait knows of its request beside its input.
pub struct Context {
    /// Who calls.
    pub caller: Caller,
    /// What is called.
    pub operation: &'static Operation,
    /// Given to the caller, and in every log line about the request.
    pub request_id: Uuid,
    /// The path that was called.
    pub path: String,
    /// The header Authorization, for operations with a scheme of their own.
    pub authorization: Option<String>,
    /// The request id, as the generated service wants it.
    span: XSpanIdString,
}

impl Has<XSpanIdString> for Context {
    fn get(&self) -> &XSpanIdString {
        &self.span
    }

    fn get_mut(&mut self) -> &mut XSpanIdString {
        &mut self.span
    }

    fn set(&mut self, span: XSpanIdString) {
        self.span = span;
    }
}

/// The generated service around our implementation.
pub type Generated = user_api_generated::server::Service<Server, Context>;

/// An answer, whole.
pub type Answer = Response<Full<Bytes>>;

/// Answers a request. Nothing that goes wrong on the way leaves without a problem document.
pub async fn answer<B>(app: &'static App, generated: &Generated, request: Request<B>) -> Answer
where
    B: Body<Data = Bytes> + Send + Unpin,
{
    let mut entry = Entry {
        request_id: Uuid::now_v7(),
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
        operation: "",
        caller: Caller::Anonymous,
        began: Instant::now(),
    };
    let work = AssertUnwindSafe(call(app, generated, request, &mut entry)).catch_unwind();
    let outcome = match tokio::time::timeout(app.config.request_timeout, work).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Error::internal("a panic; its message is in the log above")),
        Err(_) => Err(Error::unavailable(
            "This took too long and was given up. Try again in a moment.",
            5,
        )),
    };
    let is_oauth = matches!(app.contract.find(&entry.method, &entry.path), Found::Operation(operation, _) if operation.is_oauth);
    let mut response = outcome.unwrap_or_else(|error| refusal(app, &entry, &error, is_oauth));
    response.headers_mut().remove(SPAN_ID);
    if let Ok(request_id) = HeaderValue::from_str(&entry.request_id.to_string()) {
        response.headers_mut().insert("x-request-id", request_id);
    }
    app.metrics.note(&entry, response.status());
    response
}

async fn call<B>(
    app: &'static App,
    generated: &Generated,
    request: Request<B>,
    entry: &mut Entry,
) -> Result<Answer, Error>
where
    B: Body<Data = Bytes> + Send + Unpin,
{
    let (parts, body) = request.into_parts();
    let (operation, path_values) = match app.contract.find(&parts.method, parts.uri.path()) {
        Found::Operation(operation, values) => (operation, values),
        Found::OtherMethods(allow) => {
            let refusal = Refusal::new(
                "method-not-allowed",
                format!("{} takes {allow}.", entry.path),
            );
            return Err(Refusal {
                allow: Some(allow.to_owned()),
                ..refusal
            }
            .into());
        }
        Found::Nothing => {
            return Err(Refusal::new(
                "not-found",
                "There is nothing at this path. /docs shows what there is.",
            )
            .into());
        }
    };
    entry.operation = &operation.id;
    let caller = authenticate::authenticate(app, operation, &parts.headers)?;
    entry.caller = caller.clone();
    let path_user = path_values.get("user_id").and_then(|id| id.parse().ok());
    access::authorize(operation, &caller, path_user)?;
    operation.produces.check(&parts.headers)?;
    parameters::refuse(operation.parameters.errors(
        &path_values,
        parts.uri.query(),
        &parts.headers,
    ))?;
    let mut bytes = Bytes::new();
    if let Some(expected) = &operation.body {
        bytes = collect(body).await?;
        expected.check(&parts.headers, &bytes)?;
    }
    let context = Context {
        caller,
        operation,
        request_id: entry.request_id,
        path: entry.path.clone(),
        authorization: parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned),
        span: XSpanIdString(entry.request_id.to_string()),
    };
    let mut request = Request::from_parts(parts, Full::new(bytes));
    // The generated service knows no HEAD; hyper leaves the body out (RFC 9110, section 9.3.2).
    *request.method_mut() = operation.method.clone();
    let response = generated
        .call((request, context))
        .await
        .map_err(Error::internal)?;
    finish(app, operation, response).await
}

/// Reads a body up to the limit.
async fn collect<B: Body<Data = Bytes> + Unpin>(mut body: B) -> Result<Bytes, Error> {
    let mut bytes = Vec::new();
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let broken = || {
            Error::invalid(vec![crate::error::FieldError {
                pointer: "/body".to_owned(),
                detail: "The body broke off.".to_owned(),
            }])
        };
        let Ok(data) = frame.map_err(|_| broken())?.into_data() else {
            continue;
        };
        size += data.len();
        if size <= BODY_LIMIT {
            bytes.extend_from_slice(&data);
        } else if size > DRAIN_LIMIT {
            break;
        }
    }
    if size > BODY_LIMIT {
        return Err(Refusal::new(
            "body-too-large",
            format!("A body may have {BODY_LIMIT} bytes at most."),
        )
        .into());
    }
    Ok(bytes.into())
}

/// Makes the answer whole, and holds it against the spec.
async fn finish(
    app: &App,
    operation: &Operation,
    response: Response<BoxBody<Bytes, Infallible>>,
) -> Result<Answer, Error> {
    let (parts, body) = response.into_parts();
    let bytes = match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(never) => match never {},
    };
    if app.config.check_responses
        && let Some(breach) = breach(operation, parts.status, &parts.headers, &bytes)
    {
        return Err(Error::internal(format!(
            "{} answered {} against the spec: {breach}",
            operation.id, parts.status
        )));
    }
    Ok(Response::from_parts(parts, Full::new(bytes)))
}

fn breach(
    operation: &Operation,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Option<String> {
    match operation.responses.get(&status.as_u16()) {
        Some(response) => response.breach(headers, body),
        None => Some("the status is not declared".to_owned()),
    }
}

/// The answer to an error: a problem document, or where OAuth says so its own shape.
fn refusal(app: &App, entry: &Entry, error: &Error, is_oauth: bool) -> Answer {
    let problem = app
        .contract
        .problems
        .problem(error, entry.request_id, &entry.path);
    let status = u16::try_from(problem.status)
        .ok()
        .and_then(|status| StatusCode::from_u16(status).ok())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (media_type, body) = if is_oauth && status == StatusCode::BAD_REQUEST {
        let detail = problem
            .errors
            .iter()
            .flatten()
            .map(|error| format!("{}: {}", error.pointer, error.detail))
            .collect::<Vec<_>>()
            .join(" ");
        ("application/json", serde_json::json!({ "error": "invalid_request", "error_description": detail.chars().take(1000).collect::<String>() }).to_string())
    } else {
        (
            "application/problem+json",
            serde_json::to_string(&problem).unwrap_or_default(),
        )
    };
    let mut response = Response::builder()
        .status(status)
        .header("content-type", media_type);
    if let Error::Refused(refusal) = error {
        let headers = [
            (
                "retry-after",
                refusal.retry_after.map(|seconds| seconds.to_string()),
            ),
            ("www-authenticate", refusal.challenge.clone()),
            ("allow", refusal.allow.clone()),
        ];
        for (name, value) in headers {
            if let Some(value) = value {
                response = response.header(name, value);
            }
        }
    }
    response
        .body(Full::new(Bytes::from(body)))
        .unwrap_or_default()
}
