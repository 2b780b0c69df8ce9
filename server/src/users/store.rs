//! The table `users`. Deleted people are found here by none but those who list them.

use chrono::{DateTime, Utc};
use tokio_postgres::types::{Json, ToSql};
use uuid::Uuid;

use super::{Details, Filter};
use crate::{
    countries::{self, Source},
    db::{GenericClient, Row, page::Position},
    error::Error,
    memberships::Status,
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
    /// Who says where the person is.
    pub country_source: Source,
    /// Since when they are there.
    pub country_set_at: DateTime<Utc>,
    /// What has become of the person's membership; `None` if they never had any.
    pub membership_status: Option<Status>,
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
        concat!(
            "id, username, email_confirmed_at, suspended_at, deleted_at, erase_at, role, tenant_id, first_name, last_name, full_name,
            country, country_source, country_set_at, newsletter_notification, privacy_choices, token_epoch, created_at, updated_at, version, ",
            $crate::memberships::status_of_user!(),
            " as membership_status"
        )
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

/// As one change of the row, where the person is included, which is no matter of a value alone.
const UPDATE_DETAILS: &str = concat!(
    countries::keep_past!(),
    "update users set first_name = $4, last_name = $5, full_name = $6, newsletter_notification = $7,
        country = $2, country_source = $3, country_set_at = coalesce((select begins from moment), country_set_at)
    where id = $1 returning ",
    columns!()
);

pub(super) async fn update_details(
    client: &impl GenericClient,
    id: Uuid,
    details: &Details,
    source: Source,
) -> Result<UserRow, Error> {
    let statement = client.prepare_cached(UPDATE_DETAILS).await?;
    let row = client
        .query_one(
            &statement,
            &[
                &id,
                &details.country,
                &source.name(),
                &details.first_name,
                &details.last_name,
                &details.full_name,
                &details.newsletter_notification,
            ],
        )
        .await?;
    UserRow::try_from(&row)
}

/// The person whom a row with these columns is about.
///
/// # Errors
/// Internal, if there is no such column.
pub fn subject_in(row: &Row, user_id: Uuid) -> Result<Subject, Error> {
    Ok(Subject {
        user_id,
        tenant_id: row.try_get("tenant_id")?,
        role: row.try_get::<_, &str>("role")?.parse()?,
    })
}

impl TryFrom<&Row> for UserRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        let membership_status: Option<&str> = row.try_get("membership_status")?;
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
            country_source: row.try_get::<_, &str>("country_source")?.parse()?,
            country_set_at: row.try_get("country_set_at")?,
            membership_status: membership_status.map(str::parse).transpose()?,
            choices: row.try_get::<_, Json<_>>("privacy_choices")?.0,
            token_epoch: row.try_get("token_epoch")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
