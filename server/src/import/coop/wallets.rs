//! Credits: of a person's wallets the oldest that is not deleted counts.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{People, Step, person, store};
use crate::import::report::Notes;

/// What people have.
pub(in crate::import) struct Credits<'a> {
    people: &'a People,
    seen: HashSet<Uuid>,
}

#[derive(Deserialize)]
pub(in crate::import) struct Wallet {
    user_id: Option<Uuid>,
    total: Option<i64>,
    deleted_at: Option<String>,
}

impl<'a> Credits<'a> {
    pub(in crate::import) fn new(people: &'a People) -> Self {
        Self {
            people,
            seen: HashSet::new(),
        }
    }
}

impl Step for Credits<'_> {
    const NAME: &'static str = "credits";
    const TABLE: &'static str = "credits";
    const SELECT: &'static str = store::SELECT_CREDITS;
    const INSERT: &'static str = store::INSERT_CREDITS;
    const REFUSED: &'static str = "the person has credits here already, or is not here";
    type Row = Wallet;

    fn recall(&mut self, _id: Uuid, row: Wallet) {
        self.seen.extend(row.user_id);
    }

    fn decide(&mut self, id: Uuid, row: Wallet, notes: &mut Notes) -> Option<Value> {
        let user_id = person(self.people, row.user_id, row.deleted_at, id, notes)?;
        if !self.seen.insert(user_id) {
            notes.left_out(id, "the person has an older wallet, which counts");
            return None;
        }
        let total = row.total.unwrap_or(0);
        if total <= 0 {
            notes.left_out(id, "there is nothing in it");
            return None;
        }
        Some(json!({ "id": id, "user_id": user_id, "total": total }))
    }
}
