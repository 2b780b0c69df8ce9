//! Groups, with their links and tags, and the ids of their pictures, which are not in that database.

mod rights;
pub(super) mod store;

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Step, report::Notes, users::People, values};
use crate::{
    app::App,
    names::{self, LONGEST_NAME, LONGEST_TAG, Look},
    user_groups::{GroupType, MOST_LINKS, canonical_link},
};
pub(super) use rights::Rights;

/// As many tags a group may have; the table says the same.
const MOST_TAGS: usize = 20;

/// What groups share there.
pub(super) struct Shared {
    pub(super) links: Vec<Value>,
    pub(super) tags: Vec<Value>,
}

pub(super) struct Groups<'a> {
    app: &'a App,
    people: &'a People,
    rights: Rights,
    links: HashMap<Uuid, (String, bool)>,
    tags: HashMap<Uuid, String>,
    /// The names that are taken, by type.
    keys: HashSet<(String, String)>,
    /// Which came over.
    pub(super) groups: HashSet<Uuid>,
}

#[derive(Deserialize)]
pub(super) struct Row {
    display_name: Option<String>,
    description: Option<String>,
    short_bio: Option<String>,
    group_email: Option<String>,
    type_name: Option<String>,
    owner_id: Option<Uuid>,
    links: Option<Vec<Option<Uuid>>>,
    tags: Option<Vec<Option<Uuid>>>,
    avatar: Option<Uuid>,
    banner: Option<Uuid>,
    created_at: Option<String>,
    deleted_at: Option<String>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(
        app: &'a App,
        people: &'a People,
        rights: Rights,
        shared: Shared,
        keys: HashSet<(String, String)>,
    ) -> Self {
        let id = |row: &Value| row["id"].as_str().and_then(|id| id.parse::<Uuid>().ok());
        let word = |row: &Value, name: &str| row[name].as_str().map(|word| word.trim().to_owned());
        let link = |row: &Value| {
            let personal = row["personal_data"].as_bool().unwrap_or(false);
            Some((id(row)?, (word(row, "uri")?, personal)))
        };
        let tag = |row: &Value| Some((id(row)?, word(row, "name")?));
        Self {
            app,
            people,
            rights,
            links: shared.links.iter().filter_map(link).collect(),
            tags: shared.tags.iter().filter_map(tag).collect(),
            keys,
            groups: HashSet::new(),
        }
    }

    /// The name as it is here, and what it is compared by. A name that looks like another's gets a number.
    fn name(
        &mut self,
        kind: &str,
        row: Option<String>,
        id: Uuid,
        notes: &mut Notes,
    ) -> Option<(String, Look)> {
        let said = values::name(&values::text(row)?, LONGEST_NAME, id, notes);
        let name = names::tidy(&said, LONGEST_NAME, "/body/display_name").ok()?;
        let fits = json!({ "display_name": name });
        self.app.contract.check_body("updateUserGroup", fits).ok()?;
        let taken = |keys: &HashSet<_>, look: &Look| {
            let mut looks = [&look.written, &look.in_capitals].into_iter();
            looks.any(|key| keys.contains(&(kind.to_owned(), key.clone())))
        };
        let mut found = (name.clone(), names::alike(&name));
        let mut number = 2;
        while taken(&self.keys, &found.1) {
            let numbered = numbered(&name, number)?;
            let look = names::alike(&numbered);
            found = (numbered, look);
            number += 1;
        }
        if number > 2 {
            notes.mended(
                id,
                "its name looks like that of an earlier group of its type, so it has a number",
            );
        }
        for key in [&found.1.written, &found.1.in_capitals] {
            self.keys.insert((kind.to_owned(), key.clone()));
        }
        Some(found)
    }

    fn links(&self, ids: Vec<Option<Uuid>>, id: Uuid, notes: &mut Notes) -> Vec<Value> {
        let mut links: Vec<Value> = Vec::new();
        for link in ids {
            let Some((uri, personal_data)) = link.and_then(|link| self.links.get(&link)) else {
                notes.mended(id, "it referred to a link that is not there");
                continue;
            };
            let Ok(url) = canonical_link(uri) else {
                notes.mended(id, "a link leads nowhere and was left out");
                continue;
            };
            if let Some(same) = links.iter_mut().find(|link| link["url"] == *url) {
                // What one of them says is of a person is.
                if *personal_data {
                    same["personal_data"] = json!(true);
                }
                continue;
            }
            if links.len() == MOST_LINKS {
                notes.mended(
                    id,
                    "it had more links than a group may have; the first came over",
                );
                break;
            }
            let position = links.len() + 1;
            links.push(json!({ "url": url, "personal_data": personal_data, "position": position }));
        }
        links
    }

    /// The pictures that it shows; only what is kept elsewhere is still there.
    fn pictures(
        &self,
        pictures: [Option<Uuid>; 2],
        id: Uuid,
        notes: &mut Notes,
    ) -> [Option<Uuid>; 2] {
        if pictures == [None; 2] || self.app.images.are_elsewhere() {
            return pictures;
        }
        notes.mended(
            id,
            "its pictures stay where they are; the owner sends them again, or USER_API_IMAGES names the store that has them before the import",
        );
        [None; 2]
    }

