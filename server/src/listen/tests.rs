//! Over real connections, with little patience.

use std::{
    error::Error,
    io::{self, ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::mpsc,
    time::{Duration, Instant},
};

use http_body_util::Full;
use hyper::{Response, body::Bytes};
use tokio::{net::TcpListener, runtime::Runtime, sync::oneshot, task::JoinHandle};

use super::{Limits, STOP_TIMEOUT, serve};

type Outcome = Result<(), Box<dyn Error>>;

const HEAD: Duration = Duration::from_millis(300);
const IDLE: Duration = Duration::from_secs(4);

/// Longer than anything takes here, on however busy a machine.
const LONG: Duration = Duration::from_secs(60);

/// More than fits between a server and a client that does not read.
const LARGE: usize = 32 * 1024 * 1024;

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

/// What a client of HTTP/2 begins with: its preface and settings that change nothing.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// A request over HTTP/2: the end of stream 1, with :method GET, :path /, :scheme http and :authority x (RFC 7541).
const GET: &[u8] = b"\0\0\x06\x01\x05\0\0\0\x01\x82\x84\x86\x41\x01x";

/// With so many places.
fn limits(connections: usize) -> Limits {
    Limits {
        connections,
        head: HEAD,
        idle: IDLE,
        reading: IDLE,
    }
}

/// A server with a runtime of its own.
struct Served {
    address: SocketAddr,
    runtime: Runtime,
    /// Says of each request that it is under way.
    asked: mpsc::Receiver<()>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Served {
    /// What it answers takes a while and has so many bytes.
    fn start(limits: Limits, takes: Duration, size: usize) -> io::Result<Self> {
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let (asks, asked) = mpsc::channel();
        let body = Bytes::from(vec![b'x'; size]);
        let answer = move |_, _| {
            let (asks, body) = (asks.clone(), body.clone());
            async move {
                let _ = asks.send(());
                tokio::time::sleep(takes).await;
                Response::new(Full::new(body))
            }
        };
        let served = runtime.spawn(serve(
            listener,
            limits,
            async { drop(stopped.await) },
            answer,
        ));
        Ok(Self {
            address,
            runtime,
            asked,
            stop,
            served,
        })
    }

    fn connect(&self) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(LONG))?;
        Ok(stream)
    }
}

/// What comes until the server closes the connection, which it does before long.
#[track_caller]
fn last_words(stream: &mut TcpStream) -> Vec<u8> {
    let mut heard = Vec::new();
    match stream.read_to_end(&mut heard) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        Err(error) => panic!("{error}"),
    }
    heard
}

/// Asks and hears the whole answer.
#[track_caller]
fn ask(stream: &mut TcpStream, size: usize) -> io::Result<()> {
    stream.write_all(REQUEST)?;
    hear(stream, size)
}

#[track_caller]
fn hear(stream: &mut TcpStream, size: usize) -> io::Result<()> {
    let (mut answer, mut part) = (Vec::new(), [0; 1000]);
    let end = |answer: &[u8]| answer.windows(4).position(|four| four == b"\r\n\r\n");
    while end(&answer).is_none_or(|end| answer.len() < end + 4 + size) {
        let count = stream.read(&mut part)?;
        assert!(count > 0, "the answer breaks off");
        answer.extend_from_slice(&part[..count]);
    }
    Ok(())
}

#[test]
fn who_asks_nothing_loses_the_place() -> Outcome {
    // Only what is told of a head can be why.
    let limits = Limits {
        idle: LONG * 2,
        ..limits(100)
    };
    let server = Served::start(limits, Duration::ZERO, 1)?;
    for beginning in [
        &b""[..],
        b"P",
        b"PRI * HTTP/2.0\r\n",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nhost: ",
    ] {
        let began = Instant::now();
        let mut stream = server.connect()?;
        stream.write_all(beginning)?;
        assert!(last_words(&mut stream).is_empty());
        assert!(began.elapsed() >= HEAD, "{:?}", began.elapsed());
    }
    Ok(())
}

