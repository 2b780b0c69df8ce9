//! A server that speaks S3, for images in a bucket: moto, one process for a test.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use user_api_server::images::Place;

use crate::tools::program;

/// How long it may take to start.
const START: Duration = Duration::from_secs(60);

/// A server with a bucket in it; it ends with the test.
pub struct Bucket {
    process: Child,
    port: u16,
}

impl Bucket {
    /// Starts one. It comes from PyPI.
    pub fn start() -> Self {
        // Free a moment ago; moto cannot take one by itself.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let process = program("moto_server", &["moto", "Flask", "flask-cors"])
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("moto");
        let bucket = Self { process, port };
        let began = Instant::now();
        while bucket.ask("PUT", "/images").is_none() {
            assert!(began.elapsed() < START, "moto does not answer");
            thread::sleep(Duration::from_millis(100));
        }
        bucket
    }

    /// The setting that says to keep images in it.
    pub fn place(&self) -> Place {
        let options = [
            (
                "AWS_ENDPOINT_URL",
                format!("http://127.0.0.1:{}", self.port),
            ),
            ("AWS_ACCESS_KEY_ID", "key".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "secret".to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            // A variable of AWS's tools that says nothing about buckets.
            ("AWS_PAGER", String::new()),
        ];
        let options = options.map(|(name, value)| (name.to_owned(), value));
        Place::parse("s3://images/of/groups/", || options.into()).expect("a good place")
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        let list = self.ask("GET", "/images?list-type=2").expect("an answer");
        list.matches("<Key>of/groups/").count()
    }

    /// The answer to a request, if there is one.
    fn ask(&self, method: &str, target: &str) -> Option<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok()?;
        // moto learns from the signature which of AWS's services is meant, and does not check it.
        let request = format!(
            "{method} {target} HTTP/1.0\r\nhost: 127.0.0.1\r\ncontent-length: 0\r\nauthorization: AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.split_once(" 200 ").map(|(_, rest)| rest.to_owned())
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
