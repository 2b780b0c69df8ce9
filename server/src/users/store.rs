//! The table `users`. Deleted people are found here by none but those who list them.

use chrono::{DateTime, Utc};
use tokio_postgres::types::{Json, ToSql};
use uuid::Uuid;

use super::{Details, Filter};
use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    policy::Subject,
    privacy::Choices,
    roles::Role,
};

/// A row of `users`, without the password.
#[derive(Debug, Clone)]
pub struct UserRow {
    /// Stable for the life of the account.
    pub id: Uuid,
    /// The person's e-mail address, in lower case.
    pub username: String,
    /// When the person showed that the address is theirs.
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// When the person was kept from signing in.
    pub suspended_at: Option<DateTime<Utc>>,
    /// When the account was deleted.
    pub deleted_at: Option<DateTime<Utc>>,
    /// Until when it can be brought back.
    pub erase_at: Option<DateTime<Utc>>,
    /// What the person may do.
    pub role: Role,
    /// The organisation that the person belongs to.
    pub tenant_id: Uuid,
    /// What the person says of themselves.
    pub details: Details,
    /// Who may see what of that.
    pub choices: Choices,
    /// Access tokens of an earlier epoch are refused.
    pub token_epoch: i32,
    /// When the account was opened.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its changes.
    pub version: i32,
}

impl UserRow {
    /// The person, as the one an operation is about.
    pub fn subject(&self) -> Subject {
        Subject {
            user_id: self.id,
            tenant_id: self.tenant_id,
            role: self.role,
        }
    }
}

/// The columns of [`UserRow`].
macro_rules! columns {
    () => {
        "id, username, email_confirmed_at, suspended_at, deleted_at, erase_at, role, tenant_id, first_name, last_name, full_name, country, newsletter_notification, privacy_choices, token_epoch, created_at, updated_at, version"
    };
}
pub(crate) use columns;

const INSERT_USER: &str = concat!(
    "insert into users (id, username, password_hash, role, tenant_id, first_name, last_name, full_name, country, newsletter_notification)
    select $1, $2, $3, $4, tenants.id, $5, $6, $7, $8, $9 from tenants where is_default
    returning ",
    columns!()
);

/// Adds a person to the default tenant.
///
/// # Errors
/// A conflict, if somebody has the address.
pub async fn insert_user(
    client: &impl GenericClient,
    id: Uuid,
    username: &str,
    password_hash: Option<&str>,
    role: Role,
    details: &Details,
) -> Result<UserRow, Error> {
    let statement = client.prepare_cached(INSERT_USER).await?;
    let Details {
        first_name,
        last_name,
        full_name,
        country,
        newsletter_notification,
    } = details;
    let row = client
        .query_one(
            &statement,
            &[
                &id,
                &username,
                &password_hash,
                &role.name(),
                first_name,
                last_name,
                full_name,
                country,
                newsletter_notification,
            ],
        )
        .await?;
    UserRow::try_from(&row)
}

const FIND_USER: &str = concat!(
    "select ",
    columns!(),
    " from users where id = $1 and deleted_at is null"
);

/// Finds a person.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find_user(client: &impl GenericClient, id: Uuid) -> Result<Option<UserRow>, Error> {
    let statement = client.prepare_cached(FIND_USER).await?;
    let row = client.query_opt(&statement, &[&id]).await?;
    row.as_ref().map(UserRow::try_from).transpose()
}

/// Not against those who only refer to the person: a refresh under way does, and holds a session that may be waited for.
const LOCK_USER: &str = concat!(
    "select ",
    columns!(),
    " from users where id = $1 and deleted_at is null for no key update"
);

/// Finds a person and holds the row until the transaction ends.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn lock_user(client: &impl GenericClient, id: Uuid) -> Result<Option<UserRow>, Error> {
    let statement = client.prepare_cached(LOCK_USER).await?;
    let row = client.query_opt(&statement, &[&id]).await?;
    row.as_ref().map(UserRow::try_from).transpose()
}

const FIND_USER_BY_USERNAME: &str = concat!(
    "select ",
    columns!(),
    ", password_hash from users where username = $1 and deleted_at is null"
);

pub(super) async fn find_user_by_username(
    client: &impl GenericClient,
    username: &str,
) -> Result<Option<(UserRow, Option<String>)>, Error> {
    let statement = client.prepare_cached(FIND_USER_BY_USERNAME).await?;
    let row = client.query_opt(&statement, &[&username]).await?;
    row.map(|row| Ok((UserRow::try_from(&row)?, row.try_get("password_hash")?)))
        .transpose()
}

