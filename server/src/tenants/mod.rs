//! The tenants: organisations that run on the platform. List, read, open, rename and close them.

mod store;
pub mod view;

use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Act, Object},
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::{Error, Refusal},
    etag,
    policy::{self, Caller, Rule},
};
pub use store::{TenantRow, hold_tenant};

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
    if policy::own_tenant_only(caller).is_some_and(|own| own != id) {
        return Err(Error::not_found("tenant"));
    }
    store::find_tenant(&*app.database.reader().await?, id)
        .await?
        .ok_or_else(|| Error::not_found("tenant"))
}

/// Opens a tenant, to which nobody belongs yet.
///
/// # Errors
/// A conflict, if another has this name.
pub async fn create(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    name: &str,
) -> Result<TenantRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let tenant = store::insert_tenant(&transaction, Uuid::now_v7(), name).await?;
    let object = Object::Tenant(tenant.id);
    audit::record(&transaction, caller, rule, object, &["name"]).await?;
    transaction.commit().await?;
    Ok(tenant)
}

/// Renames a tenant; without a name, it keeps the one it has.
///
/// # Errors
/// Not found, precondition failed, or a conflict if another has this name.
pub async fn update(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
    name: Option<String>,
) -> Result<TenantRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let tenant = lock(&transaction, id).await?;
    etag::check(if_match, tenant.version)?;
    let Some(name) = name.filter(|name| *name != tenant.name) else {
        return Ok(tenant);
    };
    let tenant = store::rename_tenant(&transaction, id, &name).await?;
    let object = Object::Tenant(id);
    audit::record(&transaction, caller, rule, object, &["name"]).await?;
    transaction.commit().await?;
    Ok(tenant)
}

/// Closes a tenant to which nobody belongs. Deleted people who are not erased yet go to the default tenant, so that they
/// can still be brought back.
///
/// # Errors
/// Not found, precondition failed, or a conflict if people belong to it or it is the default one.
pub async fn delete(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    // From here on nobody moves in; those who are about to wait, and find it gone.
    let tenant = lock(&transaction, id).await?;
    etag::check(if_match, tenant.version)?;
    if tenant.is_default {
        let detail = "People who sign up belong to it, so it cannot be closed. Rename it, if that is what you want.";
        return Err(Refusal::new("tenant-is-default", detail).into());
    }
    // The deleted first: one who is brought back at this moment is counted then.
    let moved = store::move_deleted_people(&transaction, id).await?;
    if store::has_people(&transaction, id).await? {
        let detail = "Move its people to another tenant first; GET /v1/users with this tenant_id lists them.";
        return Err(Refusal::new("tenant-not-empty", detail).into());
    }
    store::delete_tenant(&transaction, id).await?;
    let act = Act::by_caller(caller, rule);
    let moved: Vec<_> = moved.into_iter().map(Object::User).collect();
    audit::record_all(&transaction, &act, &moved, &["tenant_id"]).await?;
    audit::record_act(&transaction, &act, Object::Tenant(id), &[]).await?;
    transaction.commit().await?;
    Ok(())
}

async fn lock(client: &impl GenericClient, id: Uuid) -> Result<TenantRow, Error> {
    store::lock_tenant(client, id)
        .await?
        .ok_or_else(|| Error::not_found("tenant"))
}
