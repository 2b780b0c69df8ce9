//! What people sign in with, in the table `users`. Whoever calls these holds the row.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error};

const UPDATE_PASSWORD: &str = "update users set password_hash = $2 where id = $1";

pub(super) async fn update_password(
    client: &impl GenericClient,
    id: Uuid,
    hash: &str,
) -> Result<(), Error> {
    let statement = client.prepare_cached(UPDATE_PASSWORD).await?;
    client.execute(&statement, &[&id, &hash]).await?;
    Ok(())
}

/// The new epoch makes every instance refuse the access tokens that there are, whatever session they are of.
const RESET_PASSWORD: &str =
    "update users set password_hash = $2, email_confirmed_at = coalesce(email_confirmed_at, now()),
        token_epoch = token_epoch + 1, token_epoch_changed_at = now()
    where id = $1";

/// Sets a password by a letter, which has shown that the address is the person's too.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn reset_password(
    client: &impl GenericClient,
    id: Uuid,
    hash: &str,
) -> Result<(), Error> {
    let statement = client.prepare_cached(RESET_PASSWORD).await?;
    client.execute(&statement, &[&id, &hash]).await?;
    Ok(())
}

const CONFIRM_USERNAME: &str =
    "update users set email_confirmed_at = now() where id = $1 and email_confirmed_at is null";

/// The address is the person's.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn confirm_username(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(CONFIRM_USERNAME).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

const CHANGE_USERNAME: &str =
    "update users set username = $2, email_confirmed_at = now() where id = $1";

/// Gives a person another address, which they have shown to be theirs.
///
/// # Errors
/// A conflict, if somebody has it.
pub async fn change_username(
    client: &impl GenericClient,
    id: Uuid,
    username: &str,
) -> Result<(), Error> {
    let statement = client.prepare_cached(CHANGE_USERNAME).await?;
    client.execute(&statement, &[&id, &username]).await?;
    Ok(())
}
