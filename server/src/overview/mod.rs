//! `/docs/overview`: everything there is, in plain words, for people who read no code. Made from the spec, the schema that
//! the migrations make, and what the letters say; nothing of it is written here.

mod access;
mod operations;
mod places;
mod schema;
mod shapes;
mod tables;
mod templates;
mod words;

use serde_json::Value;

use crate::{
    mail::catalog::{self, Sample},
    spec::Document,
};
use access::{Caller, Callers};
use operations::{Operation, Tag};
use places::Places;
use schema::Schema;
use shapes::Shape;
use tables::Table;

/// The whole overview, ready to be written down.
pub struct Overview {
    title: String,
    version: String,
    /// The operations, by their tag.
    tags: Vec<Tag>,
    /// The words of `x-access` and `x-privacy`, and what they mean.
    access_words: Vec<Named>,
    audiences: Vec<Named>,
    /// The columns of the matrix.
    callers: Vec<Caller>,
    roles: Vec<Named>,
    scopes: Vec<Named>,
    tables: Vec<Table>,
    shapes: Vec<Shape>,
    letters: Vec<Sample>,
    events: Vec<String>,
    environments: Vec<Named>,
    deprecated: Vec<Deprecated>,
    planned: Vec<Named>,
}

/// Something with a name, and what it is.
struct Named {
    name: String,
    meaning: String,
}

/// What should no longer be used.
struct Deprecated {
    /// What it is, in words.
    what: String,
    /// Where the overview describes it.
    link: String,
    /// Until when it works.
    until: String,
    /// What the spec says of it.
    instead: String,
}

impl Overview {
    /// Makes the overview of what the spec says.
    ///
    /// # Errors
    /// A sentence that names what in the spec fits neither itself nor the tables.
    pub fn load(document: &Document) -> Result<Self, String> {
        let schema = Schema::load()?;
        let places = Places::load(document, &schema)?;
        let callers = Callers::load(document, &schema)?;
        let tags = operations::load(document, &callers)?;
        let shapes = shapes::load(document, &tags, &places)?;
        let text = |pointer| words::text(document.at(pointer));
        Ok(Self {
            title: text("/info/title"),
            version: text("/info/version"),
            access_words: named_members(document, "/x-words/access")?,
            audiences: named_members(document, "/x-words/audience")?,
            roles: named_rows(&schema, "roles", "rank"),
            scopes: named_rows(&schema, "scopes", "position"),
            tables: tables::load(&schema, &shapes, &places),
            letters: catalog::samples(),
            events: operations::enumerated(document, "AuditObjectKind"),
            environments: environments(document),
            deprecated: deprecated(&tags, &shapes),
            planned: listed(document, "/x-planned", "what", "why"),
            callers: callers.list,
            tags,
            shapes,
        })
    }

    /// The page.
    ///
    /// # Errors
    /// A sentence, if the template cannot be filled.
    pub fn html(&self) -> Result<String, String> {
        templates::html(self)
    }

    /// The same as a file, `api/OVERVIEW.md`.
    ///
    /// # Errors
    /// A sentence, if the template cannot be filled.
    pub fn markdown(&self) -> Result<String, String> {
        templates::markdown(self)
    }

    fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.tags.iter().flat_map(|tag| &tag.operations)
    }

    /// The shapes of which each field has an audience of its own.
    fn private_shapes(&self) -> impl Iterator<Item = &Shape> {
        let mut shapes = self.shapes.iter();
        std::iter::from_fn(move || {
            shapes.find(|shape| shape.fields.iter().any(|field| field.audience.is_some()))
        })
    }
}

/// The members of an object of the spec whose values are sentences.
fn named_members(document: &Document, pointer: &str) -> Result<Vec<Named>, String> {
    let members = document.members(pointer)?.iter();
    let named = members.map(|(name, meaning)| Named {
        name: name.clone(),
        meaning: words::text(Some(meaning)),
    });
    Ok(named.collect())
}

/// Where the API runs, from `x-environments`: what for, at which address, with which release.
fn environments(document: &Document) -> Vec<Named> {
    let items = document.at("/x-environments").and_then(Value::as_array);
    let named = items.into_iter().flatten().map(|item| {
        let text = |key| words::text(item.get(key));
        let release = match item.get("release") {
            Some(release) => format!("release {}", words::text(Some(release))),
            None => "all that is in the spec".to_owned(),
        };
        Named {
            name: text("name"),
            meaning: format!("{} {}, {release}", text("what"), text("url")),
        }
    });
    named.collect()
}

/// A list of the spec; empty if it has none.
fn listed(document: &Document, pointer: &str, name: &str, meaning: &str) -> Vec<Named> {
    let items = document.at(pointer).and_then(Value::as_array);
    let named = items.into_iter().flatten().map(|item| Named {
        name: words::text(item.get(name)),
        meaning: words::text(item.get(meaning)),
    });
    named.collect()
}

/// The rows of a table that come with the schema, in their order.
fn named_rows(schema: &Schema, table: &str, order: &str) -> Vec<Named> {
    let mut rows: Vec<&Value> = schema.rows(table).iter().collect();
    rows.sort_by_key(|row| row.get(order).and_then(Value::as_i64));
    let named = rows.into_iter().map(|row| Named {
        name: words::text(row.get("name")),
        meaning: words::text(row.get("description")),
    });
    named.collect()
}

fn deprecated(tags: &[Tag], shapes: &[Shape]) -> Vec<Deprecated> {
    let operations = tags.iter().flat_map(|tag| &tag.operations);
    let operations = operations.filter_map(|operation| {
        Some(Deprecated {
            what: format!("The operation {}", operation.id),
            link: format!("operation-{}", operation.id),
            until: operation.deprecated.clone()?,
            instead: operation.description.clone(),
        })
    });
    let fields = shapes.iter().flat_map(|shape| {
        let fields = shape.fields.iter();
        fields.filter_map(|field| {
            Some(Deprecated {
                what: format!("{} of {}", field.name, shape.name),
                link: format!("field-{}-{}", shape.name, field.name),
                until: field.deprecated.clone()?,
                instead: field.description.clone(),
            })
        })
    });
    operations.chain(fields).collect()
}
