//! From settings to a running server. What every answer gets on its way out is listed here.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use http_body_util::Full;
use hyper::{
    HeaderMap, Method, Request, StatusCode,
    body::{Body as _, Bytes, Incoming},
    header::{
        ACCESS_CONTROL_REQUEST_METHOD, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY,
        CONTENT_TYPE, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    },
};
use tokio::{
    sync::{oneshot, watch},
    task::JoinHandle,
};

use crate::{
    api,
    app::App,
    cleanup,
    config::{Config, Environment},
    docs, email_tokens, listen, mail,
    oauth::revocations,
    pages::assets,
    spec::{
        Found,
        layer::{self, Answer, Generated},
    },
};

/// How often the signing keys are read. A new one is published for a minute before it signs.
const KEYS_INTERVAL: Duration = Duration::from_secs(5);

/// A server that answers requests.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it shares among requests.
    pub app: &'static App,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
    stop_mail: watch::Sender<bool>,
    mailed: JoinHandle<()>,
}

impl Running {
    /// Takes no more connections, and waits for the requests and e-mails under way.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.stop_mail.send(true);
        let _ = tokio::join!(self.served, self.mailed);
    }
}

/// Starts a server.
///
/// # Errors
/// A sentence about what stands in the way.
pub async fn start(mut config: Config) -> Result<Running, String> {
    if config.public_url.is_empty() && config.environment == Environment::Production {
        return Err("USER_API_PUBLIC_URL is not set, so tokens would be issued and letters lead to an address of this machine. Set it to where the outside reaches this server, like https://api.music.example.".to_owned());
    }
    // Both before anything begins that others would notice, such as taking letters to send.
    let listener = listen::bind("PORT", config.address, config.port).await?;
    let metrics_listener = match config.metrics_port {
        0 => None,
        port => Some(listen::bind("USER_API_METRICS_PORT", config.address, port).await?),
    };
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    if config.public_url.is_empty() {
        config.public_url = format!("http://{address}");
    }
    // Lives as long as the process; so every request borrows it without counting.
    let app: &'static App = Box::leak(Box::new(App::build(config).await?));
    tokio::spawn(follow_news(app));
    tokio::spawn(follow_keys(app));
    tokio::spawn(cleanup::follow(app));
    tokio::spawn(email_tokens::follow(app));
    let (stop_mail, mail_stopped) = watch::channel(false);
    let mailed = tokio::spawn(mail::follow(app, mail_stopped));
    let limits = listen::Limits {
        connections: app.config.max_connections,
        head: listen::Limits::HEAD,
        idle: app.config.idle_timeout,
        reading: app.config.idle_timeout.max(listen::Limits::READING),
    };
    if let Some(metrics) = metrics_listener {
        let limits = listen::Limits {
            connections: 10,
            ..limits
        };
        tokio::spawn(listen::serve(
            metrics,
            limits,
            std::future::pending(),
            move |request, _| async move { metrics_answer(app, &request) },
        ));
    }
    let generated = Generated::new(api::Server(app), false);
    let (stop, stopped) = oneshot::channel();
    let answer = move |request: Request<Incoming>, peer| {
        let generated = generated.clone();
        async move { answer(app, &generated, request, peer).await }
    };
    let stopped = async move { drop(stopped.await) };
    let served = tokio::spawn(listen::serve(listener, limits, stopped, answer));
    Ok(Running {
        address,
        app,
        stop,
        served,
        stop_mail,
        mailed,
    })
}

/// Asks for news of revoked tokens, reached limits and imported passwords, again and again.
async fn follow_news(app: &'static App) {
    loop {
        tokio::time::sleep(revocations::INTERVAL).await;
        // The database's silence is in the log already, and requests hear of it by themselves.
        let _ = tokio::join!(
            app.revocations.refresh(&app.database),
            app.limits.refresh(&app.database),
            app.passwords.refresh(&app.database),
        );
    }
}

/// Reads the keys again and again, and makes new ones in the place of those that are too old.
async fn follow_keys(app: &'static App) {
    loop {
        tokio::time::sleep(KEYS_INTERVAL).await;
        if let Err(error) = app.keys.refresh(&app.database).await {
            tracing::warn!(
                cause = crate::app::explain(error),
                "the signing keys could not be read"
            );
        }
    }
}

