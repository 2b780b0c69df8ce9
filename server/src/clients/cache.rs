//! Clients that were looked up a moment ago. Every request for a token names one, and they hardly ever change.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use quick_cache::sync::Cache;

use super::{ClientRow, store};
use crate::{db::Database, error::Error};

/// How long a client is remembered: a change is followed by every instance within a second.
const TTL: Duration = Duration::from_millis(500);

/// How many clients are remembered.
const REMEMBERED: usize = 1_000;

/// The clients that are remembered, each with since when.
pub struct ClientCache(Cache<String, (Instant, Arc<ClientRow>)>);

impl ClientCache {
    /// The client with this id.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer.
    pub async fn find(
        &self,
        database: &Database,
        id: &str,
    ) -> Result<Option<Arc<ClientRow>>, Error> {
        let remembered = self.0.get(id);
        if let Some((_, row)) = remembered.filter(|(since, _)| since.elapsed() < TTL) {
            return Ok(Some(row));
        }
        let since = Instant::now();
        let row = store::find_client(&*database.reader().await?, id).await?;
        let row = row.map(Arc::new);
        match &row {
            Some(row) => self.0.insert(id.to_owned(), (since, Arc::clone(row))),
            None => drop(self.0.remove(id)),
        }
        Ok(row)
    }

    /// Forgets a client, since it changes.
    pub fn forget(&self, id: &str) {
        self.0.remove(id);
    }
}

impl Default for ClientCache {
    fn default() -> Self {
        Self(Cache::new(REMEMBERED))
    }
}