#[test]
fn a_head_that_trickles_in_is_not_waited_for() -> Outcome {
    let limits = Limits {
        idle: LONG * 2,
        ..limits(1)
    };
    let server = Served::start(limits, Duration::ZERO, 1)?;
    for greeting in [false, true] {
        let mut stream = server.connect()?;
        if greeting {
            ask(&mut stream, 1)?;
        }
        let began = Instant::now();
        while stream.write_all(b"G").is_ok() {
            std::thread::sleep(HEAD / 10);
            assert!(began.elapsed() < LONG, "it is waited for");
        }
    }
    Ok(())
}

#[test]
fn a_connection_that_is_asked_now_and_then_lives_longer_than_a_head_may_take() -> Outcome {
    let server = Served::start(limits(1), Duration::ZERO, 1)?;
    let mut stream = server.connect()?;
    for _ in 0..4 {
        ask(&mut stream, 1)?;
        std::thread::sleep(HEAD * 2);
    }
    let began = Instant::now();
    ask(&mut stream, 1)?;
    assert!(last_words(&mut stream).is_empty());
    assert!(began.elapsed() >= IDLE, "{:?}", began.elapsed());
    Ok(())
}

#[test]
fn an_answer_that_takes_long_is_waited_for() -> Outcome {
    let limits = Limits {
        idle: HEAD,
        reading: HEAD,
        ..limits(1)
    };
    let server = Served::start(limits, HEAD * 5, 1)?;
    ask(&mut server.connect()?, 1)?;
    Ok(())
}

#[test]
fn who_does_not_read_loses_the_place_and_who_reads_slowly_does_not() -> Outcome {
    // Who pauses is waited for longer than who asks nothing.
    let limits = Limits {
        idle: HEAD,
        ..limits(2)
    };
    let server = Served::start(limits, Duration::ZERO, LARGE)?;
    let mut deaf = server.connect()?;
    deaf.write_all(REQUEST)?;
    let mut slow = server.connect()?;
    slow.write_all(REQUEST)?;
    let mut heard = 0;
    let mut part = vec![0; LARGE / 16];
    for _ in 0..6 {
        slow.read_exact(&mut part)?;
        heard += part.len();
        std::thread::sleep(IDLE / 4);
    }
    let mut rest = vec![0; LARGE - heard];
    slow.read_exact(&mut rest)?;
    // There is a place again.
    ask(&mut server.connect()?, LARGE)?;
    Ok(())
}

#[test]
fn a_client_of_http_2_that_asks_nothing_loses_the_place_and_is_told() -> Outcome {
    let server = Served::start(limits(1), Duration::ZERO, 1)?;
    // So that what crosses with it on the way can be asked again.
    let is_told = |heard: &[u8]| kinds(heard).contains(&7);
    let mut stream = server.connect()?;
    stream.write_all(PREFACE)?;
    let heard = last_words(&mut stream);
    assert!(is_told(&heard), "{:?}", kinds(&heard));
    // Who has asked once is waited for longer.
    let began = Instant::now();
    let mut stream = server.connect()?;
    stream.write_all(PREFACE)?;
    stream.write_all(GET)?;
    let heard = last_words(&mut stream);
    assert!(began.elapsed() >= IDLE, "{:?}", began.elapsed());
    assert!(kinds(&heard).contains(&0) && is_told(&heard));
    Ok(())
}

/// The kinds of all frames of HTTP/2 (RFC 9113, section 4.1): a length of three bytes, the kind, five more, what it holds.
fn kinds(mut frames: &[u8]) -> Vec<u8> {
    let mut kinds = Vec::new();
    while let [a, b, c, kind, _, _, _, _, _, rest @ ..] = frames {
        kinds.push(*kind);
        let length = u32::from_be_bytes([0, *a, *b, *c]) as usize;
        frames = rest.get(length..).unwrap_or_default();
    }
    kinds
}

#[test]
fn a_server_stops_although_all_places_are_taken_and_ends_what_is_under_way() -> Outcome {
    let server = Served::start(limits(1), HEAD, 1)?;
    let mut first = server.connect()?;
    first.write_all(REQUEST)?;
    let _waits = server.connect()?;
    server.asked.recv()?;
    let _ = server.stop.send(());
    hear(&mut first, 1)?;
    // Sooner than it would give up on what is under way.
    let stopped = async { tokio::time::timeout(STOP_TIMEOUT / 2, server.served).await };
    let stopped = server.runtime.block_on(stopped);
    assert!(matches!(stopped, Ok(Ok(()))));
    Ok(())
}
