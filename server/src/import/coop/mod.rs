//! The co-op's books. They come over for those who deleted their account as well, since books stay whole.

mod customers;
mod memberships;
pub(super) mod store;
mod wallets;

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Step, report::Notes, users::People, values};
pub(super) use customers::Customers;
pub(super) use memberships::Memberships;
pub(super) use wallets::Credits;

/// As long an id of Stripe's may be.
const LONGEST: usize = 255;

/// The classes of membership.
pub(super) struct Classes {
    taken: HashSet<String>,
    /// Those of which there are memberships there.
    used: HashSet<Uuid>,
    /// Which came over.
    pub(super) ids: HashSet<Uuid>,
}

#[derive(Deserialize)]
pub(super) struct Class {
    name: Option<String>,
    product_id: Option<String>,
    price_id: Option<String>,
    deleted_at: Option<String>,
}

impl Classes {
    pub(super) fn new(taken: HashSet<String>, used: &[Value]) -> Self {
        let id = |class: &Value| class.as_str().and_then(|id| id.parse().ok());
        Self {
            taken,
            used: used.iter().filter_map(id).collect(),
            ids: HashSet::new(),
        }
    }
}

impl Step for Classes {
    const NAME: &'static str = "membership_classes";
    const TABLE: &'static str = "membership_classes";
    const SELECT: &'static str = store::SELECT_CLASSES;
    const INSERT: &'static str = store::INSERT_CLASSES;
    const REFUSED: &'static str = "there is a class with its id, name or price here";
    type Row = Class;

    fn recall(&mut self, id: Uuid, _row: Class) {
        self.ids.insert(id);
    }

    fn decide(&mut self, id: Uuid, row: Class, notes: &mut Notes) -> Option<Value> {
        let retired_at = values::moment(row.deleted_at);
        if retired_at.is_some() && !self.used.contains(&id) {
            notes.left_out(id, "it was deleted, and nobody was a member by it");
            return None;
        }
        if retired_at.is_some() {
            notes.mended(id, "it was deleted, so it is not listed and nobody can buy it; those who are members by it stay so");
        }
        let name = values::text(row.name).unwrap_or_else(|| "Membership".to_owned());
        let mut name = values::cut(name, 100, id, notes);
        if !self.taken.insert(name.clone()) {
            notes.mended(id, "another class has its name, so its id is added");
            let begins: String = name.chars().take(60).collect();
            name = format!("{begins} {id}");
        }
        let price_id = stripe_id(row.price_id).filter(|price| {
            let is_new = self.taken.insert(price.clone());
            if !is_new {
                notes.mended(id, "another class has its price, so it has none");
            }
            is_new
        });
        self.ids.insert(id);
        Some(
            json!({ "id": id, "name": name, "product_id": stripe_id(row.product_id), "price_id": price_id, "retired_at": retired_at }),
        )
    }
}

/// Shares that were bought or given back.
pub(super) struct Shares<'a> {
    pub(super) people: &'a People,
}

#[derive(Deserialize)]
pub(super) struct Share {
    user_id: Option<Uuid>,
    invoice_id: Option<String>,
    quantity: Option<i64>,
    created_at: Option<String>,
    deleted_at: Option<String>,
}

impl Step for Shares<'_> {
    const NAME: &'static str = "share_transactions";
    const TABLE: &'static str = "share_transactions";
    const SELECT: &'static str = store::SELECT_SHARES;
    const INSERT: &'static str = store::INSERT_SHARES;
    const REFUSED: &'static str = "its id or invoice is here already, or the person is not";
    type Row = Share;

    fn decide(&mut self, id: Uuid, row: Share, notes: &mut Notes) -> Option<Value> {
        let user_id = person(self.people, row.user_id, row.deleted_at, id, notes)?;
        let quantity = row.quantity.unwrap_or(0);
        if quantity == 0 {
            notes.left_out(id, "it is about no shares");
            return None;
        }
        Some(json!({
            "id": id, "user_id": user_id, "invoice_id": stripe_id(row.invoice_id), "quantity": quantity,
            "created_at": values::moment(row.created_at),
        }))
    }
}

/// Whose a row is that was not deleted, if they come over.
fn person(
    people: &People,
    user_id: Option<Uuid>,
    deleted_at: Option<String>,
    id: Uuid,
    notes: &mut Notes,
) -> Option<Uuid> {
    if values::moment(deleted_at).is_some() {
        notes.left_out(id, "it was deleted");
        return None;
    }
    let found = user_id.filter(|user_id| people.contains_key(user_id));
    if found.is_none() {
        notes.left_out(id, "the person is not there or does not come over");
    }
    found
}

fn stripe_id(id: Option<String>) -> Option<String> {
    values::text(id).filter(|id| id.chars().count() <= LONGEST)
}
