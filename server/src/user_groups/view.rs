//! Groups as the API shows them.

use user_api_generated::models;
use uuid::Uuid;

use super::{
    GroupRow, GroupType, GroupTypeRow, Link, NewGroup, Profile, members, ownership::OfferRow,
};
use crate::{
    db::page::Page,
    error::Error,
    etag,
    images::Images,
    nullable,
    policy::{self, Audience, Caller},
    privacy::Choices,
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
            links,
            tags,
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
                links: links.into_iter().flatten().map(Into::into).collect(),
                tags: tags.unwrap_or_default(),
                avatar_id: None,
                banner_id: None,
            },
            visibility: visibility.map(Into::into).unwrap_or_default(),
        }
    }
}

impl From<models::LinkCreate> for Link {
    fn from(link: models::LinkCreate) -> Self {
        Self {
            url: link.url,
            personal_data: link.personal_data.unwrap_or_default(),
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
    if let Some(links) = nullable::change(patch.links) {
        profile.links = links.into_iter().flatten().map(Into::into).collect();
    }
    if let Some(tags) = nullable::change(patch.tags) {
        profile.tags = tags.unwrap_or_default();
    }
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
    mut row: GroupRow,
    caller: &Caller,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::UserGroup, Error> {
    let (audience, members) = (audience(&row, caller), row.members.take());
    let sees = audiences
        .sight("UserGroup", audience, &row.privacy.choices)?
        .sees("members");
    let member = |member| members::view::summary(member, caller, audiences, images);
    let members = members.filter(|_| sees);
    Ok(models::UserGroup {
        members: members
            .map(|members| members.into_iter().map(member).collect())
            .transpose()?,
        ..group_to(row, audience, audiences, images)?
    })
}

/// A group, as its owner sees it.
///
/// # Errors
/// As [`group`].
pub fn own(
    row: GroupRow,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::UserGroup, Error> {
    group_to(row, Audience::Private, audiences, images)
}

/// A group as this audience sees it in lists, which is without its members.
///
/// # Errors
/// As [`group`].
pub(super) fn group_to(
    row: GroupRow,
    audience: Audience,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::UserGroup, Error> {
    let sight = audiences.sight("UserGroup", audience, &row.privacy.choices)?;
    let sees = |field| sight.sees(field);
    let none = Choices::default();
    let sight_of_link = audiences.sight("Link", audience, &none)?;
    let sees_mark = sight_of_link.sees("personal_data");
    let link = |link: Link| models::Link {
        platform: link.platform().to_owned(),
        url: link.url,
        personal_data: sees_mark.then_some(link.personal_data),
    };
    let links = row.profile.links.into_iter();
    let links = links
        .filter(|link| sees_mark || !link.personal_data)
        .map(link);
    let image = |id: Option<Uuid>| id.map(|id| images.addresses(id).into());
    Ok(models::UserGroup {
        id: row.id,
        r#type: row.kind.into(),
        display_name: row.profile.display_name,
        short_bio: row.profile.short_bio.filter(|_| sees("short_bio")),
        description: row.profile.description.filter(|_| sees("description")),
        group_email: row.profile.group_email.filter(|_| sees("group_email")),
        country: row.profile.country.filter(|_| sees("country")),
        links: sees("links").then(|| links.collect()),
        tags: Some(row.profile.tags).filter(|_| sees("tags")),
        avatar: image(row.profile.avatar_id.filter(|_| sees("avatar"))),
        banner: image(row.profile.banner_id.filter(|_| sees("banner"))),
        member_count: sees("member_count").then_some(row.member_count),
        members: None,
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

/// The same in lists for everybody, in which staff see no more than others.
pub(super) fn audience_in_lists(row: &GroupRow, caller: &Caller) -> Audience {
    policy::audience_in_lists(caller, &row.owner)
}

/// The entity tag of a group, as this caller sees it.
pub fn e_tag(row: &GroupRow, caller: &Caller) -> String {
    let members = row.members.iter().flatten().map(|member| {
        let (part, picture) = (&member.part, member.avatar_id);
        format!(
            "{} {:?} {picture:?} {part:?} {:?}",
            member.id, member.display_name, member.choices
        )
    });
    let members: Vec<String> = members.collect();
    etag::of_counting_view(
        row.version,
        audience(row, caller),
        row.member_count,
        &members,
    )
}

/// The offer of a group.
pub fn offer(row: OfferRow) -> models::OwnershipOffer {
    models::OwnershipOffer {
        user_group_id: row.user_group_id,
        owner_id: row.new_owner_id,
        created_at: row.created_at,
    }
}

/// A page of somebody's groups.
///
/// # Errors
/// As [`group`].
pub fn page(
    page: Page<GroupRow>,
    caller: &Caller,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::UserGroupPage, Error> {
    page_to(page, |row| audience(row, caller), audiences, images)
}

/// A page of a list for everybody, in which staff see no more than others.
///
/// # Errors
/// As [`group`].
pub fn public_page(
    page: Page<GroupRow>,
    caller: &Caller,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::UserGroupPage, Error> {
    page_to(
        page,
        |row| audience_in_lists(row, caller),
        audiences,
        images,
    )
}

fn page_to(
    page: Page<GroupRow>,
    audience: impl Fn(&GroupRow) -> Audience,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::UserGroupPage, Error> {
    let group = |row| {
        let audience = audience(&row);
        group_to(row, audience, audiences, images)
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
        members: row.members.into_iter().map(Into::into).collect(),
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
