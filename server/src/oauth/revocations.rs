//! What was revoked lately. Access tokens are checked without the database, so every instance keeps in memory which
//! sessions have ended, whose epoch has moved on and which clients and tokens are gone within a token's lifetime. It asks
//! several times a second for what is new, and for no more, or much that was revoked would keep it from hearing of the rest.

use std::{
    collections::{HashMap, HashSet},
    sync::{PoisonError, RwLock},
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::{sync::Mutex, time::timeout};
use uuid::Uuid;

use super::{
    access_tokens::{LIFETIME, Verified},
    store,
};
use crate::{
    app::explain,
    db::{Database, PATIENCE},
    error::Error,
    policy::{Caller, SignedIn},
};

/// How often to ask: every instance refuses a revoked token within a second.
pub const INTERVAL: Duration = Duration::from_millis(300);

/// How old the news may be before a server is better left alone: many times what it takes to ask.
const STALE: Duration = Duration::from_secs(5);

/// How old the news may be before the next answer gets more time than usual: then it is no connection that has gone silent,
/// or another would have been tried by now, but there is much to read.
const OLD: Duration = Duration::from_secs(2);

/// How long that answer may take, which is how long PostgreSQL takes for a statement at most.
const MORE_PATIENCE: Duration = Duration::from_secs(5);

/// For how long what was revoked has to be known: as long as a token lives, and a minute for clocks that differ and tokens
/// that were being made.
pub(super) const KEPT: TimeDelta = TimeDelta::seconds(LIFETIME.num_seconds() + 60);

/// How far news go back behind those before. What is revoked bears the time at which its transaction began, and is not seen
/// before that ends. Ours take a moment, or seconds where they wait for others; the worst is one whose server has stopped
/// in the middle, and that is ended by PostgreSQL after a minute (`idle_in_transaction_session_timeout`).
const LATE: TimeDelta = TimeDelta::minutes(2);

/// Sessions and people whose tokens are refused.
#[derive(Default)]
pub struct Revocations {
    known: RwLock<Known>,
    /// Refreshes take turns, so that none asks for what another is just hearing.
    turn: Mutex<()>,
}

/// What is known, in two generations: what was heard is kept for longer than a token lives, and then forgotten at once.
#[derive(Default)]
struct Known {
    now: Recent,
    before: Recent,
    /// Clients that are removed. They are few, and told all each time, as one may come back.
    clients: HashSet<String>,
    /// When the generation began.
    began: Option<Instant>,
    last: Option<Answer>,
}

/// An answer to the question for news.
#[derive(Clone, Copy)]
struct Answer {
    /// When it was asked for.
    asked_at: Instant,
    /// What time it was then in the database.
    now: DateTime<Utc>,
}

/// What was revoked.
#[derive(Default)]
pub(super) struct Recent {
    /// Sessions that have ended.
    pub(super) sessions: HashSet<Uuid>,
    /// The epoch of people whose epoch has changed.
    pub(super) epochs: HashMap<Uuid, i32>,
    /// Access tokens that were revoked by themselves.
    pub(super) tokens: HashSet<Uuid>,
    /// Clients that are removed.
    pub(super) clients: HashSet<String>,
}

impl Revocations {
    /// Whether this token was revoked.
    pub fn cover(&self, token: &Verified) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.clients.contains(&token.client_id)
            || known.now.covers(token)
            || known.before.covers(token)
    }

    /// Whether what is known is so old that a token may be taken that was revoked long ago.
    pub fn are_stale(&self) -> bool {
        self.last()
            .is_none_or(|last| last.asked_at.elapsed() > STALE)
    }

    /// Refuses at once what has just been revoked and committed. If it cannot be read now, that is no reason to say that
    /// nothing was changed, nor to wait for long: it follows with the news, as it does at every other instance.
    pub async fn catch_up(&self, database: &Database) {
        let cause = match timeout(PATIENCE, self.refresh(database)).await {
            Ok(Ok(())) => return,
            Ok(Err(error)) => explain(error),
            Err(_) => "It took too long.".to_owned(),
        };
        tracing::warn!(cause, "what was just revoked could not be read yet");
    }

    /// Reads what was revoked since this was last asked; the first time, within a token's lifetime, as what is older has
    /// expired by itself.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer in time.
    pub async fn refresh(&self, database: &Database) -> Result<(), Error> {
        let wanted_at = Instant::now();
        let _turn = self.turn.lock().await;
        let last = self.last();
        // Who had the turn before may have asked since.
        if last.is_some_and(|last| last.asked_at >= wanted_at) {
            return Ok(());
        }
        let asked_at = Instant::now();
        let is_old = last.is_none_or(|last| last.asked_at.elapsed() > OLD);
        let patience = if is_old { MORE_PATIENCE } else { PATIENCE };
        let since = last.map_or(DateTime::UNIX_EPOCH, |last| last.now - LATE);
        let (news, now) = database
            .ask_for(patience, async |reader| {
                store::list_recent(reader, since).await
            })
            .await?;
        self.learn(news, Answer { asked_at, now });
        Ok(())
    }

    fn last(&self) -> Option<Answer> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.last
    }

    /// Adds what is new. Most of it may be known, and whoever checks a token does not wait while that is left out.
    fn learn(&self, mut news: Recent, answer: Answer) {
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            news.leave_out(&known.now);
            news.leave_out(&known.before);
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let began = *known.began.get_or_insert(answer.asked_at);
        let kept = KEPT.to_std().unwrap_or_default();
        if answer.asked_at.duration_since(began) > kept {
            known.before = std::mem::take(&mut known.now);
            known.began = Some(answer.asked_at);
        }
        known.clients = std::mem::take(&mut news.clients);
        known.now.add(news);
        known.last = Some(answer);
    }
}

