//! Shared connections. Requests take turns on them and their queries are pipelined, which is faster than a pool:
//! no hand-over, and several queries travel in one packet.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicUsize, Ordering},
};

use deadpool_postgres::{Client, Pool};
use tokio::{sync::Mutex, time::timeout};

use super::{SILENT, WAIT};
use crate::error::Error;

pub(super) struct Readers {
    /// Makes the connections. It is for readers alone: what was given up here is not to carry somebody's transaction.
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
        // One request connects; the others wait for it and find the connection made. Not one after the other for as long as
        // the database is away, though: they hear of that when it does.
        let turn = timeout(WAIT, slot.connecting.lock()).await;
        let _turn = turn.map_err(|_| Error::unavailable(SILENT, 1))?;
        if let Some(client) = slot.live() {
            return Ok(client);
        }
        // A new one, in the place of the one that broke, and none that was given up and that nobody waits for any more.
        slot.put(None);
        self.pool.retain(|_, _| false);
        let client = Arc::new(self.pool.get().await?);
        slot.put(Some(Arc::clone(&client)));
        Ok(client)
    }

    /// Puts away a connection that is silent, so that whoever reads next makes a new one. Those who wait on it still do.
    pub(super) fn give_up(&self, silent: &Arc<Client>) {
        let has_it = |slot: &&Slot| {
            let live = slot.live();
            live.is_some_and(|client| Arc::ptr_eq(&client, silent))
        };
        if let Some(slot) = self.slots.iter().find(has_it) {
            slot.put(None);
        }
    }
}

impl Slot {
    fn live(&self) -> Option<Arc<Client>> {
        let client = self.client.read().unwrap_or_else(PoisonError::into_inner);
        client
            .as_ref()
            .filter(|client| !client.is_closed())
            .cloned()
    }

    fn put(&self, client: Option<Arc<Client>>) {
        *self.client.write().unwrap_or_else(PoisonError::into_inner) = client;
    }
}
