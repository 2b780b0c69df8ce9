//! One log line and one measurement for each request.

use std::time::Instant;

use hyper::{Method, StatusCode};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};
use uuid::Uuid;

use crate::policy::Caller;

/// Upper bounds of the latency histogram, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Counts requests and times them, by operation.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    seconds: Family<OperationLabel, Histogram>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    operation: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabel {
    operation: &'static str,
}

/// What is known of a request from the start.
pub struct Entry {
    /// Given to the caller, and in every log line about the request.
    pub request_id: Uuid,
    /// The method.
    pub method: Method,
    /// The path, without the query, which may hold a secret.
    pub path: String,
    /// The operationId; empty where there is no operation.
    pub operation: &'static str,
    /// Who calls, once that is known.
    pub caller: Caller,
    /// When it came.
    pub began: Instant,
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("user_api");
        let requests = Family::<Labels, Counter>::default();
        registry.register("requests", "Requests answered", requests.clone());
        let seconds =
            Family::<OperationLabel, Histogram>::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register(
            "request_seconds",
            "Time from a request to its answer",
            seconds.clone(),
        );
        Self {
            registry,
            requests,
            seconds,
        }
    }

    /// Notes an answer.
    pub fn note(&self, entry: &Entry, status: StatusCode) {
        let seconds = entry.began.elapsed().as_secs_f64();
        self.requests
            .get_or_create(&Labels {
                operation: entry.operation,
                status: status.as_u16(),
            })
            .inc();
        self.seconds
            .get_or_create(&OperationLabel {
                operation: entry.operation,
            })
            .observe(seconds);
        let Entry {
            request_id,
            method,
            path,
            operation,
            caller,
            ..
        } = entry;
        let caller = match caller {
            Caller::Anonymous => None,
            Caller::User(user) => Some(user.user_id.to_string()),
            Caller::Client(id) => Some(id.clone()),
        };
        let milliseconds = (seconds * 1_000_000.0).round() / 1000.0;
        tracing::info!(%request_id, %method, path, operation, status = status.as_u16(), milliseconds, caller, "request");
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
