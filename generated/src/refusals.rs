//! From a refusal to the response of an operation, for exactly the statuses that the spec declares.

use crate::{models, *};

/// A refusal, in the form that any operation can give it.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// What is wrong.
    pub problem: models::Problem,
    /// What goes into Retry-After, in seconds.
    pub retry_after: i32,
    /// What goes into WWW-Authenticate.
    pub www_authenticate: String,
}

/// An operation's response that can refuse.
pub trait Refuse: Sized {
    /// The response with the refusal's status.
    ///
    /// # Errors
    /// The refusal itself, if the spec declares no response with its status for this operation.
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>>;
}

impl From<models::Problem> for models::OAuthError {
    /// As RFC 6749, section 5.2, says it.
    fn from(problem: models::Problem) -> Self {
        Self { error: models::OAuthErrorError::InvalidRequest, error_description: problem.detail }
    }
}

impl Refuse for CreateClientResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for CreateTenantResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListAuditEventsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListClientsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListRolesResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListScopesResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListTenantsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for DeleteClientResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for DeleteTenantResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetClientResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetTenantResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RenewClientSecretResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for UpdateClientResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for UpdateTenantResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for CompleteAccountRestorationResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for CompleteEmailConfirmationResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for CompletePasswordResetResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RequestEmailConfirmationResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RequestPasswordResetResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for FindRightsCountriesResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListCountriesResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListMembershipClassesResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ReceiveStripeEventResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RefundCreditsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for SpendCreditsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for CreateCheckoutSessionResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for CreatePortalSessionResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetMembershipResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListCreditsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListSharesResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetAuthorizationServerResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetJwksResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetOpenidConfigurationResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetUserInfoResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetUserInfoByPostResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for IntrospectTokenResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for IssueTokenResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for PushAuthorizationRequestResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RevokeTokenResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}






















impl Refuse for GetLivenessResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetReadinessResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetSpecJsonResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetSpecYamlResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for EndSessionsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListSessionsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for EndSessionResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListGroupTypesResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListTagsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListUserGroupsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for AcceptUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ChooseUserGroupPrivacyResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for CreateUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for DeleteUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetImageResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetUserGroupPrivacyResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListFollowersResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListFollowingResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListMembersResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListMembershipsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListOfferedUserGroupsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListRecommendationsResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListUserGroupsOfUserResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for OfferUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RemoveAvatarResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RemoveBannerResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for SetAvatarResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for SetBannerResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for UpdateUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for WithdrawOfferResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for AcceptMembershipResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for EndMembershipResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for FollowUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for InviteMemberResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RecommendUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for UnfollowUserGroupResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for WithdrawRecommendationResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetMeResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ListUsersResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for SignUpResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ChangePasswordResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ChangeRoleResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ChangeUsernameResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            429 => Ok(Self::TooManyRequests { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ChoosePrivacyResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for DeleteUserResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for ExportUserResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetAccountResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetPrivacyResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for GetUserResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for LiftSuspensionResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for MoveUserResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for RestoreUserResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for SuspendUserResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            409 => Ok(Self::Conflict(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}


impl Refuse for UpdateUserResponse {
    fn refuse(refusal: Refusal) -> Result<Self, Box<Refusal>> {
        match refusal.problem.status {
            400 => Ok(Self::Invalid(refusal.problem.into())),
            401 => Ok(Self::Unauthenticated { body: refusal.problem.into(), www_authenticate: refusal.www_authenticate }),
            403 => Ok(Self::Forbidden(refusal.problem.into())),
            404 => Ok(Self::NotFound(refusal.problem.into())),
            406 => Ok(Self::NotAcceptable(refusal.problem.into())),
            412 => Ok(Self::PreconditionFailed(refusal.problem.into())),
            413 => Ok(Self::BodyTooLarge(refusal.problem.into())),
            415 => Ok(Self::UnsupportedMediaType(refusal.problem.into())),
            422 => Ok(Self::Unprocessable(refusal.problem.into())),
            500 => Ok(Self::Internal(refusal.problem.into())),
            503 => Ok(Self::Unavailable { body: refusal.problem.into(), retry_after: refusal.retry_after }),
            _ => Err(Box::new(refusal)),
        }
    }
}

