//! A request to the server and its answer. Every answer is held against the spec, and what was seen is noted.

use std::{io::Read as _, sync::Arc, thread, time::Duration};

use serde_json::Value;
use ureq::{
    SendBody,
    http::{self, HeaderMap},
};

use crate::{callers::Site, check, logs, seen};

/// A request, until it is sent.
#[must_use = "it is not sent yet"]
pub struct Request {
    site: Arc<Site>,
    method: String,
    target: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Option<Vec<u8>>,
    chunked: bool,
}

impl Request {
    pub(crate) fn new(site: &Arc<Site>, method: &str, target: &str) -> Self {
        Self {
            site: Arc::clone(site),
            method: method.to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: None,
            chunked: false,
        }
    }

    /// With one more header.
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers
            .push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    /// With a body.
    pub fn body(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("content-type", media_type)
    }

    /// With a body of JSON.
    pub fn json(self, body: impl AsRef<str>) -> Self {
        self.body("application/json", body.as_ref())
    }

    /// With a body whose length is not said beforehand.
    pub fn chunked(mut self) -> Self {
        self.chunked = true;
        self
    }

    /// Its body as text; nothing, if it has none.
    pub fn text(&self) -> String {
        let body = self.body.as_deref().unwrap_or_default();
        String::from_utf8_lossy(body).into_owned()
    }

    /// Sends it and holds the answer against the spec.
    #[track_caller]
    pub fn send(self) -> Response {
        let sent = self.describe();
        let (method, path) = (self.method.clone(), self.path());
        let answer = self
            .transmit()
            .unwrap_or_else(|error| panic!("{sent}\nhas no answer: {error}"));
        let (parts, body) = answer;
        let response = Response {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
            sent,
        };
        let breaches = check::breaches(&method, &path, &response);
        assert!(
            breaches.is_empty(),
            "The answer breaks the spec: {breaches:#?}\n{}",
            response.describe()
        );
        seen::note(&method, &path, response.status);
        response
    }

    /// Sends it and wants this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Response {
        self.send().expect(status)
    }

    /// Sends it and wants this problem, named by the end of its `type`.
    #[track_caller]
    pub fn refused(self, status: u16, problem: &str) -> Response {
        let response = self.expect(status);
        let kind = response.json()["type"].clone();
        assert_eq!(
            kind,
            format!("/problems/{problem}"),
            "\n{}",
            response.describe()
        );
        response
    }

    fn path(&self) -> String {
        self.target
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    fn transmit(self) -> Result<(http::response::Parts, Vec<u8>), ureq::Error> {
        let mut request = http::Request::builder()
            .method(self.method.as_str())
            .uri(format!("{}{}", self.site.url(), self.target));
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let answered = match self.body {
            None => self.site.agent.run(request.body(())?)?,
            Some(body) if self.chunked => {
                let body = SendBody::from_owned_reader(std::io::Cursor::new(body));
                self.site.agent.run(request.body(body)?)?
            }
            Some(body) => self.site.agent.run(request.body(&body[..])?)?,
        };
        let (parts, body) = answered.into_parts();
        let mut bytes = Vec::new();
        body.into_reader().read_to_end(&mut bytes)?;
        Ok((parts, bytes))
    }

    fn describe(&self) -> String {
        let mut text = format!("{} {}\n", self.method, self.target);
        for (name, value) in &self.headers {
            text += &format!("{name}: {}\n", cut(&String::from_utf8_lossy(value)));
        }
        text + &cut(&String::from_utf8_lossy(
            self.body.as_deref().unwrap_or_default(),
        ))
    }
}

/// An answer.
#[derive(Debug)]
pub struct Response {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
    sent: String,
}

impl Response {
    /// Wants this status, and shows what there is to know if it is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "\n{}", self.describe());
        self
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}\n{}", self.describe()))
    }

    /// The body as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body)
            .unwrap_or_else(|error| panic!("{error}\n{}", self.describe()))
    }

    /// Whether it is a page for a person.
    pub fn is_page(&self) -> bool {
        self.header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"))
    }

    /// A header, if it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The ETag.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag")
            .unwrap_or_else(|| panic!("no ETag\n{}", self.describe()))
            .to_owned()
    }

    /// The places that the problem names, each with its sentence.
    #[track_caller]
    pub fn errors(&self) -> Vec<(String, String)> {
        let problem = self.json();
        let errors = problem["errors"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        errors
            .map(|error| (text(&error["pointer"]), text(&error["detail"])))
            .collect()
    }

    /// Wants the problem to name exactly these places.
    #[track_caller]
    pub fn at(self, pointers: &[&str]) -> Self {
        let named: Vec<String> = self
            .errors()
            .into_iter()
            .map(|(pointer, _)| pointer)
            .collect();
        assert_eq!(named, pointers, "\n{}", self.describe());
        self
    }

    /// Wants the body to have these words somewhere.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(
            self.text().contains(words),
            "no {words:?} in\n{}",
            self.describe()
        );
        self
    }

    /// What was asked, what was answered, and what the server logged about it.
    pub fn describe(&self) -> String {
        let mut text = format!("{}\n\n{}\n", self.sent, self.status);
        for (name, value) in &self.headers {
            text += &format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()));
        }
        text += &cut(&String::from_utf8_lossy(&self.body));
        let log = logs::about(self.header("x-request-id").unwrap_or("no request id"));
        format!("{text}\n\n{log}")
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() > 2000 {
        format!("{}…", text.chars().take(2000).collect::<String>())
    } else {
        text.to_owned()
    }
}

/// The answer to whoever asks again as long as they are told to: other tests may keep all threads busy that hash passwords.
#[track_caller]
pub fn when_there_is_time(ask: impl Fn() -> Response) -> Response {
    for _ in 0..30 {
        let answer = ask();
        let wait = answer
            .header("retry-after")
            .filter(|_| answer.status == 503);
        match wait.and_then(|seconds| seconds.parse().ok()) {
            Some(seconds) => thread::sleep(Duration::from_secs(seconds)),
            None => return answer,
        }
    }
    ask()
}
