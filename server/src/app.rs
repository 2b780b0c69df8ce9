//! Everything that the use cases share.

use crate::{
    config::Config,
    db::{self, Database, page::Cursors},
    error::Error,
    oauth::{access_tokens::AccessTokens, keys, revocations::Revocations},
    password::Passwords,
    secrets,
    spec::{Contract, SPEC, log::Metrics, yaml_for_environment},
};

/// The application: what is built once at start, and lives as long as the process.
pub struct App {
    /// The settings.
    pub config: Config,
    /// What the spec says.
    pub contract: Contract,
    /// The database.
    pub database: Database,
    /// Seals and opens cursors.
    pub cursors: Cursors,
    /// Hashes and verifies passwords.
    pub passwords: Passwords,
    /// Issues and verifies access tokens.
    pub tokens: AccessTokens,
    /// What was revoked lately.
    pub revocations: Revocations,
    /// Counts requests and times them.
    pub metrics: Metrics,
    /// The spec, with the address of this environment, as YAML.
    pub spec_yaml: String,
    /// The same as JSON.
    pub spec_json: serde_json::Value,
}

impl App {
    /// Reads the spec, migrates the database and reads the keys.
    ///
    /// # Errors
    /// A sentence about what stands in the way.
    pub async fn build(config: Config) -> Result<Self, String> {
        let contract = Contract::load(SPEC)?;
        let database = Database::new(&config)?;
        db::migrations::run(&database).await.map_err(explain)?;
        let keys = keys::load(&database, &config.secret)
            .await
            .map_err(explain)?;
        let revocations = Revocations::default();
        revocations.refresh(&database).await.map_err(explain)?;
        Ok(Self {
            cursors: Cursors::new(&secrets::derive(&config.secret, "cursors").map_err(explain)?),
            passwords: Passwords::new(),
            tokens: AccessTokens::new(config.public_url.clone(), keys),
            revocations,
            metrics: Metrics::new(),
            spec_yaml: yaml_for_environment(SPEC, &config.public_url),
            spec_json: contract.document.for_environment(&config.public_url),
            contract,
            database,
            config,
        })
    }
}

/// An error at start, with all its causes, for the operator.
pub fn explain(error: Error) -> String {
    match error {
        Error::Refused(refusal) => refusal.detail,
        Error::Internal(cause) => {
            let mut text = cause.to_string();
            let mut source = cause.source();
            while let Some(error) = source {
                text = format!("{text}: {error}");
                source = error.source();
            }
            text
        }
    }
}
