//! Removing clients. The removal itself is one row, however many people use the application: a client that is removed is
//! not found, and its tokens are refused. What it leaves behind is deleted a few rows at a time by the job.

mod store;

use crate::{
    app::App,
    audit::{self, Object},
    error::Error,
    etag,
    policy::{Caller, Rule},
};
pub use store::{Remains, delete_expired};

/// Removes an application, with its sessions and all that is under way. Its id is free again after a day.
///
/// # Errors
/// Not found, or precondition failed.
pub async fn delete(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: &str,
    if_match: Option<&str>,
) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let row = super::lock(&transaction, id).await?;
    etag::check(if_match, row.version)?;
    store::delete_client(&transaction, id).await?;
    audit::record(&transaction, caller, rule, Object::Client(id), &[]).await?;
    transaction.commit().await?;
    app.clients.forget(id);
    app.revocations.catch_up(&app.database).await;
    Ok(())
}
