//! Memberships as the API shows them.

use user_api_generated::models;

use super::{MemberRow, Part, State};
use crate::{
    db::page::Page, error::Error, images::Images, nullable, policy::Caller, privacy::Choices,
    spec::privacy::Audiences, user_groups::view as groups,
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
