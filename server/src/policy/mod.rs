//! Who may do what to whom: pure functions over plain types, no IO. Which kinds of caller an operation is open to
//! stands in the spec (`x-access`); here is what each kind means.

mod audiences;
mod groups;

use std::{fmt, sync::Arc};

use uuid::Uuid;

use crate::roles::Role;
pub use audiences::{Audience, audience, audience_in_lists, is_look, may_reach};

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Nobody who said who they are.
    Anonymous,
    /// A person, signed in.
    User(SignedIn),
    /// An application that acts for itself, with its id.
    Client(String),
}

impl fmt::Display for Caller {
    /// For the log: the id.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => formatter.write_str("anonymous"),
            Self::User(user) => user.user_id.fmt(formatter),
            Self::Client(id) => id.fmt(formatter),
        }
    }
}

/// A person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who it is.
    pub user_id: Uuid,
    /// What they may do with this token: the lesser of their role and the token's.
    pub role: Role,
    /// The organisation they belong to.
    pub tenant_id: Uuid,
    /// The session that the token belongs to.
    pub session_id: Uuid,
    /// The application that they call with.
    pub client_id: Arc<str>,
}

/// Whom an operation is about: the user of the path, or the owner of the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// Who it is.
    pub user_id: Uuid,
    /// The organisation they belong to.
    pub tenant_id: Uuid,
    /// What they may do.
    pub role: Role,
}

/// A kind of caller that an operation may be open to; the words of `x-access`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Any person with a token.
    SignedIn,
    /// The user of the path.
    Own,
    /// Who owns the group of the path.
    GroupOwner,
    /// Who owns a label that the group has accepted.
    LabelOfGroup,
    /// Who owns the group of the path that is a member, or is invited to be.
    MemberOwner,
    /// To whom the group of the path is offered.
    NewOwner,
    /// A tenant admin, for people of their own tenant whose role is below theirs.
    TenantAdmin,
    /// An admin, for everybody; to change something, for those whose role is below theirs.
    Admin,
    /// A super admin, for everybody.
    SuperAdmin,
    /// An application that acts for itself.
    Client,
}

/// Whether an operation reads or changes; staff may read more than they may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// It only reads.
    Read,
    /// It changes something.
    Change,
}

/// Whom an operation is open to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The operation, by its id in the spec.
    pub operation: String,
    /// The kinds of caller; one that fits is enough.
    pub access: Vec<Access>,
    /// Whether the operation changes something.
    pub intent: Intent,
}

impl Rule {
    /// Whether some subject could exist for whom this caller may. Asked before anything is read.
    pub fn may_ever(&self, caller: &Caller, path_user: Option<Uuid>) -> bool {
        self.access.iter().any(|access| match (access, caller) {
            (Access::Own, Caller::User(user)) => {
                path_user.is_none_or(|path_user| path_user == user.user_id)
            }
            (
                Access::GroupOwner | Access::LabelOfGroup | Access::MemberOwner | Access::NewOwner,
                Caller::User(_),
            ) => true,
            (access, caller) => is_of_kind(*access, caller),
        })
    }

    /// Whether this caller may, now that it is known whom it is about.
    pub fn may(&self, caller: &Caller, subject: &Subject) -> bool {
        self.may_by(&[Access::Own, Access::GroupOwner], caller, subject)
    }

    /// Whether this caller may as one of these, which the subject is, or as staff who reach the subject.
    fn may_by(&self, own: &[Access], caller: &Caller, subject: &Subject) -> bool {
        self.access.iter().any(|access| match (access, caller) {
            (access, Caller::User(user)) if own.contains(access) => user.user_id == subject.user_id,
            (Access::TenantAdmin | Access::Admin, Caller::User(user)) => {
                let below = self.intent == Intent::Read || subject.role < user.role;
                is_of_kind(*access, caller) && reaches(user, subject) && below
            }
            (access, caller) => is_of_kind(*access, caller),
        })
    }
}

/// Whether the caller is of this kind, whomever it is about.
fn is_of_kind(access: Access, caller: &Caller) -> bool {
    match (access, caller) {
        (Access::Anyone, _)
        | (Access::SignedIn, Caller::User(_))
        | (Access::Client, Caller::Client(_)) => true,
        (Access::TenantAdmin, Caller::User(user)) => user.role == Role::TenantAdmin,
        (Access::Admin, Caller::User(user)) => user.role == Role::Admin,
        (Access::SuperAdmin, Caller::User(user)) => user.role == Role::SuperAdmin,
        _ => false,
    }
}

/// Whether this caller may give somebody this role: staff those below their own, a super admin all.
pub fn may_give(caller: &Caller, role: Role) -> bool {
    match caller {
        Caller::User(user) => match user.role {
            Role::SuperAdmin => true,
            Role::TenantAdmin | Role::Admin => role < user.role,
            Role::Listener | Role::Artist | Role::Label => false,
        },
        Caller::Anonymous | Caller::Client(_) => false,
    }
}

/// The one tenant that this caller may look into as staff, if it is not all of them.
pub fn own_tenant_only(caller: &Caller) -> Option<Uuid> {
    match caller {
        Caller::User(user) if user.role == Role::TenantAdmin => Some(user.tenant_id),
        _ => None,
    }
}

/// Whether the subject is within the reach of this caller as staff, to read.
pub fn reaches(user: &SignedIn, subject: &Subject) -> bool {
    match user.role {
        Role::Admin | Role::SuperAdmin => true,
        Role::TenantAdmin => user.tenant_id == subject.tenant_id && subject.role < user.role,
        Role::Listener | Role::Artist | Role::Label => false,
    }
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;
