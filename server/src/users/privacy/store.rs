//! The column `users.privacy_choices`.

use tokio_postgres::types::Json;
use uuid::Uuid;

use crate::{db::GenericClient, error::Error, privacy::Choices};

const UPDATE_CHOICES: &str =
    "update users set privacy_choices = $2 where id = $1 returning version";

/// Keeps what a person chose, and answers the version that their row has then.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn update_choices(
    client: &impl GenericClient,
    id: Uuid,
    choices: &Choices,
) -> Result<i32, Error> {
    let statement = client.prepare_cached(UPDATE_CHOICES).await?;
    let row = client.query_one(&statement, &[&id, &Json(choices)]).await?;
    Ok(row.try_get("version")?)
}
