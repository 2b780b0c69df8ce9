//! The column `users.password_hash`.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error};

/// The condition is that of the index `users_password_hash_outdated_idx`.
const HAVE_OUTDATED: &str = "select exists (select from users
    where password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%' and deleted_at is null)";

pub(super) async fn have_outdated(client: &impl GenericClient) -> Result<bool, Error> {
    let statement = client.prepare_cached(HAVE_OUTDATED).await?;
    let row = client.query_one(&statement, &[]).await?;
    Ok(row.try_get(0)?)
}

const RENEW: &str = "update users set password_hash = $3 where id = $1 and password_hash = $2";

/// Stores another hash of the same password, unless the password was changed meanwhile.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn renew(
    client: &impl GenericClient,
    user_id: Uuid,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    let statement = client.prepare_cached(RENEW).await?;
    client.execute(&statement, &[&user_id, &old, &new]).await?;
    Ok(())
}

const IS_STORED: &str = "select exists (select from users where id = $1 and password_hash = $2)";

/// Whether this is the hash of somebody's password still.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn is_stored(
    client: &impl GenericClient,
    user_id: Uuid,
    hash: &str,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(IS_STORED).await?;
    let row = client.query_one(&statement, &[&user_id, &hash]).await?;
    Ok(row.try_get(0)?)
}
