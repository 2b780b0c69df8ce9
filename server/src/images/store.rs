//! The table `images`. Triggers on `user_groups` keep `expires_at`, whatever sets or removes an image.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error};

const INSERT_IMAGE: &str = "insert into images (id, width, height) values ($1, $2, $3)";

pub(super) async fn insert_image(
    client: &impl GenericClient,
    id: Uuid,
    width: u32,
    height: u32,
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_IMAGE).await?;
    let [width, height] = [width, height].map(|side| i32::try_from(side).unwrap_or(i32::MAX));
    client.execute(&statement, &[&id, &width, &height]).await?;
    Ok(())
}

/// Several groups may show the same one.
const ACCEPT_IMAGE: &str =
    "insert into images (id) values ($1) on conflict (id) do update set expires_at = null";

pub(super) async fn accept_image(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(ACCEPT_IMAGE).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

/// One that a group shows after all would keep the others from going.
const LOCK_EXPIRED: &str = "select id from images where expires_at < now()
        and not exists (select from user_groups where avatar_id = images.id or banner_id = images.id)
    order by expires_at limit $1 for update skip locked";

pub(super) async fn lock_expired(
    client: &impl GenericClient,
    at_most: i64,
) -> Result<Vec<Uuid>, Error> {
    let statement = client.prepare_cached(LOCK_EXPIRED).await?;
    let rows = client.query(&statement, &[&at_most]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

const DELETE_IMAGES: &str = "delete from images where id = any($1)";

pub(super) async fn delete_images(client: &impl GenericClient, ids: &[Uuid]) -> Result<(), Error> {
    let statement = client.prepare_cached(DELETE_IMAGES).await?;
    client.execute(&statement, &[&ids]).await?;
    Ok(())
}
