//! What the database says, in our words. Uniqueness is the database's word: a constraint's name becomes a refusal here.

use deadpool_postgres::PoolError;
use tokio_postgres::{Error as PostgresError, error::SqlState};

use super::tls;
use crate::error::{Error, with_causes};

/// Constraint, problem, field, what would be right.
const CONSTRAINTS: &[(&str, &str, &str, &str)] = &[
    (
        "users_username_key",
        "username-taken",
        "/body/username",
        "Somebody has this e-mail address already. Sign in, or reset the password.",
    ),
    (
        "clients_pkey",
        "client-id-taken",
        "/body/client_id",
        "There is a client with this id, or was until lately. Choose another client_id, or leave it out.",
    ),
    (
        "tenants_name_key",
        "tenant-name-taken",
        "/body/name",
        "There is a tenant of this name, in capitals or not. Choose another name.",
    ),
    (
        "users_tenant_id_fkey",
        "tenant-not-empty",
        "/path/tenant_id",
        "Somebody who belongs to it has just left or come back. Try again.",
    ),
    (
        "user_groups_type_display_name_key_key",
        "name-taken",
        "/body/display_name",
        "A group of this type has a name that looks like this one. Choose another.",
    ),
    (
        "user_groups_type_display_name_look_key",
        "name-taken",
        "/body/display_name",
        "A group of this type has a name that looks like this one. Choose another.",
    ),
    (
        "user_group_members_types_fkey",
        "membership-impossible",
        "/path/member_id",
        "A group of this type does not take such members; GET /v1/group-types says what each type takes.",
    ),
    (
        "follows_user_group_id_fkey",
        "not-found",
        "/path/user_group_id",
        "There is no group with this id.",
    ),
    (
        "recommendations_recommended_id_fkey",
        "not-found",
        "/path/recommended_id",
        "There is no group with this id.",
    ),
    (
        "recommendations_recommended_id_check",
        "recommendation-impossible",
        "/path/recommended_id",
        "This is the group itself. Recommend others.",
    ),
];

/// Seconds until trying again is worth it.
const RETRY_AFTER: u32 = 2;

impl From<PostgresError> for Error {
    fn from(error: PostgresError) -> Self {
        let Some(refusal) = error.as_db_error() else {
            // Not an answer of the database: the connection broke, or could not be made.
            return if error.is_closed() || is_io(&error) || tls::fault(&error, tls::CA).is_some() {
                database_unavailable(&error)
            } else {
                Self::internal(error)
            };
        };
        if let Some((_, code, pointer, detail)) = CONSTRAINTS
            .iter()
            .find(|(name, ..)| Some(*name) == refusal.constraint())
        {
            return Self::field(code, pointer, *detail);
        }
        let unavailable = [
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
            SqlState::TOO_MANY_CONNECTIONS,
            SqlState::QUERY_CANCELED,
        ];
        let in_the_way = [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
        ];
        if unavailable.contains(refusal.code()) {
            database_unavailable(&error)
        } else if in_the_way.contains(refusal.code()) {
            let cause = with_causes(&error);
            tracing::warn!(
                cause,
                "two transactions stood in each other's way, and one gave way"
            );
            Self::unavailable(
                "Somebody changed the same at the same moment, so nothing was done. Try again in a moment.",
                RETRY_AFTER,
            )
        } else {
            Self::internal(error)
        }
    }
}

impl From<PoolError> for Error {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => error.into(),
            error => database_unavailable(&error),
        }
    }
}

fn is_io(error: &PostgresError) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error.is::<std::io::Error>() {
            return true;
        }
        cause = error.source();
    }
    false
}

fn database_unavailable(error: &dyn std::error::Error) -> Error {
    let cause = with_causes(error);
    tracing::warn!(cause, "the database does not answer");
    Error::unavailable(
        "The database does not answer. Try again in a moment.",
        RETRY_AFTER,
    )
}
