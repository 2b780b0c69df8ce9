//! The tables `membership_classes` and `memberships`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{NewMembership, Status};
use crate::{
    db::{GenericClient, Row},
    error::Error,
    policy::Subject,
    users,
};

/// The status of a row of `memberships`; null where there is none.
macro_rules! status {
    () => {
        "case when ends_at <= now() then 'lapsed' when starts_at > now() then 'upcoming' when starts_at is not null then 'active' end"
    };
}

/// Which membership of a person counts: the active one; without one, that which begins last.
macro_rules! which_counts {
    () => {
        "order by starts_at <= now() and (ends_at is null or ends_at > now()) desc, starts_at desc limit 1"
    };
}

/// The status of the membership that counts, of the person in a row of `users`; null if they never had any.
macro_rules! status_of_user {
    () => {
        concat!(
            "(select ",
            $crate::memberships::status!(),
            " from memberships where user_id = users.id ",
            $crate::memberships::which_counts!(),
            ")"
        )
    };
}
pub(crate) use {status, status_of_user, which_counts};

/// A row of `membership_classes`, as everybody sees it.
#[derive(Debug, Clone)]
pub struct ClassRow {
    /// Stable for the life of the class.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
}

/// A row of `memberships`, with its class.
#[derive(Debug, Clone)]
pub struct MembershipRow {
    /// Stable for the life of the membership.
    pub id: Uuid,
    /// Of which class.
    pub class: ClassRow,
    /// What follows from its dates.
    pub status: Status,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it was last renewed.
    pub renewed_at: Option<DateTime<Utc>>,
    /// Counts its changes.
    pub version: i32,
    /// Counts the changes of its class.
    pub class_version: i32,
}

const LIST_CLASSES: &str =
    "select id, name from membership_classes where retired_at is null order by name limit 200";

pub(super) async fn list_classes(client: &impl GenericClient) -> Result<Vec<ClassRow>, Error> {
    let statement = client.prepare_cached(LIST_CLASSES).await?;
    let rows = client.query(&statement, &[]).await?;
    rows.iter().map(ClassRow::try_from).collect()
}

const UPSERT_CLASS: &str =
    "insert into membership_classes (id, name) values ($1, $2) on conflict (name) do nothing";

/// Adds a class, unless there is one of this name.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn upsert_class(client: &impl GenericClient, class: &ClassRow) -> Result<(), Error> {
    let statement = client.prepare_cached(UPSERT_CLASS).await?;
    client
        .execute(&statement, &[&class.id, &class.name])
        .await?;
    Ok(())
}

const FIND_MEMBERSHIP: &str = concat!(
    "select users.role, users.tenant_id, held.*
    from users left join lateral (
        select memberships.id, starts_at, ends_at, renewed_at, memberships.version, ",
    status!(),
    " as status, class.id as class_id, class.name as class_name, class.version as class_version
        from memberships join membership_classes class on class.id = membership_class_id
        where user_id = users.id ",
    which_counts!(),
    ") held on true
    where users.id = $1 and deleted_at is null"
);

/// The person, with the membership that counts.
pub(super) async fn find_membership(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<Option<(Subject, Option<MembershipRow>)>, Error> {
    let statement = client.prepare_cached(FIND_MEMBERSHIP).await?;
    let row = client.query_opt(&statement, &[&user_id]).await?;
    let Some(row) = row else { return Ok(None) };
    let subject = users::subject_in(&row, user_id)?;
    let is_there = row.try_get::<_, Option<Uuid>>("id")?.is_some();
    let membership = is_there
        .then(|| MembershipRow::try_from(&row))
        .transpose()?;
    Ok(Some((subject, membership)))
}

/// Whichever constraint stands against it, that of the subscription or that of the period, nothing is done.
const INSERT_MEMBERSHIP: &str = "insert into memberships (id, user_id, membership_class_id, subscription_id, starts_at, ends_at)
    values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id";

pub(super) async fn insert_membership(
    client: &impl GenericClient,
    id: Uuid,
    new: &NewMembership,
) -> Result<Option<Uuid>, Error> {
    let statement = client.prepare_cached(INSERT_MEMBERSHIP).await?;
    let row = client
        .query_opt(
            &statement,
            &[
                &id,
                &new.user_id,
                &new.membership_class_id,
                &new.subscription_id,
                &new.starts_at,
                &new.ends_at,
            ],
        )
        .await?;
    Ok(row.map(|row| row.try_get("id")).transpose()?)
}

const EXTEND_MEMBERSHIP: &str = "update memberships set ends_at = $2, renewed_at = now() where subscription_id = $1 and ends_at < $2";

pub(super) async fn extend_membership(
    client: &impl GenericClient,
    subscription_id: &str,
    ends_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(EXTEND_MEMBERSHIP).await?;
    let changed = client
        .execute(&statement, &[&subscription_id, &ends_at])
        .await?;
    Ok(changed > 0)
}

const SHORTEN_MEMBERSHIP: &str = "update memberships set ends_at = greatest(starts_at, $2)
    where subscription_id = $1 and (ends_at is null or ends_at > greatest(starts_at, $2))";

pub(super) async fn shorten_membership(
    client: &impl GenericClient,
    subscription_id: &str,
    ends_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(SHORTEN_MEMBERSHIP).await?;
    let changed = client
        .execute(&statement, &[&subscription_id, &ends_at])
        .await?;
    Ok(changed > 0)
}

const SET_CLASS: &str = "update memberships set membership_class_id = $2
    where subscription_id = $1 and membership_class_id <> $2";

pub(super) async fn set_class(
    client: &impl GenericClient,
    subscription_id: &str,
    class_id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(SET_CLASS).await?;
    let changed = client
        .execute(&statement, &[&subscription_id, &class_id])
        .await?;
    Ok(changed > 0)
}

impl TryFrom<&Row> for ClassRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
        })
    }
}

impl TryFrom<&Row> for MembershipRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            class: ClassRow {
                id: row.try_get("class_id")?,
                name: row.try_get("class_name")?,
            },
            status: row.try_get::<_, &str>("status")?.parse()?,
            starts_at: row.try_get("starts_at")?,
            ends_at: row.try_get("ends_at")?,
            renewed_at: row.try_get("renewed_at")?,
            version: row.try_get("version")?,
            class_version: row.try_get("class_version")?,
        })
    }
}
