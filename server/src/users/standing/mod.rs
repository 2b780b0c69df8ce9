//! What a person may do and where they belong: both stand in their tokens, so a change makes those void that they have.
//! What they own stays theirs.

mod store;

use uuid::Uuid;

use super::{UserRow, lock, permit, suspension};
use crate::{
    app::App,
    audit::{self, Object},
    error::{Error, Refusal},
    etag,
    policy::{self, Caller, Rule},
    roles::Role,
    tenants,
};

/// Gives a person another role. Nothing changes for one who has it already.
///
/// # Errors
/// Not found; forbidden, for this person or this role; precondition failed; or a conflict if this is the last super admin.
pub async fn change_role(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
    role: Role,
) -> Result<UserRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = lock(&transaction, id).await?;
    permit(rule, caller, &user.subject())?;
    if !policy::may_give(caller, role) {
        return Err(not_theirs_to_give(caller));
    }
    etag::check(if_match, user.version)?;
    if role == user.role {
        return Ok(user);
    }
    suspension::keep_a_super_admin(&transaction, &user).await?;
    store::set_role(&transaction, id, role).await?;
    let object = Object::User(user.subject());
    audit::record(&transaction, caller, rule, object, &["role"]).await?;
    let user = lock(&transaction, id).await?;
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(user)
}

/// Moves a person to another tenant. Nothing changes for one who belongs to it already.
///
/// # Errors
/// Not found, forbidden, precondition failed, or refused if there is no such tenant.
pub async fn move_to_tenant(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
    tenant_id: Uuid,
) -> Result<UserRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = lock(&transaction, id).await?;
    permit(rule, caller, &user.subject())?;
    etag::check(if_match, user.version)?;
    if !tenants::hold_tenant(&transaction, tenant_id).await? {
        let detail = "There is no tenant with this id. GET /v1/tenants lists those that there are.";
        return Err(Error::field("tenant-unknown", "/body/tenant_id", detail));
    }
    if tenant_id == user.tenant_id {
        return Ok(user);
    }
    store::set_tenant(&transaction, id, tenant_id).await?;
    let moved = lock(&transaction, id).await?;
    // For those who look after the tenant that is left, and those of the one that is joined.
    for user in [&user, &moved] {
        let object = Object::User(user.subject());
        audit::record(&transaction, caller, rule, object, &["tenant_id"]).await?;
    }
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(moved)
}

fn not_theirs_to_give(caller: &Caller) -> Error {
    let theirs = Role::ALL.map(|role| policy::may_give(caller, role).then_some(role.name()));
    let theirs: Vec<&str> = theirs.into_iter().flatten().collect();
    let detail = format!("You may give only these roles: {}.", theirs.join(", "));
    Refusal::new("role-not-allowed", detail).into()
}
