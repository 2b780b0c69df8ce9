//! Who follows which group, and who may know of it. That a person follows a group is theirs to show; unless they choose
//! otherwise it is private, so a group's list of followers has only those who let the caller know.

mod store;

use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    db::page::{Page, PageRequest, Position},
    error::Error,
    policy::{Audience, Caller, Rule},
    user_groups::{self, GroupRow},
    users::{self, UserRow},
};
pub use store::change_audience;

/// Who may know what a person follows.
fn audience_of(_: &UserRow) -> Audience {
    Audience::Private
}

/// Refuses a caller who may not know what this person follows.
fn check_may_see(caller: &Caller, rule: &Rule, user: &UserRow) -> Result<(), Error> {
    users::permit(rule, caller, &user.subject())
}

/// Of whom among a group's followers this caller may know: of those who let this audience know. Staff have no more eyes
/// here than others; what somebody follows they learn from that person's own list.
fn sees_followers_of(caller: &Caller) -> Audience {
    match caller {
        Caller::User(_) => Audience::Community,
        Caller::Anonymous | Caller::Client(_) => Audience::Public,
    }
}

/// Lets a person follow a group.
///
/// # Errors
/// Not found, or forbidden.
pub async fn follow(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    user_group_id: Uuid,
) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    // Held, so that a choice of who may know, made at the same moment, goes for this one, too.
    let user = users::lock(&transaction, user_id).await?;
    users::permit(rule, caller, &user.subject())?;
    user_groups::get(app, user_group_id).await?;
    let audience = audience_of(&user);
    if store::insert_follow(&transaction, user_id, user_group_id, audience).await? {
        // Which group is nobody's business, staff's least of all.
        let object = Object::User(user.subject());
        audit::record(&transaction, caller, rule, object, &["followed_groups"]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Lets a person follow a group no more.
///
/// # Errors
/// Not found, or forbidden.
pub async fn unfollow(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    user_group_id: Uuid,
) -> Result<(), Error> {
    let user = users::get_account(app, caller, rule, user_id).await?;
    user_groups::get(app, user_group_id).await?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    if store::delete_follow(&transaction, user_id, user_group_id).await? {
        let object = Object::User(user.subject());
        audit::record(&transaction, caller, rule, object, &["followed_groups"]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// A page of the groups that a person follows, newest first.
///
/// # Errors
/// Not found, forbidden, or refused if the cursor is not one of this list.
pub async fn list_following(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    let list = format!("user_groups followed by {user_id}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let (user, rows) = tokio::try_join!(
        users::find_by_id(app, user_id),
        store::list_following(&*reader, user_id, &after, request.limit + 1),
    )?;
    let user = user.ok_or_else(|| Error::not_found("user"))?;
    check_may_see(caller, rule, &user)?;
    let page = app
        .cursors
        .page(&list, request, rows, |(since, row)| Position {
            created_at: *since,
            id: row.id.to_string(),
        });
    Ok(page.map(|(_, row)| row))
}

/// A page of those followers of a group of whom this caller may know, newest first.
///
/// # Errors
/// Not found, or refused if the cursor is not one of this list.
pub async fn list_followers(
    app: &App,
    caller: &Caller,
    user_group_id: Uuid,
    request: &PageRequest,
) -> Result<Page<UserRow>, Error> {
    let audience = sees_followers_of(caller);
    let list = format!("followers of {user_group_id} {audience:?}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let (_, rows) = tokio::try_join!(
        user_groups::get(app, user_group_id),
        store::list_followers(&*reader, user_group_id, audience, &after, request.limit + 1),
    )?;
    let page = app
        .cursors
        .page(&list, request, rows, |(since, row)| Position {
            created_at: *since,
            id: row.id.to_string(),
        });
    Ok(page.map(|(_, row)| row))
}
