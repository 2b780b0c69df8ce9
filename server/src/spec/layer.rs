//! The way of a request through the contract: find the operation, authenticate, authorize, hold the request against the
//! spec, hand it to the generated service, and hold the answer against the spec.

use std::{net::IpAddr, time::Instant};

use http_body_util::Full;
use hyper::{
    HeaderMap, Request, Response, Uri, Version,
    body::{Body, Bytes},
    header::{CONNECTION, COOKIE, HeaderName, HeaderValue, ORIGIN, USER_AGENT},
    http::request::Parts,
    service::Service as _,
};
use swagger::{Has, XSpanIdString};
use uuid::Uuid;

use super::{
    Found, Operation, access, address,
    authenticate::{self, Authenticated},
    bounds,
    finish::finish,
    log::Entry,
    parameters, read,
};
use crate::{
    api::Server,
    app::App,
    error::{Error, Refusal},
    limits::{self, Counts, Named, Origin},
    policy::Caller,
};

/// Header in which the generated service tells the request id, and the one in which we do.
const SPAN_ID: HeaderName = HeaderName::from_static("x-span-id");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a method of the trait knows of its request beside its input.
pub struct Context {
    /// Who calls.
    pub caller: Caller,
    /// The scopes of their token, separated by spaces.
    pub scopes: String,
    /// What is called.
    pub operation: &'static Operation,
    /// Given to the caller, and in every log line about the request.
    pub request_id: Uuid,
    /// The network address of the caller.
    pub address: IpAddr,
    /// The address that was called.
    pub uri: Uri,
    /// The body as it was sent, for what is signed; empty if it is a picture.
    pub body: Bytes,
    /// What else is sent to sign in.
    pub sign_in: SignInHeaders,
    /// The request id, as the generated service wants it.
    span: XSpanIdString,
}

impl Context {
    /// Where the request comes from, and how often such may come.
    pub fn origin(&self) -> Origin {
        Origin {
            rules: &self.operation.limits,
            address: self.address,
        }
    }
}

/// Headers that only operations about signing in look at.
#[derive(Debug, Clone, Default)]
pub struct SignInHeaders {
    /// The header Authorization, where it is a client's.
    pub authorization: Option<String>,
    /// The header Cookie.
    pub cookie: Option<String>,
    /// Where the browser says the request comes from: the header Origin.
    pub origin: Option<String>,
    /// The header User-Agent.
    pub user_agent: Option<String>,
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
pub async fn answer<B>(
    app: &'static App,
    generated: &Generated,
    request: Request<B>,
    peer: IpAddr,
) -> Answer
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
    let outcome = call(app, generated, parts, peer, &mut body, &mut entry).await;
    let mut response = outcome.unwrap_or_else(|error| {
        let problems = &app.contract.problems;
        problems.answer(&error, &entry, app.platform_name())
    });
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

/// A request that may go on, before anything is known of its body.
struct Admitted {
    operation: &'static Operation,
    address: IpAddr,
    by: Authenticated,
}

/// How long a client takes to send a body is up to its network, and no part of the time that a request may take.
async fn call<B>(
    app: &'static App,
    generated: &Generated,
    parts: Parts,
    peer: IpAddr,
    body: &mut B,
    entry: &mut Entry,
) -> Result<Answer, Error>
where
    B: Body<Data = Bytes> + Send + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let limit = app.config.request_timeout;
    let admitted = bounds::within(limit, admit(app, &parts, peer, entry)).await?;
    let left = limit.saturating_sub(entry.began.elapsed());
    let operation = admitted.operation;
    let mut sent = Bytes::new();
    if operation.body.is_some() {
        sent = read::collect(body, operation.max_bytes, limit).await?;
        admitted.by.refuse_if_revoked(app)?;
    }
    // Boxed, since it is large and would be moved by each that wraps it.
    let work = Box::pin(carry_out(app, generated, parts, admitted, sent, entry));
    bounds::within(left, work).await
}

/// Everything that can be said about a request before its body is read.
async fn admit(
    app: &'static App,
    parts: &Parts,
    peer: IpAddr,
    entry: &mut Entry,
) -> Result<Admitted, Error> {
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
    let origin = Origin {
        rules: &operation.limits,
        address: address::of_caller(&parts.headers, peer, &app.config.trusted_proxies),
    };
    let requests = app.limits.buckets(origin, Counts::Requests, Named::Nobody);
    limits::count(app, requests).await?;
    let by = authenticate::authenticate(app, operation, parts)?;
    entry.caller = by.caller.clone();
    access::authorize(
        operation,
        &by.caller,
        values.get("user_id").and_then(|id| id.parse().ok()),
    )?;
    operation.produces.check(&parts.headers)?;
    parameters::refuse(
        operation
            .parameters
            .errors(&values, parts.uri.query(), &parts.headers),
    )?;
    Ok(Admitted {
        operation,
        address: origin.address,
        by,
    })
}

async fn carry_out(
    app: &'static App,
    generated: &Generated,
    mut parts: Parts,
    admitted: Admitted,
    sent: Bytes,
    entry: &Entry,
) -> Result<Answer, Error> {
    let operation = admitted.operation;
    let (mut bytes, mut signed) = (Bytes::new(), Bytes::new());
    if let Some(expected) = &operation.body {
        // A picture is large, and nobody signs one.
        if !expected.is_image() {
            signed = sent.clone();
        }
        bytes = expected.check(&parts.headers, sent)?;
    }
    let sign_in = if operation.is_sign_in {
        sign_in_headers(&parts.headers)?
    } else {
        SignInHeaders::default()
    };
    let context = Context {
        caller: admitted.by.caller,
        scopes: admitted.by.scopes,
        operation,
        request_id: entry.request_id,
        address: admitted.address,
        uri: entry.uri.clone(),
        body: signed,
        sign_in,
        span: XSpanIdString(entry.request_id.to_string()),
    };
    // The generated service knows no HEAD; server.rs leaves the body out.
    parts.method = operation.method.clone();
    let request = Request::from_parts(parts, Full::new(bytes));
    let response = generated
        .call((request, context))
        .await
        .map_err(Error::internal)?;
    finish(app, operation, response).await
}

fn sign_in_headers(headers: &HeaderMap) -> Result<SignInHeaders, Error> {
    let text = |name| {
        let value = headers.get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    // A client of HTTP/2 may send each cookie in a line of its own (RFC 9113, section 8.2.3).
    let cookies = headers.get_all(COOKIE).iter();
    let cookies: Vec<_> = cookies.filter_map(|line| line.to_str().ok()).collect();
    Ok(SignInHeaders {
        authorization: authenticate::only_authorization(headers)?,
        cookie: (!cookies.is_empty()).then(|| cookies.join("; ")),
        origin: text(ORIGIN),
        user_agent: text(USER_AGENT),
    })
}
