//! The scopes: what a token may be limited to. They come with the schema, and only a migration changes them.

mod store;
pub mod view;

use crate::{app::App, db::Database, error::Error};
pub use store::ScopeRow;

/// All scopes.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn list(app: &App) -> Result<Vec<ScopeRow>, Error> {
    read(&app.database).await
}

/// All scopes, as they are at start.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn read(database: &Database) -> Result<Vec<ScopeRow>, Error> {
    store::list_scopes(&*database.reader().await?).await
}
