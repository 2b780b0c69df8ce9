//! The threads that hash passwords and do nothing else. A hash takes its time, so they give way to those that answer
//! requests: reading stays quick while many people sign in.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Condvar, LazyLock, Mutex, PoisonError},
    thread,
    time::Duration,
};

use tokio::sync::oneshot;

use super::memory;
use crate::error::Error;

/// How much they give way, from 0 to 19 (nice(2)).
const NICENESS: i32 = 10;

/// How long a thread without work keeps its memory.
const IDLE: Duration = Duration::from_secs(1);

type Job = Box<dyn FnOnce() + Send>;

/// For the whole process.
static QUEUE: LazyLock<&'static Queue> = LazyLock::new(start);

#[derive(Default)]
struct Queue {
    jobs: Mutex<VecDeque<Job>>,
    arrived: Condvar,
}

/// How many there are: one for each core.
pub(super) fn count() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does the work on one of them. What nobody waits for any more by the time its turn comes is left out.
///
/// # Errors
/// Internal, if the work panics.
pub(super) async fn run<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let (done, outcome) = oneshot::channel();
    QUEUE.add(Box::new(move || {
        if !done.is_closed() {
            let _ = done.send(work());
        }
    }));
    outcome.await.map_err(Error::internal)
}

fn start() -> &'static Queue {
    let queue: &'static Queue = Box::leak(Box::default());
    for _ in 0..count() {
        let thread = thread::Builder::new().name("password".to_owned());
        if let Err(error) = thread.spawn(|| work_off(queue)) {
            tracing::error!(%error, "a thread for passwords could not be started");
        }
    }
    queue
}

fn work_off(queue: &Queue) {
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::warn!(%error, "passwords are hashed at full priority");
    }
    let mut patience = IDLE;
    loop {
        if let Some(job) = queue.next(patience) {
            // The panic is in the log, and whoever waits is told.
            let _ = catch_unwind(AssertUnwindSafe(job));
            patience = IDLE;
        } else {
            memory::give_back();
            patience = Duration::MAX;
        }
    }
}

impl Queue {
    fn add(&self, job: Job) {
        let jobs = self.jobs.lock();
        jobs.unwrap_or_else(PoisonError::into_inner).push_back(job);
        self.arrived.notify_one();
    }

    fn next(&self, patience: Duration) -> Option<Job> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let arrived = self
            .arrived
            .wait_timeout_while(jobs, patience, |jobs| jobs.is_empty());
        let (mut jobs, _) = arrived.unwrap_or_else(PoisonError::into_inner);
        jobs.pop_front()
    }
}
