//! The groups that a group recommends: its own list, for everybody to see.

mod store;

use uuid::Uuid;

use super::{GroupRow, check_shown, hold, permit};
use crate::{
    app::App,
    audit::{self, Object},
    db::page::{Page, PageRequest, Position},
    error::Error,
    policy::{Caller, Rule},
};

/// A page of the groups that a group recommends, newest first.
///
/// # Errors
/// Not found, or refused if the cursor is not one of this list.
pub async fn list(
    app: &App,
    caller: &Caller,
    id: Uuid,
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    let list = format!("recommendations of {id}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let viewer = caller.user_id();
    let ((), rows) = tokio::try_join!(
        check_shown(&*reader, caller, id),
        store::list_recommended(&*reader, viewer, id, &after, request.limit + 1),
    )?;
    let page = app
        .cursors
        .page(&list, request, rows, |(since, row)| Position {
            created_at: *since,
            id: row.id.to_string(),
        });
    Ok(page.map(|(_, row)| row))
}

/// Recommends another group.
///
/// # Errors
/// Not found, forbidden, or refused if it is the group itself.
pub async fn recommend(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    recommended_id: Uuid,
) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let group = hold(&transaction, caller, id).await?;
    permit(rule, caller, &group)?;
    check_shown(&transaction, caller, recommended_id).await?;
    if store::insert_recommendation(&transaction, id, recommended_id).await? {
        let object = Object::UserGroup(id, group.owner);
        audit::record(&transaction, caller, rule, object, &["recommendations"]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Withdraws a recommendation, if there is one.
///
/// # Errors
/// Not found, or forbidden.
pub async fn withdraw(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    recommended_id: Uuid,
) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let group = hold(&transaction, caller, id).await?;
    permit(rule, caller, &group)?;
    if store::delete_recommendation(&transaction, id, recommended_id).await? {
        let object = Object::UserGroup(id, group.owner);
        audit::record(&transaction, caller, rule, object, &["recommendations"]).await?;
        transaction.commit().await?;
    }
    Ok(())
}
