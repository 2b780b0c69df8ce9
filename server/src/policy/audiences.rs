//! Who may see what: the audiences, and which of them somebody belongs to.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Caller, Subject, reaches};
use crate::{error::Error, roles::Role};

/// Who may see a field; the words of `x-privacy`, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Anyone.
    Public,
    /// Anyone signed in.
    Community,
    /// The person and staff within their reach.
    Private,
}

impl Audience {
    /// As spec and database write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Community => "community",
            Self::Private => "private",
        }
    }
}

impl FromStr for Audience {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        [Self::Public, Self::Community, Self::Private]
            .into_iter()
            .find(|audience| audience.name() == name)
            .ok_or_else(|| Error::internal(format!("there is no audience {name}")))
    }
}

/// The narrowest audience that this caller belongs to, for something of this subject's.
pub fn audience(caller: &Caller, subject: &Subject) -> Audience {
    match caller {
        Caller::User(user) if user.user_id == subject.user_id || reaches(user, subject) => {
            Audience::Private
        }
        Caller::User(_) => Audience::Community,
        Caller::Anonymous | Caller::Client(_) => Audience::Public,
    }
}

/// The same in lists for everybody, where staff have no more eyes than anybody signed in: what they find there has not been
/// asked for by name, and would be too much to keep a trail of.
pub fn audience_in_lists(caller: &Caller, subject: &Subject) -> Audience {
    match audience(caller, subject) {
        Audience::Private if is_look(caller, subject) => Audience::Community,
        audience => audience,
    }
}

/// Whether this caller might see what is private of the person with this id. Asked before the person is read.
pub fn may_reach(caller: &Caller, user_id: Uuid) -> bool {
    matches!(caller, Caller::User(user) if user.user_id == user_id || user.role >= Role::TenantAdmin)
}

/// Whether this caller sees what is private of the subject as staff. The trail keeps each such look.
pub fn is_look(caller: &Caller, subject: &Subject) -> bool {
    matches!(caller, Caller::User(user) if user.user_id != subject.user_id && reaches(user, subject))
}
