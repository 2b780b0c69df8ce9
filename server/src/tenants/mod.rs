//! The tenants: organisations that run on the platform.

mod store;
pub mod view;

use uuid::Uuid;

use crate::{
    app::App,
    db::page::{Page, PageRequest, Position},
    error::Error,
    policy::Caller,
    roles::Role,
};
pub use store::TenantRow;

/// A page of tenants, newest first.
///
/// # Errors
/// Refused, if the cursor is not one of this list.
pub async fn list(app: &App, request: &PageRequest) -> Result<Page<TenantRow>, Error> {
    const LIST: &str = "tenants";
    let after = app.cursors.open(LIST, request)?;
    let rows =
        store::list_tenants(&*app.database.reader().await?, &after, request.limit + 1).await?;
    Ok(app.cursors.page(LIST, request, rows, |row| Position {
        created_at: row.created_at,
        id: row.id.to_string(),
    }))
}

/// One tenant. A tenant admin learns of no other than their own.
///
/// # Errors
/// Not found.
pub async fn get(app: &App, caller: &Caller, id: Uuid) -> Result<TenantRow, Error> {
    let elsewhere = matches!(caller, Caller::User(user) if user.role == Role::TenantAdmin && user.tenant_id != id);
    if elsewhere {
        return Err(Error::not_found("tenant"));
    }
    store::find_tenant(&*app.database.reader().await?, id)
        .await?
        .ok_or_else(|| Error::not_found("tenant"))
}
