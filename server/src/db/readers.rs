//! Shared connections. Requests take turns on them and their queries are pipelined, which is faster than a pool:
//! no hand-over, and several queries travel in one packet.

use std::sync::{
    Arc, RwLock,
    atomic::{AtomicUsize, Ordering},
};

use deadpool_postgres::{Client, Pool};
use tokio::sync::Mutex;

use crate::error::Error;

pub(super) struct Readers {
    pool: Pool,
    slots: Box<[Slot]>,
    next: AtomicUsize,
}

/// A connection, and the right to make a new one when it has broken.
#[derive(Default)]
struct Slot {
    client: RwLock<Option<Arc<Client>>>,
    connecting: Mutex<()>,
}

impl Readers {
    pub(super) fn new(pool: Pool, count: usize) -> Self {
        Self {
            pool,
            slots: (0..count).map(|_| Slot::default()).collect(),
            next: AtomicUsize::new(0),
        }
    }

    pub(super) async fn get(&self) -> Result<Arc<Client>, Error> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let slot = &self.slots[turn % self.slots.len()];
        if let Some(client) = slot.live() {
            return Ok(client);
        }
        // One request connects; the others wait for it and find the connection made.
        let _turn = slot.connecting.lock().await;
        if let Some(client) = slot.live() {
            return Ok(client);
        }
        let client = Arc::new(self.pool.get().await?);
        *slot
            .client
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Arc::clone(&client));
        Ok(client)
    }
}

impl Slot {
    fn live(&self) -> Option<Arc<Client>> {
        let client = self
            .client
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        client
            .as_ref()
            .filter(|client| !client.is_closed())
            .cloned()
    }
}
