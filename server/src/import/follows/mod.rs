//! Whom people follow; there it stands in the person's row.

mod store;

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Step, report::Notes, users::People};

pub(super) struct Follows<'a> {
    pub(super) people: &'a People,
    pub(super) groups: &'a HashSet<Uuid>,
}

#[derive(Deserialize)]
pub(super) struct Row {
    followed_groups: Vec<Option<Uuid>>,
}

impl Step for Follows<'_> {
    const NAME: &'static str = "follows";
    const TABLE: &'static str = "users";
    const SELECT: &'static str = store::SELECT_FOLLOWS;
    const INSERT: &'static str = store::INSERT_FOLLOWS;
    const REFUSED: &'static str =
        "the person follows them here already, or they or the person are gone from here";
    type Row = Row;

    fn decide(&mut self, id: Uuid, row: Row, notes: &mut Notes) -> Option<Value> {
        if !matches!(self.people.get(&id), Some(Some(_))) {
            notes.left_out(id, "the follower does not come over");
            return None;
        }
        let all: HashSet<Uuid> = row.followed_groups.into_iter().flatten().collect();
        let kept: Vec<&Uuid> = all.intersection(self.groups).collect();
        if kept.len() < all.len() {
            notes.mended(id, "some of the groups followed do not come over");
        }
        (!kept.is_empty()).then(|| json!({ "id": id, "groups": kept }))
    }
}