async fn answer(
    app: &'static App,
    generated: &Generated,
    request: Request<Incoming>,
    peer: IpAddr,
) -> Answer {
    let origin = request
        .headers()
        .get(ORIGIN)
        .filter(|origin| is_allowed(app, origin))
        .cloned();
    let is_head = request.method() == Method::HEAD;
    let mut response = match preflight(app, &request, origin.as_ref())
        .or_else(|| docs::answer(app, &request))
        .or_else(|| assets::answer(&request))
    {
        Some(answer) => answer,
        None => layer::answer(app, generated, request, peer).await,
    };
    let kind = response.headers().get(CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind == "text/html");
    let is_image = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"image/"));
    if is_page {
        secure_page(response.headers_mut());
    }
    if is_image {
        secure_image(response.headers_mut());
    }
    secure(response.headers_mut());
    if let Some(origin) = origin.filter(|_| !is_page) {
        share(response.headers_mut(), origin);
    }
    if is_head {
        leave_out_body(&mut response);
    }
    response
}

/// What HEAD gets of what GET would (RFC 9110, section 9.3.2). Over HTTP/1 hyper does so by itself, over HTTP/2 it does not.
fn leave_out_body(response: &mut Answer) {
    let body = std::mem::take(response.body_mut());
    if let Some(length) = body.size_hint().exact().filter(|length| *length > 0) {
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
}

fn is_allowed(app: &App, origin: &HeaderValue) -> bool {
    app.config
        .cors_origins
        .iter()
        .any(|allowed| allowed == "*" || allowed.as_bytes() == origin.as_bytes())
}

/// A browser that asks whether a page of another origin may call (Fetch standard, CORS preflight).
fn preflight(
    app: &App,
    request: &Request<Incoming>,
    origin: Option<&HeaderValue>,
) -> Option<Answer> {
    if request.method() != Method::OPTIONS
        || origin.is_none()
        || !request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD)
    {
        return None;
    }
    let Found::OtherMethods(methods) = app.contract.find(&Method::OPTIONS, request.uri().path())
    else {
        return None;
    };
    hyper::Response::builder()
        .status(StatusCode::NO_CONTENT)
        .header("access-control-allow-methods", methods)
        .header(
            "access-control-allow-headers",
            "authorization, content-type, dpop, if-match, if-none-match",
        )
        .header("access-control-max-age", "86400")
        .body(Full::default())
        .ok()
}

/// Headers that keep a browser from making more of an answer than it is.
fn secure(headers: &mut HeaderMap) {
    const HEADERS: [(HeaderName, &str); 4] = [
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
        (HeaderName::from_static("referrer-policy"), "no-referrer"),
        (
            HeaderName::from_static("content-security-policy"),
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (
            HeaderName::from_static("cache-control"),
            "no-cache, private",
        ),
    ];
    headers.reserve(HEADERS.len() + 4);
    for (name, value) in HEADERS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    headers.append("vary", HeaderValue::from_static("authorization, origin"));
}

/// What our own pages get instead. A form of theirs says where it comes from, which no-referrer would hide; the address of
/// a page may carry a letter's token, which no other site sees.
fn secure_page(headers: &mut HeaderMap) {
    let policy = HeaderValue::from_str(&assets::policy(None));
    let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'"));
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// What images get instead: any page may show them, and opened by themselves they can do nothing.
fn secure_image(headers: &mut HeaderMap) {
    let policy = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    let everywhere = HeaderValue::from_static("cross-origin");
    headers.insert("cross-origin-resource-policy", everywhere);
}

/// Lets a page of this origin read the answer.
fn share(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert("access-control-allow-origin", origin);
    headers.insert(
        "access-control-expose-headers",
        HeaderValue::from_static(
            "content-disposition, etag, location, retry-after, www-authenticate, x-request-id",
        ),
    );
}

fn metrics_answer(app: &App, request: &Request<Incoming>) -> Answer {
    if request.uri().path() == "/metrics" {
        Answer::new(Full::new(Bytes::from(app.metrics.text())))
    } else {
        let mut answer = Answer::default();
        *answer.status_mut() = StatusCode::NOT_FOUND;
        answer
    }
}
