//! The user groups: the personas, bands, labels and distributors that people appear as. Create, list, read, change, delete.

mod links;
mod lists;
pub mod members;
pub mod ownership;
mod pictures;
pub mod privacy;
mod profile;
pub mod recommendations;
pub mod search;
mod store;
mod tags;
mod types;
pub mod view;

use std::time::Duration;

use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    db::{self, GenericClient, page::Position},
    error::Error,
    etag,
    policy::{self, Audience, Caller, Rule},
    users,
};
pub use links::{Link, MOST as MOST_LINKS, canonical as canonical_link};
pub use lists::{list_every_group, list_of_user};
pub use pictures::{Slot, remove_image, set_image};
pub use privacy::{Privacy, Visibility};
pub use profile::{Profile, Standing, standing};
pub(crate) use store::select_groups;
pub use store::{GroupRow, delete_some_groups};
pub use tags::{delete_unused as delete_unused_tags, list as list_tags};
pub use types::{GroupType, GroupTypeRow, list_types};

/// How long a deletion may take: millions who follow a group go with it. Less than its caller waits.
const DELETION: Duration = Duration::from_secs(12);

/// What a new group needs.
pub struct NewGroup {
    /// What kind of group it is.
    pub kind: GroupType,
    /// What it says of itself.
    pub profile: Profile,
    /// Who finds it.
    pub visibility: Visibility,
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
        profile: new.profile.tidy(&Profile::default())?,
        ..new
    };
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    // Holding the owner makes two requests at the same moment take turns, so that both count right.
    let owner = users::lock(&transaction, owner_id).await?;
    users::permit(rule, caller, &owner.subject())?;
    let role = match caller {
        Caller::User(user) if user.user_id == owner_id => user.role.min(owner.role),
        _ => owner.role,
    };
    ownership::check_limit(&transaction, owner_id, role, new.kind).await?;
    let group = add(&transaction, owner_id, new).await?;
    let object = Object::UserGroup(group.id, group.owner);
    audit::record(&transaction, caller, rule, object, &[]).await?;
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
    store::find_group(client, Some(owner_id), id)
        .await?
        .ok_or_else(|| Error::internal("the new group is not there"))
}

/// One group.
///
/// # Errors
/// Not found, if there is none or the caller may not know of it.
pub async fn get(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<GroupRow, Error> {
    let reader = app.database.reader().await?;
    let group = find(&*reader, caller, id).await?;
    group.show_to(caller)?;
    if policy::is_look(caller, &group.owner) {
        let (audience, choices) = (Audience::Private, &group.privacy.choices);
        let sight = app.contract.privacy.sight("UserGroup", audience, choices)?;
        let fields: Vec<_> = sight.private().collect();
        look(&*reader, caller, rule, &group, &fields).await?;
    }
    Ok(group)
}

/// Notes that the caller looks at these fields of a group, if it is staff who does.
async fn look(
    client: &impl GenericClient,
    caller: &Caller,
    rule: &Rule,
    group: &GroupRow,
    fields: &[&str],
) -> Result<(), Error> {
    let looked_at = std::iter::once(Object::UserGroup(group.id, group.owner));
    audit::note_looks(client, caller, rule, looked_at, fields).await
}

/// Refuses a caller who may not know of the group with this id.
///
/// # Errors
/// Not found.
pub async fn check_shown(
    client: &impl GenericClient,
    caller: &Caller,
    id: Uuid,
) -> Result<(), Error> {
    find(client, caller, id).await?.show_to(caller)
}

/// The group with this id, as the caller finds it, if they may know of it at all.
async fn find(client: &impl GenericClient, caller: &Caller, id: Uuid) -> Result<GroupRow, Error> {
    store::find_group(client, caller.user_id(), id)
        .await?
        .ok_or_else(|| Error::not_found("group"))
}

/// The same, held so that nobody else changes it until the transaction ends.
async fn lock(client: &impl GenericClient, caller: &Caller, id: Uuid) -> Result<GroupRow, Error> {
    store::lock_group(client, caller.user_id(), id)
        .await?
        .ok_or_else(|| Error::not_found("group"))
}

/// The same, held so that it and its owner stay what they are until the transaction ends.
async fn hold(client: &impl GenericClient, caller: &Caller, id: Uuid) -> Result<GroupRow, Error> {
    store::hold_groups(client, &[id]).await?;
    find(client, caller, id).await
}

/// Refuses a caller whom the rule does not let in for this group.
///
/// # Errors
/// Forbidden; or not found, if the caller may not know of the group.
pub fn permit(rule: &Rule, caller: &Caller, group: &GroupRow) -> Result<(), Error> {
    group.show_to(caller)?;
    users::permit(rule, caller, &group.owner)
}

/// Changes what a group says of itself.
///
/// # Errors
/// Not found, forbidden, precondition failed, or refused if it cannot be so, an image is not set like this or another
/// group has such a name.
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
    let group = lock(&transaction, caller, id).await?;
    let standing = standing(&transaction, caller, rule, &group).await?;
    etag::check(if_match, group.version)?;
    let mut profile = group.profile.clone();
    let unseen = match standing {
        Standing::Label => Some(profile::put_aside(app, &mut profile)?),
        Standing::Owner => None,
    };
    let seen = profile.clone();
    change(&mut profile);
    let mut profile = profile.tidy(&seen)?;
    if let Some(unseen) = unseen {
        profile::check_label(app, &group, &profile.differences(&seen), &profile.links)?;
        unseen.put_back(&mut profile.links)?;
    }
    let changed = profile.differences(&group.profile);
    if changed.is_empty() {
        return Ok(group);
    }
    pictures::accept_named(&app.images, &transaction, &group.profile, &profile).await?;
    profile::write(&transaction, &group, &profile, &changed).await?;
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &changed).await?;
    let group = store::find_group(&transaction, caller.user_id(), id).await?;
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
    let group = lock(&transaction, caller, id).await?;
    permit(rule, caller, &group)?;
    etag::check(if_match, group.version)?;
    db::allow(&transaction, DELETION).await?;
    store::delete_group(&transaction, id).await?;
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &[]).await?;
    transaction.commit().await?;
    Ok(())
}

impl GroupRow {
    /// Refuses a caller who may not know that the group exists.
    fn show_to(&self, caller: &Caller) -> Result<(), Error> {
        let is_private = self.privacy.visibility == Visibility::Private;
        let is_shown = self.confided || policy::audience(caller, &self.owner) == Audience::Private;
        if is_private && !is_shown {
            return Err(Error::not_found("group"));
        }
        Ok(())
    }

    fn position(&self) -> Position {
        Position {
            created_at: self.created_at,
            id: self.id.to_string(),
        }
    }
}
