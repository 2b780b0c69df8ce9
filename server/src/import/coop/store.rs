//! Memberships, shares, credits and Stripe's customers, as they are there and as they are here.

use std::collections::HashSet;

use crate::{db::GenericClient, error::Error};

/// Of those with the same name or price, one that was not deleted comes first.
pub(super) const SELECT_CLASSES: &str = "select to_jsonb(c) from membership_classes c order by coalesce(deleted_at >= '1970-01-01', false), created_at, id";

/// The classes of which there are memberships.
pub(in crate::import) const USED: &str = "select distinct to_jsonb(membership_class_id) from user_memberships where membership_class_id is not null";

pub(super) const INSERT_CLASSES: &str = "insert into membership_classes (id, name, product_id, price_id, retired_at)
    select id, name, product_id, price_id, retired_at
    from jsonb_to_recordset($1) as r (id uuid, name text, product_id text, price_id text, retired_at timestamptz)
    on conflict do nothing returning id";

const CLASSES: &str = "select name from membership_classes union select price_id from membership_classes where price_id is not null";

/// The names and prices that are taken.
pub(in crate::import) async fn classes(
    client: &impl GenericClient,
) -> Result<HashSet<String>, Error> {
    let rows = client.query(CLASSES, &[]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// A person's, in the order of their beginning.
pub(super) const SELECT_MEMBERSHIPS: &str =
    "select to_jsonb(m) || jsonb_build_object('starts_at', case when m.start < '1970-01-01' then m.created_at else coalesce(m.start, m.created_at) end)
    from user_memberships m order by user_id, case when m.start < '1970-01-01' then m.created_at else coalesce(m.start, m.created_at) end, id";

pub(super) const INSERT_MEMBERSHIPS: &str = "insert into memberships (id, user_id, membership_class_id, subscription_id, starts_at, ends_at)
    select r.id, user_id, membership_class_id, subscription_id, starts_at, ends_at
    from jsonb_to_recordset($1) as r (id uuid, user_id uuid, membership_class_id uuid, subscription_id text, starts_at timestamptz, ends_at timestamptz)
        join users on users.id = user_id join membership_classes class on class.id = membership_class_id
    on conflict do nothing returning id";

pub(super) const SELECT_SHARES: &str =
    "select to_jsonb(s) from share_transactions s order by created_at, id";

pub(super) const INSERT_SHARES: &str = "insert into share_transactions (id, user_id, invoice_id, quantity, created_at)
    select r.id, user_id, invoice_id, quantity, coalesce(r.created_at, now())
    from jsonb_to_recordset($1) as r (id uuid, user_id uuid, invoice_id text, quantity bigint, created_at timestamptz)
        join users on users.id = user_id
    on conflict do nothing returning id";

/// A person's oldest wallet comes first.
pub(super) const SELECT_CREDITS: &str =
    "select to_jsonb(c) from credits c order by user_id, created_at, id";

/// The first entry of the ledger is what the person brought along.
pub(super) const INSERT_CREDITS: &str = "with opened as (
        insert into credit_balances (user_id, balance, entry_count)
        select user_id, total, 1
        from jsonb_to_recordset($1) as r (user_id uuid, total bigint) join users on users.id = user_id
        on conflict do nothing returning user_id, balance), booked as (
        insert into credit_entries (user_id, position, reason, amount, balance, key)
        select user_id, 1, 'import', balance, balance, 'import' from opened returning user_id)
    select r.id from jsonb_to_recordset($1) as r (id uuid, user_id uuid) join booked using (user_id)";

/// A person's oldest comes first.
pub(super) const SELECT_CUSTOMERS: &str =
    "select to_jsonb(s) from stripe_users s order by created_at, id";

pub(super) const INSERT_CUSTOMERS: &str = "with written as (
    insert into stripe_customers (user_id, customer_id, created_at)
    select user_id, customer_id, coalesce(r.created_at, now())
    from jsonb_to_recordset($1) as r (user_id uuid, customer_id text, created_at timestamptz)
        join users on users.id = user_id and erased_at is null
    on conflict do nothing returning user_id)
    select r.id from jsonb_to_recordset($1) as r (id uuid, user_id uuid) join written using (user_id)";
