//! People, as far as signing in has to know them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::UserRow;
use crate::{
    db::{GenericClient, Row},
    error::Error,
    policy::Subject,
    roles::Role,
};

/// What tokens and sessions are made from: a row of `users` without the profile. Hashing a password has emptied the
/// processor's caches, so that to read the profile as well, and the membership, would cost each sign-in a sixth more of the
/// database.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// Stable for the life of the account.
    pub id: Uuid,
    /// The person's e-mail address, in lower case.
    pub username: String,
    /// When the person showed that the address is theirs.
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// When the person was kept from signing in.
    pub suspended_at: Option<DateTime<Utc>>,
    /// What the person may do.
    pub role: Role,
    /// The organisation that the person belongs to.
    pub tenant_id: Uuid,
    /// Access tokens of an earlier epoch are refused.
    pub token_epoch: i32,
}

impl PersonRow {
    /// The person, as the one an operation is about.
    pub fn subject(&self) -> Subject {
        Subject {
            user_id: self.id,
            tenant_id: self.tenant_id,
            role: self.role,
        }
    }
}

/// The columns of [`PersonRow`].
macro_rules! person_columns {
    () => {
        "id, username, email_confirmed_at, suspended_at, role, tenant_id, token_epoch"
    };
}
pub(crate) use person_columns;

const FIND_PERSON: &str = concat!(
    "select ",
    person_columns!(),
    " from users where id = $1 and deleted_at is null"
);

/// Finds a person.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find_person(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<PersonRow>, Error> {
    let statement = client.prepare_cached(FIND_PERSON).await?;
    let row = client.query_opt(&statement, &[&id]).await?;
    row.as_ref().map(PersonRow::try_from).transpose()
}

/// Not against those who only refer to the person: a refresh under way does, and holds a session that may be waited for.
const LOCK_PERSON: &str = concat!(
    "select ",
    person_columns!(),
    " from users where id = $1 and deleted_at is null for no key update"
);

/// Finds a person and holds the row until the transaction ends.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn lock_person(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<PersonRow>, Error> {
    let statement = client.prepare_cached(LOCK_PERSON).await?;
    let row = client.query_opt(&statement, &[&id]).await?;
    row.as_ref().map(PersonRow::try_from).transpose()
}

const FIND_PERSON_BY_USERNAME: &str = concat!(
    "select ",
    person_columns!(),
    ", password_hash from users where username = $1 and deleted_at is null"
);

pub(super) async fn find_person_by_username(
    client: &impl GenericClient,
    username: &str,
) -> Result<Option<(PersonRow, Option<String>)>, Error> {
    let statement = client.prepare_cached(FIND_PERSON_BY_USERNAME).await?;
    let row = client.query_opt(&statement, &[&username]).await?;
    row.map(|row| Ok((PersonRow::try_from(&row)?, row.try_get("password_hash")?)))
        .transpose()
}

impl TryFrom<&Row> for PersonRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            username: row.try_get("username")?,
            email_confirmed_at: row.try_get("email_confirmed_at")?,
            suspended_at: row.try_get("suspended_at")?,
            role: row.try_get::<_, &str>("role")?.parse()?,
            tenant_id: row.try_get("tenant_id")?,
            token_epoch: row.try_get("token_epoch")?,
        })
    }
}

impl From<UserRow> for PersonRow {
    fn from(user: UserRow) -> Self {
        Self {
            id: user.id,
            username: user.username,
            email_confirmed_at: user.email_confirmed_at,
            suspended_at: user.suspended_at,
            role: user.role,
            tenant_id: user.tenant_id,
            token_epoch: user.token_epoch,
        }
    }
}
