//! The table `outbox`.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{db::GenericClient, error::Error};

/// A letter to put in.
pub(super) struct NewRow<'a> {
    pub(super) id: Uuid,
    pub(super) kind: &'static str,
    pub(super) about: Option<Uuid>,
    pub(super) to: &'a str,
    pub(super) sealed: Vec<u8>,
    pub(super) useful_for: Option<TimeDelta>,
}

/// A letter that this instance has to itself for a while.
pub(super) struct Claimed {
    pub(super) id: Uuid,
    pub(super) kind: String,
    pub(super) sealed: Vec<u8>,
    pub(super) created_at: DateTime<Utc>,
    /// How often it was tried, this time included.
    pub(super) attempts: i32,
    /// Whether its link works still.
    pub(super) useful: bool,
}

const INSERT_LETTER: &str =
    "insert into outbox (id, kind, user_id, to_address, contents_sealed, useful_until)
    values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))";

pub(super) async fn insert_letter(
    client: &impl GenericClient,
    row: &NewRow<'_>,
) -> Result<(), Error> {
    let seconds = row.useful_for.map(|time| time.as_seconds_f64());
    let statement = client.prepare_cached(INSERT_LETTER).await?;
    client
        .execute(
            &statement,
            &[
                &row.id,
                &row.kind,
                &row.about,
                &row.to,
                &row.sealed,
                &seconds,
            ],
        )
        .await?;
    Ok(())
}

/// What other instances are just claiming is skipped, not waited for.
const CLAIM_DUE: &str = "update outbox set attempts = attempts + 1, claimed_until = now() + make_interval(secs => $2)
    where id in (
        select id from outbox
        where contents_sealed is not null and next_attempt_at <= now() and (claimed_until is null or claimed_until < now())
        order by next_attempt_at limit $1 for update skip locked)
    returning id, kind, contents_sealed, created_at, attempts, coalesce(useful_until > now(), true) as useful";

/// Takes the letters that have been due for the longest time.
pub(super) async fn claim_due(
    client: &impl GenericClient,
    at_most: usize,
    claim: Duration,
) -> Result<Vec<Claimed>, Error> {
    let statement = client.prepare_cached(CLAIM_DUE).await?;
    let rows = client
        .query(&statement, &[&(at_most as i64), &claim.as_secs_f64()])
        .await?;
    let claimed = rows.iter().map(|row| {
        Ok(Claimed {
            id: row.try_get("id")?,
            kind: row.try_get("kind")?,
            sealed: row.try_get("contents_sealed")?,
            created_at: row.try_get("created_at")?,
            attempts: row.try_get("attempts")?,
            useful: row.try_get("useful")?,
        })
    });
    claimed.collect()
}

const UPDATE_SENT: &str = "update outbox set sent_at = now(), contents_sealed = null, claimed_until = null, last_error = null
    where id = $1 and contents_sealed is not null";

/// A mail server has it; what it said is erased.
pub(super) async fn update_sent(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(UPDATE_SENT).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

const UPDATE_FAILED: &str = "update outbox set failed_at = now(), contents_sealed = null, claimed_until = null, last_error = left($2, 500)
    where id = $1 and contents_sealed is not null";

/// It is given up; what it said is erased.
pub(super) async fn update_failed(
    client: &impl GenericClient,
    id: Uuid,
    reason: &str,
) -> Result<(), Error> {
    let statement = client.prepare_cached(UPDATE_FAILED).await?;
    client.execute(&statement, &[&id, &reason]).await?;
    Ok(())
}

/// A quarter more or less, so that letters which failed together do not come together again.
const UPDATE_RETRY: &str = "update outbox set claimed_until = null, last_error = left($2, 500),
        next_attempt_at = now() + make_interval(secs => $3 * (0.75 + random() / 2))
    where id = $1 and contents_sealed is not null";

/// It is tried again after about this time.
pub(super) async fn update_retry(
    client: &impl GenericClient,
    id: Uuid,
    reason: &str,
    wait: Duration,
) -> Result<(), Error> {
    let statement = client.prepare_cached(UPDATE_RETRY).await?;
    client
        .execute(&statement, &[&id, &reason, &wait.as_secs_f64()])
        .await?;
    Ok(())
}

const DELETE_SENT: &str = "delete from outbox where id in (
        select id from outbox
        where contents_sealed is null and coalesce(sent_at, failed_at) < now() - make_interval(secs => $1)
        limit $2 for update skip locked)";

/// Deletes letters that were sent or given up longer ago than this, so many at most, and tells how many those were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_sent(
    client: &impl GenericClient,
    older_than: TimeDelta,
    at_most: i64,
) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_SENT).await?;
    Ok(client
        .execute(&statement, &[&older_than.as_seconds_f64(), &at_most])
        .await?)
}