/// The statement differs by the filters that are set, so that each uses its own index.
pub(super) async fn list_users(
    client: &impl GenericClient,
    filter: &Filter,
    after: &Position,
    limit: i64,
) -> Result<Vec<UserRow>, Error> {
    let after_id = after.uuid()?;
    let role = filter.role.map(Role::name);
    let below = filter.below.map(Role::names_below);
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&after.created_at, &after_id, &limit];
    let which = match filter.deleted {
        true => "deleted_at is not null and erased_at is null",
        false => "deleted_at is null",
    };
    let columns = columns!();
    let mut sql =
        format!("select {columns} from users where {which} and (created_at, id) < ($1, $2)");
    if let Some(role) = &role {
        values.push(role);
        sql += &format!(" and role = ${}", values.len());
    }
    if let Some(username) = &filter.username {
        values.push(username);
        sql += &format!(" and username = ${}", values.len());
    }
    if let Some(tenant_id) = &filter.tenant_id {
        values.push(tenant_id);
        sql += &format!(" and tenant_id = ${}", values.len());
    }
    if let Some(below) = &below {
        values.push(below);
        sql += &format!(" and role = any(${})", values.len());
    }
    sql += " order by created_at desc, id desc limit $3";
    let statement = client.prepare_cached(&sql).await?;
    client
        .query(&statement, &values)
        .await?
        .iter()
        .map(UserRow::try_from)
        .collect()
}

const UPDATE_DETAILS: &str = concat!(
    "update users set first_name = $2, last_name = $3, full_name = $4, country = $5, newsletter_notification = $6
    where id = $1 returning ",
    columns!()
);

pub(super) async fn update_details(
    client: &impl GenericClient,
    id: Uuid,
    details: &Details,
) -> Result<UserRow, Error> {
    let statement = client.prepare_cached(UPDATE_DETAILS).await?;
    let Details {
        first_name,
        last_name,
        full_name,
        country,
        newsletter_notification,
    } = details;
    let row = client
        .query_one(
            &statement,
            &[
                &id,
                first_name,
                last_name,
                full_name,
                country,
                newsletter_notification,
            ],
        )
        .await?;
    UserRow::try_from(&row)
}

const SUSPEND_USER: &str = "update users set suspended_at = now(), token_epoch = token_epoch + 1, token_epoch_changed_at = now() where id = $1";
const LIFT_SUSPENSION: &str =
    "update users set suspended_at = null where id = $1 and suspended_at is not null";

pub(super) async fn set_suspended(
    client: &impl GenericClient,
    id: Uuid,
    suspended: bool,
) -> Result<(), Error> {
    let sql = [LIFT_SUSPENSION, SUSPEND_USER][usize::from(suspended)];
    let statement = client.prepare_cached(sql).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

/// Holding the role's row makes two who count at the same moment take turns; sign-ups that only refer to it do not wait.
const LOCK_SUPER_ADMINS: &str =
    "select name from roles where name = 'super_admin' for no key update";
const COUNT_SUPER_ADMINS: &str = "select count(*) from users where role = 'super_admin' and deleted_at is null and suspended_at is null";

pub(super) async fn count_super_admins_for_update(
    client: &impl GenericClient,
) -> Result<i64, Error> {
    let lock = client.prepare_cached(LOCK_SUPER_ADMINS).await?;
    client.execute(&lock, &[]).await?;
    let count = client.prepare_cached(COUNT_SUPER_ADMINS).await?;
    Ok(client.query_one(&count, &[]).await?.try_get(0)?)
}

impl TryFrom<&Row> for UserRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            username: row.try_get("username")?,
            email_confirmed_at: row.try_get("email_confirmed_at")?,
            suspended_at: row.try_get("suspended_at")?,
            deleted_at: row.try_get("deleted_at")?,
            erase_at: row.try_get("erase_at")?,
            role: row.try_get::<_, &str>("role")?.parse()?,
            tenant_id: row.try_get("tenant_id")?,
            details: Details {
                first_name: row.try_get("first_name")?,
                last_name: row.try_get("last_name")?,
                full_name: row.try_get("full_name")?,
                country: row.try_get("country")?,
                newsletter_notification: row.try_get("newsletter_notification")?,
            },
            choices: row.try_get::<_, Json<_>>("privacy_choices")?.0,
            token_epoch: row.try_get("token_epoch")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
