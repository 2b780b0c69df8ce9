//! The tables, with where each column appears in the API and who sees it there.

use super::{
    places::Places,
    schema::{ColumnRow, ReferenceRow, Schema, TableRow},
    shapes::{Field, Shape},
};

/// A table.
pub(super) struct Table {
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) columns: Vec<Column>,
    /// The tables that refer to this one.
    pub(super) referred_by: Vec<String>,
    /// The schemas that show rows of it.
    pub(super) shapes: Vec<String>,
}

/// A column.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) nullable: bool,
    pub(super) comment: String,
    pub(super) refers: Vec<Reference>,
    /// Where the API shows it.
    pub(super) shown: Vec<Shown>,
    /// Where the API only takes it.
    pub(super) taken: Vec<Shown>,
}

/// What a column refers to.
pub(super) struct Reference {
    pub(super) table: String,
    pub(super) column: String,
    pub(super) erased_with_it: bool,
}

/// A property that has the value of a column.
pub(super) struct Shown {
    pub(super) shape: String,
    pub(super) property: String,
    /// An audience, or words of `x-access`.
    pub(super) seen_by: String,
}

/// All tables.
pub(super) fn load(schema: &Schema, shapes: &[Shape], places: &Places) -> Vec<Table> {
    let tables = schema.tables.iter().map(|row| {
        let referring = schema.tables.iter().filter(|other| {
            other
                .references
                .iter()
                .any(|reference| reference.table == row.name)
        });
        let showing = shapes.iter().filter(|shape| {
            places.table(&shape.name) == Some(&row.name) && !shape.answered_by.is_empty()
        });
        Table {
            name: row.name.clone(),
            comment: row.comment.clone(),
            columns: row
                .columns
                .iter()
                .map(|column| load_column(row, column, shapes))
                .collect(),
            referred_by: referring.map(|other| other.name.clone()).collect(),
            shapes: showing.map(|shape| shape.name.clone()).collect(),
        }
    });
    tables.collect()
}

fn load_column(table: &TableRow, row: &ColumnRow, shapes: &[Shape]) -> Column {
    let here = |field: &&Field| {
        field
            .column
            .as_ref()
            .is_some_and(|(at, column)| *at == table.name && *column == row.name)
    };
    let fields = |answered: bool| {
        let shapes = shapes
            .iter()
            .filter(move |shape| shape.answered_by.is_empty() != answered);
        let shown = shapes.flat_map(|shape| {
            shape
                .fields
                .iter()
                .filter(here)
                .map(|field| shown(shape, field))
        });
        shown.collect::<Vec<_>>()
    };
    Column {
        name: row.name.clone(),
        kind: row.kind.clone(),
        nullable: row.nullable,
        comment: row.comment.clone(),
        refers: table
            .references
            .iter()
            .flat_map(|reference| refers(row, reference))
            .collect(),
        shown: fields(true),
        taken: fields(false),
    }
}

fn refers(row: &ColumnRow, reference: &ReferenceRow) -> Vec<Reference> {
    let ours = reference
        .columns
        .iter()
        .filter(|(ours, _)| *ours == row.name);
    let references = ours.map(|(_, theirs)| Reference {
        table: reference.table.clone(),
        column: theirs.clone(),
        erased_with_it: reference.erased_with_it,
    });
    references.collect()
}

fn shown(shape: &Shape, field: &Field) -> Shown {
    let audience = field.audience.as_ref();
    Shown {
        shape: shape.name.clone(),
        property: field.name.clone(),
        seen_by: audience.map_or_else(
            || shape.seen_by.join(", "),
            |audience| audience.name.clone(),
        ),
    }
}
