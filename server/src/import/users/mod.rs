//! People. Who had deleted their account comes over as an id that says nothing, so that the books about them stay whole.

pub(super) mod store;

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Step, report::Notes, values};
use crate::{app::App, password, roles::Role};

/// Who came over, and as what; nothing for who is erased.
pub(super) type People = HashMap<Uuid, Option<Role>>;

pub(super) struct Users<'a> {
    app: &'a App,
    /// Whose an address is, or was when they came over.
    usernames: HashMap<String, Uuid>,
    /// What people are here by now, but for those who are erased.
    roles: HashMap<Uuid, Role>,
    pub(super) people: People,
}

#[derive(Deserialize)]
pub(super) struct Row {
    legacy_id: Option<i64>,
    username: Option<String>,
    full_name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    email_confirmed: Option<bool>,
    country: Option<String>,
    newsletter_notification: Option<bool>,
    role_id: Option<i64>,
    password: Option<String>,
    created_at: Option<String>,
    deleted_at: Option<String>,
    personas: Option<i64>,
    bands: Option<i64>,
    labels: Option<i64>,
}

impl<'a> Users<'a> {
    pub(super) fn new(
        app: &'a App,
        usernames: HashMap<String, Uuid>,
        roles: HashMap<Uuid, Role>,
    ) -> Self {
        Self {
            app,
            usernames,
            roles,
            people: People::new(),
        }
    }
}

impl Users<'_> {
    /// Notes the addresses with which people came over earlier, each with who it was: whatever became of that account here,
    /// another one with the address does not come instead. All are noted before anybody is decided about, in whatever order
    /// they are read.
    pub(super) fn came(&mut self, rows: Vec<Value>, known: &HashSet<Uuid>) {
        for row in rows {
            let id = row["id"].as_str().and_then(|id| id.parse().ok());
            let Some(id) = id.filter(|id: &Uuid| known.contains(id)) else {
                continue;
            };
            let address = address(row["username"].as_str().map(str::to_owned));
            self.usernames.entry(address).or_insert(id);
        }
    }
}

/// An e-mail address as it is here.
fn address(username: Option<String>) -> String {
    let username = values::text(username);
    username
        .map(|username| username.to_lowercase())
        .unwrap_or_default()
}

impl Step for Users<'_> {
    const NAME: &'static str = "users";
    const TABLE: &'static str = "users";
    const SELECT: &'static str = store::SELECT_USERS;
    const INSERT: &'static str = store::INSERT_USERS;
    const REFUSED: &'static str = "somebody has the same id or address here";
    type Row = Row;

    fn recall(&mut self, id: Uuid, row: Row) {
        let left_there = values::moment(row.deleted_at).is_some();
        let role = self.roles.get(&id).copied().filter(|_| !left_there);
        self.people.insert(id, role);
    }

    fn decide(&mut self, id: Uuid, row: Row, notes: &mut Notes) -> Option<Value> {
        let created_at = values::moment(row.created_at.clone());
        if let Some(deleted_at) = values::moment(row.deleted_at.clone()) {
            notes.mended(id, "the account was deleted, so only its id comes over");
            self.people.insert(id, None);
            return Some(json!({
                "id": id, "legacy_id": row.legacy_id, "role": Role::Listener.name(), "created_at": created_at,
                "deleted_at": deleted_at, "newsletter_notification": false,
            }));
        }
        let username = address(row.username.clone());
        let body = json!({ "username": username });
        if self
            .app
            .contract
            .check_body("requestEmailConfirmation", body)
            .is_err()
        {
            notes.left_out(id, "the username is no e-mail address");
            return None;
        }
        if self
            .usernames
            .get(&username)
            .is_some_and(|other| *other != id)
        {
            notes.left_out(id, "somebody else has the same address, or came over with it; who has confirmed it comes over, or else who signed in last");
            return None;
        }
        let (role, note) = row.role();
        if let Some(note) = note {
            notes.mended(id, note);
        }
        let names = [
            ("first_name", &row.first_name, 100),
            ("last_name", &row.last_name, 100),
            ("full_name", &row.full_name, 200),
        ];
        let names = names.map(|(name, said, most)| {
            let said = values::text(said.clone());
            let said = said.map(|said| values::cut(said, most, id, notes));
            (name.to_owned(), json!(said))
        });
        let mut person = values::usable(
            self.app,
            "updateUser",
            names.into_iter().collect(),
            id,
            notes,
        );
        let hash = values::text(row.password).filter(|hash| {
            let known = password::can_verify(hash);
            if !known {
                notes.mended(
                    id,
                    "the password is hashed in a way that is not known; the person resets it",
                );
            }
            known
        });
        let rest = json!({
            "id": id, "legacy_id": row.legacy_id, "username": username, "role": role.name(), "password_hash": hash,
            "country": values::country(row.country, id, notes), "email_confirmed": row.email_confirmed == Some(true),
            "newsletter_notification": row.newsletter_notification == Some(true), "created_at": created_at,
        });
        if let Value::Object(rest) = rest {
            person.extend(rest);
        }
        self.usernames.insert(username, id);
        self.people.insert(id, Some(role));
        Some(Value::Object(person))
    }
}

impl Row {
    /// What the person is here, and what was mended. Who owns more than their role may gets the role that may, of those
    /// that anybody may choose at sign-up.
    fn role(&self) -> (Role, Option<&'static str>) {
        let (role, note) = match self.role_id {
            Some(1) => (Role::SuperAdmin, None),
            Some(2) => (Role::Admin, None),
            Some(3) => (Role::TenantAdmin, None),
            Some(4) => (Role::Label, None),
            Some(5) => (Role::Artist, None),
            Some(6) => (Role::Listener, None),
            _ => (
                Role::Listener,
                Some("there is no such role; the person is a listener"),
            ),
        };
        let has = |count: Option<i64>, more_than| count.unwrap_or(0) > more_than;
        if matches!(role, Role::Listener | Role::Artist) && has(self.labels, 0) {
            return (Role::Label, Some("owns a label, so the role is label"));
        }
        if role == Role::Listener && (has(self.personas, 1) || has(self.bands, 0)) {
            return (
                Role::Artist,
                Some("owns a band or several personas, so the role is artist"),
            );
        }
        (role, note)
    }
}
