//! Passwords: Argon2id on a bounded number of threads, and how easy one is to guess.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::error::Error;

/// Waiting places for each thread. Beyond them the answer is 503 at once: a queue of seconds helps nobody.
const QUEUE: usize = 16;

/// A hash that no password has, so that a sign-in without an account takes as long as one with a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$2yUpOmXU/aqKtRqcC1YpEfdkXvfjFvWYr3tHWFgHSf8";

/// Hashes and verifies passwords.
pub struct Passwords {
    threads: Semaphore,
    places: AtomicUsize,
}

impl Passwords {
    /// One thread for each core.
    pub fn new() -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        Self {
            threads: Semaphore::new(threads),
            places: AtomicUsize::new(threads * (1 + QUEUE)),
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
        self.run(move || {
            check_strength(&password, &about_the_person)?;
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(Error::internal)
        })
        .await?
    }

    /// Whether the password is the one of the hash. Takes as long without a hash.
    ///
    /// # Errors
    /// Unavailable, if too many are being verified already.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        self.run(move || {
            let hash = hash.as_deref().unwrap_or(NOBODY);
            let parsed = PasswordHash::new(hash).map_err(Error::internal)?;
            Ok(Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok())
        })
        .await?
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _place = Place::take(&self.places)?;
        let _thread = self.threads.acquire().await.map_err(Error::internal)?;
        spawn_blocking(work).await.map_err(Error::internal)
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

/// A place in the queue, given back however the request ends.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(places: &'a AtomicUsize) -> Result<Self, Error> {
        let taken = places.fetch_update(Ordering::AcqRel, Ordering::Acquire, |free| {
            free.checked_sub(1)
        });
        taken.map(|_| Self(places)).map_err(|_| {
            Error::unavailable(
                "Too many passwords are being checked. Nothing was changed. Try again in a moment.",
                1,
            )
        })
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
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
