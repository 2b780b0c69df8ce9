//! What the machine could do at best, for `scripts/bench`: a bare hyper answer, and the same select behind bare hyper.
//!
//! `limits hello` answers a fixed body; `limits select` finds the user of the path first. Both print their port.

use std::{convert::Infallible, env, error::Error, sync::Arc};

use deadpool_postgres::tokio_postgres::{Client, NoTls, Statement, connect};
use http_body_util::Full;
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use uuid::Uuid;

/// As much as the server answers about a person to somebody who is signed in.
const BODY: &str =
    r#"{"id":"00000000-0000-7000-8000-000000000042","created_at":"2026-11-23T12:33:20.737388Z"}"#;

/// The server's own statement.
const SELECT: &str = include_str!("../../scripts/bench.d/select.sql");

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let connections = if env::args().nth(1).as_deref() == Some("select") {
        vec![reader().await?, reader().await?]
    } else {
        Vec::new()
    };
    let connections = Arc::new(connections);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    #[expect(clippy::print_stdout, reason = "scripts/bench reads the port")]
    {
        println!("{}", listener.local_addr()?.port());
    }
    for turn in 0.. {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let connections = Arc::clone(&connections);
        let service = service_fn(move |request| answer(request, Arc::clone(&connections), turn));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
    Ok(())
}

async fn reader() -> Result<(Client, Statement), Box<dyn Error>> {
    let (client, connection) = connect(&env::var("DATABASE_URL")?, NoTls).await?;
    tokio::spawn(connection);
    let statement = client.prepare(SELECT).await?;
    Ok((client, statement))
}

async fn answer(
    request: Request<Incoming>,
    connections: Arc<Vec<(Client, Statement)>>,
    turn: usize,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let mut found = true;
    if !connections.is_empty() {
        let (client, statement) = &connections[turn % connections.len()];
        let id: Option<Uuid> = request
            .uri()
            .path()
            .rsplit('/')
            .next()
            .and_then(|id| id.parse().ok());
        found = client
            .query_opt(statement, &[&id])
            .await
            .is_ok_and(|row| row.is_some());
    }
    let body = if found { BODY } else { "" };
    Ok(Response::builder()
        .header("content-type", "application/json")
        .body(Full::new(Bytes::from_static(body.as_bytes())))
        .unwrap_or_default())
}
