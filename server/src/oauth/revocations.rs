//! What was revoked lately. Access tokens are checked without the database, so every instance keeps in memory which
//! sessions have ended, whose epoch has moved on and which clients and tokens are gone within a token's lifetime, and asks for news several times a second.

use std::{
    collections::{HashMap, HashSet},
    sync::{PoisonError, RwLock},
    time::Duration,
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
        let recent = database
            .ask(async |reader| store::list_recent(reader, LIFETIME + MARGIN).await)
            .await?;
        *self.recent.write().unwrap_or_else(PoisonError::into_inner) = recent;
        Ok(())
    }
}
