//! The table `user_groups`. Groups of deleted people are never found here.

use chrono::{DateTime, Utc};
use tokio_postgres::types::Json;
use uuid::Uuid;

use super::{
    GroupType, NewGroup, Privacy, Profile,
    links::Link,
    members::{Summary, read_summaries, summaries},
};
use crate::{
    db::{GenericClient, Row},
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
    /// How many of its members the viewer finds, up to a hundred.
    pub member_count: i32,
    /// Who may see what of that.
    pub privacy: Privacy,
    /// The newest of them; none in lists.
    pub members: Option<Vec<Summary>>,
    /// Whether its owner has let the viewer know of it, although it is private: by an invitation, an acceptance or an offer.
    pub confided: bool,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its changes.
    pub version: i32,
}

/// A query of [`GroupRow`]s as the viewer `$1`, a person or null, finds them: what else to select, the table that leads to
/// `user_groups g`, and which to select. Whoever lists groups does it by this, so that all lists show the same groups in the
/// same way; who finds which is up to the condition of each list. What belongs to a group is looked up row by row, for no more
/// rows than the page has; the order in which members are counted is there to have their index taken, however unlike the
/// sizes of groups are.
macro_rules! select_groups {
    ($more:expr, $from:literal, $rest:literal) => {
        crate::user_groups::select_groups!($more, $from, "and owners.deleted_at is null ", $rest)
    };
    ($more:expr, $from:literal, $owners:literal, $rest:literal) => {
        concat!(
            "select ", $more, " g.id, g.type, g.display_name, g.short_bio, g.description, g.group_email, g.country, g.avatar_id, g.banner_id, g.created_at, g.updated_at, g.version,
                g.visibility, g.show_owned_tracks, g.show_supported_artists, g.privacy_choices,
                array(select url from links where links.user_group_id = g.id order by position) as link_urls,
                array(select personal_data from links where links.user_group_id = g.id order by position) as link_marks,
                array(select (select name from tags where key = tag) from user_group_tags where user_group_tags.user_group_id = g.id order by position) as tags,
                case when g.type = 'persona' then 0 else (select count(*) from (select from user_group_members counted
                    join user_groups counted_groups on counted_groups.id = counted.member_id
                        and (counted_groups.visibility = 'public' or $1::uuid in (counted_groups.owner_id, g.owner_id))
                    join users counted_owners on counted_owners.id = counted_groups.owner_id and counted_owners.deleted_at is null
                    where counted.user_group_id = g.id and counted.state = 'accepted'
                    order by counted.created_at desc, counted.member_id desc limit 100) counted)::integer end as member_count,
                case when g.visibility <> 'private' or $1 is null then false else
                    exists (select from ownership_offers offered where offered.user_group_id = g.id and offered.new_owner_id = $1)
                    or exists (select from user_group_members joined join user_groups theirs on theirs.id = joined.member_id
                        where joined.user_group_id = g.id and theirs.owner_id = $1)
                    or exists (select from user_group_members joined join user_groups theirs on theirs.id = joined.user_group_id
                        where joined.member_id = g.id and joined.state = 'accepted' and theirs.owner_id = $1) end as confided,
                g.owner_id, owners.tenant_id, owners.role
            from ", $from, " join users owners on owners.id = g.owner_id ", $owners,
            $rest
        )
    };
}
pub(crate) use select_groups;

const FIND_GROUP: &str = select_groups!(summaries!(), "user_groups g", "where g.id = $2");

pub(super) async fn find_group(
    client: &impl GenericClient,
    viewer: Option<Uuid>,
    id: Uuid,
) -> Result<Option<GroupRow>, Error> {
    let statement = client.prepare_cached(FIND_GROUP).await?;
    let row = client.query_opt(&statement, &[&viewer, &id]).await?;
    let group = |row: &Row| {
        Ok(GroupRow {
            members: Some(read_summaries(row)?),
            ..GroupRow::try_from(row)?
        })
    };
    row.as_ref().map(group).transpose()
}

