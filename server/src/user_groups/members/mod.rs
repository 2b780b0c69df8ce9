//! Groups inside groups. The owner of the group invites, the owner of the member accepts or declines, either may end it.
//! Which types take which is the database's word, and since a member's type always comes before the group's, no group is
//! ever inside itself.

mod store;
mod summaries;
pub mod view;

use uuid::Uuid;

use super::{GroupRow, find, look, permit, store as groups, tags};
use crate::{
    app::App,
    audit::{self, Object},
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::{Error, Refusal},
    names::{self, LONGEST_NAME},
    policy::{self, Audience, Caller, Rule},
    spec::access,
};
pub use store::{MemberRow, State, is_label_of};
pub use summaries::Summary;
pub(super) use summaries::{read_summaries, summaries};

/// What a member is called and does in the group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Its name there; none, if it is called as everywhere.
    pub display_name: Option<String>,
    /// What it does there.
    pub tags: Vec<String>,
}

/// From which end a membership is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The group that has members: whom?
    Group,
    /// The member: of which groups?
    Member,
}

/// A page of the members of a group, or of the groups that it is a member of, those invited last first.
///
/// # Errors
/// Not found; forbidden, if these are invitations that are none of the caller's; or refused if the cursor is not one of
/// this list.
pub async fn list(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    (id, end): (Uuid, End),
    state: State,
    request: &PageRequest,
) -> Result<Page<MemberRow>, Error> {
    let list = format!("user_group_members of {id} {end:?} {state:?}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let viewer = caller.user_id();
    let (group, rows) = tokio::try_join!(
        find(&*reader, caller, id),
        store::list_members(
            &*reader,
            viewer,
            (id, end),
            state,
            &after,
            request.limit + 1
        ),
    )?;
    group.show_to(caller)?;
    if state == State::Invited {
        if policy::audience(caller, &group.owner) != Audience::Private {
            return Err(Error::forbidden(
                "Who is invited, and to what, is shown to the owner of the group and to staff within reach.",
            ));
        }
        look(&*reader, caller, rule, &group, &[end.name()]).await?;
    }
    Ok(app.cursors.page(&list, request, rows, |row| Position {
        created_at: row.created_at,
        id: row.group.id.to_string(),
    }))
}

/// Invites a group, or changes what a member is called and does. It is a member at once, if its owner owns both.
///
/// # Errors
/// Not found, forbidden, or refused if the group does not take such members or a name or tag cannot be used.
pub async fn invite(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    member_id: Uuid,
    part: Part,
) -> Result<MemberRow, Error> {
    let part = part.tidy()?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let (group, member) = hold_both(&transaction, caller, id, member_id).await?;
    permit(rule, caller, &group)?;
    member.show_to(caller)?;
    let before = store::lock_membership(&transaction, id, member_id).await?;
    let state = match &before {
        _ if group.owner.user_id == member.owner.user_id => State::Accepted,
        Some(before) => before.state,
        None => State::Invited,
    };
    if let Some(before) = before
        && before.state == state
        && before.part == part
    {
        return Ok(before.of(member));
    }
    let after = store::upsert_membership(&transaction, &group, &member, state, &part).await?;
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &["members"]).await?;
    transaction.commit().await?;
    Ok(after.of(member))
}

/// Accepts an invitation. What is accepted already stays so.
///
/// # Errors
/// Not found, or forbidden.
pub async fn accept(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    member_id: Uuid,
) -> Result<MemberRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let (group, member) = hold_both(&transaction, caller, id, member_id).await?;
    permit_between(rule, caller, &group, &member)?;
    let membership = store::lock_membership(&transaction, id, member_id)
        .await?
        .ok_or_else(|| none(caller, &group, &member))?;
    if membership.state == State::Accepted {
        return Ok(membership.of(member));
    }
    let after = store::upsert_membership(
        &transaction,
        &group,
        &member,
        State::Accepted,
        &membership.part,
    )
    .await?;
    let object = Object::UserGroup(member_id, member.owner);
    audit::record(&transaction, caller, rule, object, &["memberships"]).await?;
    transaction.commit().await?;
    Ok(after.of(member))
}

/// Ends a membership, or an invitation.
///
/// # Errors
/// Not found, or forbidden.
pub async fn end(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    member_id: Uuid,
) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let (group, member) = hold_both(&transaction, caller, id, member_id).await?;
    permit_between(rule, caller, &group, &member)?;
    if !store::delete_membership(&transaction, id, member_id).await? {
        return Err(none(caller, &group, &member));
    }
    let object = Object::UserGroup(member_id, member.owner);
    audit::record(&transaction, caller, rule, object, &["memberships"]).await?;
    transaction.commit().await?;
    Ok(())
}

impl End {
    /// What the list is called in its path.
    const fn name(self) -> &'static str {
        match self {
            Self::Group => "members",
            Self::Member => "memberships",
        }
    }
}

impl Part {
    fn tidy(self) -> Result<Self, Error> {
        let name = self.display_name;
        Ok(Self {
            display_name: name
                .map(|name| names::tidy(&name, LONGEST_NAME, "/body/display_name"))
                .transpose()?,
            tags: tags::tidy(self.tags)?,
        })
    }
}

/// The group and the member, held so that both stay and stay their owners'.
async fn hold_both(
    transaction: &impl GenericClient,
    caller: &Caller,
    id: Uuid,
    member_id: Uuid,
) -> Result<(GroupRow, GroupRow), Error> {
    groups::hold_groups(transaction, &[id, member_id]).await?;
    Ok((
        find(transaction, caller, id).await?,
        find(transaction, caller, member_id).await?,
    ))
}

/// Refuses a caller whom the rule does not let in for either. Whom it does may know of the other by their membership.
fn permit_between(
    rule: &Rule,
    caller: &Caller,
    group: &GroupRow,
    member: &GroupRow,
) -> Result<(), Error> {
    if rule.may_between(caller, &group.owner, &member.owner) {
        return Ok(());
    }
    group.show_to(caller)?;
    member.show_to(caller)?;
    Err(access::refusal(rule))
}

/// The refusal of what needs a membership. It tells of no group that the caller may not know of.
fn none(caller: &Caller, group: &GroupRow, member: &GroupRow) -> Error {
    let shown = group.show_to(caller).and_then(|()| member.show_to(caller));
    let none = || Refusal::new("not-found", "It is not a member, and not invited to be.").into();
    shown.err().unwrap_or_else(none)
}
