//! The table `recommendations`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::GroupRow;
use crate::{
    db::{GenericClient, page::Position},
    error::Error,
    user_groups::select_groups,
};

const LIST_RECOMMENDED: &str = select_groups!(
    "r.created_at as recommended_at,",
    "recommendations r join user_groups g on g.id = r.recommended_id",
    "where r.user_group_id = $5 and (g.visibility = 'public' or $1 = g.owner_id
            or (g.visibility = 'unlisted' and $1 = (select owner_id from user_groups where id = $5)))
        and (r.created_at, r.recommended_id) < ($2, $3)
    order by r.created_at desc, r.recommended_id desc limit $4"
);

/// Groups, each with since when it is recommended: the public ones and the viewer's own, to the owner of the group the
/// unlisted ones too.
pub(super) async fn list_recommended(
    client: &impl GenericClient,
    viewer: Option<Uuid>,
    user_group_id: Uuid,
    after: &Position,
    limit: i64,
) -> Result<Vec<(DateTime<Utc>, GroupRow)>, Error> {
    let statement = client.prepare_cached(LIST_RECOMMENDED).await?;
    let rows = client
        .query(
            &statement,
            &[
                &viewer,
                &after.created_at,
                &after.uuid()?,
                &limit,
                &user_group_id,
            ],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("recommended_at")?, GroupRow::try_from(row)?)))
        .collect()
}

const INSERT_RECOMMENDATION: &str = "insert into recommendations (user_group_id, recommended_id) values ($1, $2) on conflict do nothing";

/// Whether it was not there before.
pub(super) async fn insert_recommendation(
    client: &impl GenericClient,
    user_group_id: Uuid,
    recommended_id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(INSERT_RECOMMENDATION).await?;
    let added = client
        .execute(&statement, &[&user_group_id, &recommended_id])
        .await?;
    Ok(added > 0)
}

const DELETE_RECOMMENDATION: &str =
    "delete from recommendations where user_group_id = $1 and recommended_id = $2";

/// Whether it was there.
pub(super) async fn delete_recommendation(
    client: &impl GenericClient,
    user_group_id: Uuid,
    recommended_id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(DELETE_RECOMMENDATION).await?;
    let removed = client
        .execute(&statement, &[&user_group_id, &recommended_id])
        .await?;
    Ok(removed > 0)
}
