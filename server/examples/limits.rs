//! What the machine could do at best, for `scripts/bench`: a bare hyper answer, and the same select behind bare hyper.
//!
//! `limits hello` answers a fixed body; `limits select` finds the user of the path first. Both print their port.
//! `limits argon2 SECONDS` prints how many passwords all cores can check in a second, `limits verify` how many microseconds
//! it takes to verify an access token that was seen before, and `limits privacy` how many to find out who may call for a
//! profile and what they may see of it.

use std::{
    convert::Infallible,
    env,
    error::Error,
    fmt::Display,
    hint::black_box,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use argon2::{Argon2, Block, Params};
use deadpool_postgres::tokio_postgres::{Client, NoTls, Statement, connect};
use http_body_util::Full;
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use user_api_server::{
    app::App,
    config::Config,
    oauth::access_tokens::Grant,
    policy::{self, Caller, SignedIn, Subject},
    privacy::Choices,
    roles::Role,
    spec::{Contract, Document, Found, SPEC, access},
};
use uuid::Uuid;

/// As much as the server answers about a person to somebody who is signed in.
const BODY: &str =
    r#"{"id":"00000000-0000-7000-8000-000000000042","created_at":"2026-11-23T12:33:20.737388Z"}"#;

/// The server's own statement.
const SELECT: &str = include_str!("../../scripts/bench.d/select.sql");

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    match env::args().nth(1).as_deref() {
        Some("argon2") => return argon2(),
        Some("verify") => return verify().await,
        Some("privacy") => return privacy(),
        _ => {}
    }
    let connections = if env::args().nth(1).as_deref() == Some("select") {
        vec![reader().await?, reader().await?]
    } else {
        Vec::new()
    };
    let connections = Arc::new(connections);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    say(listener.local_addr()?.port());
    for turn in 0.. {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let connections = Arc::clone(&connections);
        let service = service_fn(move |request| answer(request, Arc::clone(&connections), turn));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
    Ok(())
}

/// The server's own parameters, on as many threads as there are cores, each in memory that it keeps.
fn argon2() -> Result<(), Box<dyn Error>> {
    let seconds: u64 = env::args().nth(2).ok_or("how many seconds?")?.parse()?;
    let cores = thread::available_parallelism()?.get();
    let argon2 = Argon2::default();
    let began = Instant::now();
    let hashed: u32 = thread::scope(|scope| {
        let work = || {
            let mut blocks = vec![Block::new(); argon2.params().block_count()];
            let (mut hashed, mut hash) = (0, [0; Params::DEFAULT_OUTPUT_LEN]);
            while began.elapsed() < Duration::from_secs(seconds) {
                let (password, salt) = (b"demo-only-passphrase", b"sixteen bytes ..");
                let done =
                    argon2.hash_password_into_with_memory(password, salt, &mut hash, &mut blocks);
                hashed += u32::from(done.is_ok());
                black_box(hash);
            }
            hashed
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let counts = threads.into_iter().filter_map(|thread| thread.join().ok());
        counts.sum()
    });
    say(format!(
        "{:.1}",
        f64::from(hashed) / began.elapsed().as_secs_f64()
    ));
    Ok(())
}

/// With a token of the server's own, and the keys that it has.
async fn verify() -> Result<(), Box<dyn Error>> {
    const TIMES: u32 = 1_000_000;
    let app = App::build(Config::from_env()?).await?;
    let scopes = ["read".to_owned()];
    let grant = Grant {
        client_id: "demo-service",
        scopes: &scopes,
        bearer: None,
        dpop_jkt: None,
    };
    let failed = |_| "no token";
    let token = app.tokens.issue(&app.keys.now(), grant).map_err(failed)?;
    let verify = || app.tokens.verify(&token, &app.keys, &app.revocations);
    verify().ok_or("the token is refused")?;
    let began = Instant::now();
    for _ in 0..TIMES {
        black_box(verify());
    }
    say(format!(
        "{:.2}",
        began.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES)
    ));
    Ok(())
}

/// What a read of a profile spends on access and privacy: for somebody signed in, of a person who has chosen some fields.
fn privacy() -> Result<(), Box<dyn Error>> {
    const TIMES: u32 = 1_000_000;
    const CHOICES: &[u8] =
        br#"{"country": "community", "first_name": "public", "owned_groups": "community"}"#;
    let contract = Contract::load(&Document::parse(SPEC)?, false)?;
    let path = format!("/v1/users/{}", Uuid::max());
    let Found::Operation(operation, _) = contract.find(&Method::GET, &path) else {
        return Err("the spec has no profiles".into());
    };
    let subject = Subject {
        user_id: Uuid::max(),
        tenant_id: Uuid::nil(),
        role: Role::Artist,
    };
    let caller = Caller::User(SignedIn {
        user_id: Uuid::nil(),
        role: Role::Listener,
        tenant_id: Uuid::nil(),
        session_id: Uuid::nil(),
        client_id: "demo-spa".into(),
    });
    let fields = contract.fields("User")?;
    let look = || {
        access::authorize(operation, &caller, Some(subject.user_id))?;
        let choices: Choices = serde_json::from_slice(black_box(CHOICES))?;
        let audience = policy::audience(&caller, &subject);
        let sight = contract.privacy.sight("User", audience, &choices)?;
        let seen = fields.iter().filter(|field| sight.sees(field)).count();
        Ok::<_, Box<dyn Error>>(seen)
    };
    let began = Instant::now();
    for _ in 0..TIMES {
        black_box(look()?);
    }
    say(format!(
        "{:.3}",
        began.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES)
    ));
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

#[expect(clippy::print_stdout, reason = "scripts/bench reads it")]
fn say(figure: impl Display) {
    println!("{figure}");
}
