//! The table `roles`.

use crate::{
    db::{GenericClient, Row},
    error::Error,
};

/// A row of `roles`.
#[derive(Debug)]
pub struct RoleRow {
    /// The role.
    pub role: super::Role,
    /// What one may do with it.
    pub description: String,
    /// Whether one may choose it at sign-up.
    pub sign_up: bool,
}

const LIST_ROLES: &str = "select name, description, sign_up from roles order by rank";

pub(super) async fn list_roles(client: &impl GenericClient) -> Result<Vec<RoleRow>, Error> {
    let statement = client.prepare_cached(LIST_ROLES).await?;
    client
        .query(&statement, &[])
        .await?
        .iter()
        .map(RoleRow::try_from)
        .collect()
}

impl TryFrom<&Row> for RoleRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            role: row.try_get::<_, &str>("name")?.parse()?,
            description: row.try_get("description")?,
            sign_up: row.try_get("sign_up")?,
        })
    }
}
