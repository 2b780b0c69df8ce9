//! A real mail server for each test that wants one: `smtp_server.py`, one process for all tests of a run.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Write as _},
    process::{ChildStdin, Stdio},
    sync::{
        Arc, Condvar, LazyLock, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::tools::program;

/// How long the process may take to answer, the time to fetch it from PyPI not counted.
const ANSWER: Duration = Duration::from_secs(20);

static PROCESS: LazyLock<Process> = LazyLock::new(Process::start);

/// A mail server on a port of its own.
pub struct Smtp {
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
    number: u64,
    inbox: Arc<Inbox>,
    answers: Mutex<mpsc::Receiver<Value>>,
}

/// How a mail server treats letters.
#[derive(Clone, Copy, Debug)]
pub enum Manners {
    /// It takes them.
    Accept,
    /// It answers this code to every recipient: 4xx for now, 5xx for good.
    Refuse(u16),
    /// It breaks the connection in the middle of a letter.
    Drop,
    /// It takes a letter and breaks the connection before it says so.
    Swallow,
    /// It never answers.
    Hang,
    /// It takes a letter, and says so after so many seconds.
    Ponder(u16),
}

/// What has arrived and was not taken yet.
#[derive(Default)]
struct Inbox {
    letters: Mutex<Vec<Value>>,
    news: Condvar,
}

/// The process, and who waits for its words.
struct Process {
    input: Mutex<ChildStdin>,
    servers: Arc<Mutex<HashMap<u64, Server>>>,
    next: AtomicU64,
}

struct Server {
    inbox: Arc<Inbox>,
    answers: mpsc::Sender<Value>,
}

impl Smtp {
    /// Starts a mail server that takes letters.
    pub fn start() -> Self {
        Self::start_as(&json!({ "do": "open" }))
    }

    fn start_as(open: &Value) -> Self {
        let number = PROCESS.next.fetch_add(1, Ordering::Relaxed);
        let inbox = Arc::new(Inbox::default());
        let (sender, answers) = mpsc::channel();
        let server = Server {
            inbox: Arc::clone(&inbox),
            answers: sender,
        };
        lock(&PROCESS.servers).insert(number, server);
        let mut smtp = Self {
            port: 0,
            number,
            inbox,
            answers: Mutex::new(answers),
        };
        let answer = smtp.ask(open.clone());
        smtp.port = answer["port"].as_u64().expect("a port") as u16;
        smtp
    }

    /// Starts a mail server that speaks TLS and wants a login: `secured` goes to `smtp_server.py` as it is.
    pub(crate) fn start_secured(secured: &Value) -> Self {
        Self::start_as(&json!({ "do": "open", "secured": secured }))
    }

    /// Closes it: connections break, and new ones are refused.
    pub fn close(&self) {
        self.ask(json!({ "do": "close" }));
    }

    /// Opens it again, on the same port.
    pub fn open(&self) {
        self.ask(json!({ "do": "open" }));
    }

    /// How it is to treat letters from now on.
    pub fn set(&self, manners: Manners) {
        self.ask(match manners {
            Manners::Accept => json!({ "do": "accept" }),
            Manners::Refuse(code) => json!({ "do": "refuse", "code": code }),
            Manners::Drop => json!({ "do": "drop" }),
            Manners::Swallow => json!({ "do": "swallow" }),
            Manners::Hang => json!({ "do": "hang" }),
            Manners::Ponder(seconds) => json!({ "do": "ponder", "seconds": seconds }),
        });
    }

    /// Takes the first letter of which this is true, and waits for it so long at most.
    pub(crate) fn take(&self, wait: Duration, wanted: impl Fn(&Value) -> bool) -> Option<Value> {
        let until = Instant::now() + wait;
        let mut letters = lock(&self.inbox.letters);
        loop {
            if let Some(place) = letters.iter().position(&wanted) {
                return Some(letters.remove(place));
            }
            let left = until.checked_duration_since(Instant::now())?;
            let waited = self.inbox.news.wait_timeout(letters, left);
            letters = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn ask(&self, mut request: Value) -> Value {
        request["server"] = json!(self.number);
        writeln!(lock(&PROCESS.input), "{request}").expect("the mail servers run");
        let answer = lock(&self.answers).recv_timeout(ANSWER);
        answer.unwrap_or_else(|_| panic!("smtp_server.py does not answer {request}"))
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        // A test that panics must not panic again here.
        let request = json!({ "server": self.number, "do": "close" });
        let _ = writeln!(lock(&PROCESS.input), "{request}");
        lock(&PROCESS.servers).remove(&self.number);
    }
}

impl Process {
    /// It ends by itself when this process does, as its input ends then.
    fn start() -> Self {
        let mut child = program("python3", &["aiosmtpd"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/smtp_server.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python");
        let input = child.stdin.take().expect("its input");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let servers = Arc::new(Mutex::new(HashMap::<u64, Server>::new()));
        let listeners = Arc::clone(&servers);
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let mut said: Value = serde_json::from_str(&line).expect("a line of JSON");
                let servers = lock(&listeners);
                let Some(server) = said["server"].as_u64().and_then(|n| servers.get(&n)) else {
                    continue;
                };
                if said.get("letter").is_some() {
                    lock(&server.inbox.letters).push(said["letter"].take());
                    server.inbox.news.notify_all();
                } else {
                    let _ = server.answers.send(said);
                }
            }
            let _ = child.wait();
        });
        Self {
            input: Mutex::new(input),
            servers,
            next: AtomicU64::new(1),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
