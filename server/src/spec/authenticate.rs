//! Who calls: the bearer token of a request (RFC 6750).

use hyper::header::{AUTHORIZATION, HeaderMap};

use super::{
    Operation,
    access::{self, Token},
};
use crate::{
    app::App,
    error::{Error, FieldError, Refusal},
    policy::Caller,
};

/// The caller of an operation, by the access token that it takes.
///
/// # Errors
/// Unauthenticated, if a token is missing or not genuine; insufficient scope, if it does not let one do this.
pub fn authenticate(
    app: &App,
    operation: &Operation,
    headers: &HeaderMap,
) -> Result<Caller, Error> {
    let (needed, optional) = match operation.token {
        Token::None => return Ok(Caller::Anonymous),
        Token::Optional(scope) => (scope, true),
        Token::Required(scope) => (scope, false),
    };
    let token = match bearer(headers)? {
        Some(token) => token,
        None if optional => return Ok(Caller::Anonymous),
        None => {
            return Err(unauthenticated(
                "Bearer",
                "This needs an access token in the header Authorization, as in \"Bearer eyJ…\".",
            ));
        }
    };
    let verified = app.tokens.verify(token, &app.revocations);
    let verified = verified.ok_or_else(|| unauthenticated("Bearer error=\"invalid_token\"", "The access token is cut short, expired, revoked or not ours. Get a new one from POST /oauth/token."))?;
    if verified.scope < Some(needed) {
        return Err(access::insufficient_scope(needed, &verified.scopes));
    }
    Ok(verified.caller.clone())
}

/// The header as it is, for operations with a scheme of their own.
///
/// # Errors
/// Invalid, if it is there twice: which one counts is nobody's to guess.
pub(super) fn only_authorization(headers: &HeaderMap) -> Result<Option<String>, Error> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next();
    if values.next().is_some() {
        let (pointer, detail) = (
            "/header/Authorization".to_owned(),
            "This occurs twice. Send it once.".to_owned(),
        );
        return Err(Error::invalid(vec![FieldError { pointer, detail }]));
    }
    Ok(value
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned))
}

/// The token of the header, if there is a header.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let token = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match (token, values.next()) {
        (Some((_, token)), None) => Ok(Some(token.trim())),
        _ => Err(unauthenticated(
            "Bearer error=\"invalid_request\"",
            "The header Authorization must be there once, as \"Bearer\", a space and the token.",
        )),
    }
}

fn unauthenticated(challenge: &str, detail: &str) -> Error {
    Refusal {
        challenge: Some(challenge.to_owned()),
        ..Refusal::new("unauthenticated", detail)
    }
    .into()
}
