//! Suspensions: people who are kept from signing in. And that there is always a super admin who may.

mod store;

use uuid::Uuid;

use super::{UserRow, lock, permit};
use crate::{
    app::App,
    audit::{self, Object},
    db::GenericClient,
    error::{Error, Refusal},
    policy::{Caller, Rule},
    roles::Role,
    sessions,
};

/// Signs a person out everywhere, and keeps them from signing in. Nothing changes for one who is suspended already.
///
/// # Errors
/// Not found, forbidden, or a conflict if this is the last super admin.
pub async fn suspend(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = lock(&transaction, id).await?;
    permit(rule, caller, &user.subject())?;
    if user.suspended_at.is_some() {
        return Ok(());
    }
    keep_a_super_admin(&transaction, &user).await?;
    store::set_suspended(&transaction, id, true).await?;
    sessions::end_all(&transaction, id, None).await?;
    let object = Object::User(user.subject());
    audit::record(&transaction, caller, rule, object, &["suspended"]).await?;
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(())
}

/// Lets a person sign in again. What they had been signed in with stays signed out.
///
/// # Errors
/// Not found, or forbidden.
pub async fn lift(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = lock(&transaction, id).await?;
    permit(rule, caller, &user.subject())?;
    if user.suspended_at.is_some() {
        store::set_suspended(&transaction, id, false).await?;
        let object = Object::User(user.subject());
        audit::record(&transaction, caller, rule, object, &["suspended"]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// How many super admins there are who may sign in.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn count_super_admins(transaction: &impl GenericClient) -> Result<i64, Error> {
    store::count_super_admins_for_update(transaction).await
}

/// Lets a demo account sign in again, whoever suspended it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn lift_of_demo(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    store::set_suspended(client, id, false).await
}

/// Refuses that the last super admin who may sign in goes. Of two who go at the same moment, the second waits until the
/// first has gone, and counts then.
///
/// # Errors
/// A conflict.
pub async fn keep_a_super_admin(
    transaction: &impl GenericClient,
    goes: &UserRow,
) -> Result<(), Error> {
    let counts = goes.role == Role::SuperAdmin && goes.suspended_at.is_none();
    if counts && store::count_super_admins_for_update(transaction).await? < 2 {
        return Err(Refusal::new("last-super-admin", "Make another super admin first.").into());
    }
    Ok(())
}