    fn tags(&self, ids: Vec<Option<Uuid>>, id: Uuid, notes: &mut Notes) -> Vec<Value> {
        let mut seen = HashSet::new();
        let mut tags = Vec::new();
        for tag in ids {
            let Some(name) = tag.and_then(|tag| self.tags.get(&tag)) else {
                notes.mended(id, "it referred to a tag that is not there");
                continue;
            };
            let Ok(name) = names::tidy(name, LONGEST_TAG, "/body/tags") else {
                notes.mended(id, "a tag cannot be read or is too long and was left out");
                continue;
            };
            if tags.len() == MOST_TAGS {
                notes.mended(
                    id,
                    "it had more tags than a group may have; the first came over",
                );
                break;
            }
            let key = names::same(&name);
            if !key.is_empty() && seen.insert(key.clone()) {
                tags.push(json!({ "key": key, "name": name, "position": tags.len() + 1 }));
            }
        }
        tags
    }
}

/// As much of the name as can be a name with this number after it.
fn numbered(name: &str, number: i32) -> Option<String> {
    let most = name.chars().count().min(LONGEST_NAME - 8);
    (1..=most).rev().find_map(|room| {
        let begins: String = name.chars().take(room).collect();
        let numbered = format!("{} ({number})", begins.trim_end());
        names::tidy(&numbered, LONGEST_NAME, "/body/display_name").ok()
    })
}

impl Step for Groups<'_> {
    const NAME: &'static str = "user_groups";
    const TABLE: &'static str = "user_groups";
    const SELECT: &'static str = store::SELECT_GROUPS;
    const BEFORE: &'static [&'static str] = &[store::INSERT_IMAGES];
    const INSERT: &'static str = store::INSERT_GROUPS;
    const AFTER: &'static [&'static str] = &[
        store::INSERT_LINKS,
        store::INSERT_TAGS,
        store::INSERT_GROUP_TAGS,
    ];
    const REFUSED: &'static str = "its id or name is here already, or its owner is gone from here";
    type Row = Row;

    fn recall(&mut self, id: Uuid, _row: Row) {
        self.groups.insert(id);
    }

    fn decide(&mut self, id: Uuid, row: Row, notes: &mut Notes) -> Option<Value> {
        if values::moment(row.deleted_at).is_some() {
            notes.left_out(id, "it was deleted");
            return None;
        }
        let owner = values::id(row.owner_id);
        let owner = owner.and_then(|owner| Some((owner, *self.people.get(&owner)?)));
        let Some((owner, role)) = owner else {
            notes.left_out(id, "its owner is not there or does not come over");
            return None;
        };
        let Some(role) = role else {
            notes.left_out(id, "its owner has deleted their account, there or here");
            return None;
        };
        let kind = values::text(row.type_name).map(|kind| kind.to_lowercase());
        let Some(kind) = kind.and_then(|kind| kind.parse::<GroupType>().ok()) else {
            notes.left_out(id, "there is no such type of group");
            return None;
        };
        if !self.rights.allow(owner, role, kind) {
            let reason = match kind {
                GroupType::Distributor => "only staff may own a distributor, and its owner is none",
                _ => {
                    "its owner came over earlier, and may not own it with the role that they have here"
                }
            };
            notes.left_out(id, reason);
            return None;
        }
        let Some((display_name, look)) = self.name(kind.name(), row.display_name, id, notes) else {
            notes.left_out(
                id,
                "its name has nothing that can be read, or something that hides, or is too long when written out",
            );
            return None;
        };
        let mut fields = Map::new();
        for (name, said, most) in [
            ("short_bio", row.short_bio, 200),
            ("description", row.description, 5000),
        ] {
            let said = values::text(said).map(|said| values::cut(said, most, id, notes));
            fields.insert(name.to_owned(), json!(said));
        }
        fields.insert(
            "group_email".to_owned(),
            json!(values::text(row.group_email)),
        );
        let mut group = values::usable(self.app, "updateUserGroup", fields, id, notes);
        let pictures = [row.avatar, row.banner].map(values::id);
        let [avatar_id, banner_id] = self.pictures(pictures, id, notes);
        let rest = json!({
            "id": id, "type": kind.name(), "owner_id": owner, "display_name": display_name,
            "display_name_key": look.in_capitals, "display_name_look": look.written,
            "avatar_id": avatar_id, "banner_id": banner_id, "created_at": values::moment(row.created_at),
            "links": self.links(row.links.unwrap_or_default(), id, notes),
            "tags": self.tags(row.tags.unwrap_or_default(), id, notes),
        });
        if let Value::Object(rest) = rest {
            group.extend(rest);
        }
        self.rights.count(owner, kind);
        self.groups.insert(id);
        Some(Value::Object(group))
    }
}
