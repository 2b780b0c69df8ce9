//! The columns of `users` that keep people from signing in, and who counts as a super admin.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error};

const SUSPEND_USER: &str = "update users set suspended_at = now(), token_epoch = token_epoch + 1, token_epoch_changed_at = now() where id = $1";
const LIFT_SUSPENSION: &str =
    "update users set suspended_at = null where id = $1 and suspended_at is not null";

pub(super) async fn set_suspended(
    client: &impl GenericClient,
    id: Uuid,
    suspended: bool,
) -> Result<(), Error> {
    let sql = [LIFT_SUSPENSION, SUSPEND_USER][usize::from(suspended)];
    let statement = client.prepare_cached(sql).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

/// Holding the role's row makes two who count at the same moment take turns; sign-ups that only refer to it do not wait.
const LOCK_SUPER_ADMINS: &str =
    "select name from roles where name = 'super_admin' for no key update";
const COUNT_SUPER_ADMINS: &str = "select count(*) from users where role = 'super_admin' and deleted_at is null and suspended_at is null";

pub(super) async fn count_super_admins_for_update(
    client: &impl GenericClient,
) -> Result<i64, Error> {
    let lock = client.prepare_cached(LOCK_SUPER_ADMINS).await?;
    client.execute(&lock, &[]).await?;
    let count = client.prepare_cached(COUNT_SUPER_ADMINS).await?;
    Ok(client.query_one(&count, &[]).await?.try_get(0)?)
}
