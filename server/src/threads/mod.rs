//! Threads for work that takes its time: they give way to those that answer requests, so that reading stays quick while
//! many people sign in or send images. How many may wait for them is bounded: a queue of seconds helps nobody.

#[cfg(test)]
mod tests;

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, LazyLock, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{error::Error, password};

/// As much as a decoder of images may need, in bytes.
const STACK: usize = 8 * 1024 * 1024;

/// How long a thread without work keeps the memory that it works in.
const IDLE: Duration = Duration::from_secs(1);

/// Hashing passwords: a thread for each core.
pub static PASSWORDS: LazyLock<Threads> = LazyLock::new(|| {
    Threads::start(Kind {
        name: "password",
        count: cores(),
        niceness: 10,
        at_rest: password::give_memory_back,
    })
});

/// Making images: half of the cores, as each holds a whole picture in memory.
pub static IMAGES: LazyLock<Threads> = LazyLock::new(|| {
    Threads::start(Kind {
        name: "image",
        count: cores().div_ceil(2),
        niceness: 5,
        at_rest: || {},
    })
});

type Job = Box<dyn Work>;

/// What one of the threads is to do.
trait Work: Send {
    /// Whether anybody still waits for it.
    fn is_wanted(&self) -> bool;

    fn work(self: Box<Self>);
}

/// Some work, for somebody who waits for what comes of it.
struct Task<T, F> {
    work: F,
    done: oneshot::Sender<T>,
    place: Place,
}

impl<T: Send, F: FnOnce() -> T + Send> Work for Task<T, F> {
    fn is_wanted(&self) -> bool {
        !self.done.is_closed()
    }

    fn work(self: Box<Self>) {
        let Self { work, done, place } = *self;
        if done.is_closed() {
            return;
        }
        let outcome = work();
        // Who hears that it is done finds the place free.
        drop(place);
        let _ = done.send(outcome);
    }
}

/// Somebody who waits. Who goes away takes along what they wait for, unless it is being done.
struct Waiting<T> {
    outcome: oneshot::Receiver<T>,
    jobs: &'static Jobs,
    is_over: bool,
}

impl<T> Drop for Waiting<T> {
    fn drop(&mut self) {
        if !self.is_over {
            self.outcome.close();
            self.jobs.leave_out();
        }
    }
}

/// Threads that do one kind of work, for the whole process.
pub struct Threads {
    jobs: &'static Jobs,
    count: usize,
}

/// What tells some threads from others.
#[derive(Clone, Copy)]
struct Kind {
    name: &'static str,
    count: usize,
    /// How much they give way, from 0 to 19 (nice(2)).
    niceness: i32,
    /// What a thread does that has had no work for a while.
    at_rest: fn(),
}

/// What is to be done.
#[derive(Default)]
struct Jobs {
    waiting: Mutex<VecDeque<Job>>,
    arrived: Condvar,
}

/// The places in front of some threads.
pub struct Queue {
    threads: &'static LazyLock<Threads>,
    places: Arc<AtomicUsize>,
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
            places: Arc::new(AtomicUsize::new(threads.count * (1 + places_each))),
            threads,
            refusal,
        }
    }

    /// Does the work on one of the threads. What nobody waits for any more is left out, unless it has begun: then it holds
    /// its place until it ends.
    ///
    /// # Errors
    /// Unavailable, if too many wait already; internal, if the work panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let place = Place::take(&self.places).ok_or_else(|| Error::unavailable(self.refusal, 1))?;
        self.threads.run(work, place).await
    }
}

/// A place in the queue. It goes with the work and what that holds in memory, and is given back with it.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(places: &Arc<AtomicUsize>) -> Option<Self> {
        let taken = places.fetch_update(Ordering::AcqRel, Ordering::Acquire, |free| {
            free.checked_sub(1)
        });
        taken.is_ok().then(|| Self(Arc::clone(places)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

impl Threads {
    fn start(kind: Kind) -> Self {
        let jobs: &'static Jobs = Box::leak(Box::default());
        for _ in 0..kind.count {
            let thread = thread::Builder::new().name(kind.name.to_owned());
            let started = thread.stack_size(STACK).spawn(move || work_off(kind, jobs));
            if let Err(error) = started {
                tracing::error!(%error, name = kind.name, "a thread could not be started");
            }
        }
        Self {
            jobs,
            count: kind.count,
        }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
        place: Place,
    ) -> Result<T, Error> {
        let (done, outcome) = oneshot::channel();
        let mut waiting = Waiting {
            outcome,
            jobs: self.jobs,
            is_over: false,
        };
        self.jobs.add(Box::new(Task { work, done, place }));
        let outcome = (&mut waiting.outcome).await;
        waiting.is_over = true;
        outcome.map_err(Error::internal)
    }
}

fn work_off(kind: Kind, jobs: &Jobs) {
    if let Err(error) = rustix::process::nice(kind.niceness) {
        tracing::warn!(%error, name = kind.name, "a thread works at full priority");
    }
    let mut patience = IDLE;
    loop {
        if let Some(job) = jobs.next(patience) {
            // The panic is in the log, and whoever waits is told.
            let _ = catch_unwind(AssertUnwindSafe(|| job.work()));
            patience = IDLE;
        } else {
            (kind.at_rest)();
            patience = Duration::MAX;
        }
    }
}

impl Jobs {
    fn add(&self, job: Job) {
        let waiting = self.waiting.lock();
        waiting
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(job);
        self.arrived.notify_one();
    }

    /// Lets go of all that nobody waits for.
    fn leave_out(&self) {
        let waiting = self.waiting.lock();
        waiting
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|job| job.is_wanted());
    }

    fn next(&self, patience: Duration) -> Option<Job> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let arrived = self
            .arrived
            .wait_timeout_while(waiting, patience, |waiting| waiting.is_empty());
        let (mut waiting, _) = arrived.unwrap_or_else(PoisonError::into_inner);
        waiting.pop_front()
    }
}
