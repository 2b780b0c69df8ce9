//! Applications. Their secrets are hashed with bcrypt there, which is too slow for what an application sends with every
//! request, so each needs a new one.

mod store;

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Step, report::Notes, values};
use crate::{
    app::App,
    clients::address_fault,
    names::{self, LONGEST_NAME},
};

pub(super) struct Clients<'a> {
    pub(super) app: &'a App,
}

#[derive(Deserialize)]
pub(super) struct Row {
    key: Option<String>,
    secret: Option<String>,
    redirect_uri: Option<String>,
    application_name: Option<String>,
    deleted_at: Option<String>,
}

impl Step for Clients<'_> {
    const NAME: &'static str = "clients";
    const TABLE: &'static str = "clients";
    const SELECT: &'static str = store::SELECT_CLIENTS;
    const INSERT: &'static str = store::INSERT_CLIENTS;
    const REFUSED: &'static str = "there is an application with its key here";
    type Row = Row;

    fn decide(&mut self, id: Uuid, row: Row, notes: &mut Notes) -> Option<Value> {
        if values::moment(row.deleted_at).is_some() {
            notes.left_out(id, "it was deleted");
            return None;
        }
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "._~-".contains(letter);
        let key = values::text(row.key).filter(|key| key.len() <= 254 && key.chars().all(allowed));
        let Some(key) = key else {
            notes.left_out(id, "its key has letters that a client_id may not have");
            return None;
        };
        let Some(address) =
            values::text(row.redirect_uri).filter(|address| address_fault(address).is_none())
        else {
            notes.left_out(
                id,
                "its redirect_uri is not one that is safe; add it again by POST /v1/clients",
            );
            return None;
        };
        let said = values::text(row.application_name);
        let name = said
            .clone()
            .map(|name| values::name(&name, LONGEST_NAME, id, notes));
        let name = name.and_then(|name| names::tidy(&name, LONGEST_NAME, "/body/name").ok());
        if said.is_some() && name.is_none() {
            notes.mended(id, "its name cannot be read, so it has its key as one");
        }
        let name = name.unwrap_or_else(|| values::cut(key.clone(), 100, id, notes));
        let confidential = values::text(row.secret).is_some();
        if confidential {
            notes.mended(id, "its secret does not come over; make a new one by POST /v1/clients/{client_id}/secret");
        }
        let known = |scope: &&str| self.app.scopes.iter().any(|known| known.name == **scope);
        let scopes = [
            "openid",
            "profile",
            "email",
            "offline_access",
            "read",
            "read_write",
        ];
        let scopes: Vec<&str> = scopes.into_iter().filter(known).collect();
        Some(
            json!({ "id": id, "key": key, "name": name, "confidential": confidential, "redirect_uri": address, "scopes": scopes }),
        )
    }
}
