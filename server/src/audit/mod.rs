//! The trail: who did what to whom. An event is part of the transaction that it tells of, so there is neither without the other.

mod store;

use uuid::Uuid;

use crate::{
    db::GenericClient,
    error::Error,
    policy::{Caller, Rule, Subject},
    roles::Role,
};

/// What something was done to.
#[derive(Debug, Clone, Copy)]
pub enum Object<'a> {
    /// A person.
    User(Subject),
    /// A group, with the person who owns it.
    UserGroup(Uuid, Subject),
    /// A session, with the person who is signed in with it.
    Session(Uuid, Subject),
    /// A tenant.
    Tenant(Uuid),
    /// A registered application.
    Client(&'a str),
}

/// Who did it.
#[derive(Debug, Clone, Copy, Default)]
struct Actor<'a> {
    user_id: Option<Uuid>,
    role: Option<Role>,
    client_id: Option<&'a str>,
}

/// Adds an event. `fields` are the names of what was changed or looked at; what stands in them is never given.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn record(
    client: &impl GenericClient,
    caller: &Caller,
    rule: &Rule,
    object: Object<'_>,
    fields: &[&str],
) -> Result<(), Error> {
    store::insert_event(client, &rule.operation, Actor::of(caller), object, fields).await
}

/// Adds an event of something that a person did without a token: by the link in a letter, which shows who they are.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn record_by_letter(
    client: &impl GenericClient,
    operation: &str,
    person: Subject,
    fields: &[&str],
) -> Result<(), Error> {
    let actor = Actor {
        user_id: Some(person.user_id),
        role: Some(person.role),
        client_id: None,
    };
    store::insert_event(client, operation, actor, Object::User(person), fields).await
}

/// Adds an event of something that a job of the server did, without anybody who asked for it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn record_job(
    client: &impl GenericClient,
    job: &str,
    object: Object<'_>,
    fields: &[&str],
) -> Result<(), Error> {
    store::insert_event(client, job, Actor::default(), object, fields).await
}

impl<'a> Actor<'a> {
    fn of(caller: &'a Caller) -> Self {
        match caller {
            Caller::Anonymous => Self::default(),
            Caller::Client(id) => Self {
                client_id: Some(id),
                ..Self::default()
            },
            Caller::User(user) => Self {
                user_id: Some(user.user_id),
                role: Some(user.role),
                client_id: Some(&user.client_id),
            },
        }
    }
}

impl Object<'_> {
    fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::UserGroup(..) => "user_group",
            Self::Session(..) => "session",
            Self::Tenant(_) => "tenant",
            Self::Client(_) => "client",
        }
    }

    fn id(self) -> String {
        match self {
            Self::User(subject) => subject.user_id.to_string(),
            Self::UserGroup(id, _) | Self::Session(id, _) | Self::Tenant(id) => id.to_string(),
            Self::Client(id) => id.to_owned(),
        }
    }

    fn subject(self) -> Option<Subject> {
        match self {
            Self::User(subject) | Self::UserGroup(_, subject) | Self::Session(_, subject) => {
                Some(subject)
            }
            Self::Tenant(_) | Self::Client(_) => None,
        }
    }
}
