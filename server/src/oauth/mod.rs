//! OAuth 2.1 and OpenID Connect. Each endpoint has a file of its own; what a person sees on the way is in `sign_in`.

pub mod access_tokens;
pub mod authorization;
pub mod client_authentication;
pub mod codes;
pub mod dpop;
pub mod id_tokens;
pub mod introspection;
pub mod keys;
pub mod pushed;
pub mod revocations;
mod store;
pub mod token;
pub mod view;

use std::collections::BTreeSet;

use crate::{clients::ClientRow, error::Error, roles::Role};
pub use store::{delete_expired_keys, delete_expired_tokens};

/// The scope of a token for which none was asked: the least.
const DEFAULT_SCOPE: &str = "read";

/// A refusal in the words of RFC 6749, section 5.2, or anything else that went wrong.
#[derive(Debug)]
pub enum OAuthError {
    /// An error of the standard, with its code and a sentence.
    Refused(&'static str, String),
    /// Anything else.
    Other(Error),
}

impl OAuthError {
    /// A refusal.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Refused(code, detail.into())
    }
}

impl From<Error> for OAuthError {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// The scopes asked for, if all may be had; each once, in a fixed order. Who may read and write may ask to read only.
///
/// # Errors
/// `invalid_scope`.
pub fn granted(allowed: &[String], asked: Option<&str>) -> Result<Vec<String>, OAuthError> {
    let asked: BTreeSet<&str> = asked
        .unwrap_or(DEFAULT_SCOPE)
        .split(' ')
        .filter(|scope| !scope.is_empty())
        .collect();
    if asked.is_empty() {
        let detail = "The scope is empty. Leave it out for read.";
        return Err(OAuthError::new("invalid_scope", detail));
    }
    let is_allowed = |scope: &&str| {
        let wider = (*scope == "read").then_some("read_write");
        allowed
            .iter()
            .any(|allowed| allowed == scope || Some(allowed.as_str()) == wider)
    };
    if !asked.iter().all(is_allowed) {
        // What was asked for is not repeated: it may have characters that an error_description may not.
        let detail = format!("Only these scopes can be had: {}.", allowed.join(", "));
        return Err(OAuthError::new("invalid_scope", detail));
    }
    Ok(asked.into_iter().map(str::to_owned).collect())
}

/// What is left of scopes that were granted some time ago: those that the client may still have, and all that name a role,
/// since without these the rest would do more.
///
/// # Errors
/// `invalid_scope`, if nothing is left that lets one do anything.
pub fn still_granted(client: &ClientRow, scopes: &[String]) -> Result<Vec<String>, OAuthError> {
    let is_kept = |scope: &&String| {
        Role::named(scope).is_some() || granted(&client.scopes, Some(scope)).is_ok()
    };
    let left: Vec<String> = scopes.iter().filter(is_kept).cloned().collect();
    if left.len() < scopes.len() && left.iter().all(|scope| Role::named(scope).is_some()) {
        let detail = "This client may have none of these scopes any more.";
        return Err(OAuthError::new("invalid_scope", detail));
    }
    Ok(left)
}

/// The scopes asked for, or all, of those of a session. The ones that name a role always come along: asking for less never
/// gives more (RFC 6749, section 6).
///
/// # Errors
/// `invalid_scope`.
pub fn narrowed(session: &[String], asked: Option<&str>) -> Result<Vec<String>, OAuthError> {
    let whole = session.join(" ");
    let asked = granted(session, asked.or(Some(&whole)))?;
    let roles = session.iter().filter(|scope| Role::named(scope).is_some());
    let all: BTreeSet<String> = asked.into_iter().chain(roles.cloned()).collect();
    Ok(all.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_write_may_ask_to_read_only_and_not_the_other_way_around() {
        let owned = |scope: &str| vec![scope.to_owned()];
        assert!(granted(&owned("read_write"), Some("read")).is_ok());
        assert!(granted(&owned("read"), Some("read_write")).is_err());
        assert!(granted(&owned("read"), Some("")).is_err());
        assert!(granted(&owned("read"), Some(" read  read ")).is_ok());
    }

    #[test]
    fn who_asks_for_less_of_a_session_does_not_get_rid_of_the_role_that_limits_it() {
        let session = ["listener", "offline_access", "read_write"].map(str::to_owned);
        let of = |asked| {
            narrowed(&session, asked)
                .ok()
                .map(|scopes| scopes.join(" "))
        };
        assert_eq!(
            of(Some("read_write")).as_deref(),
            Some("listener read_write")
        );
        assert_eq!(of(Some("read")).as_deref(), Some("listener read"));
        assert_eq!(of(None), Some(session.join(" ")));
        assert_eq!(of(Some("")), None);
        assert_eq!(of(Some("admin")), None);
    }
}
