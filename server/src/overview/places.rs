//! Which schema of the spec shows which table, and which property which column. Their names say so, where they are the same;
//! else the spec does, by `x-table` and `x-column`.

use std::collections::HashMap;

use serde_json::Value;

use super::{schema::Schema, words};
use crate::spec::Document;

/// Where the values of properties are kept.
pub(super) struct Places {
    /// Table and column, by schema and property.
    columns: HashMap<(String, String), (String, String)>,
    /// The table, by schema.
    tables: HashMap<String, String>,
}

impl Places {
    pub(super) fn load(document: &Document, schema: &Schema) -> Result<Self, String> {
        let (mut columns, mut tables) = (HashMap::new(), HashMap::new());
        for (name, shape) in document.members("/components/schemas")? {
            let Some(table) = table_of(name, shape, schema)? else {
                continue;
            };
            let properties = shape.get("properties").and_then(Value::as_object);
            for (property, value) in properties.into_iter().flatten() {
                if let Some(place) = column_of(name, property, value, &table, schema)? {
                    columns.insert((name.clone(), property.clone()), place);
                }
            }
            tables.insert(name.clone(), table);
        }
        Ok(Self { columns, tables })
    }

    /// The table and column where a property's value is kept.
    pub(super) fn column(&self, shape: &str, property: &str) -> Option<&(String, String)> {
        self.columns.get(&(shape.to_owned(), property.to_owned()))
    }

    /// The table of which a schema shows rows.
    pub(super) fn table(&self, shape: &str) -> Option<&str> {
        self.tables.get(shape).map(String::as_str)
    }
}

fn table_of(name: &str, shape: &Value, schema: &Schema) -> Result<Option<String>, String> {
    if let Some(table) = shape.get("x-table").and_then(Value::as_str) {
        return if schema.has(table, None) {
            Ok(Some(table.to_owned()))
        } else {
            Err(format!(
                "{name} has x-table: {table} in the spec, but there is no such table."
            ))
        };
    }
    let singular = snake_case(name);
    let mut tables = schema.tables.iter().map(|table| &table.name);
    Ok(tables.find(|table| is_plural(table, &singular)).cloned())
}

fn column_of(
    shape: &str,
    property: &str,
    value: &Value,
    table: &str,
    schema: &Schema,
) -> Result<Option<(String, String)>, String> {
    let said = words::text(value.get("x-column"));
    if said.is_empty() {
        let same = schema.has(table, Some(property));
        return Ok(same.then(|| (table.to_owned(), property.to_owned())));
    }
    let (table, column) = said.split_once('.').unwrap_or((table, &said));
    if schema.has(table, Some(column)) {
        return Ok(Some((table.to_owned(), column.to_owned())));
    }
    Err(format!(
        "{property} of {shape} has x-column: {said} in the spec, but {table} has no such column."
    ))
}

/// `UserGroup` as `user_group`.
fn snake_case(name: &str) -> String {
    let mut result = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !result.is_empty() {
            result.push('_');
        }
        result.extend(letter.to_lowercase());
    }
    result
}

fn is_plural(plural: &str, singular: &str) -> bool {
    let ies = || Some(format!("{}ies", singular.strip_suffix('y')?));
    plural.strip_suffix('s') == Some(singular)
        || plural.strip_suffix("es") == Some(singular)
        || ies().as_deref() == Some(plural)
}
