//! What `user_groups` keeps of its owner's choices.

use chrono::{DateTime, Utc};
use tokio_postgres::types::Json;
use uuid::Uuid;

use super::Privacy;
use crate::{db::GenericClient, error::Error};

const UPDATE_PRIVACY: &str = "update user_groups
    set visibility = $2, show_owned_tracks = $3, show_supported_artists = $4, privacy_choices = $5
    where id = $1 returning version, updated_at";

/// Answers the version that the row has then, and when it last changed.
pub(super) async fn update_privacy(
    client: &impl GenericClient,
    id: Uuid,
    privacy: &Privacy,
) -> Result<(i32, DateTime<Utc>), Error> {
    let statement = client.prepare_cached(UPDATE_PRIVACY).await?;
    let Privacy {
        visibility,
        show_owned_tracks,
        show_supported_artists,
        choices,
    } = privacy;
    let row = client
        .query_one(
            &statement,
            &[
                &id,
                &visibility.name(),
                show_owned_tracks,
                show_supported_artists,
                &Json(choices),
            ],
        )
        .await?;
    Ok((row.try_get("version")?, row.try_get("updated_at")?))
}
