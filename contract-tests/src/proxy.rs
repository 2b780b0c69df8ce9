//! What stands between the server and PostgreSQL when a test wants to part them.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
};

use crate::postgres::{RUNTIME, address};

/// How the way to PostgreSQL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Open.
    Open,
    /// Cut: every connection breaks at once, as when PostgreSQL is stopped.
    Cut,
    /// Silent: nothing comes through and nothing breaks, as when a network drops packets.
    Silent,
}

/// How each generation of connections is; the last is for those that are yet to be made.
struct Ways(Mutex<Vec<watch::Sender<Way>>>);

/// A way to PostgreSQL that can be cut.
pub struct Proxy {
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
    ways: Arc<Ways>,
    listening: JoinHandle<()>,
}

impl Proxy {
    /// Opens the way.
    pub fn open() -> Self {
        let ways = Arc::new(Ways(Mutex::new(vec![watch::Sender::new(Way::Open)])));
        RUNTIME.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let port = listener.local_addr().expect("an address").port();
            let listening = tokio::spawn(listen(listener, Arc::clone(&ways)));
            Self {
                port,
                ways,
                listening,
            }
        })
    }

    /// Makes the way open, cut or silent.
    pub fn set(&self, way: Way) {
        let ways = self.ways.0.lock().unwrap_or_else(PoisonError::into_inner);
        for sender in ways.iter() {
            sender.send_replace(way);
        }
    }

    /// Makes the connections that there are silent, while others can be made: as when something on the way has forgotten them.
    pub fn forget_connections(&self) {
        self.set(Way::Silent);
        let mut ways = self.ways.0.lock().unwrap_or_else(PoisonError::into_inner);
        ways.push(watch::Sender::new(Way::Open));
    }
}

impl Ways {
    fn newest(&self) -> watch::Receiver<Way> {
        let ways = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ways.last().expect("a generation").subscribe()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.set(Way::Cut);
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, ways: Arc<Ways>) {
    while let Ok((ours, _)) = listener.accept().await {
        let mut way = ways.newest();
        tokio::spawn(async move {
            if way
                .wait_for(|way| *way != Way::Silent)
                .await
                .is_ok_and(|way| *way == Way::Open)
                && let Ok(theirs) = TcpStream::connect(address()).await
            {
                let ((from_us, to_us), (from_them, to_them)) =
                    (ours.into_split(), theirs.into_split());
                tokio::spawn(pass_on(from_us, to_them, way.clone()));
                pass_on(from_them, to_us, way).await;
            }
        });
    }
}

/// Hands on what comes, as long as the way is not cut.
async fn pass_on(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut way: watch::Receiver<Way>) {
    let mut bytes = vec![0; 16 * 1024];
    loop {
        let cut = way.clone();
        let read = tokio::select! {
            () = is_cut(cut) => return,
            read = from.read(&mut bytes) => read,
        };
        let Ok(count @ 1..) = read else { return };
        let opened = way.wait_for(|way| *way != Way::Silent).await;
        if opened.is_ok_and(|way| *way == Way::Cut) || to.write_all(&bytes[..count]).await.is_err()
        {
            return;
        }
    }
}

async fn is_cut(mut way: watch::Receiver<Way>) {
    let _ = way.wait_for(|way| *way == Way::Cut).await;
}
