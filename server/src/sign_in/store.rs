//! The table `consents`.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error};

const FIND_CONSENT: &str = "select scopes from consents where user_id = $1 and client_id = $2";
const LOCK_CONSENT: &str =
    "select scopes from consents where user_id = $1 and client_id = $2 for update";

/// What the person lets the application have; `None` if they were never asked.
pub(super) async fn find_consent(
    client: &impl GenericClient,
    user_id: Uuid,
    client_id: &str,
) -> Result<Option<Vec<String>>, Error> {
    consent(client, FIND_CONSENT, user_id, client_id).await
}

/// The same, held until the transaction ends.
pub(super) async fn lock_consent(
    client: &impl GenericClient,
    user_id: Uuid,
    client_id: &str,
) -> Result<Option<Vec<String>>, Error> {
    consent(client, LOCK_CONSENT, user_id, client_id).await
}

async fn consent(
    client: &impl GenericClient,
    sql: &str,
    user_id: Uuid,
    client_id: &str,
) -> Result<Option<Vec<String>>, Error> {
    let statement = client.prepare_cached(sql).await?;
    let row = client
        .query_opt(&statement, &[&user_id, &client_id])
        .await?;
    Ok(row.map(|row| row.try_get("scopes")).transpose()?)
}

const INSERT_CONSENT: &str = "insert into consents (user_id, client_id, scopes) values ($1, $2, $3)
    on conflict (user_id, client_id) do nothing";

/// For the first time the person lets the application have something; false if they did before, or at this very moment.
pub(super) async fn insert_consent(
    client: &impl GenericClient,
    user_id: Uuid,
    client_id: &str,
    scopes: &[String],
) -> Result<bool, Error> {
    write(client, INSERT_CONSENT, user_id, client_id, scopes).await
}

const UPDATE_CONSENT: &str =
    "update consents set scopes = $3, updated_at = now() where user_id = $1 and client_id = $2";

/// From now on the person lets the application have this.
pub(super) async fn update_consent(
    client: &impl GenericClient,
    user_id: Uuid,
    client_id: &str,
    scopes: &[String],
) -> Result<bool, Error> {
    write(client, UPDATE_CONSENT, user_id, client_id, scopes).await
}

async fn write(
    client: &impl GenericClient,
    sql: &str,
    user_id: Uuid,
    client_id: &str,
    scopes: &[String],
) -> Result<bool, Error> {
    let statement = client.prepare_cached(sql).await?;
    let count = client
        .execute(&statement, &[&user_id, &client_id, &scopes])
        .await?;
    Ok(count == 1)
}
