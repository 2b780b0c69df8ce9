//! The tables `stripe_customers`, `stripe_events` and `stripe_subscriptions`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::event::Subscription;
use crate::{
    db::{GenericClient, Row},
    error::Error,
    policy::Subject,
    users,
};

/// A customer of Stripe who is one of ours.
pub(super) struct CustomerRow {
    pub(super) subject: Subject,
    /// The country that is confirmed.
    pub(super) confirmed: Option<String>,
    /// When Stripe said so.
    pub(super) country_told_at: Option<DateTime<Utc>>,
}

/// A row of `stripe_subscriptions`.
pub(super) struct SubscriptionRow {
    pub(super) id: String,
    pub(super) membership_class_id: Uuid,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) paid_until: Option<DateTime<Utc>>,
    pub(super) ended_at: Option<DateTime<Utc>>,
}

/// Of several who insert the same at once, one does, and the others wait for it.
const INSERT_EVENT: &str =
    "insert into stripe_events (event_id) values ($1) on conflict do nothing";

/// Tells whether it is new.
pub(super) async fn insert_event(client: &impl GenericClient, id: &str) -> Result<bool, Error> {
    let statement = client.prepare_cached(INSERT_EVENT).await?;
    Ok(client.execute(&statement, &[&id]).await? > 0)
}

/// Also of somebody who has deleted their account, as long as they may come back.
const LOCK_CUSTOMER: &str = "select users.id, role, tenant_id, country_told_at,
        case country_source when 'confirmed' then country end as confirmed
    from stripe_customers join users on users.id = user_id where customer_id = $1 for no key update";

/// The person, held so that what is told of them is done one after the other.
pub(super) async fn lock_customer(
    client: &impl GenericClient,
    customer_id: &str,
) -> Result<Option<CustomerRow>, Error> {
    let statement = client.prepare_cached(LOCK_CUSTOMER).await?;
    let row = client.query_opt(&statement, &[&customer_id]).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(CustomerRow {
        subject: users::subject_in(&row, row.try_get("id")?)?,
        confirmed: row.try_get("confirmed")?,
        country_told_at: row.try_get("country_told_at")?,
    }))
}

const SET_COUNTRY_TOLD: &str =
    "update stripe_customers set country_told_at = $2 where user_id = $1";

pub(super) async fn set_country_told(
    client: &impl GenericClient,
    user_id: Uuid,
    told_at: DateTime<Utc>,
) -> Result<(), Error> {
    let statement = client.prepare_cached(SET_COUNTRY_TOLD).await?;
    client.execute(&statement, &[&user_id, &told_at]).await?;
    Ok(())
}

/// The newest word holds, and the end is the last. Of two words of one second, that which says more was paid. What is not
/// told stays as it was.
const UPSERT_SUBSCRIPTION: &str = "insert into stripe_subscriptions as known
        (subscription_id, user_id, membership_class_id, starts_at, paid_until, ended_at, told_at)
    select $1, $2, id, $4, $5, $6, $7 from membership_classes where price_id = any ($3) order by id limit 1
    on conflict (subscription_id) do update set
        membership_class_id = excluded.membership_class_id,
        paid_until = case when known.told_at = excluded.told_at then greatest(known.paid_until, excluded.paid_until)
            else coalesce(excluded.paid_until, known.paid_until) end,
        ended_at = excluded.ended_at,
        told_at = excluded.told_at
    where known.user_id = excluded.user_id and known.ended_at is null
        and (known.told_at <= excluded.told_at or excluded.ended_at is not null)";

/// Tells whether the word was taken: not if it is old, or for nothing of ours.
pub(super) async fn upsert_subscription(
    client: &impl GenericClient,
    user_id: Uuid,
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
                &told.price_ids,
                &told.starts_at,
                &told.paid_until,
                &told.ended_at,
                &told_at,
            ],
        )
        .await?;
    Ok(taken > 0)
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

const FIND_CUSTOMER: &str = "select role, tenant_id, customer_id from users
    left join stripe_customers on user_id = id where id = $1 and deleted_at is null";

/// The person, and who they are to Stripe.
pub(super) async fn find_customer(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<Option<(Subject, Option<String>)>, Error> {
    let statement = client.prepare_cached(FIND_CUSTOMER).await?;
    let row = client.query_opt(&statement, &[&user_id]).await?;
    let Some(row) = row else { return Ok(None) };
    let subject = users::subject_in(&row, user_id)?;
    Ok(Some((subject, row.try_get("customer_id")?)))
}

const INSERT_CUSTOMER: &str = "insert into stripe_customers (user_id, customer_id)
    select id, $2 from users where id = $1 and deleted_at is null on conflict (user_id) do nothing";

/// Tells whether the person was none yet.
pub(super) async fn insert_customer(
    client: &impl GenericClient,
    user_id: Uuid,
    customer_id: &str,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(INSERT_CUSTOMER).await?;
    Ok(client
        .execute(&statement, &[&user_id, &customer_id])
        .await?
        > 0)
}

const FIND_CUSTOMER_ID: &str = "select customer_id from stripe_customers where user_id = $1";

/// Who somebody is to Stripe, whether their account is deleted or not.
pub(super) async fn find_customer_id(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<Option<String>, Error> {
    let statement = client.prepare_cached(FIND_CUSTOMER_ID).await?;
    let row = client.query_opt(&statement, &[&user_id]).await?;
    Ok(row.map(|row| row.try_get("customer_id")).transpose()?)
}

const FIND_CLASS_PRICE: &str =
    "select price_id from membership_classes where id = $1 and retired_at is null";

/// One of which nothing was paid yet does not count: Stripe lets it expire.
const HAS_SUBSCRIPTION: &str = "select from stripe_subscriptions
    where user_id = $1 and ended_at is null and paid_until is not null limit 1";

/// Whether somebody pays for a membership by a subscription that goes on.
pub(super) async fn has_subscription(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(HAS_SUBSCRIPTION).await?;
    Ok(client.query_opt(&statement, &[&user_id]).await?.is_some())
}

/// What a class of membership costs; `None` if it is not for sale.
pub(super) async fn find_class_price(
    client: &impl GenericClient,
    class_id: Uuid,
) -> Result<Option<String>, Error> {
    let statement = client.prepare_cached(FIND_CLASS_PRICE).await?;
    let row = client.query_opt(&statement, &[&class_id]).await?;
    match row {
        Some(row) => Ok(row.try_get("price_id")?),
        None => Ok(None),
    }
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
