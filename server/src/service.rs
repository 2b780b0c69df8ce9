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

/// Whether requests are welcome: the database answers, and we have heard lately what was revoked.
///
/// # Errors
/// Unavailable, if it does not, or we have not.
pub async fn readiness(app: &App) -> Result<(), Error> {
    if app.revocations.are_stale() {
        let detail = "This server does not hear what was revoked. Try again in a moment.";
        return Err(Error::unavailable(detail, 1));
    }
    app.database
        .reader()
        .await?
        .query_one("select 1", &[])
        .await?;
    Ok(())
}
