//! The table `user_groups`. Groups of deleted people are never found here.

use chrono::{DateTime, Utc};
use tokio_postgres::types::Json;
use uuid::Uuid;

use super::{GroupType, NewGroup, Privacy, Profile};
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
    /// Who may see what of that.
    pub privacy: Privacy,
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
        select!("and owners.deleted_at is null ", $rest)
    };
    ($owners:literal, $rest:literal) => {
        concat!(
            "select g.id, g.type, g.display_name, g.short_bio, g.description, g.group_email, g.country, g.created_at, g.updated_at, g.version,
                g.visibility, g.show_owned_tracks, g.show_supported_artists, g.privacy_choices,
                g.owner_id, owners.tenant_id, owners.role
            from user_groups g join users owners on owners.id = g.owner_id ",
            $owners,
            $rest
        )
    };
}

const LIST_GROUPS: &str = select!(
    "where g.visibility = 'public' and (g.created_at, g.id) < ($1, $2) order by g.created_at desc, g.id desc limit $3"
);
const LIST_GROUPS_OF_TYPE: &str = select!(
    "where g.visibility = 'public' and (g.created_at, g.id) < ($1, $2) and g.type = $4 order by g.created_at desc, g.id desc limit $3"
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
    "where g.owner_id = $4 and (g.visibility = 'public' or $5) and (g.created_at, g.id) < ($1, $2) order by g.created_at desc, g.id desc limit $3"
);

/// The groups of a person: `all` of them, or those that are public.
pub(super) async fn list_groups_of_user(
    client: &impl GenericClient,
    owner_id: Uuid,
    all: bool,
    after: &Position,
    limit: i64,
) -> Result<Vec<GroupRow>, Error> {
    let statement = client.prepare_cached(LIST_GROUPS_OF_USER).await?;
    let rows = client
        .query(
            &statement,
            &[&after.created_at, &after.uuid()?, &limit, &owner_id, &all],
        )
        .await?;
    rows.iter().map(GroupRow::try_from).collect()
}

const LIST_EVERY_GROUP: &str = select!(
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

const INSERT_GROUP: &str = "insert into user_groups (id, type, owner_id, display_name, short_bio, description, group_email, country, visibility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id";

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
                &new.visibility.name(),
            ],
        )
        .await?;
    Ok(row.try_get("id")?)
}

const UPDATE_PROFILE: &str = "update user_groups set display_name = $2, short_bio = $3, description = $4, group_email = $5, country = $6
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

const DELETE_SOME_GROUPS: &str = "delete from user_groups where id = any (array(
        select id from user_groups where owner_id = $1 limit $2))";

/// Deletes groups of a person who is erased, so many at most, and tells how many there were. What belongs to a group goes
/// with it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_some_groups(
    client: &impl GenericClient,
    owner_id: Uuid,
    at_most: i64,
) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_SOME_GROUPS).await?;
    Ok(client.execute(&statement, &[&owner_id, &at_most]).await?)
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
            },
            privacy: Privacy {
                visibility: row.try_get::<_, &str>("visibility")?.parse()?,
                show_owned_tracks: row.try_get("show_owned_tracks")?,
                show_supported_artists: row.try_get("show_supported_artists")?,
                choices: row.try_get::<_, Json<_>>("privacy_choices")?.0,
            },
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
