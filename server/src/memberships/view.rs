//! Memberships as the API shows them.

use user_api_generated::models;

use super::{ClassRow, MembershipRow, Status};
use crate::{etag, nullable};

/// The tag of a membership. It lapses with time, and what its class is called may change: the row does neither.
pub fn tag(row: &MembershipRow) -> String {
    let state = format!("{}-{}", row.class_version, row.status.name());
    etag::of_state(row.version, &state)
}

/// All classes.
pub fn classes(rows: Vec<ClassRow>) -> models::MembershipClassList {
    models::MembershipClassList {
        items: rows.into_iter().map(class).collect(),
    }
}

/// A membership.
pub fn membership(row: MembershipRow) -> models::Membership {
    models::Membership {
        id: row.id,
        membership_class: class(row.class),
        status: row.status.into(),
        starts_at: row.starts_at,
        ends_at: nullable::of(row.ends_at),
        renewed_at: nullable::of(row.renewed_at),
    }
}

impl From<Status> for models::MembershipStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Upcoming => Self::Upcoming,
            Status::Active => Self::Active,
            Status::Lapsed => Self::Lapsed,
        }
    }
}

/// A class.
pub fn class(row: ClassRow) -> models::MembershipClass {
    models::MembershipClass {
        id: row.id,
        name: row.name,
    }
}
