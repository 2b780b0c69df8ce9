//! Everything that the use cases share.

use crate::{
    billing::Stripe,
    browser::Browsers,
    cleanup::Cleanup,
    clients::ClientCache,
    config::Config,
    db::{self, Database, page::Cursors},
    error::{Error, with_causes},
    images::Images,
    limits::Limits,
    mail::Mail,
    oauth::{access_tokens::AccessTokens, dpop::DpopProofs, keys::Keys, revocations::Revocations},
    overview::Overview,
    password::Passwords,
    scopes::{self, ScopeRow},
    secrets,
    spec::{Contract, Document, SPEC, log::Metrics, yaml_for_environment},
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
    /// How often one may.
    pub limits: Limits,
    /// Issues and verifies access tokens.
    pub tokens: AccessTokens,
    /// The keys that tokens are signed with.
    pub keys: Keys,
    /// Checks proofs of the keys that tokens are bound to.
    pub dpop: DpopProofs,
    /// Clients that were looked up a moment ago.
    pub clients: ClientCache,
    /// Keeps forms from being sent by other sites.
    pub browsers: Browsers,
    /// What a token may be limited to.
    pub scopes: Vec<ScopeRow>,
    /// What was revoked lately.
    pub revocations: Revocations,
    /// Writes e-mails and sends them.
    pub mail: Mail,
    /// Keeps images.
    pub images: Images,
    /// Speaks to Stripe, if it is configured.
    pub stripe: Option<Stripe>,
    /// Counts what was deleted.
    pub cleanup: Cleanup,
    /// Counts requests and times them.
    pub metrics: Metrics,
    /// The overview, as a page and as a file.
    pub overview_html: Box<str>,
    /// The same, as Markdown.
    pub overview_markdown: Box<str>,
    /// The spec, with the address of this environment, as YAML.
    pub spec_yaml: Box<str>,
    /// The same as JSON.
    pub spec_json: Box<str>,
}

impl App {
    /// Reads the spec, migrates the database and reads the keys.
    ///
    /// # Errors
    /// A sentence about what stands in the way.
    pub async fn build(config: Config) -> Result<Self, String> {
        let document = Document::parse(SPEC)?;
        let contract = Contract::load(&document, config.check_responses)?;
        let overview = Overview::load(&document)?;
        let spec_json = document.into_json(&config.public_url);
        let database = Database::new(&config)?;
        db::migrations::run(&database).await.map_err(explain)?;
        let keys = Keys::load(&database, &config.secret)
            .await
            .map_err(explain)?;
        let scopes = scopes::read(&database).await.map_err(explain)?;
        let revocations = Revocations::default();
        revocations.refresh(&database).await.map_err(explain)?;
        let mut metrics = Metrics::new();
        let passwords = Passwords::new();
        passwords.refresh(&database).await.map_err(explain)?;
        let limits_key = secrets::derive(&config.secret, "rate limits").map_err(explain)?;
        let limits = Limits::new(limits_key, config.rate_limit_factor);
        limits.refresh(&database).await.map_err(explain)?;
        Ok(Self {
            mail: Mail::new(&config, metrics.registry())?,
            images: Images::open(&config)?,
            stripe: config.stripe.clone().map(Stripe::new),
            cleanup: Cleanup::new(metrics.registry()),
            cursors: Cursors::new(&secrets::derive(&config.secret, "cursors").map_err(explain)?),
            passwords,
            limits,
            tokens: AccessTokens::new(config.public_url.clone()),
            keys,
            dpop: DpopProofs::new(&config.public_url),
            clients: ClientCache::default(),
            browsers: Browsers::new(&config).map_err(explain)?,
            scopes,
            revocations,
            metrics,
            overview_html: overview.html()?.into(),
            overview_markdown: overview.markdown()?.into(),
            spec_yaml: yaml_for_environment(SPEC, &config.public_url).into(),
            spec_json: spec_json.into(),
            contract,
            database,
            config,
        })
    }
}

impl App {
    /// What the platform calls itself.
    pub fn platform_name(&self) -> &str {
        &self.config.mail.platform_name
    }
}

/// An error at start, with all its causes, for the operator.
pub fn explain(error: Error) -> String {
    match error {
        Error::Refused(refusal) => refusal.detail,
        Error::Internal(cause) => with_causes(&*cause),
    }
}
