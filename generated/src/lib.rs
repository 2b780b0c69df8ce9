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
    /// The body has another `Content-Type` than this operation takes
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
    /// The person owns as many groups of this type as their role may. Delete one, or ask for another role.
    Conflict
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes
    UnsupportedMediaType
    (models::Problem)
    ,
    /// There is no such country
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
    /// It has changed since you read it. Read it again, then decide.
    PreconditionFailed
    (models::Problem)
    ,
    /// The body is larger than `x-max-bytes`
    BodyTooLarge
    (models::Problem)
    ,
    /// The body has another `Content-Type` than this operation takes
    UnsupportedMediaType
    (models::Problem)
    ,
    /// There is no such country
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
    /// The body has another `Content-Type` than this operation takes
    UnsupportedMediaType
    (models::Problem)
    ,
    /// The password is too easy to guess, or there is no such country
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
    /// The body has another `Content-Type` than this operation takes
    UnsupportedMediaType
    (models::Problem)
    ,
    /// There is no such country
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

    /// Get a token
    async fn issue_token(
        &self,
        grant_type: String,
        username: Option<String>,
        password: Option<String>,
        refresh_token: Option<String>,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        context: &C) -> Result<IssueTokenResponse, ApiError>;

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

    /// List the types of group
    async fn list_group_types(
        &self,
        context: &C) -> Result<ListGroupTypesResponse, ApiError>;

    /// List groups
    async fn list_user_groups(
        &self,
        param_type: Option<models::GroupTypeName>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListUserGroupsResponse, ApiError>;

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

    /// Read a group's profile
    async fn get_user_group(
        &self,
        user_group_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetUserGroupResponse, ApiError>;

    /// List the groups a person owns
    async fn list_user_groups_of_user(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListUserGroupsOfUserResponse, ApiError>;

    /// Change a group's profile
    async fn update_user_group(
        &self,
        user_group_id: uuid::Uuid,
        user_group_update: models::UserGroupUpdate,
        if_match: Option<String>,
        context: &C) -> Result<UpdateUserGroupResponse, ApiError>;

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
        limit: Option<i32>,
        cursor: Option<String>,
        context: &C) -> Result<ListUsersResponse, ApiError>;

    /// Sign up
    async fn sign_up(
        &self,
        user_create: models::UserCreate,
        context: &C) -> Result<SignUpResponse, ApiError>;

    /// Delete an account
    async fn delete_user(
        &self,
        user_id: uuid::Uuid,
        if_match: Option<String>,
        context: &C) -> Result<DeleteUserResponse, ApiError>;

    /// Read an account
    async fn get_account(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetAccountResponse, ApiError>;

    /// Read a person's profile
    async fn get_user(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        context: &C) -> Result<GetUserResponse, ApiError>;

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

    /// Get a token
    async fn issue_token(
        &self,
        grant_type: String,
        username: Option<String>,
        password: Option<String>,
        refresh_token: Option<String>,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        ) -> Result<IssueTokenResponse, ApiError>;

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

    /// List the types of group
    async fn list_group_types(
        &self,
        ) -> Result<ListGroupTypesResponse, ApiError>;

    /// List groups
    async fn list_user_groups(
        &self,
        param_type: Option<models::GroupTypeName>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUserGroupsResponse, ApiError>;

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

    /// Read a group's profile
    async fn get_user_group(
        &self,
        user_group_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetUserGroupResponse, ApiError>;

    /// List the groups a person owns
    async fn list_user_groups_of_user(
        &self,
        user_id: uuid::Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUserGroupsOfUserResponse, ApiError>;

    /// Change a group's profile
    async fn update_user_group(
        &self,
        user_group_id: uuid::Uuid,
        user_group_update: models::UserGroupUpdate,
        if_match: Option<String>,
        ) -> Result<UpdateUserGroupResponse, ApiError>;

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
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUsersResponse, ApiError>;

    /// Sign up
    async fn sign_up(
        &self,
        user_create: models::UserCreate,
        ) -> Result<SignUpResponse, ApiError>;

    /// Delete an account
    async fn delete_user(
        &self,
        user_id: uuid::Uuid,
        if_match: Option<String>,
        ) -> Result<DeleteUserResponse, ApiError>;

    /// Read an account
    async fn get_account(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetAccountResponse, ApiError>;

    /// Read a person's profile
    async fn get_user(
        &self,
        user_id: uuid::Uuid,
        if_none_match: Option<String>,
        ) -> Result<GetUserResponse, ApiError>;

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

    /// Get a token
    async fn issue_token(
        &self,
        grant_type: String,
        username: Option<String>,
        password: Option<String>,
        refresh_token: Option<String>,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        ) -> Result<IssueTokenResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().issue_token(grant_type, username, password, refresh_token, scope, client_id, client_secret, &context).await
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

    /// List the types of group
    async fn list_group_types(
        &self,
        ) -> Result<ListGroupTypesResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_group_types(&context).await
    }

    /// List groups
    async fn list_user_groups(
        &self,
        param_type: Option<models::GroupTypeName>,
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUserGroupsResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_user_groups(param_type, limit, cursor, &context).await
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
        limit: Option<i32>,
        cursor: Option<String>,
        ) -> Result<ListUsersResponse, ApiError>
    {
        let context = self.context().clone();
        self.api().list_users(role, username, tenant_id, limit, cursor, &context).await
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

pub mod refusals;
