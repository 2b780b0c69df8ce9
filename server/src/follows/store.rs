//! The table `follows`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, page::Position},
    error::Error,
    policy::Audience,
    user_groups::{GroupRow, select_groups},
    users::{self, UserRow},
};

const LIST_FOLLOWING: &str = select_groups!(
    "f.created_at as followed_at,",
    "follows f join user_groups g on g.id = f.user_group_id",
    "where f.user_id = $5 and (g.visibility = 'public' or $1 = g.owner_id or (g.visibility = 'unlisted' and $1 = $5))
        and (f.created_at, f.user_group_id) < ($2, $3)
    order by f.created_at desc, f.user_group_id desc limit $4"
);

/// Groups, each with since when it is followed: the public ones and the viewer's own, to the person the unlisted ones too.
pub(super) async fn list_following(
    client: &impl GenericClient,
    viewer: Option<Uuid>,
    user_id: Uuid,
    after: &Position,
    limit: i64,
) -> Result<Vec<(DateTime<Utc>, GroupRow)>, Error> {
    let statement = client.prepare_cached(LIST_FOLLOWING).await?;
    let rows = client
        .query(
            &statement,
            &[&viewer, &after.created_at, &after.uuid()?, &limit, &user_id],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("followed_at")?, GroupRow::try_from(row)?)))
        .collect()
}

/// The followers of a group of whom an audience may know; the condition is that of an index.
macro_rules! list_followers {
    ($condition:literal) => {
        concat!(
            "select followed_at, ", users::columns!(),
            " from (select user_id, created_at as followed_at from follows where user_group_id = $4 ", $condition, ") f
                join users on users.id = f.user_id and users.deleted_at is null
            where (followed_at, user_id) < ($1, $2) order by followed_at desc, user_id desc limit $3"
        )
    };
}

const LIST_FOLLOWERS_FOR_COMMUNITY: &str = list_followers!("and audience <> 'private'");
const LIST_FOLLOWERS_FOR_ALL: &str = list_followers!("and audience = 'public'");

/// People, each with since when they follow.
pub(super) async fn list_followers(
    client: &impl GenericClient,
    user_group_id: Uuid,
    audience: Audience,
    after: &Position,
    limit: i64,
) -> Result<Vec<(DateTime<Utc>, UserRow)>, Error> {
    let statement = client
        .prepare_cached(match audience {
            Audience::Private | Audience::Community => LIST_FOLLOWERS_FOR_COMMUNITY,
            Audience::Public => LIST_FOLLOWERS_FOR_ALL,
        })
        .await?;
    let rows = client
        .query(
            &statement,
            &[&after.created_at, &after.uuid()?, &limit, &user_group_id],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("followed_at")?, UserRow::try_from(row)?)))
        .collect()
}

const INSERT_FOLLOW: &str = "insert into follows (user_id, user_group_id, audience) values ($1, $2, $3) on conflict do nothing";

/// Whether the person did not follow it before.
pub(super) async fn insert_follow(
    client: &impl GenericClient,
    user_id: Uuid,
    user_group_id: Uuid,
    audience: Audience,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(INSERT_FOLLOW).await?;
    let added = client
        .execute(&statement, &[&user_id, &user_group_id, &audience.name()])
        .await?;
    Ok(added > 0)
}

const DELETE_FOLLOW: &str = "delete from follows where user_id = $1 and user_group_id = $2";

/// Whether the person followed it.
pub(super) async fn delete_follow(
    client: &impl GenericClient,
    user_id: Uuid,
    user_group_id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(DELETE_FOLLOW).await?;
    let removed = client
        .execute(&statement, &[&user_id, &user_group_id])
        .await?;
    Ok(removed > 0)
}

const CHANGE_AUDIENCE: &str =
    "update follows set audience = $2 where user_id = $1 and audience <> $2";

/// Changes who may know what a person follows. Part of the transaction in which they choose it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn change_audience(
    client: &impl GenericClient,
    user_id: Uuid,
    audience: Audience,
) -> Result<(), Error> {
    let statement = client.prepare_cached(CHANGE_AUDIENCE).await?;
    client
        .execute(&statement, &[&user_id, &audience.name()])
        .await?;
    Ok(())
}