/// Against those who change the group, not against those who only refer to it.
const LOCK_GROUP: &str = "select from user_groups where id = $1 for no key update";
/// Against those who change or delete the groups; in the order in which all are held of who leaves or comes back.
const HOLD_GROUPS: &str = "select from user_groups where id = any ($1) order by id for share";

/// The group, held so that nobody else changes it until the transaction ends. It is read after it is held, by a statement
/// of its own, so that its links and tags are those of now, too.
pub(super) async fn lock_group(
    client: &impl GenericClient,
    viewer: Option<Uuid>,
    id: Uuid,
) -> Result<Option<GroupRow>, Error> {
    let lock = client.prepare_cached(LOCK_GROUP).await?;
    client.execute(&lock, &[&id]).await?;
    find_group(client, viewer, id).await
}

/// Holds groups so that they and their owners stay what they are until the transaction ends. Read them after it.
pub(super) async fn hold_groups(client: &impl GenericClient, ids: &[Uuid]) -> Result<(), Error> {
    let hold = client.prepare_cached(HOLD_GROUPS).await?;
    client.execute(&hold, &[&ids]).await?;
    Ok(())
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

const INSERT_GROUP: &str = "insert into user_groups (id, type, owner_id, display_name, display_name_key, display_name_look, short_bio, description, group_email, country, visibility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

pub(super) async fn insert_group(
    client: &impl GenericClient,
    id: Uuid,
    owner_id: Uuid,
    new: &NewGroup,
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_GROUP).await?;
    let profile = &new.profile;
    let look = names::alike(&profile.display_name);
    client
        .execute(
            &statement,
            &[
                &id,
                &new.kind.name(),
                &owner_id,
                &profile.display_name,
                &look.in_capitals,
                &look.written,
                &profile.short_bio,
                &profile.description,
                &profile.group_email,
                &profile.country,
                &new.visibility.name(),
            ],
        )
        .await?;
    Ok(())
}

const UPDATE_PROFILE: &str = "update user_groups
    set display_name = $2, display_name_key = case when display_name = $2 then display_name_key else $3 end,
        display_name_look = case when display_name = $2 then display_name_look else $4 end,
        short_bio = $5, description = $6, group_email = $7, country = $8, avatar_id = $9, banner_id = $10
    where id = $1";

/// Changes what a group says of itself but for links and tags; counts as a change even if only those change.
pub(super) async fn update_profile(
    client: &impl GenericClient,
    id: Uuid,
    profile: &Profile,
) -> Result<(), Error> {
    let statement = client.prepare_cached(UPDATE_PROFILE).await?;
    let look = names::alike(&profile.display_name);
    client
        .execute(
            &statement,
            &[
                &id,
                &profile.display_name,
                &look.in_capitals,
                &look.written,
                &profile.short_bio,
                &profile.description,
                &profile.group_email,
                &profile.country,
                &profile.avatar_id,
                &profile.banner_id,
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

/// What two groups have in common would go with either. So that those who delete both do not wait for each other, all rows
/// are held in one order first.
const HOLD_TIES: [&str; 2] = [
    "select from user_group_members where user_group_id = $1 or member_id = $1 order by user_group_id, member_id for update",
    "select from recommendations where user_group_id = $1 or recommended_id = $1 order by user_group_id, recommended_id for update",
];
const DELETE_GROUP: &str = "delete from user_groups where id = $1";

pub(super) async fn delete_group(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    for hold in HOLD_TIES {
        let statement = client.prepare_cached(hold).await?;
        client.execute(&statement, &[&id]).await?;
    }
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
                avatar_id: row.try_get("avatar_id")?,
                banner_id: row.try_get("banner_id")?,
            },
            member_count: row.try_get("member_count")?,
            members: None,
            confided: row.try_get("confided")?,
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
