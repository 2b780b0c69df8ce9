//! Passwords: Argon2id on a bounded number of threads, and how easy one is to guess. Hashes that other systems made, and
//! our own of former years, verify too, and are made anew at the sign-in that they let in.

mod memory;
mod phpass;
mod store;
mod stored;

use std::{
    hint::black_box,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use uuid::Uuid;

use crate::{
    db::Database,
    error::Error,
    threads::{self, Queue},
};
pub(crate) use memory::give_back as give_memory_back;
pub use store::{Hold, find_hash, hold, renew};

/// Whether a hash of another system can be verified here.
pub fn can_verify(hash: &str) -> bool {
    stored::Stored::parse(hash).is_ok()
}
use stored::Stored;

/// Waiting places for each thread. Beyond them the answer is 503 at once.
const QUEUE: usize = 16;

const TOO_MANY: &str =
    "Too many passwords are being checked. Nothing was changed. Try again in a moment.";

/// A hash that no password has, so that a sign-in without an account takes as long as one with a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$2yUpOmXU/aqKtRqcC1YpEfdkXvfjFvWYr3tHWFgHSf8";

/// While some hashes are not as today, a refusal leaves at a multiple of this. A bcrypt hash takes twenty times as long as
/// ours, and one of phpass hardly any time: without it, who measures would learn which addresses came from elsewhere. It
/// covers bcrypt up to cost 13, the highest that is verified. Work of that length for everybody would let a few callers keep all threads busy.
const GRID: Duration = Duration::from_secs(1);

/// Hashes and verifies passwords.
pub struct Passwords {
    queue: Queue,
    outdated: AtomicBool,
}

/// What came of a password.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is another one, or there is none.
    Wrong,
    /// It is the one. If its hash is not made as today, even if it takes more work, here is one that is, to be stored
    /// instead: only where all hashes take the same time does that tell nothing.
    Right(Option<String>),
}

impl Passwords {
    /// Nobody waits yet.
    pub fn new() -> Self {
        Self {
            queue: Queue::new(&threads::PASSWORDS, QUEUE, TOO_MANY),
            outdated: AtomicBool::new(false),
        }
    }

    /// Hashes with Argon2id in the parameters that OWASP recommends: 19 MiB, two passes, one lane.
    ///
    /// # Errors
    /// Refused, if the password is too easy to guess; unavailable, if too many are being hashed already.
    pub async fn hash(
        &self,
        password: String,
        about_the_person: Vec<String>,
    ) -> Result<String, Error> {
        self.queue
            .run(move || {
                check_strength(&password, &about_the_person)?;
                stored::hash(&password)
            })
            .await?
    }

    /// Whether the password is the one of this account, which is given by its id and hash. Takes as long without one.
    /// A hash that cannot be verified lets nobody in; the log names the account.
    ///
    /// # Errors
    /// Unavailable, if too many are being verified already.
    pub async fn verify(
        &self,
        password: String,
        account: Option<(Uuid, String)>,
    ) -> Result<Verdict, Error> {
        let began = Instant::now();
        let verdict = self
            .queue
            .run(move || verdict(&password, account))
            .await??;
        if verdict == Verdict::Wrong && self.outdated.load(Ordering::Relaxed) {
            let rest = GRID.as_nanos() - began.elapsed().as_nanos() % GRID.as_nanos();
            let rest = Duration::from_nanos(u64::try_from(rest).unwrap_or_default());
            tokio::time::sleep(rest).await;
        }
        Ok(verdict)
    }

    /// Learns whether there are hashes that are not as today; until the last of them is renewed, refusals are held back.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer.
    pub async fn refresh(&self, database: &Database) -> Result<(), Error> {
        let exist = database
            .ask(async |reader| store::have_outdated(reader).await)
            .await?;
        self.outdated.store(exist, Ordering::Relaxed);
        Ok(())
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

fn verdict(password: &str, account: Option<(Uuid, String)>) -> Result<Verdict, Error> {
    let (id, hash) = account.unzip();
    let hash = hash.as_deref().unwrap_or(NOBODY);
    let is_of_today = stored::is_of_today(hash);
    let stored = Stored::parse(hash);
    if let Err(fault) = stored {
        // The hash itself is a secret.
        tracing::error!(user_id = ?id, fault, "a stored password cannot be verified; the person has to reset it");
    }
    if let Some(stored) = stored.ok().filter(|stored| stored.verify(password)) {
        let renewed = !is_of_today && stored.covers(password);
        let renewed = renewed.then(|| stored::hash(password)).transpose()?;
        return Ok(Verdict::Right(renewed));
    }
    if !is_of_today {
        // At least as much work as for everybody.
        let nobody = Stored::parse(NOBODY).map_err(Error::internal)?;
        black_box(nobody.verify(password));
    }
    Ok(Verdict::Wrong)
}

/// Refuses a password that can be guessed with fewer than 10^8 tries.
fn check_strength(password: &str, about_the_person: &[String]) -> Result<(), Error> {
    let about: Vec<&str> = about_the_person.iter().map(String::as_str).collect();
    let estimate = zxcvbn::zxcvbn(password, &about);
    if estimate.score() >= zxcvbn::Score::Three {
        return Ok(());
    }
    let mut advice: Vec<String> = Vec::new();
    if let Some(feedback) = estimate.feedback() {
        advice.extend(feedback.warning().map(|warning| warning.to_string()));
        advice.extend(feedback.suggestions().iter().map(ToString::to_string));
    }
    if advice.is_empty() {
        advice.push("Add another word or two; uncommon words are better.".to_owned());
    }
    Err(Error::field(
        "password-too-weak",
        "/body/password",
        advice.join(" "),
    ))
}
