//! Connections that do not speak HTTP as they should. What is wrong before there is a request gets a bare status.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    thread,
    time::{Duration, Instant},
};

use contract_tests::{Person, TestApp};

/// Sends bytes as they are, and answers all that comes back.
fn speak(app: &TestApp, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(app.address()).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a timeout");
    // The server may have said its answer before it has heard all.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[track_caller]
fn answers(app: &TestApp, bytes: impl AsRef<[u8]>, status: u16) {
    let answer = speak(app, bytes.as_ref());
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status}")),
        "{answer:?}"
    );
    // And it goes on answering others.
    app.anonymous().get("/health/live").expect(200);
}

#[test]
fn what_is_no_http_is_refused() {
    let app = TestApp::start();
    for garbage in [
        &b"hello\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GET /v1/me\xff HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nna me: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nx: \0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ] {
        answers(&app, garbage, 400);
    }
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let app = TestApp::start();
    let head = format!(
        "GET /v1/me HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n",
        "x".repeat(100_000)
    );
    answers(&app, head, 431);
    let path = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(70_000));
    let answer = speak(&app, path.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer:?}");
}

#[test]
fn lengths_that_contradict_each_other_are_refused() {
    let app = TestApp::start();
    let post = |headers: &str| {
        format!(
            "POST /v1/users HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{headers}\r\n\r\n{{}}"
        )
    };
    answers(&app, post("content-length: 2\r\ncontent-length: 3"), 400);
    answers(&app, post("content-length: two"), 400);
    answers(&app, post("content-length: -2"), 400);
    answers(&app, post("transfer-encoding: chunked, gzip"), 400);
    // A request hidden in the body of another is no request of its own.
    let smuggled = "POST /v1/users HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/me HTTP/1.1\r\nhost: x\r\n\r\n";
    let answer = speak(&app, smuggled.as_bytes());
    assert!(!answer.contains("unauthenticated"), "{answer:?}");
}

#[test]
fn a_body_that_breaks_off_changes_nothing() {
    let app = TestApp::start();
    let body = r#"{"username":"bo@music.example","password":"three ferries before dawn"}"#;
    let head = "POST /v1/users HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
    let mut stream = TcpStream::connect(app.address()).expect("a connection");
    stream
        .write_all(format!("{head}{body}").as_bytes())
        .expect("a connection that takes bytes");
    stream.shutdown(Shutdown::Both).expect("an end");
    thread::sleep(Duration::from_millis(300));
    let count: i64 = app.db.value("select count(*) from users", &[]);
    assert_eq!(count, 0);
    app.anonymous().get("/health/live").expect(200);
}

#[test]
fn several_requests_on_one_connection_are_answered_in_turn() {
    let app = TestApp::start();
    let one = |path: &str, end: &str| {
        format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: {end}\r\n\r\n")
    };
    let all = [
        one("/health/live", "keep-alive"),
        one("/v1/me", "keep-alive"),
        one("/v1/nothing", "close"),
    ];
    let answer = speak(&app, all.concat().as_bytes());
    let statuses: Vec<&str> = answer
        .split("HTTP/1.1 ")
        .skip(1)
        .map(|part| &part[..3])
        .collect();
    assert_eq!(statuses, ["200", "401", "404"]);
}

