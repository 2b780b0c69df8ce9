//! The table `pushed_authorization_requests`.

use chrono::TimeDelta;

use crate::{db::GenericClient, error::Error, oauth::authorization::AuthorizationRequest};

const INSERT_PUSHED: &str = "insert into pushed_authorization_requests (handle_hash, client_id, parameters, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4))";

pub(super) async fn insert_pushed(
    client: &impl GenericClient,
    hash: &[u8],
    request: &AuthorizationRequest,
    lifetime: TimeDelta,
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_PUSHED).await?;
    let parameters = serde_json::to_value(request).map_err(Error::internal)?;
    client
        .execute(
            &statement,
            &[
                &hash,
                &request.client_id,
                &parameters,
                &lifetime.as_seconds_f64(),
            ],
        )
        .await?;
    Ok(())
}

const TAKE_PUSHED: &str = "update pushed_authorization_requests set used_at = now()
    where handle_hash = $1 and client_id = $2 and used_at is null and expires_at > now() returning parameters";

pub(super) async fn take_pushed(
    client: &impl GenericClient,
    hash: &[u8],
    client_id: &str,
) -> Result<Option<AuthorizationRequest>, Error> {
    let statement = client.prepare_cached(TAKE_PUSHED).await?;
    let row = client.query_opt(&statement, &[&hash, &client_id]).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    serde_json::from_value(row.try_get("parameters")?)
        .map(Some)
        .map_err(Error::internal)
}

const DELETE_EXPIRED: &str = "delete from pushed_authorization_requests where handle_hash = any (array(
        select handle_hash from pushed_authorization_requests where expires_at < now() - interval '1 hour'
        limit $1 for update skip locked))";

/// Deletes requests that expired more than an hour ago, this many at most, and tells how many there were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_expired(client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_EXPIRED).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}
