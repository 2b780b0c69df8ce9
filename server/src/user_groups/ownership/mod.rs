//! Who owns a group: which and how many one may own, and handing one over. A group is offered, and then accepted.

mod store;

use uuid::Uuid;

use super::{GroupRow, GroupType, lock, permit, store as groups, types};
use crate::{
    app::App,
    audit::{self, Object},
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::{Error, Refusal},
    policy::{Caller, Rule},
    roles::Role,
    spec::access,
    users,
};
pub use store::OfferRow;

/// Refuses one more group of this kind for a person who acts with this role. Hold the person before, so that two who
/// count at the same moment take turns.
///
/// # Errors
/// Forbidden, or a conflict.
pub(super) async fn check_limit(
    transaction: &impl GenericClient,
    owner_id: Uuid,
    role: Role,
    kind: GroupType,
) -> Result<(), Error> {
    let (kind_name, role_name) = (kind.name(), role.name());
    let Some(most) = types::find_most(transaction, kind, role).await? else {
        let detail = format!("A person with the role {role_name} may not own a {kind_name}.");
        return Err(Refusal::new("group-type-not-allowed", detail).into());
    };
    if let Some(most) = most
        && groups::count_owned(transaction, owner_id, kind).await? >= i64::from(most)
    {
        let detail =
            format!("A person with the role {role_name} may own {most} {kind_name} at most.");
        return Err(Refusal::new("group-limit-reached", detail).into());
    }
    Ok(())
}

/// Offers a group to somebody, instead of whom it was offered to before. Whether their role may own it and how many they
/// own is nobody else's business, so that is asked when they accept.
///
/// # Errors
/// Not found, forbidden, or refused if there is no such person or they own it already.
pub async fn offer(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    new_owner_id: Uuid,
) -> Result<OfferRow, Error> {
    let impossible = |detail: &str| Error::field("owner-impossible", "/body/owner_id", detail);
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let group = lock(&transaction, caller, id).await?;
    permit(rule, caller, &group)?;
    if new_owner_id == group.owner.user_id {
        return Err(impossible("That person owns it already."));
    }
    if users::find_by_id(app, new_owner_id).await?.is_none() {
        return Err(impossible("There is no person with this id."));
    }
    let before = store::find_offer(&transaction, id).await?;
    if let Some(offer) = before.filter(|offer| offer.new_owner_id == new_owner_id) {
        return Ok(offer);
    }
    let offer = store::upsert_offer(&transaction, id, new_owner_id).await?;
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &["owner"]).await?;
    transaction.commit().await?;
    Ok(offer)
}

/// Withdraws an offer, or declines it.
///
/// # Errors
/// Not found, or forbidden.
pub async fn withdraw(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let group = lock(&transaction, caller, id).await?;
    let offer = store::find_offer(&transaction, id).await?;
    if !is_offered_to(caller, offer.as_ref()) {
        permit(rule, caller, &group)?;
    }
    if offer.is_none() {
        return Err(Refusal::new("not-found", "The group is not offered to anybody.").into());
    }
    store::delete_offer(&transaction, id).await?;
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &["owner"]).await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes over a group that is offered to the caller.
///
/// # Errors
/// Not found, forbidden, also if their role may not own it, or a conflict if they own as many as they may.
pub async fn accept(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<GroupRow, Error> {
    let Caller::User(user) = caller else {
        return Err(access::refusal(rule));
    };
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    // First the person, then the group: the order in which all who hold both do it.
    let new_owner = users::lock(&transaction, user.user_id).await?;
    let group = lock(&transaction, caller, id).await?;
    let offer = store::find_offer(&transaction, id).await?;
    if !is_offered_to(caller, offer.as_ref()) {
        group.show_to(caller)?;
        return Err(access::refusal(rule));
    }
    let role = user.role.min(new_owner.role);
    check_limit(&transaction, user.user_id, role, group.kind).await?;
    store::delete_offer(&transaction, id).await?;
    groups::update_owner(&transaction, id, user.user_id).await?;
    // It is done by the new owner with what was the other's until now, so it is in the trail of both.
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &["owner"]).await?;
    let group = groups::find_group(&transaction, caller.user_id(), id).await?;
    transaction.commit().await?;
    group.ok_or_else(|| Error::internal("the group that was accepted is not there"))
}

/// A page of the groups that are offered to a person, the newest offer first.
///
/// # Errors
/// Not found, forbidden, or refused if the cursor is not one of this list.
pub async fn list_offered(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    let user = users::get_account(app, caller, rule, user_id).await?;
    let list = format!("user_groups offered to {user_id}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let rows = store::list_offered(&*reader, user_id, &after, request.limit + 1).await?;
    users::look(app, caller, rule, &user, &["offered-user-groups"]).await?;
    let page = app
        .cursors
        .page(&list, request, rows, |(offered_at, row)| Position {
            created_at: *offered_at,
            id: row.id.to_string(),
        });
    Ok(page.map(|(_, row)| row))
}

fn is_offered_to(caller: &Caller, offer: Option<&OfferRow>) -> bool {
    matches!((caller, offer), (Caller::User(user), Some(offer)) if offer.new_owner_id == user.user_id)
}
