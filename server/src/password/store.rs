//! The column `users.password_hash`.

use uuid::Uuid;

use crate::{
    db::GenericClient,
    error::Error,
    users::{PersonRow, person_columns},
};

/// The condition is that of the index `users_password_hash_outdated_idx`.
const HAVE_OUTDATED: &str = "select exists (select from users
    where password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%' and deleted_at is null)";

pub(super) async fn have_outdated(client: &impl GenericClient) -> Result<bool, Error> {
    let statement = client.prepare_cached(HAVE_OUTDATED).await?;
    let row = client.query_one(&statement, &[]).await?;
    Ok(row.try_get(0)?)
}

const RENEW: &str = "update users set password_hash = $3 where id = $1 and password_hash = $2";

/// Stores another hash of the same password; false if the hash is not the old one any more.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn renew(
    client: &impl GenericClient,
    user_id: Uuid,
    old: &str,
    new: &str,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(RENEW).await?;
    Ok(client.execute(&statement, &[&user_id, &old, &new]).await? == 1)
}

const FIND_HASH: &str = "select password_hash from users where id = $1 and deleted_at is null";

/// The hash of a person's password, if they are there and have one.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find_hash(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<Option<String>, Error> {
    let statement = client.prepare_cached(FIND_HASH).await?;
    let row = client.query_opt(&statement, &[&user_id]).await?;
    Ok(row
        .map(|row| row.try_get("password_hash"))
        .transpose()?
        .flatten())
}

const LOCK: &str = concat!(
    "select ",
    person_columns!(),
    " from users where id = $1 and password_hash = $2 and deleted_at is null for no key update"
);

const SHARE: &str = concat!(
    "select ",
    person_columns!(),
    " from users where id = $1 and password_hash = $2 and deleted_at is null for share"
);

/// How a person is held until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Against everybody, since they are changed.
    Alone,
    /// Against those who change them: two may sign in as the same person at once.
    Shared,
}

/// Finds and holds the person, if this is the hash of their password still.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn hold(
    client: &impl GenericClient,
    hold: Hold,
    user_id: Uuid,
    hash: &str,
) -> Result<Option<PersonRow>, Error> {
    let sql = match hold {
        Hold::Alone => LOCK,
        Hold::Shared => SHARE,
    };
    let statement = client.prepare_cached(sql).await?;
    let row = client.query_opt(&statement, &[&user_id, &hash]).await?;
    row.as_ref().map(PersonRow::try_from).transpose()
}
