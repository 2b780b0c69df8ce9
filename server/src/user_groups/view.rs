//! Groups as the API shows them.

use user_api_generated::models;

use super::{GroupRow, GroupType, GroupTypeRow, NewGroup, Privacy, Profile, Visibility};
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
            visibility,
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
            visibility: visibility.map(Into::into).unwrap_or_default(),
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
    group_to(row, audience, audiences)
}

/// A group, as its owner sees it.
///
/// # Errors
/// As [`group`].
pub fn own(row: GroupRow, audiences: &Audiences) -> Result<models::UserGroup, Error> {
    group_to(row, Audience::Private, audiences)
}

fn group_to(
    row: GroupRow,
    audience: Audience,
    audiences: &Audiences,
) -> Result<models::UserGroup, Error> {
    let sight = audiences.sight("UserGroup", audience, &row.privacy.choices)?;
    let sees = |field| sight.sees(field);
    Ok(models::UserGroup {
        id: row.id,
        r#type: row.kind.into(),
        display_name: row.profile.display_name,
        short_bio: row.profile.short_bio.filter(|_| sees("short_bio")),
        description: row.profile.description.filter(|_| sees("description")),
        group_email: row.profile.group_email.filter(|_| sees("group_email")),
        country: row.profile.country.filter(|_| sees("country")),
        owner_id: sees("owner_id").then_some(row.owner.user_id),
        visibility: sees("visibility").then(|| row.privacy.visibility.into()),
        show_owned_tracks: row.privacy.show_owned_tracks,
        show_supported_artists: row.privacy.show_supported_artists,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// The audience that this caller belongs to.
pub fn audience(row: &GroupRow, caller: &Caller) -> Audience {
    policy::audience(caller, &row.owner)
}

/// A page of somebody's groups.
///
/// # Errors
/// As [`group`].
pub fn page(
    page: Page<GroupRow>,
    caller: &Caller,
    audiences: &Audiences,
) -> Result<models::UserGroupPage, Error> {
    page_to(page, |row| audience(row, caller), audiences)
}

/// A page of a list for everybody, in which staff see no more than others.
///
/// # Errors
/// As [`group`].
pub fn public_page(
    page: Page<GroupRow>,
    caller: &Caller,
    audiences: &Audiences,
) -> Result<models::UserGroupPage, Error> {
    let audience = |row: &GroupRow| policy::audience_in_lists(caller, &row.owner);
    page_to(page, audience, audiences)
}

fn page_to(
    page: Page<GroupRow>,
    audience: impl Fn(&GroupRow) -> Audience,
    audiences: &Audiences,
) -> Result<models::UserGroupPage, Error> {
    let group = |row| {
        let audience = audience(&row);
        group_to(row, audience, audiences)
    };
    Ok(models::UserGroupPage {
        items: page
            .items
            .into_iter()
            .map(group)
            .collect::<Result<_, _>>()?,
        next_cursor: nullable::of(page.next_cursor),
    })
}

/// What the owner chooses of who finds a group and who may see what of it.
///
/// # Errors
/// As [`Audiences::chosen`].
pub fn choice(
    body: &models::UserGroupPrivacyChoice,
    audiences: &Audiences,
) -> Result<Privacy, Error> {
    Ok(Privacy {
        visibility: body.visibility.into(),
        // The contract has filled in the spec's defaults; without one, the least.
        show_owned_tracks: body.show_owned_tracks.unwrap_or_default(),
        show_supported_artists: body.show_supported_artists.unwrap_or_default(),
        choices: audiences.chosen("UserGroup", body)?,
    })
}

/// Who finds a group, and who may see what of it.
///
/// # Errors
/// Internal, if the spec has other fields here than are choosable; the start has made sure that it has not.
pub fn privacy(row: &GroupRow, audiences: &Audiences) -> Result<models::UserGroupPrivacy, Error> {
    let Privacy {
        visibility,
        show_owned_tracks,
        show_supported_artists,
        choices,
    } = &row.privacy;
    let mut fields = audiences.in_force("UserGroup", choices)?;
    fields.insert("visibility".to_owned(), visibility.name().into());
    fields.insert("show_owned_tracks".to_owned(), (*show_owned_tracks).into());
    fields.insert(
        "show_supported_artists".to_owned(),
        (*show_supported_artists).into(),
    );
    serde_json::from_value(fields.into()).map_err(Error::internal)
}

impl From<Visibility> for models::Visibility {
    fn from(visibility: Visibility) -> Self {
        match visibility {
            Visibility::Public => Self::Public,
            Visibility::Unlisted => Self::Unlisted,
            Visibility::Private => Self::Private,
        }
    }
}

impl From<models::Visibility> for Visibility {
    fn from(visibility: models::Visibility) -> Self {
        match visibility {
            models::Visibility::Public => Self::Public,
            models::Visibility::Unlisted => Self::Unlisted,
            models::Visibility::Private => Self::Private,
        }
    }
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
