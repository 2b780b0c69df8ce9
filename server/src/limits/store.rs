//! The table `rate_limits`.

use std::time::Duration;

use crate::{
    db::{GenericClient, Row},
    error::Error,
};

/// How many blocked keys an instance keeps in memory; of others it hears when it counts.
const MOST_BLOCKED: i64 = 10_000;

/// What came of counting.
pub(super) struct Counted {
    /// Whether it was within the limit.
    pub(super) admitted: bool,
    /// How long until one more is, if that is not now.
    pub(super) wait: Option<Duration>,
}

/// The generic cell rate algorithm (ITU-T I.371, annex A), as a virtual schedule: `idle_at` is the theoretical arrival
/// time, and one more is admitted if that is no further away than the window ($3) without the interval ($2). The row is
/// locked while it is looked at, so that of two at the same moment only one gets what is left.
const COUNT: &str = "with counted as (
        insert into rate_limits as r (key, next_at, idle_at)
        values ($1, now() + make_interval(secs => 2 * $2::float8 - $3::float8), now() + make_interval(secs => $2::float8))
        on conflict (key) do update set
            next_at = greatest(r.idle_at, now()) + make_interval(secs => 2 * $2::float8 - $3::float8),
            idle_at = greatest(r.idle_at, now()) + make_interval(secs => $2::float8)
        where r.idle_at + make_interval(secs => $2::float8 - $3::float8) <= now()
        returning next_at)
    select true as admitted, extract(epoch from next_at - now())::float8 as seconds from counted
    union all
    select false, coalesce((select extract(epoch from next_at - now())::float8 from rate_limits where key = $1), $2::float8)
    where not exists (select from counted)";

pub(super) async fn count(
    client: &impl GenericClient,
    key: &[u8],
    interval: f64,
    window: f64,
) -> Result<Counted, Error> {
    let statement = client.prepare_cached(COUNT).await?;
    let row = client
        .query_one(&statement, &[&key, &interval, &window])
        .await?;
    let (admitted, seconds): (bool, f64) = (row.try_get("admitted")?, row.try_get("seconds")?);
    // Who was refused by a row that was written a moment ago has seen the one before it.
    let seconds = if admitted { seconds } else { seconds.max(0.1) };
    Ok(Counted {
        admitted,
        wait: duration(seconds),
    })
}

/// A key, and how long it is blocked.
type Blocked = (Vec<u8>, Duration);

const LIST_BLOCKED: &str = "select key, extract(epoch from next_at - now())::float8 as seconds
    from rate_limits where next_at > now() order by next_at desc limit $1";

pub(super) async fn list_blocked(client: &impl GenericClient) -> Result<Vec<Blocked>, Error> {
    let statement = client.prepare_cached(LIST_BLOCKED).await?;
    let rows = client.query(&statement, &[&MOST_BLOCKED]).await?;
    rows.iter().map(blocked).collect()
}

/// Those of the keys that are blocked, at this moment even within a transaction that began earlier.
macro_rules! blocked_of {
    ($keys:literal) => {
        concat!(
            "select key, extract(epoch from next_at - clock_timestamp())::float8 as seconds
            from rate_limits where key = any(",
            $keys,
            ") and next_at > clock_timestamp()"
        )
    };
}
pub(crate) use blocked_of;

const LIST_BLOCKED_OF: &str = blocked_of!("$1");

pub(super) async fn list_blocked_of(
    client: &impl GenericClient,
    keys: &[&[u8]],
) -> Result<Vec<Blocked>, Error> {
    let statement = client.prepare_cached(LIST_BLOCKED_OF).await?;
    let rows = client.query(&statement, &[&keys]).await?;
    rows.iter().map(blocked).collect()
}

fn blocked(row: &Row) -> Result<Blocked, Error> {
    let wait = duration(row.try_get("seconds")?).unwrap_or_default();
    Ok((row.try_get("key")?, wait))
}

const DELETE_IDLE: &str = "delete from rate_limits where key in
    (select key from rate_limits where idle_at < now() order by idle_at limit $1 for update skip locked)";

/// Deletes rows that say nothing any more, this many at most, and tells how many there were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_idle(client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_IDLE).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}

/// `None` for what is over.
fn duration(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| !duration.is_zero())
}
