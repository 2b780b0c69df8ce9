//! Who calls: the access token of a request, as it is (RFC 6750) or with a proof of its key (RFC 9449).

use std::sync::Arc;

use hyper::{
    header::{AUTHORIZATION, HeaderMap},
    http::request::Parts,
};

use super::{
    Operation,
    access::{self, Scope, Token},
};
use crate::{
    app::App,
    error::{Error, FieldError, Refusal},
    oauth::{access_tokens::Verified, dpop},
    policy::Caller,
};

const BEARER: &str = "Bearer";
const DPOP: &str = "DPoP";

/// Who calls, and what for.
pub struct Authenticated {
    /// Who calls.
    pub caller: Caller,
    /// The scopes of their token, separated by spaces; of use to `userinfo` alone, so empty elsewhere.
    pub scopes: String,
    /// Their token, if they have one.
    token: Option<Arc<Verified>>,
}

impl Authenticated {
    const NOBODY: Self = Self {
        caller: Caller::Anonymous,
        scopes: String::new(),
        token: None,
    };

    /// Looks again, once a body has come that may have taken minutes.
    ///
    /// # Errors
    /// Unauthenticated, if the token was revoked meanwhile.
    pub(super) fn refuse_if_revoked(&self, app: &App) -> Result<(), Error> {
        match &self.token {
            Some(token) if app.revocations.cover(token) => {
                let scheme = token.dpop_jkt.as_ref().map_or(BEARER, |_| DPOP);
                Err(unauthenticated(scheme, "invalid_token", UNUSABLE))
            }
            _ => Ok(()),
        }
    }
}

const UNUSABLE: &str = "The access token is cut short, expired, revoked or not ours. Get a new one from POST /oauth/token.";

/// The caller of an operation, by the access token that it takes.
///
/// # Errors
/// Unauthenticated, if a token is missing or not genuine; insufficient scope, if it does not let one do this.
pub fn authenticate(
    app: &App,
    operation: &Operation,
    request: &Parts,
) -> Result<Authenticated, Error> {
    let (needed, optional) = match operation.token {
        Token::None => return Ok(Authenticated::NOBODY),
        Token::Optional(scope) => (scope, true),
        Token::Required(scope) => (scope, false),
    };
    let (scheme, token) = match presented(&request.headers)? {
        Some(presented) => presented,
        None if optional => return Ok(Authenticated::NOBODY),
        None => {
            return Err(unauthenticated(
                BEARER,
                "",
                "This needs an access token in the header Authorization, as in \"Bearer eyJ…\".",
            ));
        }
    };
    let verified = app.tokens.verify(token, &app.keys, &app.revocations);
    let verified = verified.ok_or_else(|| unauthenticated(scheme, "invalid_token", UNUSABLE))?;
    check_binding(app, request, scheme, token, verified.dpop_jkt.as_deref())?;
    if !verified.allows(needed) {
        return Err(access::insufficient_scope(scheme, needed, &verified.scopes));
    }
    Ok(Authenticated {
        caller: verified.caller.clone(),
        scopes: if needed == Scope::OpenId {
            verified.scopes.clone()
        } else {
            String::new()
        },
        token: Some(verified),
    })
}

/// A token that is bound to a key comes with a proof of that key, and no other does (RFC 9449, section 7).
fn check_binding(
    app: &App,
    request: &Parts,
    scheme: &str,
    token: &str,
    bound_to: Option<&str>,
) -> Result<(), Error> {
    let refuse = |detail: &str| Err(unauthenticated(scheme, "invalid_token", detail));
    match (scheme, bound_to) {
        (DPOP, Some(bound_to)) => {
            let proof = dpop::Proof {
                method: request.method.as_str(),
                path: request.uri.path(),
                access_token: Some(token),
            };
            match proven_key(app, &request.headers, &proof) {
                Ok(Some(jkt)) if jkt == bound_to => Ok(()),
                Ok(Some(_)) => refuse("The DPoP proof is of another key than the token's."),
                Ok(None) => refuse("This token needs a proof in the header DPoP (RFC 9449)."),
                Err(detail) => Err(unauthenticated(scheme, "invalid_dpop_proof", &detail)),
            }
        }
        (DPOP, None) => refuse("This token is bound to no key; send it as Bearer."),
        (_, Some(_)) => {
            refuse("This token is bound to a key; send it as DPoP with a proof (RFC 9449).")
        }
        (_, None) => Ok(()),
    }
}

/// The thumbprint of the key that the header DPoP proves; `None` if there is no such header.
fn proven_key(
    app: &App,
    headers: &HeaderMap,
    wanted: &dpop::Proof<'_>,
) -> Result<Option<String>, String> {
    let mut values = headers.get_all("dpop").iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    match (value.to_str(), values.next()) {
        (Ok(proof), None) => app.dpop.verify(proof, wanted).map(Some),
        _ => Err("The header DPoP must be there once, as a signed JWT.".to_owned()),
    }
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

/// The scheme and the token of the header, if there is a header.
fn presented(headers: &HeaderMap) -> Result<Option<(&'static str, &str)>, Error> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let presented = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .and_then(|(scheme, token)| {
            let known = [BEARER, DPOP].into_iter();
            let mut known = known.filter(|known| known.eq_ignore_ascii_case(scheme));
            Some((known.next()?, token.trim()))
        });
    match (presented, values.next()) {
        (Some(presented), None) => Ok(Some(presented)),
        _ => Err(unauthenticated(
            BEARER,
            "invalid_request",
            "The header Authorization must be there once, as \"Bearer\", a space and the token.",
        )),
    }
}

/// The challenge names what a token may be sent as, and what is wrong with this one (RFC 6750, section 3; RFC 9449,
/// section 7.1).
fn unauthenticated(scheme: &str, error: &str, detail: &str) -> Error {
    let mut challenge = scheme.to_owned();
    if !error.is_empty() {
        challenge += &format!(" error=\"{error}\"");
    }
    if scheme == DPOP {
        let separator = if error.is_empty() { " " } else { ", " };
        challenge += &format!("{separator}algs=\"{}\"", dpop::ALGORITHMS.join(" "));
    }
    Refusal {
        challenge: Some(challenge),
        ..Refusal::new("unauthenticated", detail)
    }
    .into()
}
