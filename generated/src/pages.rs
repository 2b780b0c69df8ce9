//! From a page to the response of an operation that shows one, for exactly the statuses that the spec declares.

use crate::*;

/// What a browser gets, in the form that any operation can give it.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The HTTP status.
    pub status: i32,
    /// The page; nothing, if the browser is sent on.
    pub body: String,
    /// Where the browser is sent on to.
    pub location: String,
    /// What tells this browser from others.
    pub set_cookie: Option<String>,
    /// What the page may load, and where its forms may lead.
    pub content_security_policy: Option<String>,
    /// What goes into Retry-After, in seconds.
    pub retry_after: i32,
}

/// An operation's response that is a page.
pub trait Show: Sized {
    /// The response with the page's status.
    ///
    /// # Errors
    /// The page itself, if the spec declares no response with its status for this operation.
    fn show(page: Page) -> Result<Self, Box<Page>>;
}

impl Show for StartAuthorizationResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for StartAuthorizationByFormResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowAccountRestorationResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowAddressChangeResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowConsentResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowEmailConfirmationResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowForgottenPasswordResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowPasswordResetResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowSignInResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowSignOutResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for ShowSignUpResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitAccountRestorationResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            409 => Ok(Self::Conflict { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            422 => Ok(Self::Unprocessable { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            429 => Ok(Self::TooManyRequests { body: page.body, retry_after: page.retry_after, }),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitAddressChangeResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            422 => Ok(Self::Unprocessable { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            429 => Ok(Self::TooManyRequests { body: page.body, retry_after: page.retry_after, }),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitConsentResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitEmailConfirmationResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            409 => Ok(Self::Conflict { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            422 => Ok(Self::Unprocessable { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            429 => Ok(Self::TooManyRequests { body: page.body, retry_after: page.retry_after, }),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitForgottenPasswordResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            429 => Ok(Self::TooManyRequests { body: page.body, retry_after: page.retry_after, }),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitPasswordResetResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            422 => Ok(Self::Unprocessable { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            429 => Ok(Self::TooManyRequests { body: page.body, retry_after: page.retry_after, }),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitSignInResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            422 => Ok(Self::Unprocessable { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            429 => Ok(Self::TooManyRequests { body: page.body, retry_after: page.retry_after, }),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitSignOutResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            200 => Ok(Self::Ok { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            406 => Ok(Self::NotAcceptable(page.body)),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}

impl Show for SubmitSignUpResponse {
    fn show(page: Page) -> Result<Self, Box<Page>> {
        match page.status {
            303 => Ok(Self::SeeOther { location: page.location, set_cookie: page.set_cookie, }),
            400 => Ok(Self::Invalid(page.body)),
            403 => Ok(Self::Forbidden(page.body)),
            409 => Ok(Self::Conflict { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            413 => Ok(Self::BodyTooLarge(page.body)),
            415 => Ok(Self::UnsupportedMediaType(page.body)),
            422 => Ok(Self::Unprocessable { body: page.body, content_security_policy: page.content_security_policy, set_cookie: page.set_cookie, }),
            429 => Ok(Self::TooManyRequests { body: page.body, retry_after: page.retry_after, }),
            500 => Ok(Self::Internal(page.body)),
            503 => Ok(Self::Unavailable { body: page.body, retry_after: page.retry_after, }),
            _ => Err(Box::new(page)),
        }
    }
}
