#![allow(missing_docs, trivial_casts, unused_variables, unused_mut, unused_imports, unused_extern_crates, unused_attributes, non_camel_case_types)]
#![allow(clippy::derive_partial_eq_without_eq, clippy::disallowed_names)]

use async_trait::async_trait;
use futures::Stream;
#[cfg(feature = "mock")]
use mockall::automock;
use std::error::Error;
use std::collections::BTreeSet;
use std::task::{Poll, Context};
use swagger::{ApiError, ContextWrapper, auth::Authorization};
use serde::{Serialize, Deserialize};

#[cfg(any(feature = "client", feature = "server"))]
type ServiceError = Box<dyn Error + Send + Sync + 'static>;

pub const BASE_PATH: &str = "";
pub const API_VERSION: &str = "0.1.0";

mod auth;
pub use auth::{AuthenticationApi, Claims};


#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum CreateClientResponse {
    /// The new client, with its secret if it has one
    Created
    {
        body: models::ClientWithSecret,
        location:
        String
        ,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// There is a client with this id
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The grants, scopes or addresses do not fit together; `errors` says which
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum CreateTenantResponse {
    /// The new tenant
    Created
    {
        body: models::Tenant,
        location:
        String
        ,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// There is a tenant of this name
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListAuditEventsResponse {
    /// A page of events
    Ok
    (models::AuditEventPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListClientsResponse {
    /// A page of clients
    Ok
    (models::ClientPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListRolesResponse {
    /// All roles
    Ok
    (models::RoleList)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListScopesResponse {
    /// All scopes
    Ok
    (models::ScopeList)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListTenantsResponse {
    /// A page of tenants
    Ok
    (models::TenantPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum DeleteClientResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum DeleteTenantResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// People belong to it, or it is the default tenant
    Conflict
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetClientResponse {
    /// The client
    Ok
    {
        body: models::Client,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetTenantResponse {
    /// The tenant
    Ok
    {
        body: models::Tenant,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RenewClientSecretResponse {
    /// The new secret
    Ok
    (models::ClientSecret)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The client is public, so it has no secret
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum UpdateClientResponse {
    /// The client
    Ok
    {
        body: models::Client,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The grants, scopes or addresses do not fit together; `errors` says which
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum UpdateTenantResponse {
    /// The tenant
    Ok
    {
        body: models::Tenant,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// There is a tenant of this name
    Conflict
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum CompleteAccountRestorationResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// Another account has this e-mail address by now. Its address has to change, or it has to be deleted, before this one comes back.
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The token is unknown, used or expired
    Unprocessable
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum CompleteEmailConfirmationResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// Somebody has this e-mail address by now
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The token is unknown, used or expired
    Unprocessable
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum CompletePasswordResetResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The token is unknown, used or expired, or the password is too easy to guess
    Unprocessable
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RequestEmailConfirmationResponse {
    /// A letter is on its way, if there is anybody to get it
    Accepted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RequestPasswordResetResponse {
    /// A letter is on its way, if there is anybody to get it
    Accepted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum FindRightsCountriesResponse {
    /// Where they were
    Ok
    (models::RightsCountryList)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListCountriesResponse {
    /// All countries
    Ok
    {
        body: models::CountryList,
        content_language:
        String
        ,
        vary:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListMembershipClassesResponse {
    /// All classes
    Ok
    (models::MembershipClassList)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ReceiveStripeEventResponse {
    /// The event is kept, and what follows from it
    Ok
    (models::StripeEventReceipt)
    ,
    /// The signature is missing, old or not Stripe's, or the request does not follow this specification
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Stripe or something else that the answer needs is down or busy, or this server was not told how to reach Stripe
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RefundCreditsResponse {
    /// What became of each, in the order given
    Ok
    (models::CreditRefundResults)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SpendCreditsResponse {
    /// What became of each, in the order given
    Ok
    (models::CreditSpendingResults)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum CreateCheckoutSessionResponse {
    /// Where to send the person's browser
    Ok
    (models::BillingSession)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// A subscription pays for a membership already
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// It is not for sale; `errors` says what
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Stripe or something else that the answer needs is down or busy, or this server was not told how to reach Stripe
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum CreatePortalSessionResponse {
    /// Where to send the person's browser
    Ok
    (models::BillingSession)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Stripe or something else that the answer needs is down or busy, or this server was not told how to reach Stripe
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetMembershipResponse {
    /// The membership
    Ok
    {
        body: models::Membership,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListCreditsResponse {
    /// The balance, and a page of entries
    Ok
    (models::CreditPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListSharesResponse {
    /// What is held, and a page of transactions
    Ok
    (models::SharePage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetAuthorizationServerResponse {
    /// The document
    Ok
    (models::AuthorizationServer)
    ,
    /// What is wrong, in the shape of RFC 6749, section 5.2
    Invalid
    (models::OAuthError)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetJwksResponse {
    /// The keys
    Ok
    (models::Jwks)
    ,
    /// What is wrong, in the shape of RFC 6749, section 5.2
    Invalid
    (models::OAuthError)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetOpenidConfigurationResponse {
    /// The document
    Ok
    (models::AuthorizationServer)
    ,
    /// What is wrong, in the shape of RFC 6749, section 5.2
    Invalid
    (models::OAuthError)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetUserInfoResponse {
    /// The claims that the token lets one see
    Ok
    (models::UserInfo)
    ,
    /// What is wrong, in the shape of RFC 6749, section 5.2
    Invalid
    (models::OAuthError)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetUserInfoByPostResponse {
    /// The claims that the token lets one see
    Ok
    (models::UserInfo)
    ,
    /// What is wrong, in the shape of RFC 6749, section 5.2
    Invalid
    (models::OAuthError)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum IntrospectTokenResponse {
    /// What there is to know about the token
    Ok
    {
        body: models::Introspection,
        cache_control:
        String
    }
    ,
    /// What is wrong, in the shape of RFC 6749, section 5.2
    Invalid
    (models::OAuthError)
    ,
    /// The client is unknown or its secret is wrong
    Unauthenticated
    {
        body: models::OAuthError,
        www_authenticate:
        String
    }
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum IssueTokenResponse {
    /// The token
    Ok
    {
        body: models::Token,
        cache_control:
        String
    }
    ,
    /// No token, and why (RFC 6749, section 5.2)
    Invalid
    (models::OAuthError)
    ,
    /// The client is unknown or its secret is wrong
    Unauthenticated
    {
        body: models::OAuthError,
        www_authenticate:
        String
    }
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum PushAuthorizationRequestResponse {
    /// What stands for the request
    Created
    {
        body: models::PushedAuthorization,
        cache_control:
        String
    }
    ,
    /// What is wrong, in the shape of RFC 6749, section 5.2
    Invalid
    (models::OAuthError)
    ,
    /// The client is unknown or its secret is wrong
    Unauthenticated
    {
        body: models::OAuthError,
        www_authenticate:
        String
    }
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RevokeTokenResponse {
    /// It is good no more
    Ok
    ,
    /// What is wrong, in the shape of RFC 6749, section 5.2
    Invalid
    (models::OAuthError)
    ,
    /// The client is unknown or its secret is wrong
    Unauthenticated
    {
        body: models::OAuthError,
        www_authenticate:
        String
    }
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum StartAuthorizationResponse {
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum StartAuthorizationByFormResponse {
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowAccountRestorationResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowAddressChangeResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowConsentResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowEmailConfirmationResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowForgottenPasswordResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowPasswordResetResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowSignInResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowSignOutResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ShowSignUpResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitAccountRestorationResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Somebody has this e-mail address already; the form again
    Conflict
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// The form again, with what is wrong
    Unprocessable
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// This was done too often lately; a page that says when to try again
    TooManyRequests
    {
        body: String,
        retry_after:
        i32
    }
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitAddressChangeResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// The form again, with what is wrong
    Unprocessable
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// This was done too often lately; a page that says when to try again
    TooManyRequests
    {
        body: String,
        retry_after:
        i32
    }
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitConsentResponse {
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitEmailConfirmationResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// Somebody has this e-mail address already; the form again
    Conflict
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// The form again, with what is wrong
    Unprocessable
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// This was done too often lately; a page that says when to try again
    TooManyRequests
    {
        body: String,
        retry_after:
        i32
    }
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitForgottenPasswordResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// This was done too often lately; a page that says when to try again
    TooManyRequests
    {
        body: String,
        retry_after:
        i32
    }
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitPasswordResetResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// The form again, with what is wrong
    Unprocessable
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// This was done too often lately; a page that says when to try again
    TooManyRequests
    {
        body: String,
        retry_after:
        i32
    }
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitSignInResponse {
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// The form again, with what is wrong
    Unprocessable
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// This was done too often lately; a page that says when to try again
    TooManyRequests
    {
        body: String,
        retry_after:
        i32
    }
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitSignOutResponse {
    /// The page
    Ok
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// The browser takes no pages
    NotAcceptable
    (String)
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SubmitSignUpResponse {
    /// The browser goes on
    SeeOther
    {
        location:
        String
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// What came cannot be right; a page that says what
    Invalid
    (String)
    ,
    /// The form did not come from our page, or is too old; a page that says what to do
    Forbidden
    (String)
    ,
    /// Somebody has this e-mail address already; the form again
    Conflict
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// The form is too large
    BodyTooLarge
    (String)
    ,
    /// It was no form
    UnsupportedMediaType
    (String)
    ,
    /// The form again, with what is wrong
    Unprocessable
    {
        body: String,
        content_security_policy:
        Option<
        String
        >
        ,
        set_cookie:
        Option<
        String
        >
    }
    ,
    /// This was done too often lately; a page that says when to try again
    TooManyRequests
    {
        body: String,
        retry_after:
        i32
    }
    ,
    /// Our mistake; a page with the `request_id`
    Internal
    (String)
    ,
    /// Something that the page needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: String,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetLivenessResponse {
    /// All is well
    Ok
    (models::Health)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetReadinessResponse {
    /// All is well
    Ok
    (models::Health)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetSpecJsonResponse {
    /// This document
    Ok
    (serde_json::Value)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetSpecYamlResponse {
    /// This document
    Ok
    (String)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum EndSessionsResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListSessionsResponse {
    /// A page of sessions
    Ok
    (models::SessionPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum EndSessionResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListGroupTypesResponse {
    /// All types
    Ok
    (models::GroupTypeList)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListTagsResponse {
    /// The tags
    Ok
    (models::TagList)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListUserGroupsResponse {
    /// A page of groups
    Ok
    (models::UserGroupPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum AcceptUserGroupResponse {
    /// The group, which is yours now
    Ok
    {
        body: models::UserGroup,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// It is not offered to you, or your role may not own such a group
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// You own as many groups of this type as your role may. Delete one, or ask for another role.
    Conflict
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ChooseUserGroupPrivacyResponse {
    /// Who finds the group, and the audience of each field
    Ok
    {
        body: models::UserGroupPrivacy,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum CreateUserGroupResponse {
    /// The new group
    Created
    {
        body: models::UserGroup,
        location:
        String
        ,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this for that person, or their role may not own such a group
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The person owns as many groups of this type as their role may, or another group of this type has such a name
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// There is no such country, a name, tag or link cannot be used, or something is there twice; `errors` says which
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum DeleteUserGroupResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetImageResponse {
    /// The image
    Ok
    {
        body: swagger::ByteArray,
        cache_control:
        String
        ,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetUserGroupResponse {
    /// The profile, as far as this caller may see it
    Ok
    {
        body: models::UserGroup,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetUserGroupPrivacyResponse {
    /// Who finds the group, and the audience of each field
    Ok
    {
        body: models::UserGroupPrivacy,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListFollowersResponse {
    /// A page of people
    Ok
    (models::UserPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListFollowingResponse {
    /// A page of groups
    Ok
    (models::UserGroupPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListMembersResponse {
    /// A page of memberships
    Ok
    (models::GroupMemberPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListMembershipsResponse {
    /// A page of memberships
    Ok
    (models::GroupMemberPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListOfferedUserGroupsResponse {
    /// A page of groups
    Ok
    (models::UserGroupPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListRecommendationsResponse {
    /// A page of groups
    Ok
    (models::UserGroupPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListUserGroupsOfUserResponse {
    /// A page of groups
    Ok
    (models::UserGroupPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum OfferUserGroupResponse {
    /// The offer
    Ok
    (models::OwnershipOffer)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// That person cannot be offered it, since they do not exist or own it already
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RemoveAvatarResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RemoveBannerResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SetAvatarResponse {
    /// The image that the group shows now, and the new ETag of the group
    Ok
    {
        body: models::Image,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The image is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The image is broken or has too many pixels, or images are set otherwise here
    Unprocessable
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SetBannerResponse {
    /// The image that the group shows now, and the new ETag of the group
    Ok
    {
        body: models::Image,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The image is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The image is broken or has too many pixels, or images are set otherwise here
    Unprocessable
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum UpdateUserGroupResponse {
    /// The group as it is now
    Ok
    {
        body: models::UserGroup,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Another group of this type has a name that looks like this one
    Conflict
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// There is no such country, a name, tag or link cannot be used, something is there twice, there are too many links, or images are set otherwise here; `errors` says which
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum WithdrawOfferResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum AcceptMembershipResponse {
    /// The membership
    Ok
    (models::GroupMember)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum EndMembershipResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum FollowUserGroupResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum InviteMemberResponse {
    /// The membership
    Ok
    (models::GroupMember)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// A group of this type does not take such members, a name or tag cannot be used, or a tag is there twice
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RecommendUserGroupResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// A group does not recommend itself
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum UnfollowUserGroupResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum WithdrawRecommendationResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetMeResponse {
    /// The account
    Ok
    {
        body: models::Account,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ListUsersResponse {
    /// A page of accounts
    Ok
    (models::AccountPage)
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// The cursor is not one that this list gave. Start again without one.
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SignUpResponse {
    /// The new account
    Created
    {
        body: models::Account,
        location:
        String
        ,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Somebody has this e-mail address already. Sign in, or reset the password.
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The password is too easy to guess, or there is no such country
    Unprocessable
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ChangePasswordResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The current password is another one, or the new one is too easy to guess
    Unprocessable
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ChangeRoleResponse {
    /// The account
    Ok
    {
        body: models::Account,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this for that person, or the role is not yours to give
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// This is the last super admin. Make another one first.
    Conflict
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ChangeUsernameResponse {
    /// A letter is on its way, if there is anybody to get it
    Accepted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The password is another one
    Unprocessable
    (models::Problem)
    ,
    /// This was done too often lately. Try again after the seconds in `Retry-After`.
    TooManyRequests
    {
        body: models::Problem,
        retry_after:
        i32
    }
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ChoosePrivacyResponse {
    /// The audience of each field
    Ok
    {
        body: models::UserPrivacy,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum DeleteUserResponse {
    /// It is gone
    Deleted
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// This is the last super admin. Make another one first.
    Conflict
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum ExportUserResponse {
    /// The document; browsers save it as a file
    Ok
    {
        body: models::UserExport,
        content_disposition:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetAccountResponse {
    /// The account
    Ok
    {
        body: models::Account,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetPrivacyResponse {
    /// The audience of each field
    Ok
    {
        body: models::UserPrivacy,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum GetUserResponse {
    /// The profile, as far as this caller may see it
    Ok
    {
        body: models::User,
        e_tag:
        String
    }
    ,
    /// Nothing has changed since the version you have
    NotModified
    {
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum LiftSuspensionResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum MoveUserResponse {
    /// The account
    Ok
    {
        body: models::Account,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// There is no such tenant
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum RestoreUserResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// Another account has this e-mail address by now. Its address has to change, or it has to be deleted, before this one comes back.
    Conflict
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum SuspendUserResponse {
    /// It is done
    Changed
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// This is the last super admin. Make another one first.
    Conflict
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[must_use]
pub enum UpdateUserResponse {
    /// The account
    Ok
    {
        body: models::Account,
        e_tag:
        String
    }
    ,
    /// The request does not follow this specification; `errors` says where
    Invalid
    (models::Problem)
    ,
    /// There is no token, or it has expired, was revoked or is not ours
    Unauthenticated
    {
        body: models::Problem,
        www_authenticate:
        String
    }
    ,
    /// You may not do this, or not with this token
    Forbidden
    (models::Problem)
    ,
    /// There is no such thing, or you may not know of it
    NotFound
    (models::Problem)
    ,
    /// None of the media types in `Accept` can be had here
    NotAcceptable
    (models::Problem)
    ,
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes, or is no image in spite of it
    UnsupportedMediaType
    (models::Problem)
    ,
    /// There is no such country, a name, tag or link cannot be used, or something is there twice; `errors` says which
    Unprocessable
    (models::Problem)
    ,
    /// Our mistake. It is in our log under the `request_id`.
    Internal
    (models::Problem)
    ,
    /// Something that the answer needs is down or busy. Try again after the seconds in `Retry-After`.
    Unavailable
    {
        body: models::Problem,
        retry_after:
        i32
    }
}

/// API
#[cfg_attr(feature = "mock", automock)]
#[async_trait]
#[allow(clippy::too_many_arguments, clippy::ptr_arg)]
pub trait Api<C: Send + Sync> {
    /// Register an application
    async fn create_client(
        &self,
        client_create: models::ClientCreate,
        context: &C) -> Result<CreateClientResponse, ApiError>;

    /// Open a tenant
    async fn create_tenant(
        &self,
        tenant_create: models::TenantCreate,
        context: &C) -> Result<CreateTenantResponse, ApiError>;

    /// List who did what to whom
    async fn list_audit_events(
        &self,
        actor_id: Option<uuid::Uuid>,
        subject_id: Option<uuid::Uuid>,
        tenant_id: Option<uuid::Uuid>,
        object_kind: Option<models::AuditObjectKind>,
        object_id: Option<String>,
        operation: Option<String>,
        client_id: Option<String>,
        from_at: Option<chrono::DateTime::<chrono::Utc>>,
        before_at: Option<chrono::DateTime::<chrono::Utc>>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListAuditEventsResponse, ApiError>;

    /// List registered applications
    async fn list_clients(
        &self,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListClientsResponse, ApiError>;

    /// List the roles
    async fn list_roles(
        &self,
        context: &C) -> Result<ListRolesResponse, ApiError>;

    /// List the scopes
    async fn list_scopes(
        &self,
        context: &C) -> Result<ListScopesResponse, ApiError>;

    /// List tenants
    async fn list_tenants(
        &self,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListTenantsResponse, ApiError>;

    /// Remove a registered application
    async fn delete_client(
        &self,
        client_id: String,
        if_match: Option<String>,
        context: &C) -> Result<DeleteClientResponse, ApiError>;

    /// Close a tenant
    async fn delete_tenant(
        &self,
        tenant_id: uuid::Uuid,
        if_match: Option<String>,
        context: &C) -> Result<DeleteTenantResponse, ApiError>;

    /// Read a registered application
    async fn get_client(
        &self,
        client_id: String,
        if_none_match: Option<String>,
        context: &C) -> Result<GetClientResponse, ApiError>;

    /// Read a tenant
    async fn get_tenant(
        &self,
        tenant_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetTenantResponse, ApiError>;

    /// Renew a client's secret
    async fn renew_client_secret(
        &self,
        client_id: String,
        client_secret_renewal: models::ClientSecretRenewal,
        context: &C) -> Result<RenewClientSecretResponse, ApiError>;

    /// Change a registered application
    async fn update_client(
        &self,
        client_id: String,
        client_update: models::ClientUpdate,
        if_match: Option<String>,
        context: &C) -> Result<UpdateClientResponse, ApiError>;

    /// Rename a tenant
    async fn update_tenant(
        &self,
        tenant_id: uuid::Uuid,
        tenant_update: models::TenantUpdate,
        if_match: Option<String>,
        context: &C) -> Result<UpdateTenantResponse, ApiError>;

    /// Restore your deleted account
    async fn complete_account_restoration(
        &self,
        email_token_use: models::EmailTokenUse,
        context: &C) -> Result<CompleteAccountRestorationResponse, ApiError>;

    /// Confirm an address
    async fn complete_email_confirmation(
        &self,
        email_token_use: models::EmailTokenUse,
        context: &C) -> Result<CompleteEmailConfirmationResponse, ApiError>;

    /// Set a new password by a letter
    async fn complete_password_reset(
        &self,
        password_reset: models::PasswordReset,
        context: &C) -> Result<CompletePasswordResetResponse, ApiError>;

    /// Ask for a letter that confirms an address
    async fn request_email_confirmation(
        &self,
        email_address: models::EmailAddress,
        context: &C) -> Result<RequestEmailConfirmationResponse, ApiError>;

    /// Ask for a letter that resets a password
    async fn request_password_reset(
        &self,
        email_address: models::EmailAddress,
        context: &C) -> Result<RequestPasswordResetResponse, ApiError>;

    /// Find where people were at a time
    async fn find_rights_countries(
        &self,
        rights_question: models::RightsQuestion,
        context: &C) -> Result<FindRightsCountriesResponse, ApiError>;

    /// List the countries
    async fn list_countries(
        &self,
        accept_language: Option<String>,
        context: &C) -> Result<ListCountriesResponse, ApiError>;

    /// List the classes of membership
    async fn list_membership_classes(
        &self,
        context: &C) -> Result<ListMembershipClassesResponse, ApiError>;

    /// Receive an event from Stripe
    async fn receive_stripe_event(
        &self,
        body: models::StripeEvent,
        stripe_signature: Option<String>,
        context: &C) -> Result<ReceiveStripeEventResponse, ApiError>;

    /// Refund what was spent
    async fn refund_credits(
        &self,
        credit_refunds: models::CreditRefunds,
        context: &C) -> Result<RefundCreditsResponse, ApiError>;

    /// Spend credits of people
    async fn spend_credits(
        &self,
        credit_spendings: models::CreditSpendings,
        context: &C) -> Result<SpendCreditsResponse, ApiError>;

    /// Begin to pay for something with Stripe
    async fn create_checkout_session(
        &self,
        user_id: uuid::Uuid,
        checkout_session_create: models::CheckoutSessionCreate,
        context: &C) -> Result<CreateCheckoutSessionResponse, ApiError>;

    /// Open the billing portal of Stripe
    async fn create_portal_session(
        &self,
        user_id: uuid::Uuid,
        context: &C) -> Result<CreatePortalSessionResponse, ApiError>;

    /// Read a person's membership
    async fn get_membership(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetMembershipResponse, ApiError>;

    /// List a person's credits
    async fn list_credits(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListCreditsResponse, ApiError>;

    /// List a person's shares
    async fn list_shares(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListSharesResponse, ApiError>;

    /// Read how to get tokens
    async fn get_authorization_server(
        &self,
        context: &C) -> Result<GetAuthorizationServerResponse, ApiError>;

    /// Read the public keys
    async fn get_jwks(
        &self,
        context: &C) -> Result<GetJwksResponse, ApiError>;

    /// Read how to sign people in
    async fn get_openid_configuration(
        &self,
        context: &C) -> Result<GetOpenidConfigurationResponse, ApiError>;

    /// Read who signed in
    async fn get_user_info(
        &self,
        context: &C) -> Result<GetUserInfoResponse, ApiError>;

    /// Read who signed in, by POST
    async fn get_user_info_by_post(
        &self,
        context: &C) -> Result<GetUserInfoByPostResponse, ApiError>;

    /// Ask whether a token is good
    async fn introspect_token(
        &self,
        token: String,
        token_type_hint: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        context: &C) -> Result<IntrospectTokenResponse, ApiError>;

    /// Get a token
    async fn issue_token(
        &self,
        grant_type: String,
        dpo_p: Option<String>,
        code: Option<String>,
        redirect_uri: Option<String>,
        code_verifier: Option<String>,
        username: Option<String>,
        password: Option<String>,
        refresh_token: Option<String>,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        context: &C) -> Result<IssueTokenResponse, ApiError>;

    /// Push an authorization request
    async fn push_authorization_request(
        &self,
        dpo_p: Option<String>,
        client_id: Option<String>,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        client_secret: Option<String>,
        context: &C) -> Result<PushAuthorizationRequestResponse, ApiError>;

    /// Revoke a token
    async fn revoke_token(
        &self,
        token: String,
        token_type_hint: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        context: &C) -> Result<RevokeTokenResponse, ApiError>;

    /// Begin to sign a person in
    async fn start_authorization(
        &self,
        client_id: String,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        context: &C) -> Result<StartAuthorizationResponse, ApiError>;

    /// Begin to sign a person in, by a form
    async fn start_authorization_by_form(
        &self,
        client_id: String,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        context: &C) -> Result<StartAuthorizationByFormResponse, ApiError>;

    /// Show the page that restores an account
    async fn show_account_restoration(
        &self,
        token: Option<String>,
        context: &C) -> Result<ShowAccountRestorationResponse, ApiError>;

    /// Show the page for a new e-mail address
    async fn show_address_change(
        &self,
        context: &C) -> Result<ShowAddressChangeResponse, ApiError>;

    /// Show the page for agreeing
    async fn show_consent(
        &self,
        request: Option<String>,
        context: &C) -> Result<ShowConsentResponse, ApiError>;

    /// Show the page that a letter leads to
    async fn show_email_confirmation(
        &self,
        token: Option<String>,
        context: &C) -> Result<ShowEmailConfirmationResponse, ApiError>;

    /// Show the page for a forgotten password
    async fn show_forgotten_password(
        &self,
        request: Option<String>,
        context: &C) -> Result<ShowForgottenPasswordResponse, ApiError>;

    /// Show the page for a new password
    async fn show_password_reset(
        &self,
        token: Option<String>,
        context: &C) -> Result<ShowPasswordResetResponse, ApiError>;

    /// Show the page for signing in
    async fn show_sign_in(
        &self,
        request: Option<String>,
        context: &C) -> Result<ShowSignInResponse, ApiError>;

    /// Show the page for signing out
    async fn show_sign_out(
        &self,
        id_token_hint: Option<String>,
        post_logout_redirect_uri: Option<String>,
        state: Option<String>,
        client_id: Option<String>,
        context: &C) -> Result<ShowSignOutResponse, ApiError>;

    /// Show the page for signing up
    async fn show_sign_up(
        &self,
        request: Option<String>,
        context: &C) -> Result<ShowSignUpResponse, ApiError>;

    /// Restore an account on the page
    async fn submit_account_restoration(
        &self,
        token: String,
        csrf: String,
        context: &C) -> Result<SubmitAccountRestorationResponse, ApiError>;

    /// Change the address on the page
    async fn submit_address_change(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        context: &C) -> Result<SubmitAddressChangeResponse, ApiError>;

    /// Answer an application on the page
    async fn submit_consent(
        &self,
        decision: models::ConsentFormDecision,
        request: String,
        csrf: String,
        context: &C) -> Result<SubmitConsentResponse, ApiError>;

    /// Confirm an address on the page
    async fn submit_email_confirmation(
        &self,
        token: String,
        csrf: String,
        context: &C) -> Result<SubmitEmailConfirmationResponse, ApiError>;

    /// Ask for a reset on the page
    async fn submit_forgotten_password(
        &self,
        csrf: String,
        username: Option<String>,
        request: Option<String>,
        context: &C) -> Result<SubmitForgottenPasswordResponse, ApiError>;

    /// Set a new password on the page
    async fn submit_password_reset(
        &self,
        token: String,
        csrf: String,
        password: Option<String>,
        context: &C) -> Result<SubmitPasswordResetResponse, ApiError>;

    /// Sign in on the page
    async fn submit_sign_in(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        request: Option<String>,
        context: &C) -> Result<SubmitSignInResponse, ApiError>;

    /// Sign out on the page
    async fn submit_sign_out(
        &self,
        id_token_hint: Option<String>,
        logout_hint: Option<String>,
        client_id: Option<String>,
        post_logout_redirect_uri: Option<String>,
        state: Option<String>,
        ui_locales: Option<String>,
        csrf: Option<String>,
        context: &C) -> Result<SubmitSignOutResponse, ApiError>;

    /// Sign up on the page
    async fn submit_sign_up(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        first_name: Option<String>,
        role: Option<String>,
        request: Option<String>,
        context: &C) -> Result<SubmitSignUpResponse, ApiError>;

    /// Check that the process is alive
    async fn get_liveness(
        &self,
        context: &C) -> Result<GetLivenessResponse, ApiError>;

    /// Check that it can serve requests
    async fn get_readiness(
        &self,
        context: &C) -> Result<GetReadinessResponse, ApiError>;

    /// Read this document as JSON
    async fn get_spec_json(
        &self,
        context: &C) -> Result<GetSpecJsonResponse, ApiError>;

    /// Read this document as YAML
    async fn get_spec_yaml(
        &self,
        context: &C) -> Result<GetSpecYamlResponse, ApiError>;

    /// Sign a person out everywhere
    async fn end_sessions(
        &self,
        user_id: uuid::Uuid,
        context: &C) -> Result<EndSessionsResponse, ApiError>;

    /// List where a person is signed in
    async fn list_sessions(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListSessionsResponse, ApiError>;

    /// Sign a browser or app out
    async fn end_session(
        &self,
        user_id: uuid::Uuid,
        session_id: uuid::Uuid,
        context: &C) -> Result<EndSessionResponse, ApiError>;

    /// List the types of group
    async fn list_group_types(
        &self,
        context: &C) -> Result<ListGroupTypesResponse, ApiError>;

    /// List tags that begin so
    async fn list_tags(
        &self,
        q: Option<String>,
        context: &C) -> Result<ListTagsResponse, ApiError>;

    /// Find groups
    async fn list_user_groups(
        &self,
        q: Option<String>,
        param_type: Option<models::GroupTypeName>,
        tag: Option<String>,
        country: Option<String>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListUserGroupsResponse, ApiError>;

    /// Accept a group that is offered to you
    async fn accept_user_group(
        &self,
        user_group_id: uuid::Uuid,
        context: &C) -> Result<AcceptUserGroupResponse, ApiError>;

    /// Choose who may see what of a group
    async fn choose_user_group_privacy(
        &self,
        user_group_id: uuid::Uuid,
        user_group_privacy_choice: models::UserGroupPrivacyChoice,
        if_match: Option<String>,
        context: &C) -> Result<ChooseUserGroupPrivacyResponse, ApiError>;

    /// Create a persona, band, label or distributor
    async fn create_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_create: models::UserGroupCreate,
        context: &C) -> Result<CreateUserGroupResponse, ApiError>;

    /// Delete a group
    async fn delete_user_group(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        context: &C) -> Result<DeleteUserGroupResponse, ApiError>;

    /// Read an image
    async fn get_image(
        &self,
        image_id: uuid::Uuid,
        size: Option<models::GetImageSizeParameter>,
        if_none_match: Option<String>,
        context: &C) -> Result<GetImageResponse, ApiError>;

    /// Read a group's profile
    async fn get_user_group(
        &self,
        user_group_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetUserGroupResponse, ApiError>;

    /// Read who may see what of a group
    async fn get_user_group_privacy(
        &self,
        user_group_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetUserGroupPrivacyResponse, ApiError>;

    /// List the people who follow a group
    async fn list_followers(
        &self,
        user_group_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListFollowersResponse, ApiError>;

    /// List the groups a person follows
    async fn list_following(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListFollowingResponse, ApiError>;

    /// List the members of a group
    async fn list_members(
        &self,
        user_group_id: uuid::Uuid,
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListMembersResponse, ApiError>;

    /// List the groups a group is a member of
    async fn list_memberships(
        &self,
        user_group_id: uuid::Uuid,
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListMembershipsResponse, ApiError>;

    /// List the groups offered to a person
    async fn list_offered_user_groups(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListOfferedUserGroupsResponse, ApiError>;

    /// List the groups a group recommends
    async fn list_recommendations(
        &self,
        user_group_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListRecommendationsResponse, ApiError>;

    /// List the groups a person owns
    async fn list_user_groups_of_user(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListUserGroupsOfUserResponse, ApiError>;

    /// Offer a group to another person
    async fn offer_user_group(
        &self,
        user_group_id: uuid::Uuid,
        ownership_offer_create: models::OwnershipOfferCreate,
        context: &C) -> Result<OfferUserGroupResponse, ApiError>;

    /// Remove a group's avatar
    async fn remove_avatar(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        context: &C) -> Result<RemoveAvatarResponse, ApiError>;

    /// Remove a group's banner
    async fn remove_banner(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        context: &C) -> Result<RemoveBannerResponse, ApiError>;

    /// Set a group's avatar
    async fn set_avatar(
        &self,
        user_group_id: uuid::Uuid,
        body: swagger::ByteArray,
        if_match: Option<String>,
        context: &C) -> Result<SetAvatarResponse, ApiError>;

    /// Set a group's banner
    async fn set_banner(
        &self,
        user_group_id: uuid::Uuid,
        body: swagger::ByteArray,
        if_match: Option<String>,
        context: &C) -> Result<SetBannerResponse, ApiError>;

    /// Change a group's profile
    async fn update_user_group(
        &self,
        user_group_id: uuid::Uuid,
        user_group_update: models::UserGroupUpdate,
        if_match: Option<String>,
        context: &C) -> Result<UpdateUserGroupResponse, ApiError>;

    /// Withdraw or decline the offer of a group
    async fn withdraw_offer(
        &self,
        user_group_id: uuid::Uuid,
        context: &C) -> Result<WithdrawOfferResponse, ApiError>;

    /// Accept an invitation
    async fn accept_membership(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        context: &C) -> Result<AcceptMembershipResponse, ApiError>;

    /// End a membership, or decline an invitation
    async fn end_membership(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        context: &C) -> Result<EndMembershipResponse, ApiError>;

    /// Follow a group
    async fn follow_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_id: uuid::Uuid,
        context: &C) -> Result<FollowUserGroupResponse, ApiError>;

    /// Invite a group to be a member
    async fn invite_member(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        group_member_create: models::GroupMemberCreate,
        context: &C) -> Result<InviteMemberResponse, ApiError>;

    /// Recommend another group
    async fn recommend_user_group(
        &self,
        user_group_id: uuid::Uuid,
        recommended_id: uuid::Uuid,
        context: &C) -> Result<RecommendUserGroupResponse, ApiError>;

    /// Follow a group no more
    async fn unfollow_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_id: uuid::Uuid,
        context: &C) -> Result<UnfollowUserGroupResponse, ApiError>;

    /// Recommend a group no more
    async fn withdraw_recommendation(
        &self,
        user_group_id: uuid::Uuid,
        recommended_id: uuid::Uuid,
        context: &C) -> Result<WithdrawRecommendationResponse, ApiError>;

    /// Read your own account
    async fn get_me(
        &self,
        if_none_match: Option<String>,
        context: &C) -> Result<GetMeResponse, ApiError>;

    /// List accounts
    async fn list_users(
        &self,
        role: Option<models::Role>,
        username: Option<String>,
        tenant_id: Option<uuid::Uuid>,
        deleted: Option<bool>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListUsersResponse, ApiError>;

    /// Sign up
    async fn sign_up(
        &self,
        user_create: models::UserCreate,
        context: &C) -> Result<SignUpResponse, ApiError>;

    /// Change your password
    async fn change_password(
        &self,
        user_id: uuid::Uuid,
        password_change: models::PasswordChange,
        context: &C) -> Result<ChangePasswordResponse, ApiError>;

    /// Change a person's role
    async fn change_role(
        &self,
        user_id: uuid::Uuid,
        role_change: models::RoleChange,
        if_match: Option<String>,
        context: &C) -> Result<ChangeRoleResponse, ApiError>;

    /// Change your e-mail address
    async fn change_username(
        &self,
        user_id: uuid::Uuid,
        username_change: models::UsernameChange,
        context: &C) -> Result<ChangeUsernameResponse, ApiError>;

    /// Choose who may see what of you
    async fn choose_privacy(
        &self,
        user_id: uuid::Uuid,
        user_privacy_choice: models::UserPrivacyChoice,
        if_match: Option<String>,
        context: &C) -> Result<ChoosePrivacyResponse, ApiError>;

    /// Delete an account
    async fn delete_user(
        &self,
        user_id: uuid::Uuid,
        if_match: Option<String>,
        context: &C) -> Result<DeleteUserResponse, ApiError>;

    /// Export everything held about a person
    async fn export_user(
        &self,
        user_id: uuid::Uuid,
        context: &C) -> Result<ExportUserResponse, ApiError>;

    /// Read an account
    async fn get_account(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetAccountResponse, ApiError>;

    /// Read who may see what of a person
    async fn get_privacy(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetPrivacyResponse, ApiError>;

    /// Read a person's profile
    async fn get_user(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetUserResponse, ApiError>;

    /// Lift a suspension
    async fn lift_suspension(
        &self,
        user_id: uuid::Uuid,
        context: &C) -> Result<LiftSuspensionResponse, ApiError>;

    /// Move a person to another tenant
    async fn move_user(
        &self,
        user_id: uuid::Uuid,
        tenant_change: models::TenantChange,
        if_match: Option<String>,
        context: &C) -> Result<MoveUserResponse, ApiError>;

    /// Restore a deleted account
    async fn restore_user(
        &self,
        user_id: uuid::Uuid,
        context: &C) -> Result<RestoreUserResponse, ApiError>;

    /// Suspend an account
    async fn suspend_user(
        &self,
        user_id: uuid::Uuid,
        context: &C) -> Result<SuspendUserResponse, ApiError>;

    /// Change an account
    async fn update_user(
        &self,
        user_id: uuid::Uuid,
        user_update: models::UserUpdate,
        if_match: Option<String>,
        context: &C) -> Result<UpdateUserResponse, ApiError>;

}

/// API where `Context` isn't passed on every API call
#[cfg_attr(feature = "mock", automock)]
#[async_trait]
#[allow(clippy::too_many_arguments, clippy::ptr_arg)]
pub trait ApiNoContext<C: Send + Sync> {
    // The std::task::Context struct houses a reference to std::task::Waker with the lifetime <'a>.
    // Adding an anonymous lifetime `'a` to allow mockall to create a mock object with the right lifetimes.
    // This is needed because the compiler is unable to determine the lifetimes on F's trait bound
    // where F is the closure created by mockall. We use higher-rank trait bounds here to get around this.

    fn context(&self) -> &C;

    /// Register an application
    async fn create_client(
        &self,
        client_create: models::ClientCreate,
        ) -> Result<CreateClientResponse, ApiError>;

    /// Open a tenant
    async fn create_tenant(
        &self,
        tenant_create: models::TenantCreate,
        ) -> Result<CreateTenantResponse, ApiError>;

    /// List who did what to whom
    async fn list_audit_events(
        &self,
        actor_id: Option<uuid::Uuid>,
        subject_id: Option<uuid::Uuid>,
        tenant_id: Option<uuid::Uuid>,
        object_kind: Option<models::AuditObjectKind>,
        object_id: Option<String>,
        operation: Option<String>,
        client_id: Option<String>,
        from_at: Option<chrono::DateTime::<chrono::Utc>>,
        before_at: Option<chrono::DateTime::<chrono::Utc>>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListAuditEventsResponse, ApiError>;

    /// List registered applications
    async fn list_clients(
        &self,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListClientsResponse, ApiError>;

    /// List the roles
    async fn list_roles(
        &self,
        ) -> Result<ListRolesResponse, ApiError>;

    /// List the scopes
    async fn list_scopes(
        &self,
        ) -> Result<ListScopesResponse, ApiError>;

    /// List tenants
    async fn list_tenants(
        &self,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListTenantsResponse, ApiError>;

    /// Remove a registered application
    async fn delete_client(
        &self,
        client_id: String,
        if_match: Option<String>,
        ) -> Result<DeleteClientResponse, ApiError>;

    /// Close a tenant
    async fn delete_tenant(
        &self,
        tenant_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<DeleteTenantResponse, ApiError>;

    /// Read a registered application
    async fn get_client(
        &self,
        client_id: String,
        if_none_match: Option<String>,
        ) -> Result<GetClientResponse, ApiError>;

    /// Read a tenant
    async fn get_tenant(
        &self,
        tenant_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetTenantResponse, ApiError>;

    /// Renew a client's secret
    async fn renew_client_secret(
        &self,
        client_id: String,
        client_secret_renewal: models::ClientSecretRenewal,
        ) -> Result<RenewClientSecretResponse, ApiError>;

    /// Change a registered application
    async fn update_client(
        &self,
        client_id: String,
        client_update: models::ClientUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateClientResponse, ApiError>;

    /// Rename a tenant
    async fn update_tenant(
        &self,
        tenant_id: uuid::Uuid,
        tenant_update: models::TenantUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateTenantResponse, ApiError>;

    /// Restore your deleted account
    async fn complete_account_restoration(
        &self,
        email_token_use: models::EmailTokenUse,
        ) -> Result<CompleteAccountRestorationResponse, ApiError>;

    /// Confirm an address
    async fn complete_email_confirmation(
        &self,
        email_token_use: models::EmailTokenUse,
        ) -> Result<CompleteEmailConfirmationResponse, ApiError>;

    /// Set a new password by a letter
    async fn complete_password_reset(
        &self,
        password_reset: models::PasswordReset,
        ) -> Result<CompletePasswordResetResponse, ApiError>;

    /// Ask for a letter that confirms an address
    async fn request_email_confirmation(
        &self,
        email_address: models::EmailAddress,
        ) -> Result<RequestEmailConfirmationResponse, ApiError>;

    /// Ask for a letter that resets a password
    async fn request_password_reset(
        &self,
        email_address: models::EmailAddress,
        ) -> Result<RequestPasswordResetResponse, ApiError>;

    /// Find where people were at a time
    async fn find_rights_countries(
        &self,
        rights_question: models::RightsQuestion,
        ) -> Result<FindRightsCountriesResponse, ApiError>;

    /// List the countries
    async fn list_countries(
        &self,
        accept_language: Option<String>,
        ) -> Result<ListCountriesResponse, ApiError>;

    /// List the classes of membership
    async fn list_membership_classes(
        &self,
        ) -> Result<ListMembershipClassesResponse, ApiError>;

    /// Receive an event from Stripe
    async fn receive_stripe_event(
        &self,
        body: models::StripeEvent,
        stripe_signature: Option<String>,
        ) -> Result<ReceiveStripeEventResponse, ApiError>;

    /// Refund what was spent
    async fn refund_credits(
        &self,
        credit_refunds: models::CreditRefunds,
        ) -> Result<RefundCreditsResponse, ApiError>;

    /// Spend credits of people
    async fn spend_credits(
        &self,
        credit_spendings: models::CreditSpendings,
        ) -> Result<SpendCreditsResponse, ApiError>;

    /// Begin to pay for something with Stripe
    async fn create_checkout_session(
        &self,
        user_id: uuid::Uuid,
        checkout_session_create: models::CheckoutSessionCreate,
        ) -> Result<CreateCheckoutSessionResponse, ApiError>;

    /// Open the billing portal of Stripe
    async fn create_portal_session(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<CreatePortalSessionResponse, ApiError>;

    /// Read a person's membership
    async fn get_membership(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetMembershipResponse, ApiError>;

    /// List a person's credits
    async fn list_credits(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListCreditsResponse, ApiError>;

    /// List a person's shares
    async fn list_shares(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListSharesResponse, ApiError>;

    /// Read how to get tokens
    async fn get_authorization_server(
        &self,
        ) -> Result<GetAuthorizationServerResponse, ApiError>;

    /// Read the public keys
    async fn get_jwks(
        &self,
        ) -> Result<GetJwksResponse, ApiError>;

    /// Read how to sign people in
    async fn get_openid_configuration(
        &self,
        ) -> Result<GetOpenidConfigurationResponse, ApiError>;

    /// Read who signed in
    async fn get_user_info(
        &self,
        ) -> Result<GetUserInfoResponse, ApiError>;

    /// Read who signed in, by POST
    async fn get_user_info_by_post(
        &self,
        ) -> Result<GetUserInfoByPostResponse, ApiError>;

    /// Ask whether a token is good
    async fn introspect_token(
        &self,
        token: String,
        token_type_hint: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        ) -> Result<IntrospectTokenResponse, ApiError>;

    /// Get a token
    async fn issue_token(
        &self,
        grant_type: String,
        dpo_p: Option<String>,
        code: Option<String>,
        redirect_uri: Option<String>,
        code_verifier: Option<String>,
        username: Option<String>,
        password: Option<String>,
        refresh_token: Option<String>,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        ) -> Result<IssueTokenResponse, ApiError>;

    /// Push an authorization request
    async fn push_authorization_request(
        &self,
        dpo_p: Option<String>,
        client_id: Option<String>,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        client_secret: Option<String>,
        ) -> Result<PushAuthorizationRequestResponse, ApiError>;

    /// Revoke a token
    async fn revoke_token(
        &self,
        token: String,
        token_type_hint: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        ) -> Result<RevokeTokenResponse, ApiError>;

    /// Begin to sign a person in
    async fn start_authorization(
        &self,
        client_id: String,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        ) -> Result<StartAuthorizationResponse, ApiError>;

    /// Begin to sign a person in, by a form
    async fn start_authorization_by_form(
        &self,
        client_id: String,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        ) -> Result<StartAuthorizationByFormResponse, ApiError>;

    /// Show the page that restores an account
    async fn show_account_restoration(
        &self,
        token: Option<String>,
        ) -> Result<ShowAccountRestorationResponse, ApiError>;

    /// Show the page for a new e-mail address
    async fn show_address_change(
        &self,
        ) -> Result<ShowAddressChangeResponse, ApiError>;

    /// Show the page for agreeing
    async fn show_consent(
        &self,
        request: Option<String>,
        ) -> Result<ShowConsentResponse, ApiError>;

    /// Show the page that a letter leads to
    async fn show_email_confirmation(
        &self,
        token: Option<String>,
        ) -> Result<ShowEmailConfirmationResponse, ApiError>;

    /// Show the page for a forgotten password
    async fn show_forgotten_password(
        &self,
        request: Option<String>,
        ) -> Result<ShowForgottenPasswordResponse, ApiError>;

    /// Show the page for a new password
    async fn show_password_reset(
        &self,
        token: Option<String>,
        ) -> Result<ShowPasswordResetResponse, ApiError>;

    /// Show the page for signing in
    async fn show_sign_in(
        &self,
        request: Option<String>,
        ) -> Result<ShowSignInResponse, ApiError>;

    /// Show the page for signing out
    async fn show_sign_out(
        &self,
        id_token_hint: Option<String>,
        post_logout_redirect_uri: Option<String>,
        state: Option<String>,
        client_id: Option<String>,
        ) -> Result<ShowSignOutResponse, ApiError>;

    /// Show the page for signing up
    async fn show_sign_up(
        &self,
        request: Option<String>,
        ) -> Result<ShowSignUpResponse, ApiError>;

    /// Restore an account on the page
    async fn submit_account_restoration(
        &self,
        token: String,
        csrf: String,
        ) -> Result<SubmitAccountRestorationResponse, ApiError>;

    /// Change the address on the page
    async fn submit_address_change(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        ) -> Result<SubmitAddressChangeResponse, ApiError>;

    /// Answer an application on the page
    async fn submit_consent(
        &self,
        decision: models::ConsentFormDecision,
        request: String,
        csrf: String,
        ) -> Result<SubmitConsentResponse, ApiError>;

    /// Confirm an address on the page
    async fn submit_email_confirmation(
        &self,
        token: String,
        csrf: String,
        ) -> Result<SubmitEmailConfirmationResponse, ApiError>;

    /// Ask for a reset on the page
    async fn submit_forgotten_password(
        &self,
        csrf: String,
        username: Option<String>,
        request: Option<String>,
        ) -> Result<SubmitForgottenPasswordResponse, ApiError>;

    /// Set a new password on the page
    async fn submit_password_reset(
        &self,
        token: String,
        csrf: String,
        password: Option<String>,
        ) -> Result<SubmitPasswordResetResponse, ApiError>;

    /// Sign in on the page
    async fn submit_sign_in(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        request: Option<String>,
        ) -> Result<SubmitSignInResponse, ApiError>;

    /// Sign out on the page
    async fn submit_sign_out(
        &self,
        id_token_hint: Option<String>,
        logout_hint: Option<String>,
        client_id: Option<String>,
        post_logout_redirect_uri: Option<String>,
        state: Option<String>,
        ui_locales: Option<String>,
        csrf: Option<String>,
        ) -> Result<SubmitSignOutResponse, ApiError>;

    /// Sign up on the page
    async fn submit_sign_up(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        first_name: Option<String>,
        role: Option<String>,
        request: Option<String>,
        ) -> Result<SubmitSignUpResponse, ApiError>;

    /// Check that the process is alive
    async fn get_liveness(
        &self,
        ) -> Result<GetLivenessResponse, ApiError>;

    /// Check that it can serve requests
    async fn get_readiness(
        &self,
        ) -> Result<GetReadinessResponse, ApiError>;

    /// Read this document as JSON
    async fn get_spec_json(
        &self,
        ) -> Result<GetSpecJsonResponse, ApiError>;

    /// Read this document as YAML
    async fn get_spec_yaml(
        &self,
        ) -> Result<GetSpecYamlResponse, ApiError>;

    /// Sign a person out everywhere
    async fn end_sessions(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<EndSessionsResponse, ApiError>;

    /// List where a person is signed in
    async fn list_sessions(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListSessionsResponse, ApiError>;

    /// Sign a browser or app out
    async fn end_session(
        &self,
        user_id: uuid::Uuid,
        session_id: uuid::Uuid,
        ) -> Result<EndSessionResponse, ApiError>;

    /// List the types of group
    async fn list_group_types(
        &self,
        ) -> Result<ListGroupTypesResponse, ApiError>;

    /// List tags that begin so
    async fn list_tags(
        &self,
        q: Option<String>,
        ) -> Result<ListTagsResponse, ApiError>;

    /// Find groups
    async fn list_user_groups(
        &self,
        q: Option<String>,
        param_type: Option<models::GroupTypeName>,
        tag: Option<String>,
        country: Option<String>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUserGroupsResponse, ApiError>;

    /// Accept a group that is offered to you
    async fn accept_user_group(
        &self,
        user_group_id: uuid::Uuid,
        ) -> Result<AcceptUserGroupResponse, ApiError>;

    /// Choose who may see what of a group
    async fn choose_user_group_privacy(
        &self,
        user_group_id: uuid::Uuid,
        user_group_privacy_choice: models::UserGroupPrivacyChoice,
        if_match: Option<String>,
        ) -> Result<ChooseUserGroupPrivacyResponse, ApiError>;

    /// Create a persona, band, label or distributor
    async fn create_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_create: models::UserGroupCreate,
        ) -> Result<CreateUserGroupResponse, ApiError>;

    /// Delete a group
    async fn delete_user_group(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<DeleteUserGroupResponse, ApiError>;

    /// Read an image
    async fn get_image(
        &self,
        image_id: uuid::Uuid,
        size: Option<models::GetImageSizeParameter>,
        if_none_match: Option<String>,
        ) -> Result<GetImageResponse, ApiError>;

    /// Read a group's profile
    async fn get_user_group(
        &self,
        user_group_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetUserGroupResponse, ApiError>;

    /// Read who may see what of a group
    async fn get_user_group_privacy(
        &self,
        user_group_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetUserGroupPrivacyResponse, ApiError>;

    /// List the people who follow a group
    async fn list_followers(
        &self,
        user_group_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListFollowersResponse, ApiError>;

    /// List the groups a person follows
    async fn list_following(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListFollowingResponse, ApiError>;

    /// List the members of a group
    async fn list_members(
        &self,
        user_group_id: uuid::Uuid,
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListMembersResponse, ApiError>;

    /// List the groups a group is a member of
    async fn list_memberships(
        &self,
        user_group_id: uuid::Uuid,
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListMembershipsResponse, ApiError>;

    /// List the groups offered to a person
    async fn list_offered_user_groups(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListOfferedUserGroupsResponse, ApiError>;

    /// List the groups a group recommends
    async fn list_recommendations(
        &self,
        user_group_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListRecommendationsResponse, ApiError>;

    /// List the groups a person owns
    async fn list_user_groups_of_user(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUserGroupsOfUserResponse, ApiError>;

    /// Offer a group to another person
    async fn offer_user_group(
        &self,
        user_group_id: uuid::Uuid,
        ownership_offer_create: models::OwnershipOfferCreate,
        ) -> Result<OfferUserGroupResponse, ApiError>;

    /// Remove a group's avatar
    async fn remove_avatar(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<RemoveAvatarResponse, ApiError>;

    /// Remove a group's banner
    async fn remove_banner(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<RemoveBannerResponse, ApiError>;

    /// Set a group's avatar
    async fn set_avatar(
        &self,
        user_group_id: uuid::Uuid,
        body: swagger::ByteArray,
        if_match: Option<String>,
        ) -> Result<SetAvatarResponse, ApiError>;

    /// Set a group's banner
    async fn set_banner(
        &self,
        user_group_id: uuid::Uuid,
        body: swagger::ByteArray,
        if_match: Option<String>,
        ) -> Result<SetBannerResponse, ApiError>;

    /// Change a group's profile
    async fn update_user_group(
        &self,
        user_group_id: uuid::Uuid,
        user_group_update: models::UserGroupUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateUserGroupResponse, ApiError>;

    /// Withdraw or decline the offer of a group
    async fn withdraw_offer(
        &self,
        user_group_id: uuid::Uuid,
        ) -> Result<WithdrawOfferResponse, ApiError>;

    /// Accept an invitation
    async fn accept_membership(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        ) -> Result<AcceptMembershipResponse, ApiError>;

    /// End a membership, or decline an invitation
    async fn end_membership(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        ) -> Result<EndMembershipResponse, ApiError>;

    /// Follow a group
    async fn follow_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_id: uuid::Uuid,
        ) -> Result<FollowUserGroupResponse, ApiError>;

    /// Invite a group to be a member
    async fn invite_member(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        group_member_create: models::GroupMemberCreate,
        ) -> Result<InviteMemberResponse, ApiError>;

    /// Recommend another group
    async fn recommend_user_group(
        &self,
        user_group_id: uuid::Uuid,
        recommended_id: uuid::Uuid,
        ) -> Result<RecommendUserGroupResponse, ApiError>;

    /// Follow a group no more
    async fn unfollow_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_id: uuid::Uuid,
        ) -> Result<UnfollowUserGroupResponse, ApiError>;

    /// Recommend a group no more
    async fn withdraw_recommendation(
        &self,
        user_group_id: uuid::Uuid,
        recommended_id: uuid::Uuid,
        ) -> Result<WithdrawRecommendationResponse, ApiError>;

    /// Read your own account
    async fn get_me(
        &self,
        if_none_match: Option<String>,
        ) -> Result<GetMeResponse, ApiError>;

    /// List accounts
    async fn list_users(
        &self,
        role: Option<models::Role>,
        username: Option<String>,
        tenant_id: Option<uuid::Uuid>,
        deleted: Option<bool>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUsersResponse, ApiError>;

    /// Sign up
    async fn sign_up(
        &self,
        user_create: models::UserCreate,
        ) -> Result<SignUpResponse, ApiError>;

    /// Change your password
    async fn change_password(
        &self,
        user_id: uuid::Uuid,
        password_change: models::PasswordChange,
        ) -> Result<ChangePasswordResponse, ApiError>;

    /// Change a person's role
    async fn change_role(
        &self,
        user_id: uuid::Uuid,
        role_change: models::RoleChange,
        if_match: Option<String>,
        ) -> Result<ChangeRoleResponse, ApiError>;

    /// Change your e-mail address
    async fn change_username(
        &self,
        user_id: uuid::Uuid,
        username_change: models::UsernameChange,
        ) -> Result<ChangeUsernameResponse, ApiError>;

    /// Choose who may see what of you
    async fn choose_privacy(
        &self,
        user_id: uuid::Uuid,
        user_privacy_choice: models::UserPrivacyChoice,
        if_match: Option<String>,
        ) -> Result<ChoosePrivacyResponse, ApiError>;

    /// Delete an account
    async fn delete_user(
        &self,
        user_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<DeleteUserResponse, ApiError>;

    /// Export everything held about a person
    async fn export_user(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<ExportUserResponse, ApiError>;

    /// Read an account
    async fn get_account(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetAccountResponse, ApiError>;

    /// Read who may see what of a person
    async fn get_privacy(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetPrivacyResponse, ApiError>;

    /// Read a person's profile
    async fn get_user(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetUserResponse, ApiError>;

    /// Lift a suspension
    async fn lift_suspension(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<LiftSuspensionResponse, ApiError>;

    /// Move a person to another tenant
    async fn move_user(
        &self,
        user_id: uuid::Uuid,
        tenant_change: models::TenantChange,
        if_match: Option<String>,
        ) -> Result<MoveUserResponse, ApiError>;

    /// Restore a deleted account
    async fn restore_user(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<RestoreUserResponse, ApiError>;

    /// Suspend an account
    async fn suspend_user(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<SuspendUserResponse, ApiError>;

    /// Change an account
    async fn update_user(
        &self,
        user_id: uuid::Uuid,
        user_update: models::UserUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateUserResponse, ApiError>;

}

/// Trait to extend an API to make it easy to bind it to a context.
pub trait ContextWrapperExt<C: Send + Sync> where Self: Sized
{
    /// Binds this API to a context.
    fn with_context(self, context: C) -> ContextWrapper<Self, C>;
}

impl<T: Api<C> + Send + Sync, C: Clone + Send + Sync> ContextWrapperExt<C> for T {
    fn with_context(self: T, context: C) -> ContextWrapper<T, C> {
         ContextWrapper::<T, C>::new(self, context)
    }
}

#[async_trait]
impl<T: Api<C> + Send + Sync, C: Clone + Send + Sync> ApiNoContext<C> for ContextWrapper<T, C> {
    fn context(&self) -> &C {
        ContextWrapper::context(self)
    }

    /// Register an application
    async fn create_client(
        &self,
        client_create: models::ClientCreate,
        ) -> Result<CreateClientResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().create_client(client_create, &context).await
    }

    /// Open a tenant
    async fn create_tenant(
        &self,
        tenant_create: models::TenantCreate,
        ) -> Result<CreateTenantResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().create_tenant(tenant_create, &context).await
    }

    /// List who did what to whom
    async fn list_audit_events(
        &self,
        actor_id: Option<uuid::Uuid>,
        subject_id: Option<uuid::Uuid>,
        tenant_id: Option<uuid::Uuid>,
        object_kind: Option<models::AuditObjectKind>,
        object_id: Option<String>,
        operation: Option<String>,
        client_id: Option<String>,
        from_at: Option<chrono::DateTime::<chrono::Utc>>,
        before_at: Option<chrono::DateTime::<chrono::Utc>>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListAuditEventsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_audit_events(actor_id, subject_id, tenant_id, object_kind, object_id, operation, client_id, from_at, before_at, limit, cursor, &context).await
    }

    /// List registered applications
    async fn list_clients(
        &self,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListClientsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_clients(limit, cursor, &context).await
    }

    /// List the roles
    async fn list_roles(
        &self,
        ) -> Result<ListRolesResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_roles(&context).await
    }

    /// List the scopes
    async fn list_scopes(
        &self,
        ) -> Result<ListScopesResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_scopes(&context).await
    }

    /// List tenants
    async fn list_tenants(
        &self,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListTenantsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_tenants(limit, cursor, &context).await
    }

    /// Remove a registered application
    async fn delete_client(
        &self,
        client_id: String,
        if_match: Option<String>,
        ) -> Result<DeleteClientResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().delete_client(client_id, if_match, &context).await
    }

    /// Close a tenant
    async fn delete_tenant(
        &self,
        tenant_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<DeleteTenantResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().delete_tenant(tenant_id, if_match, &context).await
    }

    /// Read a registered application
    async fn get_client(
        &self,
        client_id: String,
        if_none_match: Option<String>,
        ) -> Result<GetClientResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_client(client_id, if_none_match, &context).await
    }

    /// Read a tenant
    async fn get_tenant(
        &self,
        tenant_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetTenantResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_tenant(tenant_id, if_none_match, &context).await
    }

    /// Renew a client's secret
    async fn renew_client_secret(
        &self,
        client_id: String,
        client_secret_renewal: models::ClientSecretRenewal,
        ) -> Result<RenewClientSecretResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().renew_client_secret(client_id, client_secret_renewal, &context).await
    }

    /// Change a registered application
    async fn update_client(
        &self,
        client_id: String,
        client_update: models::ClientUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateClientResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().update_client(client_id, client_update, if_match, &context).await
    }

    /// Rename a tenant
    async fn update_tenant(
        &self,
        tenant_id: uuid::Uuid,
        tenant_update: models::TenantUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateTenantResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().update_tenant(tenant_id, tenant_update, if_match, &context).await
    }

    /// Restore your deleted account
    async fn complete_account_restoration(
        &self,
        email_token_use: models::EmailTokenUse,
        ) -> Result<CompleteAccountRestorationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().complete_account_restoration(email_token_use, &context).await
    }

    /// Confirm an address
    async fn complete_email_confirmation(
        &self,
        email_token_use: models::EmailTokenUse,
        ) -> Result<CompleteEmailConfirmationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().complete_email_confirmation(email_token_use, &context).await
    }

    /// Set a new password by a letter
    async fn complete_password_reset(
        &self,
        password_reset: models::PasswordReset,
        ) -> Result<CompletePasswordResetResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().complete_password_reset(password_reset, &context).await
    }

    /// Ask for a letter that confirms an address
    async fn request_email_confirmation(
        &self,
        email_address: models::EmailAddress,
        ) -> Result<RequestEmailConfirmationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().request_email_confirmation(email_address, &context).await
    }

    /// Ask for a letter that resets a password
    async fn request_password_reset(
        &self,
        email_address: models::EmailAddress,
        ) -> Result<RequestPasswordResetResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().request_password_reset(email_address, &context).await
    }

    /// Find where people were at a time
    async fn find_rights_countries(
        &self,
        rights_question: models::RightsQuestion,
        ) -> Result<FindRightsCountriesResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().find_rights_countries(rights_question, &context).await
    }

    /// List the countries
    async fn list_countries(
        &self,
        accept_language: Option<String>,
        ) -> Result<ListCountriesResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_countries(accept_language, &context).await
    }

    /// List the classes of membership
    async fn list_membership_classes(
        &self,
        ) -> Result<ListMembershipClassesResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_membership_classes(&context).await
    }

    /// Receive an event from Stripe
    async fn receive_stripe_event(
        &self,
        body: models::StripeEvent,
        stripe_signature: Option<String>,
        ) -> Result<ReceiveStripeEventResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().receive_stripe_event(body, stripe_signature, &context).await
    }

    /// Refund what was spent
    async fn refund_credits(
        &self,
        credit_refunds: models::CreditRefunds,
        ) -> Result<RefundCreditsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().refund_credits(credit_refunds, &context).await
    }

    /// Spend credits of people
    async fn spend_credits(
        &self,
        credit_spendings: models::CreditSpendings,
        ) -> Result<SpendCreditsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().spend_credits(credit_spendings, &context).await
    }

    /// Begin to pay for something with Stripe
    async fn create_checkout_session(
        &self,
        user_id: uuid::Uuid,
        checkout_session_create: models::CheckoutSessionCreate,
        ) -> Result<CreateCheckoutSessionResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().create_checkout_session(user_id, checkout_session_create, &context).await
    }

    /// Open the billing portal of Stripe
    async fn create_portal_session(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<CreatePortalSessionResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().create_portal_session(user_id, &context).await
    }

    /// Read a person's membership
    async fn get_membership(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetMembershipResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_membership(user_id, if_none_match, &context).await
    }

    /// List a person's credits
    async fn list_credits(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListCreditsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_credits(user_id, limit, cursor, &context).await
    }

    /// List a person's shares
    async fn list_shares(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListSharesResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_shares(user_id, limit, cursor, &context).await
    }

    /// Read how to get tokens
    async fn get_authorization_server(
        &self,
        ) -> Result<GetAuthorizationServerResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_authorization_server(&context).await
    }

    /// Read the public keys
    async fn get_jwks(
        &self,
        ) -> Result<GetJwksResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_jwks(&context).await
    }

    /// Read how to sign people in
    async fn get_openid_configuration(
        &self,
        ) -> Result<GetOpenidConfigurationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_openid_configuration(&context).await
    }

    /// Read who signed in
    async fn get_user_info(
        &self,
        ) -> Result<GetUserInfoResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_user_info(&context).await
    }

    /// Read who signed in, by POST
    async fn get_user_info_by_post(
        &self,
        ) -> Result<GetUserInfoByPostResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_user_info_by_post(&context).await
    }

    /// Ask whether a token is good
    async fn introspect_token(
        &self,
        token: String,
        token_type_hint: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        ) -> Result<IntrospectTokenResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().introspect_token(token, token_type_hint, client_id, client_secret, &context).await
    }

    /// Get a token
    async fn issue_token(
        &self,
        grant_type: String,
        dpo_p: Option<String>,
        code: Option<String>,
        redirect_uri: Option<String>,
        code_verifier: Option<String>,
        username: Option<String>,
        password: Option<String>,
        refresh_token: Option<String>,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        ) -> Result<IssueTokenResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().issue_token(grant_type, dpo_p, code, redirect_uri, code_verifier, username, password, refresh_token, scope, client_id, client_secret, &context).await
    }

    /// Push an authorization request
    async fn push_authorization_request(
        &self,
        dpo_p: Option<String>,
        client_id: Option<String>,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        client_secret: Option<String>,
        ) -> Result<PushAuthorizationRequestResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().push_authorization_request(dpo_p, client_id, response_type, redirect_uri, scope, state, nonce, code_challenge, code_challenge_method, prompt, max_age, login_hint, id_token_hint, response_mode, dpop_jkt, request_uri, request, client_secret, &context).await
    }

    /// Revoke a token
    async fn revoke_token(
        &self,
        token: String,
        token_type_hint: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        ) -> Result<RevokeTokenResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().revoke_token(token, token_type_hint, client_id, client_secret, &context).await
    }

    /// Begin to sign a person in
    async fn start_authorization(
        &self,
        client_id: String,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        ) -> Result<StartAuthorizationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().start_authorization(client_id, response_type, redirect_uri, scope, state, nonce, code_challenge, code_challenge_method, prompt, max_age, login_hint, id_token_hint, response_mode, dpop_jkt, request_uri, request, &context).await
    }

    /// Begin to sign a person in, by a form
    async fn start_authorization_by_form(
        &self,
        client_id: String,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        ) -> Result<StartAuthorizationByFormResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().start_authorization_by_form(client_id, response_type, redirect_uri, scope, state, nonce, code_challenge, code_challenge_method, prompt, max_age, login_hint, id_token_hint, response_mode, dpop_jkt, request_uri, request, &context).await
    }

    /// Show the page that restores an account
    async fn show_account_restoration(
        &self,
        token: Option<String>,
        ) -> Result<ShowAccountRestorationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_account_restoration(token, &context).await
    }

    /// Show the page for a new e-mail address
    async fn show_address_change(
        &self,
        ) -> Result<ShowAddressChangeResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_address_change(&context).await
    }

    /// Show the page for agreeing
    async fn show_consent(
        &self,
        request: Option<String>,
        ) -> Result<ShowConsentResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_consent(request, &context).await
    }

    /// Show the page that a letter leads to
    async fn show_email_confirmation(
        &self,
        token: Option<String>,
        ) -> Result<ShowEmailConfirmationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_email_confirmation(token, &context).await
    }

    /// Show the page for a forgotten password
    async fn show_forgotten_password(
        &self,
        request: Option<String>,
        ) -> Result<ShowForgottenPasswordResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_forgotten_password(request, &context).await
    }

    /// Show the page for a new password
    async fn show_password_reset(
        &self,
        token: Option<String>,
        ) -> Result<ShowPasswordResetResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_password_reset(token, &context).await
    }

    /// Show the page for signing in
    async fn show_sign_in(
        &self,
        request: Option<String>,
        ) -> Result<ShowSignInResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_sign_in(request, &context).await
    }

    /// Show the page for signing out
    async fn show_sign_out(
        &self,
        id_token_hint: Option<String>,
        post_logout_redirect_uri: Option<String>,
        state: Option<String>,
        client_id: Option<String>,
        ) -> Result<ShowSignOutResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_sign_out(id_token_hint, post_logout_redirect_uri, state, client_id, &context).await
    }

    /// Show the page for signing up
    async fn show_sign_up(
        &self,
        request: Option<String>,
        ) -> Result<ShowSignUpResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().show_sign_up(request, &context).await
    }

    /// Restore an account on the page
    async fn submit_account_restoration(
        &self,
        token: String,
        csrf: String,
        ) -> Result<SubmitAccountRestorationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_account_restoration(token, csrf, &context).await
    }

    /// Change the address on the page
    async fn submit_address_change(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        ) -> Result<SubmitAddressChangeResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_address_change(csrf, username, password, &context).await
    }

    /// Answer an application on the page
    async fn submit_consent(
        &self,
        decision: models::ConsentFormDecision,
        request: String,
        csrf: String,
        ) -> Result<SubmitConsentResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_consent(decision, request, csrf, &context).await
    }

    /// Confirm an address on the page
    async fn submit_email_confirmation(
        &self,
        token: String,
        csrf: String,
        ) -> Result<SubmitEmailConfirmationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_email_confirmation(token, csrf, &context).await
    }

    /// Ask for a reset on the page
    async fn submit_forgotten_password(
        &self,
        csrf: String,
        username: Option<String>,
        request: Option<String>,
        ) -> Result<SubmitForgottenPasswordResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_forgotten_password(csrf, username, request, &context).await
    }

    /// Set a new password on the page
    async fn submit_password_reset(
        &self,
        token: String,
        csrf: String,
        password: Option<String>,
        ) -> Result<SubmitPasswordResetResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_password_reset(token, csrf, password, &context).await
    }

    /// Sign in on the page
    async fn submit_sign_in(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        request: Option<String>,
        ) -> Result<SubmitSignInResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_sign_in(csrf, username, password, request, &context).await
    }

    /// Sign out on the page
    async fn submit_sign_out(
        &self,
        id_token_hint: Option<String>,
        logout_hint: Option<String>,
        client_id: Option<String>,
        post_logout_redirect_uri: Option<String>,
        state: Option<String>,
        ui_locales: Option<String>,
        csrf: Option<String>,
        ) -> Result<SubmitSignOutResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_sign_out(id_token_hint, logout_hint, client_id, post_logout_redirect_uri, state, ui_locales, csrf, &context).await
    }

    /// Sign up on the page
    async fn submit_sign_up(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        first_name: Option<String>,
        role: Option<String>,
        request: Option<String>,
        ) -> Result<SubmitSignUpResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().submit_sign_up(csrf, username, password, first_name, role, request, &context).await
    }

    /// Check that the process is alive
    async fn get_liveness(
        &self,
        ) -> Result<GetLivenessResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_liveness(&context).await
    }

    /// Check that it can serve requests
    async fn get_readiness(
        &self,
        ) -> Result<GetReadinessResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_readiness(&context).await
    }

    /// Read this document as JSON
    async fn get_spec_json(
        &self,
        ) -> Result<GetSpecJsonResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_spec_json(&context).await
    }

    /// Read this document as YAML
    async fn get_spec_yaml(
        &self,
        ) -> Result<GetSpecYamlResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_spec_yaml(&context).await
    }

    /// Sign a person out everywhere
    async fn end_sessions(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<EndSessionsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().end_sessions(user_id, &context).await
    }

    /// List where a person is signed in
    async fn list_sessions(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListSessionsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_sessions(user_id, limit, cursor, &context).await
    }

    /// Sign a browser or app out
    async fn end_session(
        &self,
        user_id: uuid::Uuid,
        session_id: uuid::Uuid,
        ) -> Result<EndSessionResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().end_session(user_id, session_id, &context).await
    }

    /// List the types of group
    async fn list_group_types(
        &self,
        ) -> Result<ListGroupTypesResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_group_types(&context).await
    }

    /// List tags that begin so
    async fn list_tags(
        &self,
        q: Option<String>,
        ) -> Result<ListTagsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_tags(q, &context).await
    }

    /// Find groups
    async fn list_user_groups(
        &self,
        q: Option<String>,
        param_type: Option<models::GroupTypeName>,
        tag: Option<String>,
        country: Option<String>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUserGroupsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_user_groups(q, param_type, tag, country, limit, cursor, &context).await
    }

    /// Accept a group that is offered to you
    async fn accept_user_group(
        &self,
        user_group_id: uuid::Uuid,
        ) -> Result<AcceptUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().accept_user_group(user_group_id, &context).await
    }

    /// Choose who may see what of a group
    async fn choose_user_group_privacy(
        &self,
        user_group_id: uuid::Uuid,
        user_group_privacy_choice: models::UserGroupPrivacyChoice,
        if_match: Option<String>,
        ) -> Result<ChooseUserGroupPrivacyResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().choose_user_group_privacy(user_group_id, user_group_privacy_choice, if_match, &context).await
    }

    /// Create a persona, band, label or distributor
    async fn create_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_create: models::UserGroupCreate,
        ) -> Result<CreateUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().create_user_group(user_id, user_group_create, &context).await
    }

    /// Delete a group
    async fn delete_user_group(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<DeleteUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().delete_user_group(user_group_id, if_match, &context).await
    }

    /// Read an image
    async fn get_image(
        &self,
        image_id: uuid::Uuid,
        size: Option<models::GetImageSizeParameter>,
        if_none_match: Option<String>,
        ) -> Result<GetImageResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_image(image_id, size, if_none_match, &context).await
    }

    /// Read a group's profile
    async fn get_user_group(
        &self,
        user_group_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_user_group(user_group_id, if_none_match, &context).await
    }

    /// Read who may see what of a group
    async fn get_user_group_privacy(
        &self,
        user_group_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetUserGroupPrivacyResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_user_group_privacy(user_group_id, if_none_match, &context).await
    }

    /// List the people who follow a group
    async fn list_followers(
        &self,
        user_group_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListFollowersResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_followers(user_group_id, limit, cursor, &context).await
    }

    /// List the groups a person follows
    async fn list_following(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListFollowingResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_following(user_id, limit, cursor, &context).await
    }

    /// List the members of a group
    async fn list_members(
        &self,
        user_group_id: uuid::Uuid,
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListMembersResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_members(user_group_id, state, limit, cursor, &context).await
    }

    /// List the groups a group is a member of
    async fn list_memberships(
        &self,
        user_group_id: uuid::Uuid,
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListMembershipsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_memberships(user_group_id, state, limit, cursor, &context).await
    }

    /// List the groups offered to a person
    async fn list_offered_user_groups(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListOfferedUserGroupsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_offered_user_groups(user_id, limit, cursor, &context).await
    }

    /// List the groups a group recommends
    async fn list_recommendations(
        &self,
        user_group_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListRecommendationsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_recommendations(user_group_id, limit, cursor, &context).await
    }

    /// List the groups a person owns
    async fn list_user_groups_of_user(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUserGroupsOfUserResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_user_groups_of_user(user_id, limit, cursor, &context).await
    }

    /// Offer a group to another person
    async fn offer_user_group(
        &self,
        user_group_id: uuid::Uuid,
        ownership_offer_create: models::OwnershipOfferCreate,
        ) -> Result<OfferUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().offer_user_group(user_group_id, ownership_offer_create, &context).await
    }

    /// Remove a group's avatar
    async fn remove_avatar(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<RemoveAvatarResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().remove_avatar(user_group_id, if_match, &context).await
    }

    /// Remove a group's banner
    async fn remove_banner(
        &self,
        user_group_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<RemoveBannerResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().remove_banner(user_group_id, if_match, &context).await
    }

    /// Set a group's avatar
    async fn set_avatar(
        &self,
        user_group_id: uuid::Uuid,
        body: swagger::ByteArray,
        if_match: Option<String>,
        ) -> Result<SetAvatarResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().set_avatar(user_group_id, body, if_match, &context).await
    }

    /// Set a group's banner
    async fn set_banner(
        &self,
        user_group_id: uuid::Uuid,
        body: swagger::ByteArray,
        if_match: Option<String>,
        ) -> Result<SetBannerResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().set_banner(user_group_id, body, if_match, &context).await
    }

    /// Change a group's profile
    async fn update_user_group(
        &self,
        user_group_id: uuid::Uuid,
        user_group_update: models::UserGroupUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().update_user_group(user_group_id, user_group_update, if_match, &context).await
    }

    /// Withdraw or decline the offer of a group
    async fn withdraw_offer(
        &self,
        user_group_id: uuid::Uuid,
        ) -> Result<WithdrawOfferResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().withdraw_offer(user_group_id, &context).await
    }

    /// Accept an invitation
    async fn accept_membership(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        ) -> Result<AcceptMembershipResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().accept_membership(user_group_id, member_id, &context).await
    }

    /// End a membership, or decline an invitation
    async fn end_membership(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        ) -> Result<EndMembershipResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().end_membership(user_group_id, member_id, &context).await
    }

    /// Follow a group
    async fn follow_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_id: uuid::Uuid,
        ) -> Result<FollowUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().follow_user_group(user_id, user_group_id, &context).await
    }

    /// Invite a group to be a member
    async fn invite_member(
        &self,
        user_group_id: uuid::Uuid,
        member_id: uuid::Uuid,
        group_member_create: models::GroupMemberCreate,
        ) -> Result<InviteMemberResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().invite_member(user_group_id, member_id, group_member_create, &context).await
    }

    /// Recommend another group
    async fn recommend_user_group(
        &self,
        user_group_id: uuid::Uuid,
        recommended_id: uuid::Uuid,
        ) -> Result<RecommendUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().recommend_user_group(user_group_id, recommended_id, &context).await
    }

    /// Follow a group no more
    async fn unfollow_user_group(
        &self,
        user_id: uuid::Uuid,
        user_group_id: uuid::Uuid,
        ) -> Result<UnfollowUserGroupResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().unfollow_user_group(user_id, user_group_id, &context).await
    }

    /// Recommend a group no more
    async fn withdraw_recommendation(
        &self,
        user_group_id: uuid::Uuid,
        recommended_id: uuid::Uuid,
        ) -> Result<WithdrawRecommendationResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().withdraw_recommendation(user_group_id, recommended_id, &context).await
    }

    /// Read your own account
    async fn get_me(
        &self,
        if_none_match: Option<String>,
        ) -> Result<GetMeResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_me(if_none_match, &context).await
    }

    /// List accounts
    async fn list_users(
        &self,
        role: Option<models::Role>,
        username: Option<String>,
        tenant_id: Option<uuid::Uuid>,
        deleted: Option<bool>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUsersResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_users(role, username, tenant_id, deleted, limit, cursor, &context).await
    }

    /// Sign up
    async fn sign_up(
        &self,
        user_create: models::UserCreate,
        ) -> Result<SignUpResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().sign_up(user_create, &context).await
    }

    /// Change your password
    async fn change_password(
        &self,
        user_id: uuid::Uuid,
        password_change: models::PasswordChange,
        ) -> Result<ChangePasswordResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().change_password(user_id, password_change, &context).await
    }

    /// Change a person's role
    async fn change_role(
        &self,
        user_id: uuid::Uuid,
        role_change: models::RoleChange,
        if_match: Option<String>,
        ) -> Result<ChangeRoleResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().change_role(user_id, role_change, if_match, &context).await
    }

    /// Change your e-mail address
    async fn change_username(
        &self,
        user_id: uuid::Uuid,
        username_change: models::UsernameChange,
        ) -> Result<ChangeUsernameResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().change_username(user_id, username_change, &context).await
    }

    /// Choose who may see what of you
    async fn choose_privacy(
        &self,
        user_id: uuid::Uuid,
        user_privacy_choice: models::UserPrivacyChoice,
        if_match: Option<String>,
        ) -> Result<ChoosePrivacyResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().choose_privacy(user_id, user_privacy_choice, if_match, &context).await
    }

    /// Delete an account
    async fn delete_user(
        &self,
        user_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<DeleteUserResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().delete_user(user_id, if_match, &context).await
    }

    /// Export everything held about a person
    async fn export_user(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<ExportUserResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().export_user(user_id, &context).await
    }

    /// Read an account
    async fn get_account(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetAccountResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_account(user_id, if_none_match, &context).await
    }

    /// Read who may see what of a person
    async fn get_privacy(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetPrivacyResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_privacy(user_id, if_none_match, &context).await
    }

    /// Read a person's profile
    async fn get_user(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetUserResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().get_user(user_id, if_none_match, &context).await
    }

    /// Lift a suspension
    async fn lift_suspension(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<LiftSuspensionResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().lift_suspension(user_id, &context).await
    }

    /// Move a person to another tenant
    async fn move_user(
        &self,
        user_id: uuid::Uuid,
        tenant_change: models::TenantChange,
        if_match: Option<String>,
        ) -> Result<MoveUserResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().move_user(user_id, tenant_change, if_match, &context).await
    }

    /// Restore a deleted account
    async fn restore_user(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<RestoreUserResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().restore_user(user_id, &context).await
    }

    /// Suspend an account
    async fn suspend_user(
        &self,
        user_id: uuid::Uuid,
        ) -> Result<SuspendUserResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().suspend_user(user_id, &context).await
    }

    /// Change an account
    async fn update_user(
        &self,
        user_id: uuid::Uuid,
        user_update: models::UserUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateUserResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().update_user(user_id, user_update, if_match, &context).await
    }

}


#[cfg(feature = "client")]
pub mod client;

// Re-export Client as a top-level name
#[cfg(feature = "client")]
pub use client::Client;

#[cfg(feature = "server")]
pub mod server;

// Re-export router() as a top-level name
#[cfg(feature = "server")]
pub use self::server::Service;

#[cfg(feature = "server")]
pub mod context;

pub mod models;

#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod header;

pub mod pages;
pub mod refusals;
