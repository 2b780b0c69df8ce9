//! Threads for work that takes its time: they give way to those that answer requests, so that reading stays quick while
//! many people sign in or send images. How many may wait for them is bounded: a queue of seconds helps nobody.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use tokio::sync::oneshot;

use crate::error::Error;

/// As much as a decoder of images may need, in bytes.
const STACK: usize = 8 * 1024 * 1024;

/// Hashing passwords: a thread for each core.
pub static PASSWORDS: LazyLock<Threads> = LazyLock::new(|| Threads::start("password", cores(), 10));

/// Making images: half of the cores, as each holds a whole picture in memory.
pub static IMAGES: LazyLock<Threads> =
    LazyLock::new(|| Threads::start("image", cores().div_ceil(2), 5));

type Job = Box<dyn FnOnce() + Send>;

/// Threads that do one kind of work, for the whole process.
pub struct Threads {
    jobs: Sender<Job>,
    count: usize,
}

/// The places in front of some threads.
pub struct Queue {
    threads: &'static LazyLock<Threads>,
    places: AtomicUsize,
    /// What is said to those for whom there is none.
    refusal: &'static str,
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

impl Queue {
    /// An empty one, with so many waiting places for each thread.
    pub fn new(
        threads: &'static LazyLock<Threads>,
        places_each: usize,
        refusal: &'static str,
    ) -> Self {
        Self {
            places: AtomicUsize::new(threads.count * (1 + places_each)),
            threads,
            refusal,
        }
    }

    /// Does the work on one of the threads. What nobody waits for any more by the time its turn comes is left out.
    ///
    /// # Errors
    /// Unavailable, if too many wait already; internal, if the work panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _place =
            Place::take(&self.places).ok_or_else(|| Error::unavailable(self.refusal, 1))?;
        self.threads.run(work).await
    }
}

/// A place in the queue, given back however the request ends.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(places: &'a AtomicUsize) -> Option<Self> {
        let taken = places.fetch_update(Ordering::AcqRel, Ordering::Acquire, |free| {
            free.checked_sub(1)
        });
        taken.is_ok().then_some(Self(places))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

impl Threads {
    /// `niceness` is how much they give way, from 0 to 19 (nice(2)).
    fn start(name: &'static str, count: usize, niceness: i32) -> Self {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..count {
            let queue = Arc::clone(&queue);
            let thread = thread::Builder::new().name(name.to_owned());
            let started = thread
                .stack_size(STACK)
                .spawn(move || work_off(name, niceness, &queue));
            if let Err(error) = started {
                tracing::error!(%error, name, "a thread could not be started");
            }
        }
        Self { jobs, count }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (done, outcome) = oneshot::channel();
        let job = move || {
            if !done.is_closed() {
                let _ = done.send(work());
            }
        };
        self.jobs
            .send(Box::new(job))
            .map_err(|_| Error::internal("there is no thread for this work"))?;
        outcome.await.map_err(Error::internal)
    }
}

fn work_off(name: &str, niceness: i32, queue: &Mutex<Receiver<Job>>) {
    if let Err(error) = rustix::process::nice(niceness) {
        tracing::warn!(%error, name, "a thread works at full priority");
    }
    // Whichever thread is idle holds the queue while it waits.
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(job) = next() {
        // The panic is in the log, and whoever waits is told.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}
