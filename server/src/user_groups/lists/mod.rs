//! The lists of groups: of all that anyone finds, and of those that a person owns.

mod store;

use uuid::Uuid;

use super::{GroupRow, GroupType};
use crate::{
    app::App,
    db::page::{Page, PageRequest},
    error::Error,
    policy::{self, Audience, Caller, Rule},
    privacy, users,
};
pub use store::list_every_group;

/// A page of the groups that anyone finds, newest first: of this type and country, where they are given.
///
/// # Errors
/// Refused, if the cursor is not one of this list with this type and country.
pub(super) async fn list(
    app: &App,
    caller: &Caller,
    (kind, country): (Option<GroupType>, Option<&str>),
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    let list = format!("user_groups {kind:?} {country:?}");
    let after = app.cursors.open(&list, request)?;
    let rows = store::list_groups(
        &*app.database.reader().await?,
        caller.user_id(),
        (kind, country),
        &after,
        request.limit + 1,
    )
    .await?;
    Ok(app.cursors.page(&list, request, rows, GroupRow::position))
}

/// A page of the groups that a person owns, newest first: all of them to the person and staff, to others those that anyone
/// finds, if the person lets them see those. Else there are none.
///
/// # Errors
/// Not found, or refused if the cursor is not one of this list.
pub async fn list_of_user(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    owner_id: Uuid,
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    let list = format!("user_groups of {owner_id}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let rows = |all| {
        let limit = request.limit + 1;
        store::list_groups_of_user(&*reader, caller.user_id(), (owner_id, all), &after, limit)
    };
    // Both are asked for together, before it is known whether staff reach this person; those who do not ask again.
    let guess = policy::may_reach(caller, owner_id);
    let (owner, found) = tokio::try_join!(users::find_by_id(app, owner_id), rows(guess))?;
    let owner = owner.ok_or_else(|| Error::not_found("user"))?;
    let all = policy::audience(caller, &owner.subject()) == Audience::Private;
    let mut found = if all == guess {
        found
    } else {
        rows(all).await?
    };
    let audiences = &app.contract.privacy;
    let (subject, field) = (owner.subject(), "owned_groups");
    if !privacy::may_see(audiences, caller, &subject, &owner.choices, field)? {
        found.clear();
    }
    if all {
        users::look(app, caller, rule, &owner, &[field]).await?;
    }
    Ok(app.cursors.page(&list, request, found, GroupRow::position))
}
