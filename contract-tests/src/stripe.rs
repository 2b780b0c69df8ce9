//! Stripe, as far as it can be had for tests: `stripe_server.py`, which is localstripe and what it lacks. One process for all
//! tests of a run, and one for each test that counts what was asked or lets it fail.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Stdio},
    sync::LazyLock,
};

use aws_lc_rs::hmac;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use user_api_server::config::StripeSettings;
use uuid::Uuid;

use crate::{Caller, Request, callers::encode, tools::program};

/// What the tests' Stripe signs with.
pub const SECRET: &str = "whsec_of_the_tests";

static SHARED: LazyLock<Stripe> = LazyLock::new(Stripe::start);

/// A Stripe that runs as long as the test.
pub struct Stripe {
    process: Child,
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
}

impl Stripe {
    /// Starts one. It comes from PyPI, and ends by itself when this process does, as its input ends then.
    pub fn start() -> Self {
        let mut process = program("python3", &["localstripe"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/stripe_server.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("Python");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("its port");
        let port = line.trim().parse().expect("stripe_server.py tells a port");
        Self { process, port }
    }

    /// The one that all servers under test have unless they are told otherwise.
    pub(crate) fn shared() -> &'static Self {
        &SHARED
    }

    /// The settings of a server that has this one.
    pub fn settings(&self) -> StripeSettings {
        StripeSettings {
            key: "sk_test_of_the_tests".to_owned(),
            webhook_secret: SECRET.to_owned(),
            api: self.url(""),
            return_url: "https://app.example/account?tab=billing".to_owned(),
            share_prices: vec!["price_share".to_owned()],
            credits_prices: vec![("price_credits".to_owned(), 1000)],
        }
    }

    /// All that was asked of this kind: POST or DELETE, and how the path begins.
    pub fn requests(&self, method: &str, path: &str) -> Vec<Value> {
        let mut all = self.get("/_config/requests");
        let all = all.as_array_mut().expect("a list");
        all.retain(|request| {
            request["method"] == method
                && request["path"]
                    .as_str()
                    .is_some_and(|at| at.starts_with(path))
        });
        std::mem::take(all)
    }

    /// Lets the next requests fail, so many of them.
    pub fn fail(&self, times: u32, status: u16) {
        let order = json!({ "times": times, "status": status });
        self.order("/_config/fail", &order);
    }

    /// Lets it send its events to a server.
    pub fn tell(&self, server: &str) {
        let order = json!({ "url": format!("{server}/v1/webhooks/stripe"), "secret": SECRET });
        self.order("/_config/webhooks/server", &order);
    }

    /// Asks it as its owner would.
    pub fn get(&self, path: &str) -> Value {
        let request = ureq::get(self.url(path)).header("authorization", "Bearer sk_test_owner");
        let mut answer = request
            .call()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let text = answer.body_mut().read_to_string().expect("an answer");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Makes or changes something there, as its owner would.
    pub fn post(&self, path: &str, form: &[(&str, &str)]) -> Value {
        let request = ureq::post(self.url(path))
            .header("authorization", "Bearer sk_test_owner")
            .header("content-type", "application/x-www-form-urlencoded");
        let mut answer = request
            .send(encode(form))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let text = answer.body_mut().read_to_string().expect("an answer");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Deletes something there, as its owner would.
    pub fn delete(&self, path: &str) {
        let request = ureq::delete(self.url(path)).header("authorization", "Bearer sk_test_owner");
        request
            .call()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Lets the one that all servers under test have be one that had this customer and deleted it.
    pub fn has_deleted(customer_id: &str) {
        Self::shared().order(&format!("/_config/gone/{customer_id}"), &json!({}));
    }

    /// Has a checkout session paid, as the person would.
    pub fn complete(&self, session_id: &str) {
        self.order(&format!("/_config/complete/{session_id}"), &json!({}));
    }

    /// Has an invoice of these lines.
    pub fn have_lines(&self, invoice_id: &str, lines: &Value) {
        self.order(&format!("/_config/lines/{invoice_id}"), lines);
    }

    fn order(&self, path: &str, order: &Value) {
        let request = ureq::post(self.url(path)).header("content-type", "application/json");
        request.send(order.to_string()).expect("it does as told");
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Stripe {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An event of this type, that happened at this time.
pub fn event(kind: &str, at: DateTime<Utc>, object: Value) -> Value {
    json!({
        "id": format!("evt_{}", Uuid::now_v7().simple()),
        "object": "event",
        "api_version": "2024-06-20",
        "created": at.timestamp(),
        "livemode": false,
        "pending_webhooks": 1,
        "request": { "id": null, "idempotency_key": null },
        "type": kind,
        "data": { "object": object },
    })
}

/// The request with which Stripe tells an event.
pub fn telling(caller: &Caller, event: &Value) -> Request {
    let body = event.to_string();
    let signature = signature(SECRET, Utc::now(), &body);
    let request = caller.request("POST", "/v1/webhooks/stripe");
    request.header("stripe-signature", signature).json(body)
}

/// The header Stripe-Signature of a body that is sent at this time.
pub fn signature(secret: &str, at: DateTime<Utc>, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let time = at.timestamp();
    let signature = hmac::sign(&key, format!("{time}.{body}").as_bytes());
    let bytes = signature.as_ref().iter();
    let hex: String = bytes.map(|byte| format!("{byte:02x}")).collect();
    format!("t={time},v1={hex}")
}
