//! Groups as the API shows them.

use user_api_generated::models;

use super::{GroupRow, GroupType, GroupTypeRow, NewGroup, Profile};
use crate::{
    db::page::Page,
    error::Error,
    nullable,
    policy::{self, Audience, Caller},
    spec::privacy::Audiences,
};

impl From<models::UserGroupCreate> for NewGroup {
    fn from(body: models::UserGroupCreate) -> Self {
        let models::UserGroupCreate {
            r#type,
            display_name,
            short_bio,
            description,
            group_email,
            country,
        } = body;
        Self {
            kind: r#type.into(),
            profile: Profile {
                display_name,
                short_bio,
                description,
                group_email,
                country,
            },
        }
    }
}

/// Applies a merge patch.
pub fn apply(patch: models::UserGroupUpdate, profile: &mut Profile) {
    let set = |field: &mut Option<String>, change| {
        if let Some(value) = nullable::change(change) {
            *field = value;
        }
    };
    set(&mut profile.short_bio, patch.short_bio);
    set(&mut profile.description, patch.description);
    set(&mut profile.group_email, patch.group_email);
    set(&mut profile.country, patch.country);
    if let Some(display_name) = patch.display_name {
        profile.display_name = display_name;
    }
}

/// A group, as this caller sees it.
///
/// # Errors
/// Internal, if the spec gives a field no audience; the start has made sure that it does.
pub fn group(
    row: GroupRow,
    caller: &Caller,
    audiences: &Audiences,
) -> Result<models::UserGroup, Error> {
    let audience = audience(&row, caller);
    seen_by(row, audience, audiences)
}

/// A group, as its owner sees it.
///
/// # Errors
/// As [`group`].
pub fn own(row: GroupRow, audiences: &Audiences) -> Result<models::UserGroup, Error> {
    seen_by(row, Audience::Private, audiences)
}

fn seen_by(
    row: GroupRow,
    audience: Audience,
    audiences: &Audiences,
) -> Result<models::UserGroup, Error> {
    let sees = audiences.seen_by("UserGroup", audience)?;
    Ok(models::UserGroup {
        id: row.id,
        r#type: row.kind.into(),
        display_name: row.profile.display_name,
        short_bio: row.profile.short_bio.filter(|_| sees("short_bio")),
        description: row.profile.description.filter(|_| sees("description")),
        group_email: row.profile.group_email.filter(|_| sees("group_email")),
        country: row.profile.country.filter(|_| sees("country")),
        owner_id: sees("owner_id").then_some(row.owner.user_id),
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// The audience that this caller belongs to.
pub fn audience(row: &GroupRow, caller: &Caller) -> Audience {
    policy::audience(caller, &row.owner)
}

/// A page of groups.
///
/// # Errors
/// As [`group`].
pub fn page(
    page: Page<GroupRow>,
    caller: &Caller,
    audiences: &Audiences,
) -> Result<models::UserGroupPage, Error> {
    Ok(models::UserGroupPage {
        items: page
            .items
            .into_iter()
            .map(|row| group(row, caller, audiences))
            .collect::<Result<_, _>>()?,
        next_cursor: nullable::of(page.next_cursor),
    })
}

/// All types of group.
pub fn types(rows: Vec<GroupTypeRow>) -> models::GroupTypeList {
    let owner = |(role, most): (crate::roles::Role, Option<i32>)| models::GroupTypeOwner {
        role: role.into(),
        most: nullable::of(most.map(i64::from)),
    };
    let items = rows.into_iter().map(|row| models::GroupType {
        name: row.kind.into(),
        description: row.description,
        owners: row.owners.into_iter().map(owner).collect(),
    });
    models::GroupTypeList {
        items: items.collect(),
    }
}

impl From<GroupType> for models::GroupTypeName {
    fn from(kind: GroupType) -> Self {
        match kind {
            GroupType::Persona => Self::Persona,
            GroupType::Band => Self::Band,
            GroupType::Label => Self::Label,
            GroupType::Distributor => Self::Distributor,
        }
    }
}

impl From<models::GroupTypeName> for GroupType {
    fn from(kind: models::GroupTypeName) -> Self {
        match kind {
            models::GroupTypeName::Persona => Self::Persona,
            models::GroupTypeName::Band => Self::Band,
            models::GroupTypeName::Label => Self::Label,
            models::GroupTypeName::Distributor => Self::Distributor,
        }
    }
}
