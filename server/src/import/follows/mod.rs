//! Whom people follow; there it stands in the person's row.

mod store;

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Step, report::Notes, users::People};
use crate::{app::App, error::Error, follows::FOLLOWED, policy::Audience, privacy::Choices};

pub(super) struct Follows<'a> {
    pub(super) people: &'a People,
    pub(super) groups: &'a HashSet<Uuid>,
    pub(super) audiences: Value,
}

/// Who may know what people follow, by what they chose of it here: who came over earlier may have. Without a choice, `unchosen`.
pub(super) fn audiences(app: &App) -> Result<Value, Error> {
    let in_force = |choices: &Choices| {
        let privacy = &app.contract.privacy;
        let audience = privacy.in_force_of("User", FOLLOWED, choices)?;
        Ok::<_, Error>(json!(audience.name()))
    };
    let unchosen = in_force(&Choices::default())?;
    let mut audiences = Map::from_iter([("unchosen".to_owned(), unchosen)]);
    for chosen in [Audience::Public, Audience::Community, Audience::Private] {
        let choices = Choices::from_iter([(FOLLOWED.to_owned(), chosen)]);
        audiences.insert(chosen.name().to_owned(), in_force(&choices)?);
    }
    Ok(Value::Object(audiences))
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
        let audiences = &self.audiences;
        (!kept.is_empty()).then(|| json!({ "id": id, "groups": kept, "audiences": audiences }))
    }
}
