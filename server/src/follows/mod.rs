//! Who follows which group, and who may know of it. That a person follows a group is theirs to show; unless they choose
//! otherwise it is private, so a group's list of followers has only those who let the caller know.

mod store;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    db::page::{Page, PageRequest, Position},
    error::Error,
    policy::{self, Audience, Caller, Rule},
    privacy,
    user_groups::{self, GroupRow},
    users::{self, UserRow},
};
pub use store::change_audience;

/// What the spec calls what a person follows; its `x-privacy`, and the person's choice, say who may know.
pub const FOLLOWED: &str = "followed_groups";

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
    user_groups::check_shown(&transaction, caller, user_group_id).await?;
    let audiences = &app.contract.privacy;
    let audience = audiences.in_force_of("User", FOLLOWED, &user.choices)?;
    if store::insert_follow(&transaction, user_id, user_group_id, audience).await? {
        // Which group is nobody's business, staff's least of all.
        let object = Object::User(user.subject());
        audit::record(&transaction, caller, rule, object, &[FOLLOWED]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Lets a person follow a group no more, also one of which they may not know by now.
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
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    if !store::delete_follow(&transaction, user_id, user_group_id).await? {
        return user_groups::check_shown(&transaction, caller, user_group_id).await;
    }
    let object = Object::User(user.subject());
    audit::record(&transaction, caller, rule, object, &[FOLLOWED]).await?;
    transaction.commit().await?;
    Ok(())
}

/// A page of the groups that a person follows, newest first, for those whom the person lets see them. To others there are
/// none.
///
/// # Errors
/// Not found, or refused if the cursor is not one of this list.
pub async fn list_following(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    let list = format!("user_groups followed by {user_id}");
    let after = app.cursors.open(&list, request)?;
    let (reader, viewer) = (app.database.reader().await?, caller.user_id());
    let (user, mut rows) = tokio::try_join!(
        users::find_by_id(app, user_id),
        store::list_following(&*reader, viewer, user_id, &after, request.limit + 1),
    )?;
    let user = user.ok_or_else(|| Error::not_found("user"))?;
    let (audiences, subject) = (&app.contract.privacy, user.subject());
    if !privacy::may_see(audiences, caller, &subject, &user.choices, FOLLOWED)? {
        rows.clear();
    }
    if policy::audience(caller, &subject) == Audience::Private {
        users::look(app, caller, rule, &user, &[FOLLOWED]).await?;
    }
    let page = app.cursors.page(&list, request, rows, position);
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
        user_groups::check_shown(&*reader, caller, user_group_id),
        store::list_followers(&*reader, user_group_id, audience, &after, request.limit + 1),
    )?;
    let mut page = app
        .cursors
        .page(&list, request, rows, |(since, row)| Position {
            created_at: *since,
            id: row.id.to_string(),
        });
    // What the rows keep to be found by was true when they were written; what the spec says now goes before it.
    let mut shown = Vec::with_capacity(page.items.len());
    for (_, row) in page.items.drain(..) {
        let privacy = &app.contract.privacy;
        if privacy.in_force_of("User", FOLLOWED, &row.choices)? <= audience {
            shown.push(row);
        }
    }
    Ok(Page {
        items: shown,
        next_cursor: page.next_cursor,
    })
}

fn position((since, row): &(DateTime<Utc>, GroupRow)) -> Position {
    Position {
        created_at: *since,
        id: row.id.to_string(),
    }
}
