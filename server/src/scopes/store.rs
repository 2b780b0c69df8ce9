//! The table `scopes`.

use crate::{
    db::{GenericClient, Row},
    error::Error,
};

/// A row of `scopes`.
#[derive(Debug)]
pub struct ScopeRow {
    /// As it is asked for.
    pub name: String,
    /// What a token with it may do.
    pub description: String,
}

const LIST_SCOPES: &str = "select name, description from scopes order by position";

pub(super) async fn list_scopes(client: &impl GenericClient) -> Result<Vec<ScopeRow>, Error> {
    let statement = client.prepare_cached(LIST_SCOPES).await?;
    client
        .query(&statement, &[])
        .await?
        .iter()
        .map(ScopeRow::try_from)
        .collect()
}

impl TryFrom<&Row> for ScopeRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            name: row.try_get("name")?,
            description: row.try_get("description")?,
        })
    }
}
