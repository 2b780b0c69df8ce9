//! Memberships. Nobody has two at a time: the later begins when the earlier ends.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{People, Step, person, store, stripe_id};
use crate::import::{report::Notes, values};

/// Memberships.
pub(in crate::import) struct Memberships<'a> {
    people: &'a People,
    classes: &'a HashSet<Uuid>,
    /// When the last of a person ends; `None` is never.
    last_end: HashMap<Uuid, Option<DateTime<Utc>>>,
}

#[derive(Deserialize)]
pub(in crate::import) struct Membership {
    user_id: Option<Uuid>,
    membership_class_id: Option<Uuid>,
    subscription_id: Option<String>,
    starts_at: DateTime<Utc>,
    end: Option<String>,
    deleted_at: Option<String>,
}

impl<'a> Memberships<'a> {
    pub(in crate::import) fn new(people: &'a People, classes: &'a HashSet<Uuid>) -> Self {
        Self {
            people,
            classes,
            last_end: HashMap::new(),
        }
    }
}

impl Membership {
    fn ends_at(&self) -> Option<DateTime<Utc>> {
        values::moment(self.end.clone()).and_then(|end| end.parse().ok())
    }
}

impl Step for Memberships<'_> {
    const NAME: &'static str = "user_memberships";
    const TABLE: &'static str = "user_memberships";
    const SELECT: &'static str = store::SELECT_MEMBERSHIPS;
    const INSERT: &'static str = store::INSERT_MEMBERSHIPS;
    const REFUSED: &'static str = "the person has another membership at that time here, or its id or subscription is here already, or the person or the class is not";
    type Row = Membership;

    fn recall(&mut self, _id: Uuid, row: Membership) {
        if let Some(user_id) = row.user_id {
            self.last_end.insert(user_id, row.ends_at());
        }
    }

    fn decide(&mut self, id: Uuid, row: Membership, notes: &mut Notes) -> Option<Value> {
        let (mut starts_at, ends_at) = (row.starts_at, row.ends_at());
        let user_id = person(self.people, row.user_id, row.deleted_at, id, notes)?;
        let class = row
            .membership_class_id
            .filter(|class| self.classes.contains(class));
        let Some(class) = class else {
            notes.left_out(id, "its class is not there");
            return None;
        };
        if ends_at.is_some_and(|end| end < starts_at) {
            notes.left_out(id, "it ends before it begins");
            return None;
        }
        match self.last_end.get(&user_id) {
            Some(Some(last)) if *last > starts_at && ends_at.is_none_or(|end| end > *last) => {
                notes.mended(
                    id,
                    "it began before the one before had ended; it begins then",
                );
                starts_at = *last;
            }
            Some(last) if last.is_none_or(|last| last > starts_at) => {
                notes.left_out(id, "the person was a member by another one all that time");
                return None;
            }
            _ => {}
        }
        self.last_end.insert(user_id, ends_at);
        Some(json!({
            "id": id, "user_id": user_id, "membership_class_id": class, "subscription_id": stripe_id(row.subscription_id),
            "starts_at": starts_at, "ends_at": ends_at,
        }))
    }
}
