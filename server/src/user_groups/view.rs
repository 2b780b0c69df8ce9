//! Groups as the API shows them.

use user_api_generated::models;
use uuid::Uuid;

use super::{GroupRow, GroupType, GroupTypeRow, NewGroup, Profile};
use crate::{
    db::page::Page,
    error::Error,
    images::Images,
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
                avatar_id: None,
                banner_id: None,
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
    if let Some(avatar_id) = nullable::change(patch.avatar_id) {
        profile.avatar_id = avatar_id;
    }
    if let Some(banner_id) = nullable::change(patch.banner_id) {
        profile.banner_id = banner_id;
    }
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
    images: &Images,
) -> Result<models::UserGroup, Error> {
    let sees = audiences.seen_by("UserGroup", audience(&row, caller))?;
    let image = |id: Option<Uuid>| id.map(|id| images.addresses(id).into());
    Ok(models::UserGroup {
        id: row.id,
        r#type: row.kind.into(),
        display_name: row.profile.display_name,
        short_bio: row.profile.short_bio.filter(|_| sees("short_bio")),
        description: row.profile.description.filter(|_| sees("description")),
        group_email: row.profile.group_email.filter(|_| sees("group_email")),
        country: row.profile.country.filter(|_| sees("country")),
        avatar: image(row.profile.avatar_id.filter(|_| sees("avatar"))),
        banner: image(row.profile.banner_id.filter(|_| sees("banner"))),
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
    images: &Images,
) -> Result<models::UserGroupPage, Error> {
    Ok(models::UserGroupPage {
        items: page
            .items
            .into_iter()
            .map(|row| group(row, caller, audiences, images))
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
