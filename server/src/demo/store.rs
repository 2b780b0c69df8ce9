//! The table `users`, as far as it tells whose database this is.

use crate::{db::GenericClient, error::Error};

const HAS_USERS: &str = "select to_regclass('users') is not null";

const HAS_STRANGERS_ONLY: &str = "select count(*) > 0 and not bool_or(username ilike '%@demo.example') from users where username is not null";

/// Whether there are people and none of them is a demo account; false of a database without a schema.
pub(super) async fn has_strangers_only(client: &impl GenericClient) -> Result<bool, Error> {
    let has_users: bool = client.query_one(HAS_USERS, &[]).await?.try_get(0)?;
    if !has_users {
        return Ok(false);
    }
    Ok(client
        .query_one(HAS_STRANGERS_ONLY, &[])
        .await?
        .try_get(0)?)
}
