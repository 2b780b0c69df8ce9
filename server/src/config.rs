//! Every setting of the server. The only file that reads the environment.

use std::{env, fmt::Write as _, net::IpAddr, path::PathBuf, str::FromStr, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// All settings, checked.
#[derive(Clone)]
pub struct Config {
    /// The database, as a connection URL.
    pub database_url: String,
    /// The address to listen on.
    pub address: IpAddr,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// Where the outside reaches this server, without a slash at its end; empty until the port is known.
    pub public_url: String,
    /// Development or production.
    pub environment: Environment,
    /// The secret that keys are derived from.
    pub secret: Vec<u8>,
    /// In development, the file that e-mails land in.
    pub mail_file: PathBuf,
    /// What to log.
    pub log: String,
    /// The port for metrics; 0 for none.
    pub metrics_port: u16,
    /// Origins that may call from a browser.
    pub cors_origins: Vec<String>,
    /// Connections to the database at most.
    pub database_connections: usize,
    /// Connections from clients at most.
    pub max_connections: usize,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// Whether every response is held to the spec.
    pub check_responses: bool,
}

/// Whether demo accounts may exist and secrets may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// A developer's machine.
    Development,
    /// Anything that real people use, UAT included.
    Production,
}

/// A setting: its variable, what it means, what holds without it, and what its values must be.
struct Setting {
    name: &'static str,
    meaning: &'static str,
    default: Option<&'static str>,
    rule: &'static str,
}

const fn setting(
    name: &'static str,
    default: Option<&'static str>,
    rule: &'static str,
    meaning: &'static str,
) -> Setting {
    Setting {
        name,
        meaning,
        default,
        rule,
    }
}

#[rustfmt::skip]
const SETTINGS: &[Setting] = &[
    setting("DATABASE_URL", None, "must be like postgres://user:password@127.0.0.1/user_api", "The PostgreSQL database"),
    setting("PORT", Some("8080"), "must be a port from 0 to 65535", "The port to listen on; 0 takes a free one"),
    setting("USER_API_ADDRESS", Some("127.0.0.1"), "must be an IP address", "The address to listen on; 0.0.0.0 for all"),
    setting("USER_API_PUBLIC_URL", Some(""), "must begin with http:// or https:// and not end with /", "Where the outside reaches this server, and the issuer of its tokens; without it, the address and port"),
    setting("USER_API_ENVIRONMENT", Some("production"), "must be development or production", "Demo accounts exist only in development"),
    setting("USER_API_SECRET", None, "must be 32 random bytes or more in base64; make one with: openssl rand -base64 32", "What keys are derived from; the same for every instance"),
    setting("USER_API_MAIL_FILE", Some("mail.txt"), "must be a path", "In development, the file that e-mails land in"),
    setting("USER_API_LOG", Some("info"), "must be like info or user_api_server=debug", "What to log"),
    setting("USER_API_METRICS_PORT", Some("0"), "must be a port from 0 to 65535", "The port for Prometheus's /metrics; 0 for none"),
    setting("USER_API_CORS_ORIGINS", Some("*"), "must be origins separated by spaces", "Web pages that may call from a browser; * for all"),
    setting("USER_API_DATABASE_CONNECTIONS", Some("16"), "must be a number from 4 to 1000", "Connections to the database at most"),
    setting("USER_API_MAX_CONNECTIONS", Some("10000"), "must be a number from 1 to 1000000", "Connections from clients at most; more wait"),
    setting("USER_API_REQUEST_TIMEOUT", Some("15"), "must be a number of seconds from 1 to 600", "How long a request may take"),
    setting("USER_API_CHECK_RESPONSES", Some(if cfg!(debug_assertions) { "true" } else { "false" }), "must be true or false", "Whether every response is held to the spec; a breach is a 500"),
];

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// A sentence about the first variable that is missing or wrong.
    pub fn from_env() -> Result<Self, String> {
        Ok(Self {
            database_url: read("DATABASE_URL", |url| {
                url.starts_with("postgres").then(|| url.to_owned())
            })?,
            address: read("USER_API_ADDRESS", parse)?,
            port: read("PORT", parse)?,
            public_url: read("USER_API_PUBLIC_URL", |url| {
                (url.is_empty() || is_web_address(url)).then(|| url.to_owned())
            })?,
            environment: read("USER_API_ENVIRONMENT", |name| match name {
                "development" => Some(Environment::Development),
                "production" => Some(Environment::Production),
                _ => None,
            })?,
            secret: read("USER_API_SECRET", |text| {
                STANDARD
                    .decode(text.trim())
                    .ok()
                    .filter(|bytes| bytes.len() >= 32)
            })?,
            mail_file: read("USER_API_MAIL_FILE", parse)?,
            log: read("USER_API_LOG", |text| {
                text.parse::<tracing_subscriber::EnvFilter>()
                    .ok()
                    .map(|_| text.to_owned())
            })?,
            metrics_port: read("USER_API_METRICS_PORT", parse)?,
            cors_origins: read("USER_API_CORS_ORIGINS", |text| {
                Some(text.split_whitespace().map(str::to_owned).collect())
            })?,
            database_connections: read("USER_API_DATABASE_CONNECTIONS", |text| {
                number(text, 4, 1000)
            })?,
            max_connections: read("USER_API_MAX_CONNECTIONS", |text| {
                number(text, 1, 1_000_000)
            })?,
            request_timeout: Duration::from_secs(read("USER_API_REQUEST_TIMEOUT", |text| {
                number(text, 1, 600)
            })? as u64),
            check_responses: read("USER_API_CHECK_RESPONSES", parse)?,
        })
    }

    /// All settings with their meaning and default, for `user-api config`.
    pub fn describe() -> String {
        let mut text = String::from("Settings are environment variables:\n");
        for Setting {
            name,
            meaning,
            default,
            rule,
        } in SETTINGS
        {
            let default =
                default.map_or("required".to_owned(), |value| format!("default: {value}"));
            let _ = write!(
                text,
                "\n  {name} ({default})\n      {meaning}. It {rule}.\n"
            );
        }
        text
    }
}

/// Reads one variable, or its default.
fn read<T>(name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, String> {
    let setting = SETTINGS
        .iter()
        .find(|setting| setting.name == name)
        .ok_or_else(|| format!("{name} is not in the table of settings."))?;
    let value = env::var(name)
        .ok()
        .filter(|text| !text.is_empty())
        .or(setting.default.map(str::to_owned));
    let value = value.ok_or_else(|| format!("{name} is not set. It {}.", setting.rule))?;
    parse(&value).ok_or_else(|| format!("{name} is wrong. It {}.", setting.rule))
}

fn parse<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn number(text: &str, least: usize, most: usize) -> Option<usize> {
    parse(text).filter(|number| (least..=most).contains(number))
}

fn is_web_address(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://")) && !url.ends_with('/')
}
