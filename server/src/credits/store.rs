//! The tables `credit_balances` and `credit_entries`. Who books an entry holds the person's balance.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Reason,
    books::{Balance, Booked, NewEntry},
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

/// Who is there at all: a person without a balance has none, and is not nobody.
const LIST_USERS: &str = "select id from users where id = any ($1) and deleted_at is null";

/// Holds the balances of those who are there.
pub(super) async fn lock_balances(
    client: &impl GenericClient,
    asked: &[(Uuid, &str)],
) -> Result<HashMap<Uuid, Balance>, Error> {
    let user_ids: Vec<Uuid> = asked.iter().map(|(user_id, _)| *user_id).collect();
    let statement = client.prepare_cached(LOCK_BALANCES).await?;
    let held = client.query(&statement, &[&user_ids]).await?;
    let statement = client.prepare_cached(LIST_USERS).await?;
    let there = client.query(&statement, &[&user_ids]).await?;
    let mut balances = HashMap::new();
    for row in there {
        balances.insert(row.try_get("id")?, Balance::default());
    }
    for row in held {
        let balance = Balance {
            balance: row.try_get("balance")?,
            entry_count: row.try_get("entry_count")?,
        };
        balances
            .entry(row.try_get("user_id")?)
            .and_modify(|has| *has = balance);
    }
    Ok(balances)
}

/// A statement of its own after the balances are held, so that it sees what was booked while that was waited for.
const LIST_BOOKED: &str = "select user_id, key, reason, amount, balance from credit_entries
    where client_id = $1 and (user_id, key) in (select * from unnest($2::uuid[], $3::text[]))";

/// What an application has booked by these keys.
pub(super) async fn list_booked(
    client: &impl GenericClient,
    client_id: &str,
    asked: &[(Uuid, &str)],
) -> Result<HashMap<(Uuid, String), Booked>, Error> {
    let (user_ids, keys): (Vec<Uuid>, Vec<&str>) = asked.iter().copied().unzip();
    let statement = client.prepare_cached(LIST_BOOKED).await?;
    let rows = client
        .query(&statement, &[&client_id, &user_ids, &keys])
        .await?;
    let mut all: HashMap<_, Booked> = HashMap::new();
    for row in rows {
        let place = (row.try_get("user_id")?, row.try_get("key")?);
        let (amount, balance): (i64, i64) = (row.try_get("amount")?, row.try_get("balance")?);
        let booked = all.entry(place).or_default();
        match row.try_get::<_, &str>("reason")?.parse()? {
            Reason::Refund => booked.refunded = Some(balance),
            _ => booked.spent = Some((-amount, balance)),
        }
    }
    Ok(all)
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

/// Of two who give for the same key at the same moment, the second is refused by the constraint on the key, as a mistake;
/// once the first is done, there is nothing to do.
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
