//! What the servers log while the tests run: kept, so that a test that fails can show why, and so that a test can see
//! that no secret is among it.

use std::{
    io::{self, Write},
    sync::{Mutex, Once, PoisonError},
};

use tracing_subscriber::{EnvFilter, fmt};

use crate::payment_details;

static LOG: Mutex<String> = Mutex::new(String::new());

/// Begins to keep the log, once a process.
pub(crate) fn keep() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let filter = EnvFilter::new("debug,hyper=info,h2=info,ureq=off,ureq_proto=off");
        let builder = fmt()
            .with_env_filter(filter)
            .with_ansi(false)
            .with_writer(|| Writer);
        builder.init();
    });
}

/// The lines about a request.
pub fn about(request_id: &str) -> String {
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    log.lines()
        .filter(|line| line.contains(request_id))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Whether this text was logged.
pub fn have(text: &str) -> bool {
    LOG.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .contains(text)
}

struct Writer;

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        payment_details::note(&text);
        LOG.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_str(&text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
