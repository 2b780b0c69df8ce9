//! Whom Stripe knows by which id: of several of a person the oldest counts.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{People, Step, person, store, stripe_id};
use crate::import::{report::Notes, values};

/// Stripe's customers.
pub(in crate::import) struct Customers<'a> {
    people: &'a People,
    seen: HashSet<Uuid>,
}

#[derive(Deserialize)]
pub(in crate::import) struct Customer {
    user_id: Option<Uuid>,
    customer_id: Option<String>,
    created_at: Option<String>,
    deleted_at: Option<String>,
}

impl<'a> Customers<'a> {
    pub(in crate::import) fn new(people: &'a People) -> Self {
        Self {
            people,
            seen: HashSet::new(),
        }
    }
}

impl Step for Customers<'_> {
    const NAME: &'static str = "stripe_users";
    const TABLE: &'static str = "stripe_users";
    const SELECT: &'static str = store::SELECT_CUSTOMERS;
    const INSERT: &'static str = store::INSERT_CUSTOMERS;
    const REFUSED: &'static str =
        "the person has another customer_id here or is gone, or somebody has this one here";
    type Row = Customer;

    fn recall(&mut self, _id: Uuid, row: Customer) {
        self.seen.extend(row.user_id);
    }

    fn decide(&mut self, id: Uuid, row: Customer, notes: &mut Notes) -> Option<Value> {
        let user_id = person(self.people, row.user_id, row.deleted_at, id, notes)?;
        let customer_id = stripe_id(row.customer_id);
        if customer_id.is_none() || self.people.get(&user_id) == Some(&None) {
            notes.left_out(id, "it has no customer_id, or the account was deleted");
            return None;
        }
        if !self.seen.insert(user_id) {
            notes.left_out(id, "the person has an older one, which counts");
            return None;
        }
        Some(
            json!({ "id": id, "user_id": user_id, "customer_id": customer_id, "created_at": values::moment(row.created_at) }),
        )
    }
}
