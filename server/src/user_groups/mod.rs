//! The user groups: the personas, bands, labels and distributors that people appear as. Create, list, read, change, delete.

pub mod privacy;
mod store;
mod types;
pub mod view;

use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    countries,
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::{Error, Refusal},
    etag,
    policy::{self, Audience, Caller, Rule},
    users,
};
pub use privacy::{Privacy, Visibility};
pub use store::{GroupRow, delete_some_groups, list_every_group};
pub use types::{GroupType, GroupTypeRow, list_types};

/// What a new group needs.
pub struct NewGroup {
    /// What kind of group it is.
    pub kind: GroupType,
    /// What it says of itself.
    pub profile: Profile,
    /// Who finds it.
    pub visibility: Visibility,
}

/// What a group says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl Profile {
    /// The names of the fields in which this differs from another.
    fn changed_from(&self, before: &Self) -> Vec<&'static str> {
        audit::changed([
            ("display_name", self.display_name != before.display_name),
            ("short_bio", self.short_bio != before.short_bio),
            ("description", self.description != before.description),
            ("group_email", self.group_email != before.group_email),
            ("country", self.country != before.country),
        ])
    }
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
    users::permit(rule, caller, &owner.subject())?;
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
    let id = store::insert_group(client, Uuid::now_v7(), owner_id, &new).await?;
    store::find_group(client, id)
        .await?
        .ok_or_else(|| Error::internal("the new group is not there"))
}

/// A page of the groups that anyone finds, newest first.
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
        store::list_groups_of_user(&*reader, owner_id, all, &after, limit)
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
    if !crate::privacy::may_see(audiences, caller, &subject, &owner.choices, field)? {
        found.clear();
    }
    if all {
        users::look(app, caller, rule, &owner, &[field]).await?;
    }
    Ok(app.cursors.page(&list, request, found, GroupRow::position))
}

/// One group, and the audience that this caller belongs to.
///
/// # Errors
/// Not found, if there is none or the caller may not know of it.
pub async fn get(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
) -> Result<(GroupRow, Audience), Error> {
    let group = find(app, id).await?;
    group.show_to(caller)?;
    let audience = policy::audience(caller, &group.owner);
    if policy::is_look(caller, &group.owner) {
        let choices = &group.privacy.choices;
        let sight = app.contract.privacy.sight("UserGroup", audience, choices)?;
        let fields: Vec<_> = sight.private().collect();
        let looked_at = std::iter::once(Object::UserGroup(id, group.owner));
        let reader = app.database.reader().await?;
        audit::note_looks(&*reader, caller, rule, looked_at, &fields).await?;
    }
    Ok((group, audience))
}

/// The group with this id, whoever may know of it.
async fn find(app: &App, id: Uuid) -> Result<GroupRow, Error> {
    store::find_group(&*app.database.reader().await?, id)
        .await?
        .ok_or_else(|| Error::not_found("group"))
}

/// The same, held so that nobody else changes it until the transaction ends.
async fn lock(client: &impl GenericClient, id: Uuid) -> Result<GroupRow, Error> {
    store::lock_group(client, id)
        .await?
        .ok_or_else(|| Error::not_found("group"))
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
/// Not found, forbidden, precondition failed, or no such country.
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
    let mut group = lock(&transaction, id).await?;
    permit(rule, caller, &group)?;
    etag::check(if_match, group.version)?;
    let mut profile = group.profile.clone();
    change(&mut profile);
    countries::check(profile.country.as_deref())?;
    let fields = profile.changed_from(&group.profile);
    if fields.is_empty() {
        return Ok(group);
    }
    (group.version, group.updated_at) = store::update_profile(&transaction, id, &profile).await?;
    group.profile = profile;
    let object = Object::UserGroup(id, group.owner);
    audit::record(&transaction, caller, rule, object, &fields).await?;
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
    let group = lock(&transaction, id).await?;
    permit(rule, caller, &group)?;
    etag::check(if_match, group.version)?;
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
        if is_private && policy::audience(caller, &self.owner) != Audience::Private {
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
