//! The job that deletes what has expired, so that tables do not grow for ever, and erases those who have left. Several instances may run it at once: each
//! deletes a few rows at a time, and those that another holds it leaves to that one.

use std::time::Duration;

use chrono::TimeDelta;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};
use tokio::time::sleep;

use crate::{
    app::{App, explain},
    billing,
    clients::{self, Remains},
    db::GenericClient,
    deletions, email_tokens,
    error::Error,
    images, limits, mail,
    oauth::{self, codes, pushed},
    secrets,
    sessions::{self, refresh_tokens},
    user_groups,
};

/// How often to look, give or take a half.
const INTERVAL: Duration = Duration::from_secs(60);

/// How many rows one statement deletes at most: so few that nobody waits for it.
const BATCH: u64 = 500;

/// How long to tell what became of an e-mail.
const MAIL_KEPT: TimeDelta = TimeDelta::days(7);

/// How long to know which events of Stripe were handled. It sends one again for three days.
const EVENTS_KEPT: TimeDelta = TimeDelta::days(30);

/// Counts what was deleted.
pub struct Cleanup {
    deleted: Family<Labels, Counter>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    what: &'static str,
}

/// What is of no more use at some time.
#[derive(Clone, Copy)]
enum Leftover {
    PushedRequests,
    Codes,
    EmailTokens,
    RevokedTokens,
    OfRemovedClients(Remains),
    RefreshTokens,
    RefreshTokensOfEnded,
    Sessions,
    Clients,
    SigningKeys,
    Letters,
    RateLimits,
    StripeEvents,
}

impl Leftover {
    /// In an order in which what refers to something goes before it.
    const ALL: [Self; 16] = [
        Self::PushedRequests,
        Self::Codes,
        Self::EmailTokens,
        Self::RevokedTokens,
        Self::OfRemovedClients(Remains::PushedRequests),
        Self::OfRemovedClients(Remains::Codes),
        Self::OfRemovedClients(Remains::Consents),
        Self::OfRemovedClients(Remains::Sessions),
        Self::RefreshTokens,
        Self::RefreshTokensOfEnded,
        Self::Sessions,
        Self::Clients,
        Self::SigningKeys,
        Self::Letters,
        Self::RateLimits,
        Self::StripeEvents,
    ];

    /// Its name in the log and the metrics: the table.
    fn name(self) -> &'static str {
        match self {
            Self::PushedRequests => "pushed_authorization_requests",
            Self::Codes => "authorization_codes",
            Self::EmailTokens => "email_tokens",
            Self::RevokedTokens => "revoked_access_tokens",
            Self::OfRemovedClients(remains) => remains.table(),
            Self::RefreshTokens | Self::RefreshTokensOfEnded => "refresh_tokens",
            Self::Sessions => "sessions",
            Self::Clients => "clients",
            Self::SigningKeys => "signing_keys",
            Self::Letters => "outbox",
            Self::RateLimits => "rate_limits",
            Self::StripeEvents => "stripe_events",
        }
    }

    async fn delete(self, client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
        match self {
            Self::PushedRequests => pushed::delete_expired(client, at_most).await,
            Self::Codes => codes::delete_expired(client, at_most).await,
            Self::EmailTokens => {
                email_tokens::delete_ended(client, TimeDelta::hours(1), at_most).await
            }
            Self::RevokedTokens => oauth::delete_expired_tokens(client, at_most).await,
            Self::OfRemovedClients(remains) => remains.delete(client, at_most).await,
            Self::RefreshTokens => refresh_tokens::delete_expired(client, at_most).await,
            Self::RefreshTokensOfEnded => refresh_tokens::delete_of_ended(client, at_most).await,
            Self::Sessions => sessions::delete_expired(client, at_most).await,
            Self::Clients => clients::delete_expired(client, at_most).await,
            Self::SigningKeys => oauth::delete_expired_keys(client, at_most).await,
            Self::Letters => mail::delete_sent(client, MAIL_KEPT, at_most).await,
            Self::RateLimits => limits::delete_idle(client, at_most).await,
            Self::StripeEvents => billing::delete_events(client, EVENTS_KEPT, at_most).await,
        }
    }

    /// Deletes all there is, a few at a time.
    async fn delete_all(self, client: &impl GenericClient) -> Result<u64, Error> {
        let mut deleted = 0;
        loop {
            let some = self.delete(client, BATCH as i64).await?;
            deleted += some;
            if some < BATCH {
                return Ok(deleted);
            }
        }
    }
}

impl Cleanup {
    /// Nothing deleted yet.
    pub fn new(registry: &mut Registry) -> Self {
        let deleted = Family::default();
        registry.register(
            "rows_deleted",
            "Rows that were deleted because they had expired, by table",
            deleted.clone(),
        );
        Self { deleted }
    }

    /// Counts what went; one table that cannot be cleaned up does not keep the others from it.
    fn note(&self, what: &'static str, outcome: Result<u64, Error>, deleted: &mut Vec<String>) {
        match outcome {
            Ok(0) => {}
            Ok(count) => {
                self.deleted.get_or_create(&Labels { what }).inc_by(count);
                deleted.push(format!("{count} of {what}"));
            }
            Err(error) => {
                let cause = explain(error);
                tracing::warn!(what, cause, "what has expired could not be deleted");
            }
        }
    }
}

/// Cleans up again and again.
pub async fn follow(app: &App) {
    loop {
        sleep(INTERVAL.mul_f64(0.5 + secrets::random_share())).await;
        if let Err(error) = run(app).await {
            // Whatever it was, it is tried again in a minute.
            let cause = explain(error);
            tracing::warn!(cause, "what has expired could not be looked for");
        }
    }
}

/// Deletes what has expired by now.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn run(app: &App) -> Result<(), Error> {
    let mut deleted = Vec::new();
    let client = app.database.client().await?;
    for leftover in Leftover::ALL {
        let outcome = leftover.delete_all(&client).await;
        app.cleanup.note(leftover.name(), outcome, &mut deleted);
    }
    // Those that follow take a connection of their own.
    drop(client);
    let outcome = deletions::erase_due(app).await;
    app.cleanup.note("users", outcome, &mut deleted);
    // After people, whose groups and so whose tags and images may just have gone.
    let outcome = user_groups::delete_unused_tags(app).await;
    app.cleanup.note("tags", outcome, &mut deleted);
    let outcome = images::delete_expired(app).await;
    app.cleanup.note("images", outcome, &mut deleted);
    if !deleted.is_empty() {
        let deleted = deleted.join(", ");
        tracing::info!(deleted, "what had expired was deleted");
    }
    Ok(())
}
