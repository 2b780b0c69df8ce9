//! The groups that a group recommends: its own list, for everybody to see.

mod store;

use uuid::Uuid;

use super::{GroupRow, store as groups};
use crate::{
    app::App,
    audit::{self, Object},
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::Error,
    policy::{Caller, Rule},
    users::permit,
};

/// A page of the groups that a group recommends, newest first.
///
/// # Errors
/// Not found, or refused if the cursor is not one of this list.
pub async fn list(app: &App, id: Uuid, request: &PageRequest) -> Result<Page<GroupRow>, Error> {
    let list = format!("recommendations of {id}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let (group, rows) = tokio::try_join!(
        groups::find_group(&*reader, id),
        store::list_recommended(&*reader, id, &after, request.limit + 1),
    )?;
    group.ok_or_else(|| Error::not_found("group"))?;
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
    let group = find(&transaction, id).await?;
    permit(rule, caller, &group.owner)?;
    find(&transaction, recommended_id).await?;
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
    let group = find(&transaction, id).await?;
    permit(rule, caller, &group.owner)?;
    if store::delete_recommendation(&transaction, id, recommended_id).await? {
        let object = Object::UserGroup(id, group.owner);
        audit::record(&transaction, caller, rule, object, &["recommendations"]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

async fn find(transaction: &impl GenericClient, id: Uuid) -> Result<GroupRow, Error> {
    groups::find_group(transaction, id)
        .await?
        .ok_or_else(|| Error::not_found("group"))
}
