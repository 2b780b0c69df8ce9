//! Every setting of the server. The only place that reads the environment.

mod mail;
mod stripe;
mod values;

use std::{
    env,
    fmt::Write as _,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use ipnet::IpNet;
use lettre::message::Mailbox;

use crate::images::Place;
pub use mail::{MailSettings, MailWay};
pub use stripe::StripeSettings;
use stripe::read_stripe;
use values::{aws_settings, is_web_address, line, networks, number, origins, parse};

/// All settings, checked.
#[derive(Clone)]
pub struct Config {
    /// The database, as a connection URL.
    pub database_url: String,
    /// Who is trusted to vouch for the database; `None` for whom Mozilla trusts.
    pub database_ca: Option<PathBuf>,
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
    /// How e-mails leave, and what they say of the platform.
    pub mail: MailSettings,
    /// Where images are kept.
    pub images: Place,
    /// How Stripe is reached; `None` if nothing can be paid here.
    pub stripe: Option<StripeSettings>,
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
    /// How long a request may take once its body has come, and how long nothing may come of its body.
    pub request_timeout: Duration,
    /// How long a connection may be asked nothing.
    pub idle_timeout: Duration,
    /// Networks of the proxies in front, whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// What the spec's rate limits are multiplied by; 0 for no limits.
    pub rate_limit_factor: f64,
    /// The credits that a new account begins with.
    pub free_credits: i64,
    /// How long a deleted account can be brought back before it is erased.
    pub deletion_grace: TimeDelta,
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
    setting("DATABASE_URL", None, "must be like postgres://user:password@127.0.0.1/user_api", "The PostgreSQL database. With ?sslmode=require nothing goes over the network but by TLS, and the server's certificate must be good for the name of the host; elsewhere require means TLS with anybody. With prefer, which holds if nothing is said, it is TLS if the server has it, with whatever certificate, so that nobody who only listens learns anything; with disable there is none"),
    setting("PORT", Some("8080"), "must be a port from 0 to 65535", "The port to listen on; 0 takes a free one"),
    setting("USER_API_ADDRESS", Some("127.0.0.1"), "must be an IP address", "The address to listen on; 0.0.0.0 for all"),
    setting("USER_API_PUBLIC_URL", Some(""), "must begin with http:// or https:// and not end with /", "Where the outside reaches this server, and the issuer of its tokens; without it, development takes the address and port, and production does not start"),
    setting("USER_API_ENVIRONMENT", Some("production"), "must be development or production", "Demo accounts exist only in development"),
    setting("USER_API_SECRET", None, "must be 32 random bytes or more in base64; make one with: openssl rand -base64 32", "What keys are derived from; the same for every instance"),
    setting("USER_API_MAIL_FILE", Some("mail.txt"), "must be a path", "In development, the file that e-mails land in"),
    setting("USER_API_SMTP_URL", Some(""), "must be like smtps://user:password@mail.example, smtp://user:password@mail.example:587?tls=required, or none", "The mail server. With none, e-mails wait in the database; without it, development writes them to a file and production does not start. Passwords and letters travel unencrypted but for smtps or tls=required"),
    setting("USER_API_SMTP_CA", Some(""), "must be a file of certificates as PEM, beside smtps or tls=required in USER_API_SMTP_URL", "Who is trusted to vouch for the mail server's certificate, instead of those whom Mozilla trusts"),
    setting("USER_API_MAIL_FROM", Some("no-reply@localhost"), "must be like no-reply@music.example or Our Music <no-reply@music.example>", "Whom e-mails are from"),
    setting("USER_API_PLATFORM_NAME", Some("User API"), "must be 1 to 60 characters on one line", "What e-mails call the platform"),
    setting("USER_API_SUPPORT_CONTACT", Some(""), "must be at most 200 characters on one line", "Where e-mails send people who need help: an e-mail address or a web page"),
    setting("USER_API_IMAGES", Some("images"), "must be a folder, or like s3://bucket/folder, or like https://images.example/{id}-{size}", "Where images are kept: in a folder, which all instances must share; in a bucket that speaks S3, for which AWS_REGION, AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and whatever else AWS's own tools read say how it is reached; or in a store that is not ours, which has its images at these addresses"),
    setting("USER_API_STRIPE_KEY", Some(""), "must begin with sk_ or rk_", "The secret key of Stripe; without it, nothing can be paid and all else works"),
    setting("USER_API_STRIPE_WEBHOOK_SECRET", Some(""), "must begin with whsec_", "What Stripe signs its events with, which it sends to /v1/webhooks/stripe"),
    setting("USER_API_STRIPE_API", Some("https://api.stripe.com"), "must begin with http:// or https:// and not end with /", "Where Stripe's API is"),
    setting("USER_API_STRIPE_RETURN_URL", Some(""), "must be like https://music.example/account", "Where people come back to from Stripe"),
    setting("USER_API_STRIPE_SHARE_PRICES", Some(""), "must be like price_123, or several with commas between", "Stripe's ids of what a share costs: the first is offered, and what is paid by another counts too; without any, shares are not for sale. What a membership costs stands in the table membership_classes"),
    setting("USER_API_STRIPE_CREDITS_PRICES", Some(""), "must be like price_123:1000, with a number from 1 to 1000000, or several with commas between", "Stripe's ids of what a pack of credits costs, and how many it has: the first is offered, and what is paid by another counts too; without any, credits are not for sale"),
    setting("USER_API_LOG", Some("info"), "must be like info or user_api_server=debug", "What to log"),
    setting("USER_API_METRICS_PORT", Some("0"), "must be a port from 0 to 65535", "The port for Prometheus's /metrics; 0 for none"),
    setting("USER_API_CORS_ORIGINS", Some("*"), "must be *, none, or origins with spaces between, each as browsers send it: like https://music.example, in small letters and without a slash at its end", "Web pages that may call from a browser; * for all, none for none"),
    setting("USER_API_DATABASE_CONNECTIONS", Some("16"), "must be a number from 4 to 1000", "Connections to the database at most. Two of them and an eighth, but 16 at most, are for reads, the others for changes"),
    setting("USER_API_DATABASE_CA", Some(""), "must be a file of certificates as PEM, beside sslmode=require in DATABASE_URL", "Who is trusted to vouch for the database's certificate, instead of those whom Mozilla trusts"),
    setting("USER_API_MAX_CONNECTIONS", Some("10000"), "must be a number from 1 to 1000000", "Connections from clients at most; more wait"),
    setting("USER_API_REQUEST_TIMEOUT", Some("15"), "must be a number of seconds from 1 to 600", "How long a request may take once its body has come, and how long nothing may come of its body"),
    setting("USER_API_IDLE_TIMEOUT", Some("75"), "must be a number of seconds from 1 to 3600", "How long a connection is kept that is asked nothing after an answer; it should be longer than the proxies in front keep theirs. One that has never asked, or does not come to the end of what it asks, is kept for 10 seconds, and who pauses in the middle of reading an answer is waited for 30 at least"),
    setting("USER_API_TRUSTED_PROXIES", Some(""), "must be networks separated by spaces, such as 10.0.0.0/8 2001:db8::/32", "The proxies in front, whose X-Forwarded-For is believed; without them, who connects is who calls"),
    setting("USER_API_RATE_LIMIT_FACTOR", Some("1"), "must be a number from 0 to 1000000", "How many times as often one may call as the spec's x-rate-limits say, for load tests; 0 for no limits"),
    setting("USER_API_FREE_CREDITS", Some("128"), "must be a number from 0 to 1000000", "The credits that a new account begins with"),
    setting("USER_API_DELETION_GRACE_DAYS", Some("30"), "must be a number of days from 1 to 365", "How long a deleted account can be brought back before everything about the person is erased; who was told a day keeps it"),
    setting("USER_API_CHECK_RESPONSES", Some(if cfg!(debug_assertions) { "true" } else { "false" }), "must be true or false", "Whether every response is held to the spec; a breach is a 500"),
];

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// A sentence about the first variable that is missing or wrong.
    pub fn from_env() -> Result<Self, String> {
        let environment = read("USER_API_ENVIRONMENT", |name| match name {
            "development" => Some(Environment::Development),
            "production" => Some(Environment::Production),
            _ => None,
        })?;
        Ok(Self {
            database_url: read("DATABASE_URL", |url| {
                url.starts_with("postgres").then(|| url.to_owned())
            })?,
            database_ca: read("USER_API_DATABASE_CA", |path| {
                Some((!path.is_empty()).then(|| PathBuf::from(path)))
            })?,
            address: read("USER_API_ADDRESS", parse)?,
            port: read("PORT", parse)?,
            public_url: read("USER_API_PUBLIC_URL", |url| {
                (url.is_empty() || is_web_address(url)).then(|| url.to_owned())
            })?,
            environment,
            secret: read("USER_API_SECRET", |text| {
                STANDARD
                    .decode(text.trim())
                    .ok()
                    .filter(|bytes| bytes.len() >= 32)
            })?,
            mail: read_mail(environment)?,
            images: read("USER_API_IMAGES", |text| Place::parse(text, aws_settings))?,
            stripe: read_stripe()?,
            log: read("USER_API_LOG", |text| {
                text.parse::<tracing_subscriber::EnvFilter>()
                    .ok()
                    .map(|_| text.to_owned())
            })?,
            metrics_port: read("USER_API_METRICS_PORT", parse)?,
            cors_origins: read_origins()?,
            database_connections: read("USER_API_DATABASE_CONNECTIONS", |text| {
                number(text, 4, 1000)
            })?,
            max_connections: read("USER_API_MAX_CONNECTIONS", |text| {
                number(text, 1, 1_000_000)
            })?,
            request_timeout: Duration::from_secs(read("USER_API_REQUEST_TIMEOUT", |text| {
                number(text, 1, 600)
            })? as u64),
            idle_timeout: Duration::from_secs(read("USER_API_IDLE_TIMEOUT", |text| {
                number(text, 1, 3600)
            })? as u64),
            trusted_proxies: read("USER_API_TRUSTED_PROXIES", networks)?,
            rate_limit_factor: read("USER_API_RATE_LIMIT_FACTOR", |text| {
                parse(text).filter(|factor| (0.0..=1e6).contains(factor))
            })?,
            free_credits: read("USER_API_FREE_CREDITS", |text| {
                parse(text).filter(|credits| (0..=1_000_000).contains(credits))
            })?,
            deletion_grace: TimeDelta::days(read("USER_API_DELETION_GRACE_DAYS", |text| {
                number(text, 1, 365)
            })? as i64),
            check_responses: read("USER_API_CHECK_RESPONSES", parse)?,
        })
    }

    /// Where the server is reached on this machine; its public URL, if it has no other.
    pub fn local_url(&self) -> String {
        format!("http://{}", SocketAddr::new(self.address, self.port))
    }

    /// All settings with their meaning and default, for `user-api config`.
    pub fn describe() -> String {
        let mut text =
            String::from("Settings are environment variables; an empty one counts as none:\n");
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

/// Reads which web pages may call. Empty is not taken for unset here: who wrote that may well have meant none of them.
fn read_origins() -> Result<Vec<String>, String> {
    if env::var_os("USER_API_CORS_ORIGINS").is_some_and(|text| text.is_empty()) {
        return Err("USER_API_CORS_ORIGINS is empty. Say none, if no web page may call, * if all may, or which; or leave it out, which means *.".to_owned());
    }
    read("USER_API_CORS_ORIGINS", origins)
}

/// Reads what concerns e-mail.
fn read_mail(environment: Environment) -> Result<MailSettings, String> {
    let file = read("USER_API_MAIL_FILE", parse)?;
    let url = read("USER_API_SMTP_URL", |url| {
        (["", "none"].contains(&url) || crate::mail::check_url(url)).then(|| url.to_owned())
    })?;
    let way = match (url.as_str(), environment) {
        ("none", _) => MailWay::Wait,
        ("", Environment::Development) => MailWay::File(file),
        ("", Environment::Production) => {
            return Err("USER_API_SMTP_URL is not set, so nobody could confirm an e-mail address or reset a password. Set it to the URL of a mail server, or to none to let e-mails wait in the database.".to_owned());
        }
        _ => MailWay::Smtp(url),
    };
    let from: Mailbox = read("USER_API_MAIL_FROM", parse)?;
    if matches!(way, MailWay::Smtp(_))
        && environment == Environment::Production
        && from.email.domain() == "localhost"
    {
        return Err("USER_API_MAIL_FROM is not set. It must be an address of yours, like no-reply@music.example; mail servers refuse mail from localhost.".to_owned());
    }
    Ok(MailSettings {
        way,
        ca: read("USER_API_SMTP_CA", |path| {
            Some((!path.is_empty()).then(|| PathBuf::from(path)))
        })?,
        from,
        platform_name: read("USER_API_PLATFORM_NAME", |text| line(text, 60))?,
        support: read("USER_API_SUPPORT_CONTACT", |text| line(text, 200))?,
    })
}

/// What one variable says, if anything.
fn said(name: &str) -> Option<String> {
    env::var(name).ok().filter(|text| !text.is_empty())
}

/// Reads one variable, or its default.
fn read<T>(name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, String> {
    let setting = SETTINGS
        .iter()
        .find(|setting| setting.name == name)
        .ok_or_else(|| format!("{name} is not in the table of settings."))?;
    let value = said(name).or(setting.default.map(str::to_owned));
    let value = value.ok_or_else(|| format!("{name} is not set. It {}.", setting.rule))?;
    parse(&value).ok_or_else(|| format!("{name} is wrong. It {}.", setting.rule))
}