impl Recent {
    fn covers(&self, token: &Verified) -> bool {
        let of_person = |user: &SignedIn| {
            let epoch = self.epochs.get(&user.user_id);
            self.sessions.contains(&user.session_id)
                || epoch.is_some_and(|epoch| *epoch > token.epoch)
        };
        self.tokens.contains(&token.jti)
            || matches!(&token.caller, Caller::User(user) if of_person(user))
    }

    fn leave_out(&mut self, known: &Self) {
        self.sessions.retain(|id| !known.sessions.contains(id));
        self.epochs.retain(|id, epoch| {
            let known = known.epochs.get(id);
            known.is_none_or(|known| *known < *epoch)
        });
        self.tokens.retain(|jti| !known.tokens.contains(jti));
    }

    fn add(&mut self, news: Self) {
        self.sessions.extend(news.sessions);
        self.epochs.extend(news.epochs);
        self.tokens.extend(news.tokens);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(id: Uuid) -> Recent {
        Recent {
            sessions: HashSet::from([id]),
            ..Recent::default()
        }
    }

    fn knows(revocations: &Revocations, id: Uuid) -> bool {
        let known = revocations.known.read();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        known.now.sessions.contains(&id) || known.before.sessions.contains(&id)
    }

    #[test]
    fn what_was_heard_is_known_for_longer_than_a_token_lives_and_then_forgotten() {
        let revocations = Revocations::default();
        let began = Instant::now();
        let hear = |seconds: u64, news| {
            let asked_at = began + Duration::from_secs(seconds);
            let now = Utc::now();
            revocations.learn(news, Answer { asked_at, now });
        };
        let (first, last) = (Uuid::now_v7(), Uuid::now_v7());
        hear(0, session(first));
        // At the end of a generation, which is the worst moment.
        hear(660, session(last));
        hear(661, Recent::default());
        hear(1320, Recent::default());
        assert!(knows(&revocations, first) && knows(&revocations, last));
        hear(1322, Recent::default());
        assert!(!knows(&revocations, first) && !knows(&revocations, last));
    }

    #[test]
    fn of_an_epoch_that_moves_twice_the_later_counts() {
        let revocations = Revocations::default();
        let id = Uuid::now_v7();
        for epoch in [1, 3, 2] {
            let news = Recent {
                epochs: HashMap::from([(id, epoch)]),
                ..Recent::default()
            };
            let answer = Answer {
                asked_at: Instant::now(),
                now: Utc::now(),
            };
            revocations.learn(news, answer);
        }
        let known = revocations.known.read();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        assert_eq!(known.now.epochs.get(&id), Some(&3));
    }
}
