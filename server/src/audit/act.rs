//! Who does something, by which operation, and with which application.

use uuid::Uuid;

use crate::{
    policy::{Caller, Rule, Subject},
    roles::Role,
};

/// An act: what is done, and who does it.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// The operation, by its id in the spec, or the command.
    pub(super) operation: &'a str,
    /// The person who does it, and what they act as.
    pub(super) actor: Option<(Uuid, Role)>,
    /// The application that it is done with.
    pub(super) client_id: Option<&'a str>,
}

impl<'a> Act<'a> {
    /// What whoever calls the API does.
    pub fn by_caller(caller: &'a Caller, rule: &'a Rule) -> Self {
        let act = Self::by_nobody(rule);
        match caller {
            Caller::Anonymous => act,
            Caller::Client(id) => act.with(id),
            Caller::User(user) => Self {
                actor: Some((user.user_id, user.role)),
                ..act.with(&user.client_id)
            },
        }
    }

    /// What somebody does who shows who they are by a password, a browser's cookie or a letter: they act as all they are.
    pub fn by_person(person: Subject, rule: &'a Rule) -> Self {
        Self {
            actor: Some((person.user_id, person.role)),
            ..Self::by_nobody(rule)
        }
    }

    /// What happens without anybody being known to do it.
    pub fn by_nobody(rule: &'a Rule) -> Self {
        Self::by_command(&rule.operation)
    }

    /// What a command does that is run on the server, such as `rotate-keys`.
    pub fn by_command(name: &'a str) -> Self {
        Self {
            operation: name,
            actor: None,
            client_id: None,
        }
    }

    /// The same, with an application.
    pub fn with(self, client_id: &'a str) -> Self {
        Self {
            client_id: Some(client_id),
            ..self
        }
    }
}
