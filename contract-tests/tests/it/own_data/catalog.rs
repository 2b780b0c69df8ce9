//! Which tables are about people, and which rows of them about somebody: found in the database's own catalogs, by way of
//! all foreign keys that lead to `users`, however many tables lie between.

use contract_tests::TestDb;
use serde_json::Value;
use tokio_postgres::Row;

use super::{
    Somebody,
    decisions::{BY_OTHER_MEANS, Decision, covers},
};

/// A table that is about people.
pub(super) struct Table {
    pub(super) name: String,
    /// What finds the rows of somebody.
    filter: String,
}

struct Reference {
    table: String,
    column: String,
    to: String,
    to_column: String,
}

/// All tables that are about people.
pub(super) fn tables(db: &TestDb, of: &Somebody) -> Vec<Table> {
    let references = references(db);
    let found = db.tables().into_iter().filter_map(|name| {
        let filter = filter(&references, of, &name, &mut Vec::new())?;
        Some(Table { name, filter })
    });
    found.collect()
}

impl Table {
    /// The rows of somebody.
    pub(super) fn rows(&self, db: &TestDb) -> Vec<Value> {
        let Self { name, filter } = self;
        let sql = format!("select to_jsonb(t) from {name} t where {filter} order by t::text");
        db.query(&sql, &[]).iter().map(|row| row.get(0)).collect()
    }

    /// Each column with its type, but for those about which something was decided.
    pub(super) fn columns(&self, db: &TestDb, but: &[Decision]) -> Vec<(String, String)> {
        let sql = "select column_name::text, udt_name::text from information_schema.columns
            where table_schema = 'public' and table_name = $1 order by ordinal_position";
        let rows = db.query(sql, &[&self.name]);
        let columns = rows.iter().map(|row| (row.get(0), row.get(1)));
        let columns = columns.filter(|(column, _): &(String, _)| !covers(but, &self.name, column));
        columns.collect()
    }
}

/// Each foreign key to `users`: its table, its name, and what becomes of a row when the person goes, `c` for cascade.
pub(super) fn references_to_people(db: &TestDb) -> Vec<(String, String, String)> {
    let sql = "select conrelid::regclass::text, conname::text, confdeltype::text
        from pg_constraint where contype = 'f' and confrelid = 'users'::regclass order by 2";
    let rows = db.query(sql, &[]);
    let reference = |row: &Row| (row.get(0), row.get(1), row.get(2));
    rows.iter().map(reference).collect()
}

fn references(db: &TestDb) -> Vec<Reference> {
    let sql = "select conrelid::regclass::text, ours.attname::text, confrelid::regclass::text, theirs.attname::text
        from pg_constraint
        join pg_attribute ours on ours.attrelid = conrelid and ours.attnum = conkey[1]
        join pg_attribute theirs on theirs.attrelid = confrelid and theirs.attnum = confkey[1]
        where contype = 'f' and conrelid <> confrelid";
    let reference = |row: &Row| Reference {
        table: row.get(0),
        column: row.get(1),
        to: row.get(2),
        to_column: row.get(3),
    };
    db.query(sql, &[]).iter().map(reference).collect()
}

/// What finds the rows of somebody; nothing, if the table is not about people. `way` are the tables between.
fn filter(
    references: &[Reference],
    of: &Somebody,
    table: &str,
    way: &mut Vec<String>,
) -> Option<String> {
    if table == "users" {
        return Some(format!("id = '{}'", of.id));
    }
    let means = BY_OTHER_MEANS.iter().filter(|(name, _)| *name == table);
    let mut ways: Vec<String> = means.map(|(_, sql)| of.fill(sql)).collect();
    way.push(table.to_owned());
    for reference in references {
        if reference.table != table || way.contains(&reference.to) {
            continue;
        }
        if let Some(theirs) = filter(references, of, &reference.to, way) {
            let Reference {
                column,
                to,
                to_column,
                ..
            } = reference;
            ways.push(format!(
                "{column} in (select {to_column} from {to} where {theirs})"
            ));
        }
    }
    way.pop();
    (!ways.is_empty()).then(|| ways.join(" or "))
}
