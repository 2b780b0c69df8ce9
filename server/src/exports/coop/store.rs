//! What the person has of the co-op's, table by table.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    countries::Source, credits::EntryRow, db::GenericClient, error::Error, exports::store::list,
    memberships::ClassRow,
};

/// A row of `stripe_customers`.
pub(super) struct CustomerRow {
    pub(super) customer_id: String,
    pub(super) created_at: DateTime<Utc>,
}

const FIND_CUSTOMER: &str =
    "select customer_id, created_at from stripe_customers where user_id = $1 limit $2";

pub(super) async fn find_customer(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<Option<CustomerRow>, Error> {
    let found = list(client, FIND_CUSTOMER, user_id, 1, |row| {
        Ok(CustomerRow {
            customer_id: row.try_get("customer_id")?,
            created_at: row.try_get("created_at")?,
        })
    });
    Ok(found.await?.pop())
}

/// A row of `past_countries`.
pub(super) struct PastCountryRow {
    pub(super) country: String,
    pub(super) source: Source,
    pub(super) set_at: DateTime<Utc>,
    pub(super) ended_at: DateTime<Utc>,
}

const LIST_PAST_COUNTRIES: &str = "select country, source, set_at, ended_at from past_countries
    where user_id = $1 order by set_at desc limit $2";

pub(super) async fn list_past_countries(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<PastCountryRow>, Error> {
    list(client, LIST_PAST_COUNTRIES, user_id, at_most, |row| {
        Ok(PastCountryRow {
            country: row.try_get("country")?,
            source: row.try_get::<_, &str>("source")?.parse()?,
            set_at: row.try_get("set_at")?,
            ended_at: row.try_get("ended_at")?,
        })
    })
    .await
}

/// A row of `memberships`, with its class.
pub(super) struct MembershipRow {
    pub(super) id: Uuid,
    pub(super) class: ClassRow,
    pub(super) subscription_id: Option<String>,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: Option<DateTime<Utc>>,
    pub(super) renewed_at: Option<DateTime<Utc>>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

const LIST_MEMBERSHIPS: &str = "select m.id, class.id as class_id, class.name as class_name, subscription_id, starts_at, ends_at,
        renewed_at, m.created_at, m.updated_at
    from memberships m join membership_classes class on class.id = membership_class_id
    where user_id = $1 order by starts_at desc limit $2";

pub(super) async fn list_memberships(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<MembershipRow>, Error> {
    list(client, LIST_MEMBERSHIPS, user_id, at_most, |row| {
        Ok(MembershipRow {
            id: row.try_get("id")?,
            class: ClassRow {
                id: row.try_get("class_id")?,
                name: row.try_get("class_name")?,
            },
            subscription_id: row.try_get("subscription_id")?,
            starts_at: row.try_get("starts_at")?,
            ends_at: row.try_get("ends_at")?,
            renewed_at: row.try_get("renewed_at")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    })
    .await
}

/// A row of `share_transactions`.
pub(super) struct ShareRow {
    pub(super) id: Uuid,
    pub(super) quantity: i64,
    pub(super) invoice_id: Option<String>,
    pub(super) created_at: DateTime<Utc>,
}

const LIST_SHARES: &str = "select id, quantity, invoice_id, created_at from share_transactions
    where user_id = $1 order by created_at desc, id desc limit $2";

pub(super) async fn list_shares(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<ShareRow>, Error> {
    list(client, LIST_SHARES, user_id, at_most, |row| {
        Ok(ShareRow {
            id: row.try_get("id")?,
            quantity: row.try_get("quantity")?,
            invoice_id: row.try_get("invoice_id")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

const LIST_CREDITS: &str =
    "select position, reason, amount, balance, client_id, key, created_at from credit_entries
    where user_id = $1 order by position desc limit $2";

pub(super) async fn list_credits(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<EntryRow>, Error> {
    list(client, LIST_CREDITS, user_id, at_most, |row| row.try_into()).await
}
