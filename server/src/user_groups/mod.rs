//! The user groups: the personas, bands, labels and distributors that people appear as. Create, list, read, change, delete.

mod pictures;
mod store;
mod types;
pub mod view;

use uuid::Uuid;

use crate::{
    app::App,
    countries,
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::{Error, Refusal},
    etag,
    policy::{Caller, Rule},
    users::{self, permit},
};
pub use pictures::{Slot, remove_image, set_image};
pub use store::GroupRow;
pub use types::{GroupType, GroupTypeRow, list_types};

/// What a new group needs.
pub struct NewGroup {
    /// What kind of group it is.
    pub kind: GroupType,
    /// What it says of itself.
    pub profile: Profile,
}

/// What a group says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name it appears under.
    pub display_name: String,
    /// One line about it.
    pub short_bio: Option<String>,
    /// As much about it as its owner likes.
    pub description: Option<String>,
    /// Where it can be written to.
    pub group_email: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Its picture.
    pub avatar_id: Option<Uuid>,
    /// The picture above its profile.
    pub banner_id: Option<Uuid>,
}

/// Creates a group that this person owns.
///
/// # Errors
/// Refused, if their role may not own such a group, or no more of them.
pub async fn create(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    owner_id: Uuid,
    new: NewGroup,
) -> Result<GroupRow, Error> {
    countries::check(new.profile.country.as_deref())?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    // Holding the owner makes two requests at the same moment take turns, so that both count right.
    let owner = users::lock(&transaction, owner_id).await?;
    permit(rule, caller, &owner.subject())?;
    let role = match caller {
        Caller::User(user) if user.user_id == owner_id => user.role.min(owner.role),
        _ => owner.role,
    };
    let (kind, role_name) = (new.kind.name(), role.name());
    let Some(most) = types::find_most(&transaction, new.kind, role).await? else {
        let detail = format!("A person with the role {role_name} may not own a {kind}.");
        return Err(Refusal::new("group-type-not-allowed", detail).into());
    };
    if let Some(most) = most
        && store::count_owned(&transaction, owner_id, new.kind).await? >= i64::from(most)
    {
        let detail = format!("A person with the role {role_name} may own {most} {kind} at most.");
        return Err(Refusal::new("group-limit-reached", detail).into());
    }
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
    let id = store::insert_group(client, Uuid::now_v7(), owner_id, &new).await?;
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
/// Not found, forbidden, precondition failed, no such country, or an image that is not set like this.
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
    let mut group = store::lock_group(&transaction, id)
        .await?
        .ok_or_else(|| Error::not_found("group"))?;
    permit(rule, caller, &group.owner)?;
    etag::check(if_match, group.version)?;
    let mut profile = group.profile.clone();
    change(&mut profile);
    countries::check(profile.country.as_deref())?;
    if profile != group.profile {
        pictures::accept_named(&app.images, &transaction, &group.profile, &profile).await?;
        (group.version, group.updated_at) =
            store::update_profile(&transaction, id, &profile).await?;
        group.profile = profile;
    }
    transaction.commit().await?;
    Ok(group)
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
