//! The tables as the migrations make them: `migrations/schema.json`, which the contract tests write and check.

use serde::Deserialize;
use serde_json::{Map, Value};

const SCHEMA: &str = include_str!("../../../migrations/schema.json");

/// The diagram of these tables, which `scripts/generate` draws.
pub(super) const DIAGRAM: &str = include_str!("../../../migrations/schema.svg");

/// All tables, and the rows that come with them.
#[derive(Deserialize)]
pub(super) struct Schema {
    pub(super) tables: Vec<TableRow>,
    rows: Map<String, Value>,
}

/// A table.
#[derive(Deserialize)]
pub(super) struct TableRow {
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) columns: Vec<ColumnRow>,
    pub(super) references: Vec<ReferenceRow>,
}

/// A column.
#[derive(Deserialize)]
pub(super) struct ColumnRow {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) nullable: bool,
    pub(super) comment: String,
}

/// A foreign key.
#[derive(Deserialize)]
pub(super) struct ReferenceRow {
    pub(super) table: String,
    /// Whether a row goes with the row that it refers to.
    pub(super) erased_with_it: bool,
    /// Each with what it refers to.
    pub(super) columns: Vec<(String, String)>,
}

impl Schema {
    pub(super) fn load() -> Result<Self, String> {
        serde_json::from_str(SCHEMA)
            .map_err(|error| format!("migrations/schema.json cannot be read: {error}."))
    }

    /// The rows of a table that come with the schema.
    pub(super) fn rows(&self, table: &str) -> &[Value] {
        let rows = self.rows.get(table).and_then(Value::as_array);
        rows.map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn has(&self, table: &str, column: Option<&str>) -> bool {
        let table = self.tables.iter().find(|row| row.name == table);
        table.is_some_and(|row| {
            column.is_none_or(|column| row.columns.iter().any(|row| row.name == column))
        })
    }
}
