//! The table `user_groups`. Groups of deleted people are never found here.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{GroupType, NewGroup, Profile};
use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    policy::Subject,
};

/// A row of `user_groups`, with what is needed of its owner.
#[derive(Debug, Clone)]
pub struct GroupRow {
    /// Stable for the life of the group.
    pub id: Uuid,
    /// What kind of group it is.
    pub kind: GroupType,
    /// The person who owns it.
    pub owner: Subject,
    /// What it says of itself.
    pub profile: Profile,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its changes.
    pub version: i32,
}

/// The columns of [`GroupRow`], and the tables they come from.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select g.id, g.type, g.display_name, g.short_bio, g.description, g.group_email, g.country, g.avatar_id, g.banner_id, g.created_at, g.updated_at, g.version,
                g.owner_id, owners.tenant_id, owners.role
            from user_groups g join users owners on owners.id = g.owner_id and owners.deleted_at is null ",
            $rest
        )
    };
}

const LIST_GROUPS: &str =
    select!("where (g.created_at, g.id) < ($1, $2) order by g.created_at desc, g.id desc limit $3");
const LIST_GROUPS_OF_TYPE: &str = select!(
    "where (g.created_at, g.id) < ($1, $2) and g.type = $4 order by g.created_at desc, g.id desc limit $3"
);

pub(super) async fn list_groups(
    client: &impl GenericClient,
    kind: Option<GroupType>,
    after: &Position,
    limit: i64,
) -> Result<Vec<GroupRow>, Error> {
    let after_id = after.uuid()?;
    let rows = match kind {
        None => {
            client
                .query(
                    &client.prepare_cached(LIST_GROUPS).await?,
                    &[&after.created_at, &after_id, &limit],
                )
                .await?
        }
        Some(kind) => {
            let statement = client.prepare_cached(LIST_GROUPS_OF_TYPE).await?;
            client
                .query(
                    &statement,
                    &[&after.created_at, &after_id, &limit, &kind.name()],
                )
                .await?
        }
    };
    rows.iter().map(GroupRow::try_from).collect()
}

const LIST_GROUPS_OF_USER: &str = select!(
    "where (g.created_at, g.id) < ($1, $2) and g.owner_id = $4 order by g.created_at desc, g.id desc limit $3"
);

pub(super) async fn list_groups_of_user(
    client: &impl GenericClient,
    owner_id: Uuid,
    after: &Position,
    limit: i64,
) -> Result<Vec<GroupRow>, Error> {
    let statement = client.prepare_cached(LIST_GROUPS_OF_USER).await?;
    let rows = client
        .query(
            &statement,
            &[&after.created_at, &after.uuid()?, &limit, &owner_id],
        )
        .await?;
    rows.iter().map(GroupRow::try_from).collect()
}

const FIND_GROUP: &str = select!("where g.id = $1");

pub(super) async fn find_group(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<GroupRow>, Error> {
    let statement = client.prepare_cached(FIND_GROUP).await?;
    client
        .query_opt(&statement, &[&id])
        .await?
        .as_ref()
        .map(GroupRow::try_from)
        .transpose()
}

const LOCK_GROUP: &str = select!("where g.id = $1 for update of g");

pub(super) async fn lock_group(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<GroupRow>, Error> {
    let statement = client.prepare_cached(LOCK_GROUP).await?;
    client
        .query_opt(&statement, &[&id])
        .await?
        .as_ref()
        .map(GroupRow::try_from)
        .transpose()
}

const COUNT_OWNED: &str = "select count(*) from user_groups where owner_id = $1 and type = $2";

pub(super) async fn count_owned(
    client: &impl GenericClient,
    owner_id: Uuid,
    kind: GroupType,
) -> Result<i64, Error> {
    let statement = client.prepare_cached(COUNT_OWNED).await?;
    Ok(client
        .query_one(&statement, &[&owner_id, &kind.name()])
        .await?
        .try_get(0)?)
}

const INSERT_GROUP: &str = "insert into user_groups (id, type, owner_id, display_name, short_bio, description, group_email, country)
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";

pub(super) async fn insert_group(
    client: &impl GenericClient,
    id: Uuid,
    owner_id: Uuid,
    new: &NewGroup,
) -> Result<Uuid, Error> {
    let statement = client.prepare_cached(INSERT_GROUP).await?;
    let Profile {
        display_name,
        short_bio,
        description,
        group_email,
        country,
        ..
    } = &new.profile;
    let row = client
        .query_one(
            &statement,
            &[
                &id,
                &new.kind.name(),
                &owner_id,
                display_name,
                short_bio,
                description,
                group_email,
                country,
            ],
        )
        .await?;
    Ok(row.try_get("id")?)
}

const UPDATE_PROFILE: &str = "update user_groups set display_name = $2, short_bio = $3, description = $4, group_email = $5, country = $6, avatar_id = $7, banner_id = $8
    where id = $1 returning version, updated_at";

pub(super) async fn update_profile(
    client: &impl GenericClient,
    id: Uuid,
    profile: &Profile,
) -> Result<(i32, DateTime<Utc>), Error> {
    let statement = client.prepare_cached(UPDATE_PROFILE).await?;
    let Profile {
        display_name,
        short_bio,
        description,
        group_email,
        country,
        avatar_id,
        banner_id,
    } = profile;
    let row = client
        .query_one(
            &statement,
            &[
                &id,
                display_name,
                short_bio,
                description,
                group_email,
                country,
                avatar_id,
                banner_id,
            ],
        )
        .await?;
    Ok((row.try_get("version")?, row.try_get("updated_at")?))
}

const DELETE_GROUP: &str = "delete from user_groups where id = $1";

pub(super) async fn delete_group(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(DELETE_GROUP).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

impl TryFrom<&Row> for GroupRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            kind: row.try_get::<_, &str>("type")?.parse()?,
            owner: Subject {
                user_id: row.try_get("owner_id")?,
                tenant_id: row.try_get("tenant_id")?,
                role: row.try_get::<_, &str>("role")?.parse()?,
            },
            profile: Profile {
                display_name: row.try_get("display_name")?,
                short_bio: row.try_get("short_bio")?,
                description: row.try_get("description")?,
                group_email: row.try_get("group_email")?,
                country: row.try_get("country")?,
                avatar_id: row.try_get("avatar_id")?,
                banner_id: row.try_get("banner_id")?,
            },
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
