//! HTTP/2, as a proxy in front may speak it.

use contract_tests::{
    TestApp, Visitor,
    visitor::{authorize, location},
};
use h2::client;
use tokio::{net::TcpStream, runtime::Runtime};
use ureq::http::{Request, response::Parts};

/// Asks for a path over a connection of HTTP/2, and answers the head and the body of what comes.
fn ask(app: &TestApp, method: &str, path: &str) -> (Parts, Vec<u8>) {
    ask_with(app, method, path, &[])
}

/// The same, with these cookies, each in a line of its own.
fn ask_with(app: &TestApp, method: &str, path: &str, cookies: &[&str]) -> (Parts, Vec<u8>) {
    let request = Request::builder()
        .method(method)
        .uri(format!("{}{path}", app.url()));
    let request = cookies
        .iter()
        .fold(request, |request, cookie| request.header("cookie", *cookie));
    let request = request.body(()).expect("a request");
    let talk = async {
        let stream = TcpStream::connect(app.address()).await?;
        let (mut sender, connection) = client::handshake(stream).await?;
        tokio::spawn(connection);
        let (answer, _) = sender.send_request(request, true)?;
        let (head, mut body) = answer.await?.into_parts();
        let mut bytes = Vec::new();
        while let Some(part) = body.data().await {
            let part = part?;
            body.flow_control().release_capacity(part.len())?;
            bytes.extend_from_slice(&part);
        }
        Ok::<_, Box<dyn std::error::Error>>((head, bytes))
    };
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(talk).expect("an answer")
}

#[test]
fn head_answers_what_get_does_without_the_body_over_http_2_too() {
    let app = TestApp::start();
    for path in [
        "/health/live",
        "/v1/me",
        "/v1/nothing",
        "/openapi.json",
        "/docs",
    ] {
        let (get, body) = ask(&app, "GET", path);
        let (head, nothing) = ask(&app, "HEAD", path);
        assert!(nothing.is_empty(), "{path} has a body");
        assert_eq!(head.status, get.status, "{path}");
        let length = |head: &Parts| head.headers.get("content-length").cloned();
        assert_eq!(length(&head), length(&get), "{path}");
        assert!(!body.is_empty(), "{path}");
    }
}

#[test]
fn a_cookie_is_found_in_whichever_line_it_comes() {
    let app = TestApp::start();
    let visitor = Visitor::new(&app);
    let page = location(&visitor.open(&authorize(&[])).expect(303));
    let ours = visitor.cookie().expect("a cookie");
    for cookies in [[ours.as_str(), "theme=dark"], ["theme=dark", &ours]] {
        let (head, _) = ask_with(&app, "GET", &page, &cookies);
        assert_eq!(head.status, 200);
        // Whose cookie is not found gets another.
        assert_eq!(head.headers.get("set-cookie"), None, "{cookies:?}");
    }
}
