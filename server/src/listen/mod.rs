//! Connections: HTTP/1.1 and 2, with limits on how many, how slow and how large their heads may be, and a graceful stop.

mod patience;
#[cfg(test)]
mod tests;

use std::{
    convert::Infallible,
    future::Future,
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use http_body_util::Full;
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    service::service_fn,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::{Instant, sleep_until, timeout},
};

use patience::{Patience, Watched};

/// How long requests under way may take to end when the server stops.
const STOP_TIMEOUT: Duration = Duration::from_secs(20);

/// How often a silent connection of HTTP/2 is asked whether anybody is there.
const PING_INTERVAL: Duration = Duration::from_secs(10);

/// The largest head of a request, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;

/// How many connections there may be, and how long each may keep its place without a request under way.
#[derive(Clone, Copy)]
pub struct Limits {
    /// Connections at most; more wait.
    pub connections: usize,
    /// How long a client may take over the head of a request, and over beginning the first.
    pub head: Duration,
    /// How long a client may ask nothing after an answer.
    pub idle: Duration,
    /// How long a client may read nothing of an answer, of which there is more than it has taken.
    pub reading: Duration,
}

impl Limits {
    /// How long a client may take over the head of a request.
    pub const HEAD: Duration = Duration::from_secs(10);

    /// How long a client may at least read nothing, however soon a connection that is asked nothing shall end: a phone that
    /// goes from one network to the next is back by then.
    pub const READING: Duration = Duration::from_secs(30);
}

/// Listens on the port that a setting says.
///
/// # Errors
/// A sentence that names the setting.
pub async fn bind(setting: &str, address: IpAddr, port: u16) -> Result<TcpListener, String> {
    let address = SocketAddr::new(address, port);
    TcpListener::bind(address).await.map_err(|error| format!("{address} cannot be listened on: {error}. Is another server there? {setting} sets another port, USER_API_ADDRESS another address."))
}

/// Serves connections until `stop` ends, then lets the requests under way end. `answer` gets the address of the peer too.
pub async fn serve<F, A>(
    listener: TcpListener,
    limits: Limits,
    stop: impl Future<Output = ()>,
    answer: F,
) where
    F: Fn(Request<Incoming>, IpAddr) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(limits.connections));
    let (stopping, stopped) = watch::channel(false);
    let builder = builder();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            next = next => next,
        };
        let (stream, peer) = match accepted {
            Ok((stream, peer)) => (stream, peer.ip()),
            Err(error) => {
                // Out of file descriptors, most likely; others may be given back soon.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let (builder, answer, stopped) = (builder.clone(), answer.clone(), stopped.clone());
        tokio::spawn(async move {
            let _place = place;
            let answer = move |request| answer(request, peer);
            converse(&builder, stream, limits, stopped, answer).await;
        });
    }
    drop((listener, stopped));
    stopping.send_replace(true);
    // Each connection has a receiver, until it ends.
    if timeout(STOP_TIMEOUT, stopping.closed()).await.is_err() {
        tracing::warn!("some requests had not ended in time");
    }
}

/// How long heads may take is not left to hyper, which begins to count only when it knows which HTTP is spoken, and takes
/// a connection that is asked nothing for one whose head does not come.
fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_buf_size(HEAD_LIMIT);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING_INTERVAL)
        .max_header_list_size(HEAD_LIMIT as u32)
        .max_concurrent_streams(100);
    builder
}

/// Answers what is asked on a connection, until the client or our patience with it ends, or the server stops.
async fn converse<A>(
    builder: &Builder<TokioExecutor>,
    stream: TcpStream,
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
    answer: impl Fn(Request<Incoming>) -> A,
) where
    A: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let _ = stream.set_nodelay(true);
    let patience = Arc::new(Patience::new(limits));
    let service = service_fn(|request: Request<Incoming>| {
        let under_way = patience.begin(request.version());
        let answered = answer(request);
        async move {
            let answer = answered.await;
            drop(under_way);
            Ok::<_, Infallible>(answer)
        }
    });
    let stream = Watched::new(stream, Arc::clone(&patience));
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let mut look = pin!(sleep_until(patience.next_look()));
    let mut is_ending = false;
    loop {
        tokio::select! {
            ended = &mut connection => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke");
                }
                return;
            }
            () = &mut look => {
                if patience.has_ended() {
                    if is_ending || !patience.may_be_told() {
                        tracing::debug!("a connection was silent for too long");
                        return;
                    }
                    // So that who is about to ask knows that it was not heard (RFC 9113, section 6.8).
                    is_ending = true;
                    connection.as_mut().graceful_shutdown();
                    look.as_mut().reset(Instant::now() + limits.head);
                } else {
                    look.as_mut().reset(patience.next_look());
                }
            }
            _ = stopped.wait_for(|stopped| *stopped), if !is_ending => {
                is_ending = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}
