//! What was revoked lately. Access tokens are checked without the database, so every instance keeps in memory which
//! sessions have ended, whose epoch has moved on and which clients and tokens are gone within a token's lifetime, and asks for news several times a second.

use std::{
    collections::{HashMap, HashSet},
    sync::{PoisonError, RwLock},
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{
    access_tokens::{LIFETIME, Verified},
    store,
};
use crate::{
    app::explain,
    db::Database,
    error::Error,
    policy::{Caller, SignedIn},
};

/// How often to ask: every instance refuses a revoked token within a second.
pub const INTERVAL: Duration = Duration::from_millis(300);

/// How old the news may be before a server is better left alone: many times what it takes to ask.
const STALE: Duration = Duration::from_secs(5);

/// Room for clocks that differ and transactions that end late.
const MARGIN: TimeDelta = TimeDelta::minutes(1);

/// Sessions and people whose tokens are refused.
#[derive(Default)]
pub struct Revocations {
    recent: RwLock<Recent>,
    /// Refreshes take turns, so that an older answer never replaces a newer one.
    turn: Mutex<()>,
}

/// What was revoked within a token's lifetime.
#[derive(Default)]
pub(super) struct Recent {
    /// Sessions that have ended.
    pub(super) sessions: HashSet<Uuid>,
    /// The epoch of people whose epoch has changed.
    pub(super) epochs: HashMap<Uuid, i32>,
    /// Access tokens that were revoked by themselves.
    pub(super) tokens: HashSet<Uuid>,
    /// Clients that were removed.
    pub(super) clients: HashSet<String>,
    /// When this was asked; never, if not yet.
    asked_at: Option<Instant>,
}

impl Revocations {
    /// Whether this token was revoked.
    pub fn cover(&self, token: &Verified) -> bool {
        let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
        let of_person = |user: &SignedIn| {
            let epoch = recent.epochs.get(&user.user_id);
            recent.sessions.contains(&user.session_id)
                || epoch.is_some_and(|epoch| *epoch > token.epoch)
        };
        recent.tokens.contains(&token.jti)
            || recent.clients.contains(&token.client_id)
            || matches!(&token.caller, Caller::User(user) if of_person(user))
    }

    /// Whether what is known is so old that a token may be taken that was revoked long ago.
    pub fn are_stale(&self) -> bool {
        let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
        recent
            .asked_at
            .is_none_or(|asked_at| asked_at.elapsed() > STALE)
    }

    /// Refuses at once what has just been revoked and committed. If it cannot be read now, that is no reason to say that
    /// nothing was changed: it follows with the news, as it does at every other instance.
    pub async fn catch_up(&self, database: &Database) {
        if let Err(error) = self.refresh(database).await {
            let cause = explain(error);
            tracing::warn!(cause, "what was just revoked could not be read yet");
        }
    }

    /// Reads what was revoked within a token's lifetime; what is older has expired by itself.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer in time.
    pub async fn refresh(&self, database: &Database) -> Result<(), Error> {
        let _turn = self.turn.lock().await;
        let asked_at = Some(Instant::now());
        let news = database
            .ask(async |reader| store::list_recent(reader, LIFETIME + MARGIN).await)
            .await?;
        let recent = Recent { asked_at, ..news };
        *self.recent.write().unwrap_or_else(PoisonError::into_inner) = recent;
        Ok(())
    }
}
