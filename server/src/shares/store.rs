//! The table `share_transactions`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    policy::Subject,
    users,
};

/// A row of `share_transactions`.
#[derive(Debug)]
pub struct TransactionRow {
    /// Stable for ever.
    pub id: Uuid,
    /// How many; below zero for those given back.
    pub quantity: i64,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Also of somebody who has none there is a row, which says who it is.
const LIST_TRANSACTIONS: &str = "select role, tenant_id, held, page.*
    from users
    cross join lateral (select coalesce(sum(quantity), 0)::bigint as held from share_transactions where user_id = users.id) total
    left join lateral (
        select id, quantity, created_at from share_transactions
        where user_id = users.id and (created_at, id) < ($2, $3) order by created_at desc, id desc limit $4
    ) page on true
    where users.id = $1 and deleted_at is null order by page.created_at desc, page.id desc";

/// The person, what they hold, and some transactions.
pub(super) async fn list_transactions(
    client: &impl GenericClient,
    user_id: Uuid,
    after: &Position,
    limit: i64,
) -> Result<Option<(Subject, i64, Vec<TransactionRow>)>, Error> {
    let after_id = after.uuid()?;
    let statement = client.prepare_cached(LIST_TRANSACTIONS).await?;
    let rows = client
        .query(
            &statement,
            &[&user_id, &after.created_at, &after_id, &limit],
        )
        .await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let subject = users::subject_in(first, user_id)?;
    let held = first.try_get("held")?;
    let is_empty = first.try_get::<_, Option<Uuid>>("id")?.is_none();
    let transactions = rows.iter().filter(|_| !is_empty);
    let transactions = transactions.map(TransactionRow::try_from);
    Ok(Some((
        subject,
        held,
        transactions.collect::<Result<_, _>>()?,
    )))
}

const INSERT_TRANSACTION: &str =
    "insert into share_transactions (id, user_id, quantity, invoice_id) values ($1, $2, $3, $4)
    on conflict on constraint share_transactions_invoice_id_key do nothing";

pub(super) async fn insert_transaction(
    client: &impl GenericClient,
    id: Uuid,
    user_id: Uuid,
    quantity: i64,
    invoice_id: Option<&str>,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(INSERT_TRANSACTION).await?;
    let inserted = client
        .execute(&statement, &[&id, &user_id, &quantity, &invoice_id])
        .await?;
    Ok(inserted > 0)
}

impl TryFrom<&Row> for TransactionRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            quantity: row.try_get("quantity")?,
            created_at: row.try_get("created_at")?,
        })
    }
}
