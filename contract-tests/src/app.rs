//! A running server with a database of its own.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc, Barrier, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::{runtime::Runtime, time::timeout};
use user_api_server::{
    app::App,
    config::{Config, Environment, MailSettings, MailWay},
    images::Place,
    server::{self, Running},
};

use crate::{callers::Site, database::TestDb, logs, stripe::Stripe};

/// The secret of every server under test, so that several can share a database.
pub const SECRET: [u8; 32] = [7; 32];

/// The origin whose pages may call.
pub const ORIGIN: &str = "https://app.example";

/// How long a server may take to stop.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// A server that runs as long as the test.
pub struct TestApp {
    /// Its database.
    pub db: Arc<TestDb>,
    pub(crate) site: Arc<Site>,
    pub(crate) counter: AtomicU32,
    /// The server and what it runs on; taken out when it stops.
    running: Mutex<Option<(Running, Runtime)>>,
}

impl TestApp {
    /// Starts a server on a database without people.
    pub fn start() -> Self {
        Self::start_with(|_| {})
    }

    /// The same, with other settings.
    pub fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(Arc::new(TestDb::new()), change).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Starts a server on a database that is there.
    ///
    /// # Errors
    /// The sentence with which the server refuses to start.
    pub fn start_on(db: Arc<TestDb>, change: impl FnOnce(&mut Config)) -> Result<Self, String> {
        logs::keep();
        let mut config = config(db.url());
        config.images = Place::Folder(db.folder());
        change(&mut config);
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let running = runtime.block_on(server::start(config))?;
        Ok(Self {
            site: Arc::new(Site::new(running.address)),
            db,
            counter: AtomicU32::new(1),
            running: Mutex::new(Some((running, runtime))),
        })
    }

    /// Another server on the same database, which is to the outside the same one.
    pub fn second(&self) -> Self {
        self.second_with(|_| {})
    }

    /// The same, with other settings.
    pub fn second_with(&self, change: impl FnOnce(&mut Config)) -> Self {
        let public_url = self.url();
        let second = Self::start_on(Arc::clone(&self.db), |config| {
            config.public_url = public_url;
            change(config);
        });
        second.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.site.address
    }

    /// Where it listens, as a URL; the issuer of its tokens.
    pub fn url(&self) -> String {
        self.site.url()
    }

    /// Does something with what the server is made of, for what has no way in from outside.
    pub fn within<T>(&self, work: impl AsyncFnOnce(&'static App) -> T) -> T {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let (running, runtime) = running.as_ref().expect("a server that runs");
        runtime.block_on(work(running.app))
    }

    /// Stops the server: it takes no more connections, and answers the requests under way.
    pub fn stop(&self) {
        let running = self
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some((running, runtime)) = running {
            let _ = runtime.block_on(async { timeout(STOP_TIMEOUT, running.stop()).await });
            // Ends what the server goes on doing by itself, and its connections.
            runtime.shutdown_timeout(STOP_TIMEOUT);
        }
    }

    /// A number that this server has not given yet.
    pub(crate) fn next(&self) -> u32 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The settings of a server under test: small, and every answer is held to the spec.
pub fn config(database_url: String) -> Config {
    Config {
        database_url,
        database_ca: None,
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        public_url: String::new(),
        environment: Environment::Development,
        secret: SECRET.to_vec(),
        mail: MailSettings {
            way: MailWay::Wait,
            ca: None,
            from: "no-reply@music.example".parse().expect("a mailbox"),
            platform_name: "Low Tide".to_owned(),
            support: String::new(),
        },
        images: Place::Folder(std::env::temp_dir()),
        log: String::new(),
        metrics_port: 0,
        cors_origins: vec![ORIGIN.to_owned()],
        database_connections: 4,
        max_connections: 1000,
        request_timeout: Duration::from_secs(15),
        idle_timeout: Duration::from_secs(75),
        trusted_proxies: Vec::new(),
        deletion_grace: chrono::TimeDelta::days(30),
        // The tests of the limits themselves say 1.
        rate_limit_factor: 1000.0,
        free_credits: 128,
        stripe: Some(Stripe::shared().settings()),
        check_responses: true,
    }
}

/// Does the same several times at the same moment, each on a thread of its own.
pub fn at_the_same_moment<T: Send>(times: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(times);
    thread::scope(|scope| {
        let (barrier, work) = (&barrier, &work);
        let begin = |number| {
            scope.spawn(move || {
                barrier.wait();
                work(number)
            })
        };
        let threads: Vec<_> = (0..times).map(begin).collect();
        let results = threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"));
        results.collect()
    })
}
