//! Who finds a group, and who may see what of it, as its owner chooses.

mod store;
pub mod view;

use std::str::FromStr;

use uuid::Uuid;

use super::{GroupRow, find, lock, look, permit};
use crate::{
    app::App,
    audit::{self, Object},
    error::Error,
    etag,
    policy::{Caller, Rule},
    privacy::Choices,
};

/// Who finds a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Anyone.
    #[default]
    Public,
    /// Who knows its id; it is in no list and no search.
    Unlisted,
    /// Its owner, staff within reach of them, and those whom the owner let know of it.
    Private,
}

impl Visibility {
    /// As spec and database write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Private => "private",
        }
    }
}

impl FromStr for Visibility {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        [Self::Public, Self::Unlisted, Self::Private]
            .into_iter()
            .find(|visibility| visibility.name() == name)
            .ok_or_else(|| Error::internal(format!("there is no visibility {name}")))
    }
}

/// What an owner chooses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Privacy {
    /// Who finds the group.
    pub visibility: Visibility,
    /// Whether others may be shown the tracks that it owns.
    pub show_owned_tracks: bool,
    /// Whether others may be shown the artists that it supports.
    pub show_supported_artists: bool,
    /// Who may see which field.
    pub choices: Choices,
}

impl Privacy {
    /// The names of what differs.
    fn changed<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let whole = [
            ("visibility", self.visibility != other.visibility),
            (
                "show_owned_tracks",
                self.show_owned_tracks != other.show_owned_tracks,
            ),
            (
                "show_supported_artists",
                self.show_supported_artists != other.show_supported_artists,
            ),
        ];
        let whole = whole.into_iter().filter(|(_, differs)| *differs);
        whole
            .map(|(name, _)| name)
            .chain(self.choices.changed(&other.choices))
    }
}

/// A group, for those who may read what its owner chose.
///
/// # Errors
/// Not found, or forbidden.
pub async fn get(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<GroupRow, Error> {
    let reader = app.database.reader().await?;
    let group = find(&*reader, caller, id).await?;
    permit(rule, caller, &group)?;
    look(&*reader, caller, rule, &group, &["privacy"]).await?;
    Ok(group)
}

/// Replaces what the owner chose. The very next read goes by it, on every instance: it stands in the row that they read.
///
/// # Errors
/// Not found, forbidden, or precondition failed.
pub async fn choose(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
    privacy: Privacy,
) -> Result<GroupRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let group = lock(&transaction, caller, id).await?;
    permit(rule, caller, &group)?;
    etag::check(if_match, group.version)?;
    let changed: Vec<_> = group.privacy.changed(&privacy).collect();
    if changed.is_empty() {
        return Ok(group);
    }
    let (version, updated_at) = store::update_privacy(&transaction, id, &privacy).await?;
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &changed).await?;
    transaction.commit().await?;
    Ok(GroupRow {
        version,
        updated_at,
        privacy,
        ..group
    })
}
