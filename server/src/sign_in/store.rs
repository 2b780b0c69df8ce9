//! The table `consents`.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error, oauth::authorization::AuthorizationRequest};

const FIND_CONSENT: &str = "select scopes from consents where user_id = $1 and client_id = $2";

/// What the person lets the application have; nothing, if they were never asked.
pub(super) async fn find_consent(
    client: &impl GenericClient,
    user_id: Uuid,
    client_id: &str,
) -> Result<Vec<String>, Error> {
    let statement = client.prepare_cached(FIND_CONSENT).await?;
    let row = client
        .query_opt(&statement, &[&user_id, &client_id])
        .await?;
    let scopes = row.map(|row| row.try_get("scopes")).transpose()?;
    Ok(scopes.unwrap_or_default())
}

const UPSERT_CONSENT: &str = "insert into consents (user_id, client_id, scopes) values ($1, $2, $3)
    on conflict (user_id, client_id) do update
    set scopes = array(select distinct unnest(consents.scopes || excluded.scopes) order by 1), updated_at = now()
    where not consents.scopes @> excluded.scopes";

/// The person lets the application have what it asks for; false if they had before.
pub(super) async fn upsert_consent(
    client: &impl GenericClient,
    user_id: Uuid,
    request: &AuthorizationRequest,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(UPSERT_CONSENT).await?;
    let count = client
        .execute(&statement, &[&user_id, &request.client_id, &request.scopes])
        .await?;
    Ok(count == 1)
}
