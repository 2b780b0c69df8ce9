//! When the database is away or broken, or there is too much to do: the answer says so within a bounded time, nothing is
//! half done, and when the database is back, so is the server.

mod away;
mod broken;
mod news;
mod silence;

use contract_tests::{
    Response,
    spec::{Operation, spec},
};

/// The operations that need the database. An image comes from the image store alone.
fn operations() -> impl Iterator<Item = &'static Operation> {
    spec()
        .declaring(503)
        .filter(|operation| operation.id != "getImage")
}

#[track_caller]
fn is_unavailable(response: Response) {
    let response = response.expect(503);
    if !response.is_page() {
        assert_eq!(response.json()["type"], "/problems/unavailable");
    }
    let seconds = response
        .header("retry-after")
        .and_then(|seconds| seconds.parse().ok());
    assert!(seconds.is_some_and(|seconds: u32| (1..=60).contains(&seconds)));
    leaks_nothing(&response);
}

/// What went wrong inside is in the log, not in the answer.
#[track_caller]
fn leaks_nothing(response: &Response) {
    let detail = if response.is_page() {
        response.text().to_lowercase()
    } else {
        response.json()["detail"].to_string().to_lowercase()
    };
    let inside = "postgres sql relation users 127.0.0.1 panic .rs connection error{ error( thread";
    for word in inside.split(' ') {
        assert!(!detail.contains(word), "{word:?} in {detail}");
    }
}
