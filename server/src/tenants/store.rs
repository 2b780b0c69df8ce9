//! The table `tenants`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
};

/// A row of `tenants`.
#[derive(Debug)]
pub struct TenantRow {
    /// Stable for the life of the tenant.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// When it joined.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its changes.
    pub version: i32,
}

const LIST_TENANTS: &str = "select id, name, created_at, updated_at, version from tenants
    where (created_at, id) < ($1, $2) order by created_at desc, id desc limit $3";

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

const FIND_TENANT: &str =
    "select id, name, created_at, updated_at, version from tenants where id = $1";

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

impl TryFrom<&Row> for TenantRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            version: row.try_get("version")?,
        })
    }
}
