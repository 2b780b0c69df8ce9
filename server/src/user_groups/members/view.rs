//! Memberships as the API shows them.

use user_api_generated::models;

use super::{MemberRow, Part, State, Summary};
use crate::{
    db::page::Page,
    error::Error,
    images::Images,
    nullable,
    policy::{self, Caller},
    privacy::Choices,
    spec::privacy::Audiences,
    user_groups::view as groups,
};

impl From<models::GroupMemberCreate> for Part {
    fn from(body: models::GroupMemberCreate) -> Self {
        Self {
            display_name: body.display_name,
            tags: body.tags.unwrap_or_default(),
        }
    }
}

impl From<models::MembershipState> for State {
    fn from(state: models::MembershipState) -> Self {
        match state {
            models::MembershipState::Invited => Self::Invited,
            models::MembershipState::Accepted => Self::Accepted,
        }
    }
}

impl From<State> for models::MembershipState {
    fn from(state: State) -> Self {
        match state {
            State::Invited => Self::Invited,
            State::Accepted => Self::Accepted,
        }
    }
}

/// A membership, as this caller sees it: the group at the other end may be anybody's, so staff see no more than others.
///
/// # Errors
/// Internal, if the spec gives a field no audience; the start has made sure that it does.
pub fn member(
    row: MemberRow,
    caller: &Caller,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::GroupMember, Error> {
    let (audience, none) = (
        groups::audience_in_lists(&row.group, caller),
        Choices::default(),
    );
    let sight = audiences.sight("GroupMember", audience, &none)?;
    let sees = |field| sight.sees(field);
    Ok(models::GroupMember {
        group: groups::group_to(row.group, audience, audiences, images)?,
        state: row.state.into(),
        display_name: row.part.display_name.filter(|_| sees("display_name")),
        tags: Some(row.part.tags).filter(|_| sees("tags")),
        created_at: sees("created_at").then_some(row.created_at),
    })
}

/// A member beside its group, as the list of members shows it to this caller.
///
/// # Errors
/// As [`member`].
pub(in crate::user_groups) fn summary(
    member: Summary,
    caller: &Caller,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::MemberSummary, Error> {
    let audience = policy::audience_in_lists(caller, &member.owner);
    let none = Choices::default();
    let group = audiences.sight("UserGroup", audience, &member.choices)?;
    let part = audiences.sight("GroupMember", audience, &none)?;
    let avatar = member.avatar_id.filter(|_| group.sees("avatar"));
    let name = member.part.display_name;
    Ok(models::MemberSummary {
        id: member.id,
        r#type: member.kind.into(),
        display_name: member.display_name,
        avatar: avatar.map(|id| images.addresses(id).into()),
        name_in_group: name.filter(|_| part.sees("display_name")),
        tags: Some(member.part.tags).filter(|_| part.sees("tags")),
    })
}

/// A page of memberships.
///
/// # Errors
/// As [`member`].
pub fn page(
    page: Page<MemberRow>,
    caller: &Caller,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::GroupMemberPage, Error> {
    Ok(models::GroupMemberPage {
        items: page
            .items
            .into_iter()
            .map(|row| member(row, caller, audiences, images))
            .collect::<Result<_, _>>()?,
        next_cursor: nullable::of(page.next_cursor),
    })
}
