//! The way of a request through the contract: find the operation, authenticate, authorize, hold the request against the
//! spec, hand it to the generated service, and hold the answer against the spec.

use std::{convert::Infallible, panic::AssertUnwindSafe, time::Instant};

use futures_util::FutureExt as _;
use http_body_util::{BodyExt as _, Full, combinators::BoxBody};
use hyper::{
    HeaderMap, Request, Response, StatusCode, Uri, Version,
    body::{Body, Bytes},
    header::{CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue},
    http::request::Parts,
    service::Service as _,
};
use swagger::{Has, XSpanIdString};
use uuid::Uuid;

use super::{Found, Operation, access, authenticate, log::Entry, parameters, read};
use crate::{
    api::Server,
    app::App,
    error::{Error, Refusal},
    policy::Caller,
};

/// Header in which the generated service tells the request id, and the one in which we do.
const SPAN_ID: HeaderName = HeaderName::from_static("x-span-id");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const TOO_SLOW: &str = "This took too long and was given up. Try again in a moment.";

/// What a method of the trait knows of its request beside its input.
pub struct Context {
    /// Who calls.
    pub caller: Caller,
    /// What is called.
    pub operation: &'static Operation,
    /// Given to the caller, and in every log line about the request.
    pub request_id: Uuid,
    /// The address that was called.
    pub uri: Uri,
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
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut entry = Entry {
        request_id: Uuid::now_v7(),
        method: request.method().clone(),
        uri: request.uri().clone(),
        operation: None,
        caller: Caller::Anonymous,
        began: Instant::now(),
    };
    let (parts, mut body) = request.into_parts();
    let version = parts.version;
    // Boxed, since it is large and would be moved by each that wraps it.
    let work = Box::pin(call(app, generated, parts, &mut body, &mut entry));
    let work = AssertUnwindSafe(work).catch_unwind();
    let outcome = match tokio::time::timeout(app.config.request_timeout, work).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Error::internal("a panic; its message is in the log above")),
        Err(_) => Err(Error::unavailable(TOO_SLOW, 5)),
    };
    let mut response = outcome.unwrap_or_else(|error| app.contract.problems.answer(&error, &entry));
    if !read::drain(&mut body).await && version < Version::HTTP_2 {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    // The generated service has told the request id under a name of its own.
    let request_id = response.headers_mut().remove(SPAN_ID);
    let request_id =
        request_id.or_else(|| HeaderValue::from_str(&entry.request_id.to_string()).ok());
    if let Some(request_id) = request_id {
        response.headers_mut().insert(REQUEST_ID, request_id);
    }
    app.metrics.note(&entry, response.status());
    response
}

async fn call<B>(
    app: &'static App,
    generated: &Generated,
    mut parts: Parts,
    body: &mut B,
    entry: &mut Entry,
) -> Result<Answer, Error>
where
    B: Body<Data = Bytes> + Send + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (operation, values) = match app.contract.find(&parts.method, entry.uri.path()) {
        Found::Operation(operation, values) => (operation, values),
        Found::OtherMethods(allow) => {
            let refusal = Refusal::new(
                "method-not-allowed",
                format!("{} takes {allow}.", entry.uri.path()),
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
    entry.operation = Some(operation);
    let caller = authenticate::authenticate(app, operation, &parts.headers)?;
    entry.caller = caller.clone();
    access::authorize(
        operation,
        &caller,
        values.get("user_id").and_then(|id| id.parse().ok()),
    )?;
    operation.produces.check(&parts.headers)?;
    parameters::refuse(
        operation
            .parameters
            .errors(&values, parts.uri.query(), &parts.headers),
    )?;
    let mut bytes = Bytes::new();
    if let Some(expected) = &operation.body {
        bytes = read::collect(body, app.contract.max_bytes).await?;
        bytes = expected.check(&parts.headers, bytes)?;
    }
    // Only sign-in has a scheme of its own.
    let authorization = if operation.is_oauth {
        authenticate::only_authorization(&parts.headers)?
    } else {
        None
    };
    let context = Context {
        caller,
        operation,
        request_id: entry.request_id,
        uri: entry.uri.clone(),
        authorization,
        span: XSpanIdString(entry.request_id.to_string()),
    };
    // The generated service knows no HEAD; hyper leaves the body out (RFC 9110, section 9.3.2).
    parts.method = operation.method.clone();
    let request = Request::from_parts(parts, Full::new(bytes));
    let response = generated
        .call((request, context))
        .await
        .map_err(Error::internal)?;
    finish(app, operation, response).await
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
    if parts
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|media_type| media_type == "text/plain")
    {
        // Generated code refused the request or the answer, which the contract should have made impossible.
        return Err(Error::internal(format!(
            "{}: {}",
            operation.id,
            String::from_utf8_lossy(&bytes)
        )));
    }
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
