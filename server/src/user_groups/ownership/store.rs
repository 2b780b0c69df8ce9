//! The table `ownership_offers`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::GroupRow;
use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    user_groups::select_groups,
};

/// A row of `ownership_offers`.
#[derive(Debug, Clone)]
pub struct OfferRow {
    /// The group.
    pub user_group_id: Uuid,
    /// The person to whom it is offered.
    pub new_owner_id: Uuid,
    /// When it was offered.
    pub created_at: DateTime<Utc>,
}

const FIND_OFFER: &str =
    "select user_group_id, new_owner_id, created_at from ownership_offers where user_group_id = $1";

pub(super) async fn find_offer(
    client: &impl GenericClient,
    user_group_id: Uuid,
) -> Result<Option<OfferRow>, Error> {
    let statement = client.prepare_cached(FIND_OFFER).await?;
    let row = client.query_opt(&statement, &[&user_group_id]).await?;
    row.as_ref().map(OfferRow::try_from).transpose()
}

const UPSERT_OFFER: &str = "insert into ownership_offers (user_group_id, new_owner_id) values ($1, $2)
    on conflict (user_group_id) do update set new_owner_id = excluded.new_owner_id, created_at = excluded.created_at
    returning user_group_id, new_owner_id, created_at";

pub(super) async fn upsert_offer(
    client: &impl GenericClient,
    user_group_id: Uuid,
    new_owner_id: Uuid,
) -> Result<OfferRow, Error> {
    let statement = client.prepare_cached(UPSERT_OFFER).await?;
    let row = client
        .query_one(&statement, &[&user_group_id, &new_owner_id])
        .await?;
    OfferRow::try_from(&row)
}

const DELETE_OFFER: &str = "delete from ownership_offers where user_group_id = $1";

pub(super) async fn delete_offer(
    client: &impl GenericClient,
    user_group_id: Uuid,
) -> Result<(), Error> {
    let statement = client.prepare_cached(DELETE_OFFER).await?;
    client.execute(&statement, &[&user_group_id]).await?;
    Ok(())
}

const LIST_OFFERED: &str = select_groups!(
    "offers.created_at as offered_at,",
    "ownership_offers offers join user_groups g on g.id = offers.user_group_id",
    "where offers.new_owner_id = $1 and (offers.created_at, offers.user_group_id) < ($2, $3)
    order by offers.created_at desc, offers.user_group_id desc limit $4"
);

/// Groups as the person sees them to whom they are offered, each with when it was. They may know of private ones, too.
pub(super) async fn list_offered(
    client: &impl GenericClient,
    new_owner_id: Uuid,
    after: &Position,
    limit: i64,
) -> Result<Vec<(DateTime<Utc>, GroupRow)>, Error> {
    let statement = client.prepare_cached(LIST_OFFERED).await?;
    let rows = client
        .query(
            &statement,
            &[&new_owner_id, &after.created_at, &after.uuid()?, &limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("offered_at")?, GroupRow::try_from(row)?)))
        .collect()
}

impl TryFrom<&Row> for OfferRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user_group_id: row.try_get("user_group_id")?,
            new_owner_id: row.try_get("new_owner_id")?,
            created_at: row.try_get("created_at")?,
        })
    }
}
