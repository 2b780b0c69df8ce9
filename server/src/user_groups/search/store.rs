//! The table `user_group_search`, which triggers keep.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Found, GroupRow, Place, Question};
use crate::{
    db::{GenericClient, Row},
    error::Error,
    user_groups::select_groups,
};

const FIND_GROUPS: &str = select_groups!(
    "f.rank, f.number, now() as asked_at,",
    "find_user_groups($2, $3, $4, $5, $6, $7, $8) f join user_groups g on g.id = f.user_group_id",
    "where g.visibility = 'public' order by f.rank desc, f.number desc"
);

/// Groups after this place, of those that have not changed since.
pub(super) async fn find_groups(
    client: &impl GenericClient,
    viewer: Option<Uuid>,
    question: &Question<'_>,
    after: Place,
    unchanged_since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Found>, Error> {
    let statement = client.prepare_cached(FIND_GROUPS).await?;
    let rows = client
        .query(
            &statement,
            &[
                &viewer,
                &question.q,
                &question.filters,
                &question.deepest.prefix(),
                &after.rank,
                &after.number,
                &unchanged_since,
                &limit,
            ],
        )
        .await?;
    rows.iter().map(Found::try_from).collect()
}

impl TryFrom<&Row> for Found {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            group: GroupRow::try_from(row)?,
            place: Place {
                rank: row.try_get("rank")?,
                number: row.try_get("number")?,
            },
            at: row.try_get("asked_at")?,
        })
    }
}
