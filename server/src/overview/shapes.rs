//! The shapes of data: each schema's fields, what they may be, and who sees them.

use serde_json::Value;

use super::{operations::Tag, places::Places, words};
use crate::spec::Document;

/// A schema.
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) limits: String,
    pub(super) fields: Vec<Field>,
    /// The operations that take it, and that answer with it.
    pub(super) taken_by: Vec<String>,
    pub(super) answered_by: Vec<String>,
    /// Who may call the operations that answer with it.
    pub(super) seen_by: Vec<String>,
    /// The table of which it shows rows.
    pub(super) table: Option<String>,
}

/// A property.
pub(super) struct Field {
    pub(super) name: String,
    /// Its kind, up to the shape that it has.
    pub(super) kind: String,
    pub(super) shape: Option<String>,
    pub(super) limits: String,
    pub(super) required: bool,
    pub(super) description: String,
    pub(super) audience: Option<Audience>,
    pub(super) deprecated: Option<String>,
    /// Table and column where it is kept.
    pub(super) column: Option<(String, String)>,
}

/// `x-privacy`.
pub(super) struct Audience {
    pub(super) name: String,
    /// The widest that people may choose, if they may.
    pub(super) widest: Option<String>,
}

/// All schemas, in the order of the spec.
pub(super) fn load(
    document: &Document,
    tags: &[Tag],
    places: &Places,
) -> Result<Vec<Shape>, String> {
    let schemas = document.members("/components/schemas")?.iter();
    Ok(schemas
        .map(|(name, schema)| shape(name, schema, tags, places))
        .collect())
}

fn shape(name: &str, schema: &Value, tags: &[Tag], places: &Places) -> Shape {
    let operations = || tags.iter().flat_map(|tag| &tag.operations);
    let answering = operations().filter(|operation| operation.answers.contains(name));
    let taking = operations().filter(|operation| operation.takes.contains(name));
    let required = words::texts(schema.get("required"));
    let properties = schema.get("properties").and_then(Value::as_object);
    let fields = properties.into_iter().flatten().map(|(property, value)| {
        let (kind, shape) = words::kind(value);
        Field {
            limits: words::limits(value).join("; "),
            required: required.contains(property),
            description: words::text(value.get("description")),
            audience: value.get("x-privacy").map(audience),
            deprecated: words::deprecated(value),
            column: places.column(name, property).cloned(),
            name: property.clone(),
            kind,
            shape,
        }
    });
    let mut seen_by: Vec<String> = Vec::new();
    for word in answering.clone().flat_map(|operation| &operation.access) {
        if !seen_by.contains(word) {
            seen_by.push(word.clone());
        }
    }
    Shape {
        name: name.to_owned(),
        description: words::text(schema.get("description")),
        limits: words::limits(schema).join("; "),
        fields: fields.collect(),
        taken_by: taking.map(|operation| operation.id.clone()).collect(),
        answered_by: answering.map(|operation| operation.id.clone()).collect(),
        seen_by,
        table: places.table(name).map(str::to_owned),
    }
}

fn audience(privacy: &Value) -> Audience {
    let choosable = privacy.get("choosable") == Some(&Value::Bool(true));
    let widest = privacy
        .get("widest")
        .and_then(Value::as_str)
        .unwrap_or("public");
    Audience {
        name: words::text(privacy.get("audience")),
        widest: choosable.then(|| widest.to_owned()),
    }
}
