//! The matrix: what the words of `x-access` mean for each who may call.

use serde_json::Value;

use super::{named_rows, schema::Schema, words};
use crate::spec::Document;

/// Somebody who may call: a column of the matrix.
pub(super) struct Caller {
    /// As `x-access` or the table of roles calls them.
    pub(super) name: String,
    /// How the page calls them.
    pub(super) title: String,
}

/// What an operation does for one of them.
pub(super) struct Cell {
    pub(super) caller: String,
    /// A word, or a dash.
    pub(super) word: &'static str,
    /// What it takes, for those who may.
    pub(super) why: String,
}

/// All who may call, and what it takes.
pub(super) struct Callers {
    pub(super) list: Vec<Caller>,
    roles: Vec<String>,
    meanings: Vec<super::Named>,
    /// Those who may own a label, as the tables say.
    labels: Vec<String>,
}

impl Callers {
    pub(super) fn load(document: &Document, schema: &Schema) -> Result<Self, String> {
        let roles: Vec<String> = named_rows(schema, "roles", "rank")
            .into_iter()
            .map(|role| role.name)
            .collect();
        let names = ["anyone"]
            .into_iter()
            .chain(roles.iter().map(String::as_str));
        let list = names.chain(["client"]).map(|name| Caller {
            name: name.to_owned(),
            title: name.replace('_', " "),
        });
        let owners = schema.rows("group_type_owners").iter();
        let labels = owners.filter(|row| row.get("group_type") == Some(&Value::from("label")));
        Ok(Self {
            list: list.collect(),
            labels: labels.map(|row| words::text(row.get("role"))).collect(),
            meanings: super::named_members(document, "/x-words/access")?,
            roles,
        })
    }

    /// The row of an operation.
    pub(super) fn row(&self, access: &[String]) -> Vec<Cell> {
        let cells = self
            .list
            .iter()
            .map(|caller| self.cell(&caller.name, access));
        cells.collect()
    }

    /// The widest of the words that lets this caller in.
    fn cell(&self, caller: &str, access: &[String]) -> Cell {
        let letting_in = access.iter().filter(|word| self.lets_in(word, caller));
        let rank = |word: &&String| (self.word(word) == "own", self.word(word) == "tenant");
        let best = letting_in.min_by_key(rank);
        Cell {
            caller: caller.to_owned(),
            word: best.map_or("–", |word| self.word(word)),
            why: best.map(|word| self.meaning(word)).unwrap_or_default(),
        }
    }

    fn lets_in(&self, word: &str, caller: &str) -> bool {
        let is_person = self.roles.iter().any(|role| role == caller);
        match word {
            "anyone" => true,
            "label_of_group" => self.labels.iter().any(|role| role == caller),
            "client" => caller == word,
            role if self.roles.iter().any(|name| name == role) => caller == role,
            // The others are about people: that they are signed in, or what they own.
            _ => is_person,
        }
    }

    fn word(&self, word: &str) -> &'static str {
        match word {
            "anyone" | "signed_in" | "client" => "yes",
            "tenant_admin" => "tenant",
            role if self.roles.iter().any(|name| name == role) => "yes",
            _ => "own",
        }
    }

    /// What the spec says that a word means.
    fn meaning(&self, word: &str) -> String {
        let meaning = self.meanings.iter().find(|named| named.name == word);
        meaning.map_or_else(|| word.to_owned(), |named| named.meaning.clone())
    }
}
