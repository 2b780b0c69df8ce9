//! What something is done to.

use uuid::Uuid;

use crate::policy::Subject;

/// What something is done to. A new kind goes into `AuditObjectKind` of the spec and into the table's constraint too.
#[derive(Debug, Clone, Copy)]
pub enum Object<'a> {
    /// A person.
    User(Subject),
    /// A group, with the person who owns it.
    UserGroup(Uuid, Subject),
    /// A session, with the person who is signed in with it.
    Session(Uuid, Subject),
    /// What a person lets an application have.
    Consent(&'a str, Subject),
    /// A tenant.
    Tenant(Uuid),
    /// A registered application.
    Client(&'a str),
    /// A key that tokens are signed with.
    SigningKey(&'a str),
}

impl Object<'_> {
    /// As spec and database write it.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::UserGroup(..) => "user_group",
            Self::Session(..) => "session",
            Self::Consent(..) => "consent",
            Self::Tenant(_) => "tenant",
            Self::Client(_) => "client",
            Self::SigningKey(_) => "signing_key",
        }
    }

    pub(super) fn id(self) -> String {
        match self {
            Self::User(subject) => subject.user_id.to_string(),
            Self::UserGroup(id, _) | Self::Session(id, _) | Self::Tenant(id) => id.to_string(),
            Self::Consent(id, _) | Self::Client(id) | Self::SigningKey(id) => id.to_owned(),
        }
    }

    /// The person whom it is or belongs to.
    pub(super) fn subject(self) -> Option<Subject> {
        match self {
            Self::User(subject)
            | Self::UserGroup(_, subject)
            | Self::Session(_, subject)
            | Self::Consent(_, subject) => Some(subject),
            Self::Tenant(_) | Self::Client(_) | Self::SigningKey(_) => None,
        }
    }
}
