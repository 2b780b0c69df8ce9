//! The tables `stripe_customers` and `stripe_events`, and what a class of membership costs.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{db::GenericClient, error::Error, policy::Subject, users};

/// A customer of Stripe who is one of ours.
pub(super) struct CustomerRow {
    pub(super) subject: Subject,
    /// The country that is confirmed.
    pub(super) confirmed: Option<String>,
    /// When Stripe said so.
    pub(super) country_told_at: Option<DateTime<Utc>>,
}

/// Of several who insert the same at once, one does, and the others wait for it.
const INSERT_EVENT: &str =
    "insert into stripe_events (event_id) values ($1) on conflict do nothing";

/// Tells whether it is new.
pub(super) async fn insert_event(client: &impl GenericClient, id: &str) -> Result<bool, Error> {
    let statement = client.prepare_cached(INSERT_EVENT).await?;
    Ok(client.execute(&statement, &[&id]).await? > 0)
}

const DELETE_EVENTS: &str = "delete from stripe_events where event_id in (
        select event_id from stripe_events where created_at < now() - make_interval(secs => $1)
        order by created_at limit $2 for update skip locked)";

/// Forgets events that were handled longer ago than this.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_events(
    client: &impl GenericClient,
    age: TimeDelta,
    at_most: i64,
) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_EVENTS).await?;
    let seconds = age.as_seconds_f64();
    Ok(client.execute(&statement, &[&seconds, &at_most]).await?)
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

const DELETE_CUSTOMER: &str = "delete from stripe_customers where customer_id = $1";

/// Forgets a customer of whom Stripe has nothing any more.
pub(super) async fn delete_customer(
    client: &impl GenericClient,
    customer_id: &str,
) -> Result<(), Error> {
    let statement = client.prepare_cached(DELETE_CUSTOMER).await?;
    client.execute(&statement, &[&customer_id]).await?;
    Ok(())
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
