//! One log line and one measurement for each request.

use std::time::Instant;

use hyper::{Method, StatusCode, Uri};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{family::Family, histogram::Histogram},
    registry::Registry,
};
use uuid::Uuid;

use super::Operation;
use crate::policy::Caller;

/// Upper bounds of the latency histogram, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Counts requests and times them, by operation and status.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Histogram>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    operation: &'static str,
    status: u16,
}

/// What is known of a request from the start.
pub struct Entry {
    /// Given to the caller, and in every log line about the request.
    pub request_id: Uuid,
    /// The method.
    pub method: Method,
    /// The address. Its query may hold a secret, and is never logged.
    pub uri: Uri,
    /// The operation, once it is found.
    pub operation: Option<&'static Operation>,
    /// Who calls, once that is known.
    pub caller: Caller,
    /// When it came.
    pub began: Instant,
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("user_api");
        let requests =
            Family::<Labels, Histogram>::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register(
            "request_seconds",
            "Time from a request to its answer",
            requests.clone(),
        );
        Self { registry, requests }
    }

    /// Where others put what they count.
    pub fn registry(&mut self) -> &mut Registry {
        &mut self.registry
    }

    /// Notes an answer.
    pub fn note(&self, entry: &Entry, status: StatusCode) {
        let operation = entry
            .operation
            .map_or("", |operation| operation.id.as_str());
        let seconds = entry.began.elapsed().as_secs_f64();
        let labels = Labels {
            operation,
            status: status.as_u16(),
        };
        self.requests.get_or_create(&labels).observe(seconds);
        tracing::info!(
            request_id = %entry.request_id,
            method = %entry.method,
            path = entry.uri.path(),
            operation,
            status = status.as_u16(),
            milliseconds = (seconds * 1_000_000.0).round() / 1000.0,
            caller = %entry.caller,
            "request"
        );
    }

    /// All figures, as Prometheus reads them.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}
