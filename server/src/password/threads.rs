//! The threads that hash passwords and do nothing else. A hash takes its time, so they give way to those that answer
//! requests: reading stays quick while many people sign in.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use tokio::sync::oneshot;

use crate::error::Error;

/// How much they give way, from 0 to 19 (nice(2)).
const NICENESS: i32 = 10;

type Job = Box<dyn FnOnce() + Send>;

/// One thread for each core, for the whole process.
static JOBS: LazyLock<Sender<Job>> = LazyLock::new(start);

/// How many there are.
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
    let job = move || {
        if !done.is_closed() {
            let _ = done.send(work());
        }
    };
    JOBS.send(Box::new(job))
        .map_err(|_| Error::internal("there is no thread for passwords"))?;
    outcome.await.map_err(Error::internal)
}

fn start() -> Sender<Job> {
    let (jobs, queue) = mpsc::channel();
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..count() {
        let queue = Arc::clone(&queue);
        let started = thread::Builder::new()
            .name("password".to_owned())
            .spawn(move || work_off(&queue));
        if let Err(error) = started {
            tracing::error!(%error, "a thread for passwords could not be started");
        }
    }
    jobs
}

fn work_off(queue: &Mutex<Receiver<Job>>) {
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::warn!(%error, "passwords are hashed at full priority");
    }
    // Whichever thread is idle holds the queue while it waits.
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(job) = next() {
        // The panic is in the log, and whoever waits is told.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}
