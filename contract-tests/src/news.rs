//! Waiting for what follows by itself, such as the news of revocations at another instance: for so long that a machine which
//! is busy with much else makes no test fail. That they follow within a second, one test holds for itself.

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::Caller;

/// Longer than anything takes that a server does by itself.
const BOUND: Duration = Duration::from_secs(20);

/// Waits until this is so, and tells how long that took.
#[track_caller]
pub fn until(what: &str, is_so: impl Fn() -> bool) -> Duration {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < BOUND, "not so in time: {what}");
        thread::sleep(Duration::from_millis(20));
    }
    began.elapsed()
}

impl Caller {
    /// Waits until this is answered so, and tells how long that took.
    #[track_caller]
    pub fn becomes(&self, status: u16, target: &str) -> Duration {
        until(&format!("{target} answers {status}"), || {
            self.get(target).send().status == status
        })
    }

    /// Waits until the token is good no more, and tells how long that took.
    #[track_caller]
    pub fn soon_refused(&self, target: &str) -> Duration {
        let took = self.becomes(401, target);
        self.get(target).refused(401, "unauthenticated");
        took
    }
}
