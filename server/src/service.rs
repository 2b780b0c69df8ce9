//! The health of this server.

use user_api_generated::models;

use crate::{app::App, error::Error};

/// All is well.
pub fn health() -> models::Health {
    models::Health {
        status: models::HealthStatus::Ok,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Whether the database answers.
///
/// # Errors
/// Unavailable, if it does not.
pub async fn ask_database(app: &App) -> Result<(), Error> {
    app.database
        .reader()
        .await?
        .query_one("select 1", &[])
        .await?;
    Ok(())
}
