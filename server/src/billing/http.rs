//! The HTTP client that Stripe is spoken to with: hyper, with TLS by rustls and AWS-LC, as everywhere here. A handful of requests
//! are all that we send; the crates that know all of Stripe would bring in thousands of types for them, addresses and cards
//! among those, and have no stable version.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable as _};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Method, Request, StatusCode,
    body::Bytes,
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use serde_json::Value;
use url::form_urlencoded;
use uuid::Uuid;

use crate::{
    config::StripeSettings,
    error::{Error, with_causes},
};

/// The version of the API that the answers are written for.
const VERSION: &str = "2024-06-20";

/// How long one attempt may take, how often it is made again, and the first wait, each next of which is twice as long; all
/// of it fits into the time that a request has.
const TIMEOUT: Duration = Duration::from_secs(4);
const RETRIES: usize = 2;
const FIRST_WAIT: Duration = Duration::from_millis(300);

/// How large an answer may be, in bytes.
const LARGEST: usize = 1 << 20;

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(30);

const AWAY: &str = "Stripe does not answer. Nothing was changed; try again in a moment.";

/// Speaks to Stripe.
pub struct Stripe {
    /// How it is reached, and what it sells.
    pub(super) settings: StripeSettings,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

/// What Stripe answers.
pub(super) struct Answer {
    method: Method,
    status: StatusCode,
    body: Value,
}

/// Why an attempt failed.
enum Failure {
    /// It is worth another.
    Passing(String),
    /// It is not.
    Lasting(Error),
}

impl Failure {
    fn is_passing(&self) -> bool {
        matches!(self, Self::Passing(_))
    }
}

impl Stripe {
    /// A client with these settings. It connects when it is first used.
    pub fn new(settings: StripeSettings) -> Self {
        let tls = HttpsConnectorBuilder::new()
            .with_webpki_roots()
            .https_or_http()
            .enable_http1()
            .build();
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(tls);
        Self { settings, client }
    }

    /// Makes or changes something, at most once for a key however often it is tried.
    ///
    /// # Errors
    /// Unavailable, if Stripe does not answer.
    pub(super) async fn post(
        &self,
        path: &str,
        form: &[(&str, &str)],
        key: &str,
    ) -> Result<Answer, Error> {
        self.send(Method::POST, path, encoded(form), key).await
    }

    /// Reads something.
    ///
    /// # Errors
    /// Unavailable, if Stripe does not answer.
    pub(super) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer, Error> {
        let path = format!("{path}?{}", encoded(query));
        let path = path.trim_end_matches('?');
        let key = Uuid::now_v7().to_string();
        self.send(Method::GET, path, String::new(), &key).await
    }

    /// Deletes something.
    ///
    /// # Errors
    /// Unavailable, if Stripe does not answer.
    pub(super) async fn delete(&self, path: &str) -> Result<Answer, Error> {
        let key = Uuid::now_v7().to_string();
        self.send(Method::DELETE, path, String::new(), &key).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        form: String,
        key: &str,
    ) -> Result<Answer, Error> {
        let body = Bytes::from(form);
        let attempt = || async {
            let attempt = self.attempt(&method, path, body.clone(), key);
            let in_time = tokio::time::timeout(TIMEOUT, attempt).await;
            in_time.unwrap_or_else(|_| Err(Failure::Passing("it took too long".to_owned())))
        };
        let backoff = ExponentialBuilder::new()
            .with_min_delay(FIRST_WAIT)
            .with_max_times(RETRIES)
            .with_jitter();
        let sent = attempt.retry(backoff).when(Failure::is_passing).await;
        sent.map_err(|failure| match failure {
            Failure::Lasting(error) => error,
            Failure::Passing(reason) => {
                tracing::warn!(reason, "Stripe does not answer");
                Error::unavailable(AWAY, 5)
            }
        })
    }

    async fn attempt(
        &self,
        method: &Method,
        path: &str,
        body: Bytes,
        key: &str,
    ) -> Result<Answer, Failure> {
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", self.settings.key))
            .map_err(|error| Failure::Lasting(Error::internal(error)))?;
        bearer.set_sensitive(true);
        let request = Request::builder()
            .method(method)
            .uri(format!("{}/{path}", self.settings.api))
            .header(AUTHORIZATION, bearer)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("stripe-version", VERSION)
            .header("idempotency-key", key)
            .body(Full::new(body))
            .map_err(|error| Failure::Lasting(Error::internal(error)))?;
        let answer = self.client.request(request).await;
        let answer = answer.map_err(|error| Failure::Passing(with_causes(&error)))?;
        let (parts, body) = answer.into_parts();
        let may = parts.headers.get("stripe-should-retry");
        let is_passing = parts.status.is_server_error()
            || [StatusCode::CONFLICT, StatusCode::TOO_MANY_REQUESTS].contains(&parts.status);
        if is_passing && may.is_none_or(|value| value != "false") {
            return Err(Failure::Passing(format!("it answers {}", parts.status)));
        }
        let body = Limited::new(body, LARGEST).collect().await;
        let body = body.map_err(|error| Failure::Passing(error.to_string()))?;
        Ok(Answer {
            method: method.clone(),
            status: parts.status,
            body: serde_json::from_slice(&body.to_bytes()).unwrap_or(Value::Null),
        })
    }
}

impl Answer {
    /// What Stripe answered, if it did as it was asked.
    ///
    /// # Errors
    /// Internal, if it refused: by its codes alone, as its words may name what is nobody's business.
    pub(super) fn done(self) -> Result<Value, Error> {
        if self.status.is_success() {
            return Ok(self.body);
        }
        let error = &self.body["error"];
        let (kind, code, field) = (&error["type"], &error["code"], &error["param"]);
        let (method, status) = (self.method, self.status);
        Err(Error::internal(format!(
            "Stripe refuses {method} with {status}: type {kind}, code {code}, about {field}"
        )))
    }

    /// Whether it refused since there is no such thing, or none any more.
    pub(super) fn is_not_found(&self) -> bool {
        self.status == StatusCode::NOT_FOUND
    }

    /// Whether it refused since there is no such customer, or none any more.
    pub(super) fn lacks_customer(&self) -> bool {
        let error = &self.body["error"];
        error["code"] == "resource_missing" && error["param"] == "customer"
    }

    /// Whether it refused since the thing is not in a state for this.
    pub(super) fn is_refused(&self) -> bool {
        self.status == StatusCode::BAD_REQUEST
    }
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    let mut pairs_of = form_urlencoded::Serializer::new(String::new());
    pairs_of.extend_pairs(pairs).finish()
}
