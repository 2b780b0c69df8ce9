//! The tables `credit_balances` and `credit_entries`. Who books an entry holds the person's balance.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Reason,
    books::{Balance, Booked, Books, NewEntry},
};
use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    policy::Subject,
    users,
};

/// A row of `credit_entries`.
#[derive(Debug)]
pub struct EntryRow {
    /// Which of the person's entries it is; the first is 1.
    pub position: i64,
    /// Why.
    pub reason: Reason,
    /// How many; below zero for what was spent.
    pub amount: i64,
    /// What all entries up to this one add up to.
    pub balance: i64,
    /// The application that spent or gave back.
    pub client_id: Option<String>,
    /// What names it.
    pub key: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Also of somebody who has none there is a row, which says who it is.
const LIST_ENTRIES: &str = "select role, tenant_id, coalesce(held.balance, 0) as held, page.*
    from users left join credit_balances held on held.user_id = users.id
    left join lateral (
        select position, reason, amount, balance, client_id, key, created_at from credit_entries
        where user_id = users.id and position < $2 order by position desc limit $3
    ) page on true
    where users.id = $1 and deleted_at is null order by page.position desc";

/// The person, what they have, and some entries.
pub(super) async fn list_entries(
    client: &impl GenericClient,
    user_id: Uuid,
    after: &Position,
    limit: i64,
) -> Result<Option<(Subject, i64, Vec<EntryRow>)>, Error> {
    let statement = client.prepare_cached(LIST_ENTRIES).await?;
    let rows = client
        .query(&statement, &[&user_id, &after.number()?, &limit])
        .await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let subject = users::subject_in(first, user_id)?;
    let held = first.try_get("held")?;
    let is_empty = first.try_get::<_, Option<i64>>("position")?.is_none();
    let entries = rows.iter().filter(|_| !is_empty);
    let entries = entries.map(EntryRow::try_from);
    Ok(Some((subject, held, entries.collect::<Result<_, _>>()?)))
}

/// Held in the order of the people, so that two who book for the same people never wait for each other in a circle.
const LOCK_BALANCES: &str = "select user_id, balance, entry_count from credit_balances
    where user_id = any ($1) order by user_id for no key update";

/// A statement of its own after the balances are held, so that it sees what was booked while that was waited for. Also where
/// nothing was booked there is a row, if the person is there.
const LIST_BOOKED: &str = "select asked.user_id, asked.key, reason, amount, balance
    from unnest($2::uuid[], $3::text[]) as asked (user_id, key)
    join users on users.id = asked.user_id and deleted_at is null
    left join credit_entries entry on entry.user_id = asked.user_id and entry.key = asked.key and entry.client_id = $1";

/// Holds the balances of those who are there, and reads what the application has booked by these keys.
pub(super) async fn open_books(
    client: &impl GenericClient,
    client_id: &str,
    asked: &[(Uuid, &str)],
) -> Result<Books, Error> {
    let (user_ids, keys): (Vec<Uuid>, Vec<&str>) = asked.iter().copied().unzip();
    let statement = client.prepare_cached(LOCK_BALANCES).await?;
    let held = client.query(&statement, &[&user_ids]).await?;
    let statement = client.prepare_cached(LIST_BOOKED).await?;
    let rows = client
        .query(&statement, &[&client_id, &user_ids, &keys])
        .await?;
    // A person without a row has nothing, and is not nobody.
    let (mut balances, mut booked) = (HashMap::new(), HashMap::new());
    for row in rows {
        let user_id = row.try_get("user_id")?;
        balances.insert(user_id, Balance::default());
        let Some(reason) = row.try_get::<_, Option<&str>>("reason")? else {
            continue;
        };
        let (amount, after): (i64, i64) = (row.try_get("amount")?, row.try_get("balance")?);
        let key: String = row.try_get("key")?;
        let booked: &mut Booked = booked.entry((user_id, key)).or_default();
        match reason.parse()? {
            Reason::Refund => booked.refunded = Some(after),
            _ => booked.spent = Some((-amount, after)),
        }
    }
    for row in held {
        if let Some(balance) = balances.get_mut(&row.try_get("user_id")?) {
            balance.balance = row.try_get("balance")?;
            balance.entry_count = row.try_get("entry_count")?;
        }
    }
    Ok(Books::new(balances, booked))
}

const INSERT_ENTRIES: &str = "with entries as (
        insert into credit_entries (user_id, position, reason, amount, balance, client_id, key)
        select user_id, position, reason, amount, balance, $1, key
        from unnest($2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::text[])
            as entry (user_id, position, reason, amount, balance, key)
        order by position
        returning user_id, position, balance
    ), last as (select distinct on (user_id) user_id, position, balance from entries order by user_id, position desc)
    update credit_balances held set balance = last.balance, entry_count = last.position, updated_at = now()
    from last where held.user_id = last.user_id";

/// Writes entries, and what they add up to.
pub(super) async fn insert_entries(
    client: &impl GenericClient,
    client_id: &str,
    entries: &[NewEntry],
) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let statement = client.prepare_cached(INSERT_ENTRIES).await?;
    let user_ids: Vec<Uuid> = entries.iter().map(|entry| entry.user_id).collect();
    let positions: Vec<i64> = entries.iter().map(|entry| entry.position).collect();
    let reasons: Vec<&str> = entries.iter().map(|entry| entry.reason.name()).collect();
    let amounts: Vec<i64> = entries.iter().map(|entry| entry.amount).collect();
    let balances: Vec<i64> = entries.iter().map(|entry| entry.balance).collect();
    let keys: Vec<&str> = entries.iter().map(|entry| &*entry.key).collect();
    client
        .execute(
            &statement,
            &[
                &client_id, &user_ids, &positions, &reasons, &amounts, &balances, &keys,
            ],
        )
        .await?;
    Ok(())
}

/// Two who give to the same person wait for each other, and the second sees what the first gave for.
const LOCK_PERSON: &str = "select from users where id = $1 for no key update";

const GIVE: &str = "with given as (
        insert into credit_balances as held (user_id, balance, entry_count)
        select $1, $3, 1 where not exists (
            select from credit_entries where user_id = $1 and key = $4 and reason = $2 and client_id is null)
        on conflict (user_id) do update
            set balance = held.balance + excluded.balance, entry_count = held.entry_count + 1, updated_at = now()
        returning user_id, balance, entry_count
    )
    insert into credit_entries (user_id, position, reason, amount, balance, key)
    select user_id, entry_count, $2, $3, balance, $4 from given";

pub(super) async fn give(
    client: &impl GenericClient,
    user_id: Uuid,
    reason: Reason,
    amount: i64,
    key: &str,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(LOCK_PERSON).await?;
    client.execute(&statement, &[&user_id]).await?;
    let statement = client.prepare_cached(GIVE).await?;
    let given = client
        .execute(&statement, &[&user_id, &reason.name(), &amount, &key])
        .await?;
    Ok(given > 0)
}

impl TryFrom<&Row> for EntryRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            position: row.try_get("position")?,
            reason: row.try_get::<_, &str>("reason")?.parse()?,
            amount: row.try_get("amount")?,
            balance: row.try_get("balance")?,
            client_id: row.try_get("client_id")?,
            key: row.try_get("key")?,
            created_at: row.try_get("created_at")?,
        })
    }
}
