//! How often one may: the rules of `x-rate-limits`, held by all instances together. What is drawn from a bucket stands in
//! the database; what is blocked right now is in memory too, so that most who flood are refused without asking it, and who
//! does nothing wrong costs it nothing.
//!
//! A rule that counts requests is counted before the request is looked at: by the contract layer where it is about the
//! address alone, else by the use case that knows the name. A rule that counts failures takes three steps in a use case:
//! [`check`] first, [`count`] when the guess was wrong, and where a right guess has to be one of those allowed even if many
//! are made at the same moment, [`confirm`] before it is honoured. Unknown tokens and taken usernames are counted once they
//! are known to be that, and never stand in the way of others.

mod store;

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{PoisonError, RwLock},
    time::{Duration, Instant},
};

use crate::{
    app::App,
    db::{Database, GenericClient},
    error::Error,
    secrets,
};
pub(crate) use store::blocked_of;
pub use store::delete_idle;

/// A rule of `x-rate-limits`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Whom it is about.
    pub per: Per,
    /// How often, all at once or spread out.
    pub times: u32,
    /// In how many seconds.
    pub seconds: u32,
    /// What is counted.
    pub counts: Counts,
    /// Rules of the same bucket, subject and seconds count together.
    pub bucket: String,
}

/// Whom a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// The caller's network address.
    Address,
    /// The username that the request names.
    Account,
    /// The client_id.
    Client,
    /// The two together.
    AccountAndAddress,
    /// The two together.
    ClientAndAddress,
}

/// What a rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Every request.
    Requests,
    /// Wrong passwords and secrets.
    Failures,
    /// Codes and refresh tokens that are none.
    UnknownTokens,
    /// Signing up with an address that somebody has.
    TakenUsernames,
}

/// Where a request comes from, and the rules of its operation.
#[derive(Clone, Copy)]
pub struct Origin {
    /// The rules.
    pub rules: &'static [Rule],
    /// The caller's network address.
    pub address: IpAddr,
}

/// Whom a request names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'a> {
    /// Nobody, as far as is known yet.
    Nobody,
    /// A username, whether or not there is such an account.
    Account(&'a str),
    /// A client_id, whether or not there is such a client.
    Client(&'a str),
}

/// A rule as it applies to one subject: what is drawn from when something is counted.
pub struct Bucket {
    rule: &'static Rule,
    key: Vec<u8>,
    /// How much time the rule gives to each, in seconds.
    interval: f64,
}

/// What is needed to apply the rules.
pub struct Limits {
    key: [u8; 32],
    factor: f64,
    /// What is blocked, and until when.
    blocked: RwLock<HashMap<Vec<u8>, Instant>>,
}

impl Limits {
    /// Limits whose keys are made with this key, and whose rules allow this many times as much; with 0, everything.
    pub fn new(key: [u8; 32], factor: f64) -> Self {
        Self {
            key,
            factor,
            blocked: RwLock::default(),
        }
    }

    /// The buckets that a request from there, which names them, draws from.
    pub fn buckets(&self, origin: Origin, counts: Counts, named: Named<'_>) -> Vec<Bucket> {
        let rules = origin.rules.iter();
        let rules = rules.filter(|rule| rule.counts == counts && self.factor > 0.0);
        let bucket = |rule: &'static Rule| {
            let (name, address) = rule.subject(named, origin.address)?;
            let times = (f64::from(rule.times) * self.factor).max(1.0);
            let (per, seconds) = (rule.per.name(), rule.seconds.to_string());
            let parts = [&rule.bucket, per, &seconds, name, &address];
            Some(Bucket {
                rule,
                key: secrets::keyed_hash(&self.key, &parts),
                interval: f64::from(rule.seconds) / times,
            })
        };
        rules.filter_map(bucket).collect()
    }

    /// Reads what is blocked, by whichever instance.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer.
    pub async fn refresh(&self, database: &Database) -> Result<(), Error> {
        let now = Instant::now();
        let rows = database
            .ask(async |reader| store::list_blocked(reader).await)
            .await?;
        let blocked = rows.into_iter().map(|(key, wait)| (key, now + wait));
        let blocked = blocked.collect();
        // What this instance learnt in between is forgotten for an instant, but not by the database, which decides.
        *self.blocked.write().unwrap_or_else(PoisonError::into_inner) = blocked;
        Ok(())
    }

    fn block(&self, key: Vec<u8>, wait: Duration) {
        let until = Instant::now() + wait;
        let mut blocked = self.blocked.write().unwrap_or_else(PoisonError::into_inner);
        blocked.insert(key, until);
    }
}

