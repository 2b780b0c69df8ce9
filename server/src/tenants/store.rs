//! The table `tenants`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    policy::Subject,
    users,
};

/// A row of `tenants`.
#[derive(Debug)]
pub struct TenantRow {
    /// Stable for the life of the tenant.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Whether people who sign up belong to it.
    pub is_default: bool,
    /// When it joined.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its changes.
    pub version: i32,
}

/// The columns of [`TenantRow`].
macro_rules! columns {
    () => {
        "id, name, is_default, created_at, updated_at, version"
    };
}

const LIST_TENANTS: &str = concat!(
    "select ",
    columns!(),
    " from tenants where (created_at, id) < ($1, $2) order by created_at desc, id desc limit $3"
);

pub(super) async fn list_tenants(
    client: &impl GenericClient,
    after: &Position,
    limit: i64,
) -> Result<Vec<TenantRow>, Error> {
    let statement = client.prepare_cached(LIST_TENANTS).await?;
    let rows = client
        .query(&statement, &[&after.created_at, &after.uuid()?, &limit])
        .await?;
    rows.iter().map(TenantRow::try_from).collect()
}

const FIND_TENANT: &str = concat!("select ", columns!(), " from tenants where id = $1");

pub(super) async fn find_tenant(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<TenantRow>, Error> {
    let statement = client.prepare_cached(FIND_TENANT).await?;
    client
        .query_opt(&statement, &[&id])
        .await?
        .as_ref()
        .map(TenantRow::try_from)
        .transpose()
}

/// For update, so that nobody comes to refer to it meanwhile.
const LOCK_TENANT: &str = concat!(
    "select ",
    columns!(),
    " from tenants where id = $1 for update"
);

pub(super) async fn lock_tenant(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<TenantRow>, Error> {
    let statement = client.prepare_cached(LOCK_TENANT).await?;
    let row = client.query_opt(&statement, &[&id]).await?;
    row.as_ref().map(TenantRow::try_from).transpose()
}

const HOLD_TENANT: &str = "select id from tenants where id = $1 for key share";

/// Whether there is such a tenant; if so, it stays until the transaction ends.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn hold_tenant(client: &impl GenericClient, id: Uuid) -> Result<bool, Error> {
    let statement = client.prepare_cached(HOLD_TENANT).await?;
    Ok(client.query_opt(&statement, &[&id]).await?.is_some())
}

const INSERT_TENANT: &str = concat!(
    "insert into tenants (id, name) values ($1, $2) returning ",
    columns!()
);

pub(super) async fn insert_tenant(
    client: &impl GenericClient,
    id: Uuid,
    name: &str,
) -> Result<TenantRow, Error> {
    let statement = client.prepare_cached(INSERT_TENANT).await?;
    TenantRow::try_from(&client.query_one(&statement, &[&id, &name]).await?)
}

const RENAME_TENANT: &str = concat!(
    "update tenants set name = $2 where id = $1 returning ",
    columns!()
);

pub(super) async fn rename_tenant(
    client: &impl GenericClient,
    id: Uuid,
    name: &str,
) -> Result<TenantRow, Error> {
    let statement = client.prepare_cached(RENAME_TENANT).await?;
    TenantRow::try_from(&client.query_one(&statement, &[&id, &name]).await?)
}

const MOVE_DELETED_PEOPLE: &str =
    "update users set tenant_id = (select id from tenants where is_default)
    where tenant_id = $1 and deleted_at is not null returning id, role, $1 as tenant_id, erased_at is null as is_somebody";

/// Answers who moved, as those who they were before; of those who are erased only a row moves.
pub(super) async fn move_deleted_people(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Vec<Subject>, Error> {
    let statement = client.prepare_cached(MOVE_DELETED_PEOPLE).await?;
    let rows = client.query(&statement, &[&id]).await?;
    let mut moved = Vec::new();
    for row in &rows {
        if row.try_get("is_somebody")? {
            moved.push(users::subject_in(row, row.try_get("id")?)?);
        }
    }
    Ok(moved)
}

const HAS_PEOPLE: &str =
    "select exists (select from users where tenant_id = $1 and deleted_at is null)";

pub(super) async fn has_people(client: &impl GenericClient, id: Uuid) -> Result<bool, Error> {
    let statement = client.prepare_cached(HAS_PEOPLE).await?;
    Ok(client.query_one(&statement, &[&id]).await?.try_get(0)?)
}

const DELETE_TENANT: &str = "delete from tenants where id = $1";

pub(super) async fn delete_tenant(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(DELETE_TENANT).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

impl TryFrom<&Row> for TenantRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            is_default: row.try_get("is_default")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
