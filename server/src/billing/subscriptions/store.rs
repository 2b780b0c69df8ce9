//! The tables `stripe_subscriptions` and `membership_class_prices`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Subscription;
use crate::{
    db::{GenericClient, Row},
    error::Error,
};

/// A row of `stripe_subscriptions`.
pub(super) struct SubscriptionRow {
    pub(super) id: String,
    pub(super) membership_class_id: Uuid,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) paid_until: Option<DateTime<Utc>>,
    pub(super) ended_at: Option<DateTime<Utc>>,
}

/// Which class these prices are or were of.
const FIND_CLASS_OF_PRICES: &str = "select membership_class_id from membership_class_prices
    where price_id = any ($1) order by created_at desc, price_id limit 1";

/// The class of membership that is paid by one of these prices; `None` if all are of something else.
pub(super) async fn find_class_of_prices(
    client: &impl GenericClient,
    price_ids: &[String],
) -> Result<Option<Uuid>, Error> {
    let statement = client.prepare_cached(FIND_CLASS_OF_PRICES).await?;
    let row = client.query_opt(&statement, &[&price_ids]).await?;
    Ok(row
        .map(|row| row.try_get("membership_class_id"))
        .transpose()?)
}

/// Which class a subscription is known to be of.
const FIND_KNOWN_CLASS: &str = "select membership_class_id from stripe_subscriptions where subscription_id = $1 and user_id = $2";

/// The class that a person's subscription was of by the last word; `None` if it is new.
pub(super) async fn find_known_class(
    client: &impl GenericClient,
    subscription_id: &str,
    user_id: Uuid,
) -> Result<Option<Uuid>, Error> {
    let statement = client.prepare_cached(FIND_KNOWN_CLASS).await?;
    let row = client
        .query_opt(&statement, &[&subscription_id, &user_id])
        .await?;
    Ok(row
        .map(|row| row.try_get("membership_class_id"))
        .transpose()?)
}

/// The newest word holds, and the end is the last. Of two words of one second, that which says more was paid. What is not
/// told stays as it was. By a word that it is not paid any more it is paid until its own time, if not until an earlier
/// one; then the end, which names the period that was to be paid, makes nothing up for it.
const UPSERT_SUBSCRIPTION: &str = "insert into stripe_subscriptions as known
        (subscription_id, user_id, membership_class_id, starts_at, paid_until, ended_at, told_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (subscription_id) do update set
        membership_class_id = excluded.membership_class_id,
        paid_until = case
            when excluded.ended_at is not null and known.told_at <= excluded.told_at and known.paid_until <= known.told_at
                then known.paid_until
            when known.told_at = excluded.told_at then greatest(known.paid_until, excluded.paid_until)
            when excluded.ended_at is null and excluded.paid_until <= excluded.told_at
                then least(known.paid_until, excluded.paid_until)
            else coalesce(excluded.paid_until, known.paid_until) end,
        ended_at = excluded.ended_at,
        told_at = excluded.told_at
    where known.user_id = excluded.user_id and known.ended_at is null
        and (known.told_at <= excluded.told_at or excluded.ended_at is not null)";

/// Tells whether the word was taken: not if it is old.
pub(super) async fn upsert_subscription(
    client: &impl GenericClient,
    user_id: Uuid,
    class_id: Uuid,
    told: &Subscription,
    told_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(UPSERT_SUBSCRIPTION).await?;
    let taken = client
        .execute(
            &statement,
            &[
                &told.id,
                &user_id,
                &class_id,
                &told.starts_at,
                &told.paid_until,
                &told.ended_at,
                &told_at,
            ],
        )
        .await?;
    Ok(taken > 0)
}

const END_SUBSCRIPTIONS: &str =
    "update stripe_subscriptions set ended_at = $2, told_at = greatest(told_at, $2)
    where user_id = $1 and ended_at is null";

/// Ends all that a person has.
pub(super) async fn end_subscriptions(
    client: &impl GenericClient,
    user_id: Uuid,
    ended_at: DateTime<Utc>,
) -> Result<(), Error> {
    let statement = client.prepare_cached(END_SUBSCRIPTIONS).await?;
    client.execute(&statement, &[&user_id, &ended_at]).await?;
    Ok(())
}

/// Those that have ended first, since they make room for others.
const LIST_SUBSCRIPTIONS: &str =
    "select subscription_id, membership_class_id, starts_at, paid_until, ended_at
    from stripe_subscriptions where user_id = $1 order by ended_at nulls last, starts_at limit 200";

pub(super) async fn list_subscriptions(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<Vec<SubscriptionRow>, Error> {
    let statement = client.prepare_cached(LIST_SUBSCRIPTIONS).await?;
    let rows = client.query(&statement, &[&user_id]).await?;
    rows.iter().map(SubscriptionRow::try_from).collect()
}

/// From when the time until then is free: for a membership that is there from its start on, for a new one from its own or
/// from when what is in the way ends.
const FREE_FROM: &str = "with others as (
        select starts_at, ends_at from memberships where user_id = $1 and subscription_id is distinct from $2
    ), wish as (
        select coalesce(
            (select starts_at from memberships where user_id = $1 and subscription_id = $2),
            (select max(coalesce(ends_at, 'infinity')) from others where tstzrange(starts_at, ends_at) && tstzrange($3, $4)),
            $3
        ) as free_from
    )
    select free_from from wish where free_from < $4
        and not exists (select from others where tstzrange(starts_at, ends_at) && tstzrange(free_from, $4))";

/// From when a subscription can be a membership without one beside it; `None` if it cannot until its end.
pub(super) async fn free_from(
    client: &impl GenericClient,
    user_id: Uuid,
    subscription_id: &str,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Option<DateTime<Utc>>, Error> {
    let statement = client.prepare_cached(FREE_FROM).await?;
    let row = client
        .query_opt(&statement, &[&user_id, &subscription_id, &from, &until])
        .await?;
    Ok(row.map(|row| row.try_get("free_from")).transpose()?)
}

/// One of which nothing was paid yet does not count: Stripe lets it expire.
const HAS_SUBSCRIPTION: &str = "select from stripe_subscriptions
    where user_id = $1 and ended_at is null and paid_until is not null limit 1";

/// Whether somebody pays for a membership by a subscription that goes on.
pub(in crate::billing) async fn has_subscription(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(HAS_SUBSCRIPTION).await?;
    Ok(client.query_opt(&statement, &[&user_id]).await?.is_some())
}

impl TryFrom<&Row> for SubscriptionRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("subscription_id")?,
            membership_class_id: row.try_get("membership_class_id")?,
            starts_at: row.try_get("starts_at")?,
            paid_until: row.try_get("paid_until")?,
            ended_at: row.try_get("ended_at")?,
        })
    }
}
