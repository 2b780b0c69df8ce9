//! The tables `email_tokens` and `letter_requests`.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::Purpose;
use crate::{
    db::{GenericClient, Row},
    error::Error,
};

/// A row of `email_tokens` that is good still.
#[derive(Debug, Clone)]
pub struct EmailTokenRow {
    /// Whose account it is about.
    pub user_id: Uuid,
    /// What it may be used for.
    pub purpose: Purpose,
    /// The address that the letter went to.
    pub username: String,
}

/// A row of `letter_requests`.
pub(super) struct RequestRow {
    pub(super) id: Uuid,
    pub(super) purpose: Purpose,
    /// The address that the letter shall go to.
    pub(super) username: String,
    /// Whose address shall change.
    pub(super) user_id: Option<Uuid>,
}

/// A token to add.
pub(super) struct NewToken<'a> {
    pub(super) hash: &'a [u8],
    pub(super) user_id: Uuid,
    pub(super) purpose: Purpose,
    /// The address that the letter goes to.
    pub(super) username: &'a str,
    /// How long it is good for.
    pub(super) lifetime: TimeDelta,
}

const INSERT_TOKEN: &str =
    "insert into email_tokens (token_hash, user_id, purpose, username, expires_at)
    values ($1, $2, $3, $4, now() + make_interval(secs => $5)) returning expires_at";

/// Answers when it ends.
pub(super) async fn insert_token(
    client: &impl GenericClient,
    new: &NewToken<'_>,
) -> Result<DateTime<Utc>, Error> {
    let seconds = new.lifetime.as_seconds_f64();
    let statement = client.prepare_cached(INSERT_TOKEN).await?;
    let row = client
        .query_one(
            &statement,
            &[
                &new.hash,
                &new.user_id,
                &new.purpose.name(),
                &new.username,
                &seconds,
            ],
        )
        .await?;
    Ok(row.try_get("expires_at")?)
}

/// But for a change, a letter proves something only about the address that the account has. One that restores an account is
/// good while that is deleted, the others while it is not.
const FIND_TOKEN: &str =
    "select user_id, purpose, t.username from email_tokens t join users on users.id = user_id
    where token_hash = $1 and purpose = any($2) and used_at is null and expires_at > now()
        and (deleted_at is not null) = (purpose = 'restore_account') and (purpose = 'change_username' or t.username = users.username)";

pub(super) async fn find_token(
    client: &impl GenericClient,
    hash: &[u8],
    purposes: &[Purpose],
) -> Result<Option<EmailTokenRow>, Error> {
    let statement = client.prepare_cached(FIND_TOKEN).await?;
    let row = client
        .query_opt(&statement, &[&hash, &names(purposes)])
        .await?;
    row.as_ref().map(EmailTokenRow::try_from).transpose()
}

const USE_TOKEN: &str = "update email_tokens set used_at = now()
    where token_hash = $1 and used_at is null and expires_at > now() and (purpose = 'change_username' or username = $2)
    returning user_id";

/// Uses a token up, once; `username` is the address of the account, which the caller holds.
pub(super) async fn use_token(
    client: &impl GenericClient,
    hash: &[u8],
    username: &str,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(USE_TOKEN).await?;
    let row = client.query_opt(&statement, &[&hash, &username]).await?;
    Ok(row.is_some())
}

const VOID_TOKENS: &str = "update email_tokens set used_at = now() where user_id = $1 and purpose = any($2) and used_at is null";

pub(super) async fn void_tokens(
    client: &impl GenericClient,
    user_id: Uuid,
    purposes: &[Purpose],
) -> Result<(), Error> {
    let statement = client.prepare_cached(VOID_TOKENS).await?;
    client
        .execute(&statement, &[&user_id, &names(purposes)])
        .await?;
    Ok(())
}

const DELETE_ENDED: &str = "delete from email_tokens where token_hash in (
        select token_hash from email_tokens where expires_at < now() - make_interval(secs => $1)
        order by expires_at limit $2 for update skip locked)";

/// Deletes tokens that ended longer ago than this, so many at most, and tells how many those were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_ended(
    client: &impl GenericClient,
    older_than: TimeDelta,
    at_most: i64,
) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_ENDED).await?;
    Ok(client
        .execute(&statement, &[&older_than.as_seconds_f64(), &at_most])
        .await?)
}

const INSERT_REQUEST: &str =
    "insert into letter_requests (id, purpose, username, user_id) values ($1, $2, $3, $4)";

pub(super) async fn insert_request(
    client: &impl GenericClient,
    id: Uuid,
    purpose: Purpose,
    username: &str,
    user_id: Option<Uuid>,
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_REQUEST).await?;
    client
        .execute(&statement, &[&id, &purpose.name(), &username, &user_id])
        .await?;
    Ok(())
}

const NEXT_REQUEST: &str =
    "select id, purpose, username, user_id from letter_requests order by id limit 1";

/// The oldest request, without holding it.
pub(super) async fn next_request(client: &impl GenericClient) -> Result<Option<RequestRow>, Error> {
    let statement = client.prepare_cached(NEXT_REQUEST).await?;
    let row = client.query_opt(&statement, &[]).await?;
    row.map(|row| {
        Ok(RequestRow {
            id: row.try_get("id")?,
            purpose: purpose(&row)?,
            username: row.try_get("username")?,
            user_id: row.try_get("user_id")?,
        })
    })
    .transpose()
}

const DELETE_REQUEST: &str = "delete from letter_requests where id = $1";

/// Takes a request out; false if somebody else has.
pub(super) async fn delete_request(client: &impl GenericClient, id: Uuid) -> Result<bool, Error> {
    let statement = client.prepare_cached(DELETE_REQUEST).await?;
    Ok(client.execute(&statement, &[&id]).await? == 1)
}

const DELETE_REQUESTS: &str =
    "delete from letter_requests where user_id = $1 and purpose = any($2)";

pub(super) async fn delete_requests(
    client: &impl GenericClient,
    user_id: Uuid,
    purposes: &[Purpose],
) -> Result<(), Error> {
    let statement = client.prepare_cached(DELETE_REQUESTS).await?;
    client
        .execute(&statement, &[&user_id, &names(purposes)])
        .await?;
    Ok(())
}

fn names(purposes: &[Purpose]) -> Vec<&'static str> {
    purposes.iter().map(|purpose| purpose.name()).collect()
}

fn purpose(row: &Row) -> Result<Purpose, Error> {
    let name: &str = row.try_get("purpose")?;
    let mut purposes = Purpose::ALL.into_iter();
    purposes
        .find(|purpose| purpose.name() == name)
        .ok_or_else(|| Error::internal(format!("there is no purpose {name}")))
}

impl TryFrom<&Row> for EmailTokenRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user_id: row.try_get("user_id")?,
            purpose: purpose(row)?,
            username: row.try_get("username")?,
        })
    }
}
