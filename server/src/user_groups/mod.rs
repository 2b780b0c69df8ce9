//! The user groups: the personas, bands, labels and distributors that people appear as. Create, list, read, change, delete.

mod links;
pub mod members;
pub mod ownership;
mod profile;
pub mod recommendations;
mod store;
mod tags;
mod types;
pub mod view;

use uuid::Uuid;

use crate::{
    app::App,
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::Error,
    etag,
    policy::{Caller, Rule},
    users::{self, permit},
};
pub use links::Link;
pub use profile::{Profile, Standing, standing};
pub use store::GroupRow;
pub(crate) use store::select_groups;
pub use types::{GroupType, GroupTypeRow, list_types};

/// What a new group needs.
pub struct NewGroup {
    /// What kind of group it is.
    pub kind: GroupType,
    /// What it says of itself.
    pub profile: Profile,
}

/// Creates a group that this person owns.
///
/// # Errors
/// Refused, if their role may not own such a group, or no more of them; or if another has such a name.
pub async fn create(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    owner_id: Uuid,
    new: NewGroup,
) -> Result<GroupRow, Error> {
    let new = NewGroup {
        profile: new.profile.tidy()?,
        ..new
    };
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    // Holding the owner makes two requests at the same moment take turns, so that both count right.
    let owner = users::lock(&transaction, owner_id).await?;
    permit(rule, caller, &owner.subject())?;
    let role = match caller {
        Caller::User(user) if user.user_id == owner_id => user.role.min(owner.role),
        _ => owner.role,
    };
    ownership::check_limit(&transaction, owner_id, role, new.kind).await?;
    let group = add(&transaction, owner_id, new).await?;
    transaction.commit().await?;
    Ok(group)
}

/// Adds a group without asking whether the owner may have it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn add(
    client: &impl GenericClient,
    owner_id: Uuid,
    new: NewGroup,
) -> Result<GroupRow, Error> {
    let id = Uuid::now_v7();
    store::insert_group(client, id, owner_id, &new).await?;
    if !new.profile.links.is_empty() {
        links::store::replace_links(client, id, &new.profile.links).await?;
    }
    if !new.profile.tags.is_empty() {
        tags::store::replace_tags(client, id, &new.profile.tags).await?;
    }
    store::find_group(client, id)
        .await?
        .ok_or_else(|| Error::internal("the new group is not there"))
}

/// A page of groups, newest first.
///
/// # Errors
/// Refused, if the cursor is not one of this list with this type.
pub async fn list(
    app: &App,
    kind: Option<GroupType>,
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    let list = format!("user_groups {kind:?}");
    let after = app.cursors.open(&list, request)?;
    let rows = store::list_groups(
        &*app.database.reader().await?,
        kind,
        &after,
        request.limit + 1,
    )
    .await?;
    Ok(app.cursors.page(&list, request, rows, GroupRow::position))
}

/// A page of the groups that a person owns, newest first.
///
/// # Errors
/// Not found, forbidden, or refused if the cursor is not one of this list.
pub async fn list_of_user(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    owner_id: Uuid,
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    users::get_account(app, caller, rule, owner_id).await?;
    let list = format!("user_groups of {owner_id}");
    let after = app.cursors.open(&list, request)?;
    let rows = store::list_groups_of_user(
        &*app.database.reader().await?,
        owner_id,
        &after,
        request.limit + 1,
    )
    .await?;
    Ok(app.cursors.page(&list, request, rows, GroupRow::position))
}

/// One group.
///
/// # Errors
/// Not found.
pub async fn get(app: &App, id: Uuid) -> Result<GroupRow, Error> {
    store::find_group(&*app.database.reader().await?, id)
        .await?
        .ok_or_else(|| Error::not_found("group"))
}

/// Changes what a group says of itself.
///
/// # Errors
/// Not found, forbidden, precondition failed, or refused if it cannot be so or another group has such a name.
pub async fn update(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
    change: impl FnOnce(&mut Profile),
) -> Result<GroupRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let group = store::lock_group(&transaction, id)
        .await?
        .ok_or_else(|| Error::not_found("group"))?;
    let standing = standing(&transaction, caller, rule, &group).await?;
    etag::check(if_match, group.version)?;
    let mut profile = group.profile.clone();
    change(&mut profile);
    let mut profile = profile.tidy()?;
    if standing == Standing::Label {
        profile = profile.with_unseen_links(&group.profile)?;
    }
    let changed = profile.differences(&group.profile);
    if changed.is_empty() {
        return Ok(group);
    }
    if standing == Standing::Label {
        profile::check_label(app, &profile, &group.profile, &changed)?;
    }
    profile::write(&transaction, &group, &profile, &changed).await?;
    let group = store::find_group(&transaction, id).await?;
    transaction.commit().await?;
    group.ok_or_else(|| Error::internal("the changed group is not there"))
}

/// Deletes a group.
///
/// # Errors
/// Not found, forbidden, or precondition failed.
pub async fn delete(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let group = store::lock_group(&transaction, id)
        .await?
        .ok_or_else(|| Error::not_found("group"))?;
    permit(rule, caller, &group.owner)?;
    etag::check(if_match, group.version)?;
    store::delete_group(&transaction, id).await?;
    transaction.commit().await?;
    Ok(())
}

impl GroupRow {
    fn position(&self) -> Position {
        Position {
            created_at: self.created_at,
            id: self.id.to_string(),
        }
    }
}
