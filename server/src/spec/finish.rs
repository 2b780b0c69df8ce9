//! The last step: an answer of the generated service, made whole and held against the spec.

use std::convert::Infallible;

use http_body_util::{BodyExt as _, Full, combinators::BoxBody};
use hyper::{HeaderMap, Response, StatusCode, body::Bytes, header::CONTENT_TYPE};

use super::{Operation, layer::Answer};
use crate::{app::App, error::Error};

/// Makes the answer whole, and holds it against the spec.
///
/// # Errors
/// Internal, if it breaks the spec.
pub(super) async fn finish(
    app: &'static App,
    operation: &Operation,
    response: Response<BoxBody<Bytes, Infallible>>,
) -> Result<Answer, Error> {
    let (parts, body) = response.into_parts();
    let mut bytes = match body.collect().await {
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
    // Shared by all who read it, since it is large.
    match operation.id.as_str() {
        "getSpecYaml" => bytes = Bytes::from_static(app.spec_yaml.as_bytes()),
        "getSpecJson" => bytes = Bytes::from_static(app.spec_json.as_bytes()),
        _ => {}
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