#[test]
fn a_client_that_waits_for_leave_to_send_gets_it() {
    let app = TestApp::start();
    let body = r#"{"username":"bo@music.example","password":"three ferries before dawn"}"#;
    let request = format!(
        "POST /v1/users HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = speak(&app, request.as_bytes());
    assert!(answer.contains("HTTP/1.1 201"), "{answer:?}");
}

#[test]
fn a_connection_that_says_nothing_does_not_hold_others_up() {
    let app = TestApp::start();
    let silent: Vec<_> = (0..20)
        .map(|_| TcpStream::connect(app.address()).expect("a connection"))
        .collect();
    app.anonymous().get("/health/ready").expect(200);
    drop(silent);
}

#[test]
fn a_body_that_does_not_come_is_given_up() {
    let app = TestApp::start_with(|config| config.request_timeout = Duration::from_secs(1));
    let head = "POST /v1/users HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
    answers(&app, head, 400);
    // Not our failure, and the caller hears what it was.
    let answer = speak(&app, head.as_bytes());
    assert!(answer.contains("too slowly"), "{answer:?}");
}

/// The head of a change of somebody's name, whose body has so many bytes and is sent when the server asks for it.
fn rename(bo: &Person, length: usize) -> String {
    let (path, token) = (bo.path(), bo.token.as_deref().expect("a token"));
    format!(
        "PATCH {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\nexpect: 100-continue\r\ncontent-type: application/merge-patch+json\r\ncontent-length: {length}\r\n\r\n"
    )
}

/// Begins to speak, and waits until the server reads the body.
fn begin(app: &TestApp, head: &str) -> TcpStream {
    let mut stream = TcpStream::connect(app.address()).expect("a connection");
    let patience = Some(Duration::from_secs(60));
    stream.set_read_timeout(patience).expect("a timeout");
    stream.write_all(head.as_bytes()).expect("a connection");
    let mut leave = [0; b"HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut leave).expect("leave to go on");
    assert!(leave.starts_with(b"HTTP/1.1 100"), "{leave:?}");
    stream
}

fn hear(stream: &mut TcpStream) -> String {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_body_that_comes_slowly_may_take_longer_than_a_request() {
    let app = TestApp::start_with(|config| config.request_timeout = Duration::from_secs(3));
    let bo = app.person("artist");
    let padding = " ".repeat(500_000);
    let body = format!(r#"{{"first_name":"Bo the Slow"{padding}}}"#);
    let mut stream = begin(&app, &rename(&bo, body.len()));
    let began = Instant::now();
    for part in body.as_bytes().chunks(20_000) {
        stream.write_all(part).expect("a connection");
        thread::sleep(Duration::from_millis(150));
    }
    assert!(began.elapsed() > Duration::from_secs(3));
    let answer = hear(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer:?}");
}

#[test]
fn who_signs_out_while_a_body_comes_is_refused_when_it_has_come() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let body = r#"{"first_name":"Bob"}"#;
    let mut stream = begin(&app, &rename(&bo, body.len()));
    bo.delete(&format!("{}/sessions", bo.path())).expect(204);
    stream.write_all(body.as_bytes()).expect("a connection");
    let answer = hear(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer:?}");
}

#[test]
fn connections_beyond_the_limit_wait_for_their_turn() {
    let app = TestApp::start_with(|config| config.max_connections = 2);
    let request = b"GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let mut held: Vec<_> = (0..2)
        .map(|_| TcpStream::connect(app.address()).expect("a connection"))
        .collect();
    let mut third = TcpStream::connect(app.address()).expect("a connection");
    third
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a timeout");
    third
        .write_all(request)
        .expect("a connection that takes bytes");
    assert!(third.read(&mut [0]).is_err(), "it waits");
    held.pop();
    third
        .set_read_timeout(Some(Duration::from_secs(10)))
        .expect("a timeout");
    let mut answer = String::new();
    third.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer:?}");
}

#[test]
fn a_server_stops_although_every_place_is_taken_and_others_wait() {
    let app = TestApp::start_with(|config| config.max_connections = 2);
    let connect = |_| TcpStream::connect(app.address()).expect("a connection");
    let held: Vec<_> = (0..3).map(connect).collect();
    // Who says nothing is waited for twice as long.
    let began = Instant::now();
    app.stop();
    assert!(began.elapsed() < Duration::from_secs(5));
    drop(held);
}

#[test]
fn a_refusal_that_comes_before_the_body_was_read_can_be_heard() {
    let app = TestApp::start();
    let large = vec![b' '; 900_000];
    for _ in 0..20 {
        let patch = app
            .anonymous()
            .request("PATCH", "/v1/users/0192f0c1-2a3b-7c4d-8e5f-60718293a4b5");
        patch
            .body("application/merge-patch+json", large.clone())
            .refused(401, "unauthenticated");
    }
}

#[test]
fn a_connection_outlives_a_refusal_or_is_said_to_end() {
    let app = TestApp::start();
    let refused = "POST /v1/users?x=1 HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n";
    let next = "GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let mut stream = TcpStream::connect(app.address()).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .expect("a timeout");
    // The body comes later than the head, as it may on any network.
    for part in [refused, "{}", next] {
        let _ = stream.write_all(part.as_bytes());
        thread::sleep(Duration::from_millis(200));
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).to_lowercase();
    assert!(answer.starts_with("http/1.1 400"), "{answer:?}");
    assert!(
        answer.contains("http/1.1 200") || answer.contains("connection: close"),
        "{answer:?}"
    );
}
