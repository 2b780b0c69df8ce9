//! What can go wrong, in words of the domain. The spec's examples say which status and title each problem has;
//! `spec/problems.rs` makes the answer.

use std::{error::Error as StdError, iter::successors, time::Duration};

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller can mend it; they are told how.
    #[error("{0:?}")]
    Refused(Box<Refusal>),
    /// Our mistake; the caller learns only that, the log gets the cause.
    #[error("internal error")]
    Internal(#[source] Box<dyn StdError + Send + Sync>),
}

/// A refusal: which problem it is and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The end of the problem's `type`, as in `/problems/{code}`.
    pub code: &'static str,
    /// What is wrong this time, and what would be right.
    pub detail: String,
    /// Each place in the request that is wrong.
    pub errors: Vec<FieldError>,
    /// What goes into `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
    /// What goes into `WWW-Authenticate`.
    pub challenge: Option<String>,
    /// What goes into `Allow`.
    pub allow: Option<String>,
}

/// A place in the request that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// A JSON pointer that begins with `/body`, `/query`, `/path` or `/header`.
    pub pointer: String,
    /// What is wrong there, and what would be right.
    pub detail: String,
}

/// An error with all its causes, since many say of themselves only that they are one.
pub fn with_causes(error: &dyn StdError) -> String {
    let causes = successors(error.source(), |error| (**error).source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// How many wrong places in a request are looked for and named.
pub const MOST_FIELDS: usize = 100;

/// Every problem there is. The server does not start unless the spec has an example of each.
pub const PROBLEMS: &[&str] = &[
    "invalid-request",
    "unauthenticated",
    "forbidden",
    "insufficient-scope",
    "group-type-not-allowed",
    "role-not-allowed",
    "not-found",
    "method-not-allowed",
    "not-acceptable",
    "username-taken",
    "address-taken-meanwhile",
    "group-limit-reached",
    "last-super-admin",
    "name-taken",
    "tenant-name-taken",
    "tenant-not-empty",
    "tenant-is-default",
    "precondition-failed",
    "body-too-large",
    "unsupported-media-type",
    "password-too-weak",
    "client-id-taken",
    "client-public",
    "client-impossible",
    "password-wrong",
    "email-token-unknown",
    "form-expired",
    "image-unreadable",
    "image-too-large",
    "image-set-otherwise",
    "country-unknown",
    "name-unusable",
    "link-unusable",
    "too-many-links",
    "listed-twice",
    "owner-impossible",
    "membership-impossible",
    "recommendation-impossible",
    "already-subscribed",
    "not-for-sale",
    "signature-invalid",
    "billing-not-configured",
    "tenant-unknown",
    "cursor-unknown",
    "too-many-requests",
    "internal",
    "unavailable",
];

impl Error {
    /// Our mistake, with its cause for the log.
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The request breaks the specification in these places.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.len() {
            1 => "One thing in the request is wrong.".to_owned(),
            MOST_FIELDS.. => format!("{MOST_FIELDS} things or more in the request are wrong."),
            count => format!("{count} things in the request are wrong."),
        };
        Refusal {
            errors,
            ..Refusal::new("invalid-request", detail)
        }
        .into()
    }

    /// The caller may not do this.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Refusal::new("forbidden", detail).into()
    }

    /// There is no such thing, or the caller may not know of it.
    pub fn not_found(what: &str) -> Self {
        Refusal::new("not-found", format!("There is no {what} with this id.")).into()
    }

    /// One field asks for something impossible.
    pub fn field(code: &'static str, pointer: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let errors = vec![FieldError {
            pointer: pointer.to_owned(),
            detail: detail.clone(),
        }];
        Refusal {
            errors,
            ..Refusal::new(code, detail)
        }
        .into()
    }

    /// The thing has changed since the caller read it.
    pub fn precondition_failed() -> Self {
        Refusal::new(
            "precondition-failed",
            "Read it again, then decide; its ETag is no longer the one in If-Match.",
        )
        .into()
    }

    /// When to try again, in seconds, if that is known.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            Self::Internal(_) => None,
        }
    }

    /// The same, but about this place in the request.
    pub fn at(mut self, pointer: &str) -> Self {
        if let Self::Refused(refusal) = &mut self {
            for error in &mut refusal.errors {
                pointer.clone_into(&mut error.pointer);
            }
        }
        self
    }

    /// This was done too often lately; after this time it may be done again.
    pub fn too_many_requests(wait: Duration) -> Self {
        let seconds = u32::try_from(wait.as_secs_f64().ceil() as u64).unwrap_or(u32::MAX);
        let seconds = seconds.clamp(1, i32::MAX as u32);
        let unit = if seconds == 1 { "second" } else { "seconds" };
        let detail = format!("This was done too often lately. Try again in {seconds} {unit}.");
        Refusal {
            retry_after: Some(seconds),
            ..Refusal::new("too-many-requests", detail)
        }
        .into()
    }

    /// Something that the answer needs is down or busy; nothing was changed.
    pub fn unavailable(detail: impl Into<String>, retry_after: u32) -> Self {
        Refusal {
            retry_after: Some(retry_after),
            ..Refusal::new("unavailable", detail)
        }
        .into()
    }
}

impl Refusal {
    /// A refusal without fields or headers.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        debug_assert!(PROBLEMS.contains(&code), "{code} is not in PROBLEMS");
        Self {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
            challenge: None,
            allow: None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
