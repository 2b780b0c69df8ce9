//! The table `user_groups`. Groups of deleted people are never found here.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{GroupType, NewGroup, Profile, links::Link};
use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    names,
    policy::Subject,
};

/// A row of `user_groups`, with what is needed of its owner and what belongs to its profile.
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
    /// How many groups are its members, up to a hundred.
    pub member_count: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its changes.
    pub version: i32,
}

/// A query of [`GroupRow`]s: what else to select, the table that leads to `user_groups g`, and which to select. Whoever
/// lists groups does it by this, so that all lists show the same groups in the same way. What belongs to a group is looked up
/// row by row, for no more rows than the page has; the order in which members are counted is there to have their index taken,
/// however unlike the sizes of groups are.
macro_rules! select_groups {
    ($more:literal, $from:literal, $rest:literal) => {
        concat!(
            "select ", $more, " g.id, g.type, g.display_name, g.short_bio, g.description, g.group_email, g.country, g.created_at, g.updated_at, g.version,
                array(select url from links where links.user_group_id = g.id order by position) as link_urls,
                array(select personal_data from links where links.user_group_id = g.id order by position) as link_marks,
                array(select (select name from tags where key = tag) from user_group_tags where user_group_tags.user_group_id = g.id order by position) as tags,
                case when g.type = 'persona' then 0 else (select count(*) from (select from user_group_members counted
                    join user_groups counted_groups on counted_groups.id = counted.member_id
                    join users counted_owners on counted_owners.id = counted_groups.owner_id and counted_owners.deleted_at is null
                    where counted.user_group_id = g.id and counted.state = 'accepted'
                    order by counted.created_at desc, counted.member_id desc limit 100) counted)::integer end as member_count,
                g.owner_id, owners.tenant_id, owners.role
            from ", $from, " join users owners on owners.id = g.owner_id and owners.deleted_at is null ",
            $rest
        )
    };
}
pub(crate) use select_groups;

const LIST_GROUPS: &str = select_groups!(
    "",
    "user_groups g",
    "where (g.created_at, g.id) < ($1, $2) order by g.created_at desc, g.id desc limit $3"
);
const LIST_GROUPS_OF_TYPE: &str = select_groups!(
    "",
    "user_groups g",
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

const LIST_GROUPS_OF_USER: &str = select_groups!(
    "",
    "user_groups g",
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

const FIND_GROUP: &str = select_groups!("", "user_groups g", "where g.id = $1");

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

/// Against those who change the group, not against those who only refer to it.
const LOCK_GROUP: &str = "select from user_groups where id = $1 for no key update";
/// Against those who change or delete the group.
const HOLD_GROUP: &str = "select from user_groups where id = $1 for share";

/// The group, held so that nobody else changes it until the transaction ends. It is read after it is held, by a statement
/// of its own, so that its links and tags are those of now, too.
pub(super) async fn lock_group(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<GroupRow>, Error> {
    let lock = client.prepare_cached(LOCK_GROUP).await?;
    client.execute(&lock, &[&id]).await?;
    find_group(client, id).await
}

/// The group, held so that it and its owner stay what they are until the transaction ends.
pub(super) async fn hold_group(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<GroupRow>, Error> {
    let hold = client.prepare_cached(HOLD_GROUP).await?;
    client.execute(&hold, &[&id]).await?;
    find_group(client, id).await
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

const INSERT_GROUP: &str = "insert into user_groups (id, type, owner_id, display_name, display_name_key, short_bio, description, group_email, country)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) async fn insert_group(
    client: &impl GenericClient,
    id: Uuid,
    owner_id: Uuid,
    new: &NewGroup,
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_GROUP).await?;
    let profile = &new.profile;
    client
        .execute(
            &statement,
            &[
                &id,
                &new.kind.name(),
                &owner_id,
                &profile.display_name,
                &names::alike(&profile.display_name),
                &profile.short_bio,
                &profile.description,
                &profile.group_email,
                &profile.country,
            ],
        )
        .await?;
    Ok(())
}

const UPDATE_PROFILE: &str = "update user_groups
    set display_name = $2, display_name_key = case when display_name = $2 then display_name_key else $3 end, short_bio = $4, description = $5, group_email = $6, country = $7
    where id = $1";

/// Changes what a group says of itself but for links and tags; counts as a change even if only those change.
pub(super) async fn update_profile(
    client: &impl GenericClient,
    id: Uuid,
    profile: &Profile,
) -> Result<(), Error> {
    let statement = client.prepare_cached(UPDATE_PROFILE).await?;
    client
        .execute(
            &statement,
            &[
                &id,
                &profile.display_name,
                &names::alike(&profile.display_name),
                &profile.short_bio,
                &profile.description,
                &profile.group_email,
                &profile.country,
            ],
        )
        .await?;
    Ok(())
}

const UPDATE_OWNER: &str = "update user_groups set owner_id = $2 where id = $1";

pub(super) async fn update_owner(
    client: &impl GenericClient,
    id: Uuid,
    owner_id: Uuid,
) -> Result<(), Error> {
    let statement = client.prepare_cached(UPDATE_OWNER).await?;
    client.execute(&statement, &[&id, &owner_id]).await?;
    Ok(())
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
        let urls: Vec<String> = row.try_get("link_urls")?;
        let marks: Vec<bool> = row.try_get("link_marks")?;
        let link = |(url, personal_data)| Link { url, personal_data };
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
                links: urls.into_iter().zip(marks).map(link).collect(),
                tags: row.try_get("tags")?,
            },
            member_count: row.try_get("member_count")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
