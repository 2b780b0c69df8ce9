//! How long a connection may keep its place: as long as a request is under way, and else for a while. One timer a
//! connection looks now and then; a request costs no timer of its own.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use hyper::Version;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::Instant,
};

use super::Limits;

/// What a client writes or reads beside requests and answers is smaller: a ping, or leave to send more (RFC 9113).
const SMALL: usize = 100;

/// What a client of HTTP/2 begins with, and no other.
const PREFACE: &[u8] = b"PRI ";

/// What a connection does, and since when.
pub(super) struct Patience {
    limits: Limits,
    state: Mutex<State>,
}

struct State {
    doing: Doing,
    since: Instant,
    /// How many requests are under way.
    requests: usize,
    /// Whether anything has come.
    has_begun: bool,
    is_http2: bool,
    /// Whether there is more to write than the client has taken.
    is_full: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// The head of a request is to come, or comes.
    Asking,
    /// A request is under way; how long it may take is said elsewhere.
    Answering,
    /// All that was asked is answered, though the client may still be reading it.
    Nothing,
}

impl Patience {
    pub(super) fn new(limits: Limits) -> Self {
        let state = State {
            doing: Doing::Asking,
            since: Instant::now(),
            requests: 0,
            has_begun: false,
            is_http2: false,
            is_full: false,
        };
        Self {
            limits,
            state: Mutex::new(state),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a request has come; it is under way until what this gives is dropped.
    pub(super) fn begin(self: &Arc<Self>, version: Version) -> UnderWay {
        let mut state = self.state();
        state.requests += 1;
        state.doing = Doing::Answering;
        state.is_http2 = version == Version::HTTP_2;
        UnderWay(Arc::clone(self))
    }

    /// When it ends, as things are now.
    fn end(&self) -> Option<Instant> {
        let state = self.state();
        match state.doing {
            Doing::Asking => Some(state.since + self.limits.head),
            Doing::Answering => None,
            Doing::Nothing if state.is_full => Some(state.since + self.limits.reading),
            Doing::Nothing => Some(state.since + self.limits.idle),
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        self.end().is_some_and(|end| end <= Instant::now())
    }

    /// When to look again: nothing that begins after now ends earlier.
    pub(super) fn next_look(&self) -> Instant {
        let Limits {
            head,
            idle,
            reading,
            ..
        } = self.limits;
        let soonest = Instant::now() + head.min(idle).min(reading);
        self.end().map_or(soonest, |end| end.min(soonest))
    }

    /// Whether the client can be told that its connection ends.
    pub(super) fn may_be_told(&self) -> bool {
        self.state().is_http2
    }

    /// Notes what came from the client.
    fn read(&self, bytes: &[u8]) {
        let mut state = self.state();
        if !state.has_begun {
            state.has_begun = true;
            state.is_http2 = bytes.starts_with(PREFACE);
        }
        if state.doing == Doing::Nothing && !state.is_http2 {
            state.doing = Doing::Asking;
            state.since = Instant::now();
        }
    }

    /// Notes that so many bytes went to the client, which reads its answer, however slowly; or none, as it takes no more.
    fn written(&self, count: Option<usize>) {
        let mut state = self.state();
        state.is_full = count.is_none();
        if count.is_some_and(|count| count > SMALL) {
            state.since = Instant::now();
        }
    }
}

/// A request that is under way.
pub(super) struct UnderWay(Arc<Patience>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.requests -= 1;
        if state.requests == 0 {
            state.doing = Doing::Nothing;
            state.since = Instant::now();
        }
    }
}

/// A stream that tells what goes over it.
pub(super) struct Watched<S> {
    stream: S,
    patience: Arc<Patience>,
}

impl<S> Watched<S> {
    pub(super) fn new(stream: S, patience: Arc<Patience>) -> Self {
        Self { stream, patience }
    }

    fn note(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(count)) => self.patience.written(Some(count)),
            Poll::Pending => self.patience.written(None),
            Poll::Ready(Err(_)) => {}
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        match buffer.filled().get(before..) {
            Some(bytes) if !bytes.is_empty() => self.patience.read(bytes),
            _ => {}
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.note(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.note(written)
    }
}
