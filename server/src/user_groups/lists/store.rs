//! The table `user_groups`, by pages.

use uuid::Uuid;

use super::{GroupRow, GroupType};
use crate::{
    db::{GenericClient, page::Position},
    error::Error,
    user_groups::select_groups,
};

const LIST_GROUPS: &str = select_groups!(
    "",
    "user_groups g",
    "where g.visibility = 'public' and (g.created_at, g.id) < ($2, $3) order by g.created_at desc, g.id desc limit $4"
);
const LIST_GROUPS_OF_COUNTRY: &str = select_groups!(
    "",
    "user_groups g",
    "where g.visibility = 'public' and (g.created_at, g.id) < ($2, $3) and g.country = $5 and ($6::text is null or g.type = $6)
        order by g.created_at desc, g.id desc limit $4"
);
const LIST_GROUPS_OF_TYPE: &str = select_groups!(
    "",
    "user_groups g",
    "where g.visibility = 'public' and (g.created_at, g.id) < ($2, $3) and g.type = $5 order by g.created_at desc, g.id desc limit $4"
);

/// Those of this type and country, where they are given.
pub(super) async fn list_groups(
    client: &impl GenericClient,
    viewer: Option<Uuid>,
    (kind, country): (Option<GroupType>, Option<&str>),
    after: &Position,
    limit: i64,
) -> Result<Vec<GroupRow>, Error> {
    let (created_at, id) = (after.created_at, after.uuid()?);
    let kind = kind.map(GroupType::name);
    let rows = match (kind, country) {
        (None, None) => {
            let statement = client.prepare_cached(LIST_GROUPS).await?;
            client
                .query(&statement, &[&viewer, &created_at, &id, &limit])
                .await?
        }
        (Some(kind), None) => {
            let statement = client.prepare_cached(LIST_GROUPS_OF_TYPE).await?;
            client
                .query(&statement, &[&viewer, &created_at, &id, &limit, &kind])
                .await?
        }
        (kind, Some(country)) => {
            let statement = client.prepare_cached(LIST_GROUPS_OF_COUNTRY).await?;
            client
                .query(
                    &statement,
                    &[&viewer, &created_at, &id, &limit, &country, &kind],
                )
                .await?
        }
    };
    rows.iter().map(GroupRow::try_from).collect()
}

const LIST_GROUPS_OF_USER: &str = select_groups!(
    "",
    "user_groups g",
    "where g.owner_id = $5 and (g.visibility = 'public' or $6) and (g.created_at, g.id) < ($2, $3) order by g.created_at desc, g.id desc limit $4"
);

/// The groups of a person: `all` of them, or those that are public.
pub(super) async fn list_groups_of_user(
    client: &impl GenericClient,
    viewer: Option<Uuid>,
    (owner_id, all): (Uuid, bool),
    after: &Position,
    limit: i64,
) -> Result<Vec<GroupRow>, Error> {
    let statement = client.prepare_cached(LIST_GROUPS_OF_USER).await?;
    let (created_at, id) = (after.created_at, after.uuid()?);
    let rows = client
        .query(
            &statement,
            &[&viewer, &created_at, &id, &limit, &owner_id, &all],
        )
        .await?;
    rows.iter().map(GroupRow::try_from).collect()
}

const LIST_EVERY_GROUP: &str = select_groups!(
    "",
    "user_groups g",
    "",
    "where g.owner_id = $1 order by g.created_at desc, g.id desc limit $2"
);

/// The groups that a person owns, newest first, so many at most; also those of a deleted person.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn list_every_group(
    client: &impl GenericClient,
    owner_id: Uuid,
    at_most: i64,
) -> Result<Vec<GroupRow>, Error> {
    let statement = client.prepare_cached(LIST_EVERY_GROUP).await?;
    let rows = client.query(&statement, &[&owner_id, &at_most]).await?;
    rows.iter().map(GroupRow::try_from).collect()
}
