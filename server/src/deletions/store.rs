//! The table `users`, as far as it is about leaving.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, Row},
    error::Error,
    policy::Subject,
};

/// Somebody who may have left but is not erased.
pub struct LeaverRow {
    /// Who it is.
    pub subject: Subject,
    /// Their e-mail address.
    pub username: String,
    /// Whether they have shown that it is theirs.
    pub email_confirmed: bool,
    /// Whether their account is deleted.
    pub is_deleted: bool,
}

/// Somebody whose time is over.
pub(super) struct DueRow {
    pub(super) subject: Subject,
    pub(super) username: String,
    pub(super) deleted_at: DateTime<Utc>,
}

/// The new epoch makes every instance refuse the access tokens that there are.
const DELETE_USER: &str =
    "update users set deleted_at = now(), erase_at = now() + make_interval(secs => $2),
        token_epoch = token_epoch + 1, token_epoch_changed_at = now()
    where id = $1 returning erase_at";

/// Answers until when the account can be restored.
pub(super) async fn delete_user(
    client: &impl GenericClient,
    id: Uuid,
    grace: TimeDelta,
) -> Result<DateTime<Utc>, Error> {
    let statement = client.prepare_cached(DELETE_USER).await?;
    let seconds = grace.as_seconds_f64();
    let row = client.query_one(&statement, &[&id, &seconds]).await?;
    Ok(row.try_get("erase_at")?)
}

/// By the clock and not by the transaction's beginning: who waits here for the job that erases finds nobody.
const LOCK_LEAVER: &str = "select id, tenant_id, role, username, email_confirmed_at is not null as email_confirmed, deleted_at is not null as is_deleted
    from users where id = $1 and erased_at is null and (erase_at is null or erase_at > clock_timestamp()) for no key update";

pub(super) async fn lock_leaver(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<LeaverRow>, Error> {
    let statement = client.prepare_cached(LOCK_LEAVER).await?;
    let row = client.query_opt(&statement, &[&id]).await?;
    row.map(|row| {
        Ok(LeaverRow {
            subject: subject(&row)?,
            username: row.try_get("username")?,
            email_confirmed: row.try_get("email_confirmed")?,
            is_deleted: row.try_get("is_deleted")?,
        })
    })
    .transpose()
}

const RESTORE_USER: &str = "update users set deleted_at = null, erase_at = null where id = $1";

/// A conflict, if another account has the address by now.
pub(super) async fn restore_user(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(RESTORE_USER).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

const LIST_DUE: &str = "select erase_at, id from users
    where erase_at <= now() and erased_at is null and (erase_at, id) > ($1, $2) order by erase_at, id limit $3";

/// Those whose time is over, and since when.
pub(super) async fn list_due(
    client: &impl GenericClient,
    (after, after_id): (DateTime<Utc>, Uuid),
    at_most: i64,
) -> Result<Vec<(DateTime<Utc>, Uuid)>, Error> {
    let statement = client.prepare_cached(LIST_DUE).await?;
    let rows = client
        .query(&statement, &[&after, &after_id, &at_most])
        .await?;
    let due = rows
        .iter()
        .map(|row| Ok((row.try_get("erase_at")?, row.try_get("id")?)));
    due.collect()
}

/// It writes the row as it was, so that whoever waits for it, since they found its time not over yet, looks at the clock
/// again. From then on nobody brings the person back.
const BEGIN_ERASURE: &str = "update users set erase_at = erase_at where id = (
        select id from users where id = $1 and erase_at <= now() and erased_at is null for update skip locked)";

/// False, if somebody else has the row: another instance, or who was just in time to bring the person back.
pub(super) async fn begin_erasure(client: &impl GenericClient, id: Uuid) -> Result<bool, Error> {
    let statement = client.prepare_cached(BEGIN_ERASURE).await?;
    Ok(client.execute(&statement, &[&id]).await? > 0)
}

const LOCK_DUE: &str = "select id, tenant_id, role, username, deleted_at from users
    where id = $1 and erase_at <= now() and erased_at is null for update skip locked";

pub(super) async fn lock_due(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<DueRow>, Error> {
    let statement = client.prepare_cached(LOCK_DUE).await?;
    let row = client.query_opt(&statement, &[&id]).await?;
    row.map(|row| {
        Ok(DueRow {
            subject: subject(&row)?,
            username: row.try_get("username")?,
            deleted_at: row.try_get("deleted_at")?,
        })
    })
    .transpose()
}

/// These name nobody but an address, which after the deletion may be somebody else's.
const DELETE_LETTER_REQUESTS: &str =
    "delete from letter_requests where username = $1 and created_at <= $2";

pub(super) async fn delete_letter_requests(
    client: &impl GenericClient,
    person: &DueRow,
) -> Result<(), Error> {
    let statement = client.prepare_cached(DELETE_LETTER_REQUESTS).await?;
    client
        .execute(&statement, &[&person.username, &person.deleted_at])
        .await?;
    Ok(())
}

/// Other services may know somebody by it. That they were brought over stays, so that they are not brought over again.
const CLEAR_LEGACY_ID: &str =
    "update imported_rows set legacy_id = null where kind = 'users' and id = $1";

pub(super) async fn clear_legacy_id(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(CLEAR_LEGACY_ID).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

/// Takes the row out, and with it all that refers to it with "on delete cascade"; and puts one in its place that says
/// nothing, for what refers to it without. In one statement, at whose end those references are checked.
const ERASE_USER: &str = "with gone as (
        delete from users where id = $1 returning id, role, tenant_id, created_at, deleted_at, erase_at)
    insert into users (id, role, tenant_id, created_at, deleted_at, erase_at, erased_at)
    select id, role, tenant_id, created_at, deleted_at, erase_at, now() from gone";

pub(super) async fn erase_user(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(ERASE_USER).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

fn subject(row: &Row) -> Result<Subject, Error> {
    Ok(Subject {
        user_id: row.try_get("id")?,
        tenant_id: row.try_get("tenant_id")?,
        role: row.try_get::<_, &str>("role")?.parse()?,
    })
}