/// Refuses what is blocked, as far as this instance knows. Asks nobody.
///
/// # Errors
/// Too many requests.
pub fn check(app: &App, buckets: &[Bucket]) -> Result<(), Error> {
    if buckets.is_empty() {
        return Ok(());
    }
    let blocked = app.limits.blocked.read();
    let blocked = blocked.unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    let waits = buckets.iter().filter_map(|bucket| {
        let wait = blocked.get(&bucket.key)?.checked_duration_since(now)?;
        (!wait.is_zero()).then_some(wait)
    });
    refuse(waits.max())
}

/// Counts one more, unless there were too many.
///
/// # Errors
/// Too many requests; unavailable, if the database does not answer.
pub async fn count(app: &App, buckets: Vec<Bucket>) -> Result<(), Error> {
    check(app, &buckets)?;
    if buckets.is_empty() {
        return Ok(());
    }
    let client = app.database.client().await?;
    // In the order of the spec, the narrow ones first: what one refuses is not drawn from the next. Else a single guesser
    // could exhaust what is there for all.
    for Bucket {
        rule,
        key,
        interval,
    } in buckets
    {
        let counted = store::count(&client, &key, interval, f64::from(rule.seconds)).await?;
        if let Some(wait) = counted.wait {
            app.limits.block(key, wait);
        }
        if !counted.admitted {
            // Seldom, since what comes next is refused from memory.
            let Rule { bucket, per, .. } = rule;
            tracing::warn!(bucket, per = per.name(), "a rate limit was reached");
            return refuse(counted.wait);
        }
    }
    Ok(())
}

/// Counts a request that names somebody, unless there were too many.
///
/// # Errors
/// As [`count`].
pub async fn count_request(app: &App, origin: Origin, named: Named<'_>) -> Result<(), Error> {
    count(app, app.limits.buckets(origin, Counts::Requests, named)).await
}

/// Refuses what is blocked, as the database knows it at this moment. A right guess that was made while too many wrong ones
/// were under way is not told from a wrong one.
///
/// # Errors
/// Too many requests; unavailable, if the database does not answer.
pub async fn confirm(
    app: &App,
    client: &impl GenericClient,
    buckets: &[Bucket],
) -> Result<(), Error> {
    if buckets.is_empty() {
        return Ok(());
    }
    let blocked = store::list_blocked_of(client, &keys(buckets)).await?;
    let longest = blocked.iter().map(|(_, wait)| *wait).max();
    for (key, wait) in blocked {
        app.limits.block(key, wait);
    }
    refuse(longest)
}

/// By which these are kept.
pub fn keys(buckets: &[Bucket]) -> Vec<&[u8]> {
    buckets.iter().map(|bucket| &bucket.key[..]).collect()
}

fn refuse(wait: Option<Duration>) -> Result<(), Error> {
    match wait {
        None => Ok(()),
        Some(wait) => Err(Error::too_many_requests(wait)),
    }
}

impl Rule {
    /// Name and address that the rule is about, `None` if it is not about such a request.
    fn subject<'a>(&self, named: Named<'a>, address: IpAddr) -> Option<(&'a str, String)> {
        let address = || network(address);
        match (self.per, named, self.counts) {
            (Per::Address, Named::Nobody, Counts::Requests) => Some(("", address())),
            // Not wrong secrets of clients: those who sign in at the same address are not to suffer from them.
            (Per::Address, Named::Account(_), Counts::Failures) => Some(("", address())),
            (Per::Account, Named::Account(name), _) => Some((name, String::new())),
            (Per::AccountAndAddress, Named::Account(name), _) => Some((name, address())),
            (Per::Client, Named::Client(name), _) => Some((name, String::new())),
            (Per::ClientAndAddress, Named::Client(name), _) => Some((name, address())),
            _ => None,
        }
    }
}

impl Per {
    const ALL: [Self; 5] = [
        Self::Address,
        Self::Account,
        Self::Client,
        Self::AccountAndAddress,
        Self::ClientAndAddress,
    ];

    /// As the spec writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Account => "account",
            Self::Client => "client",
            Self::AccountAndAddress => "account_and_address",
            Self::ClientAndAddress => "client_and_address",
        }
    }

    /// What the spec calls so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.name() == name)
    }
}

/// Of IPv6 the first 64 bits, since whoever has one of those addresses has all.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string(),
    }
}
