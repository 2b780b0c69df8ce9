//! What the other system wrote for nothing, and what the spec takes of the rest.

use chrono::{DateTime, Datelike as _};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::report::Notes;
use crate::{app::App, countries, error::Error};

/// A text without the space around it; nothing, if there is no more.
pub(super) fn text(text: Option<String>) -> Option<String> {
    let text = text?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// A moment; the year 1 was written for none.
pub(super) fn moment(text: Option<String>) -> Option<String> {
    let text = text?;
    let moment = DateTime::parse_from_rfc3339(&text).ok()?;
    (moment.year() >= 1970 && moment.year() < 9999).then_some(text)
}

/// An id; zeros were written for none.
pub(super) fn id(id: Option<Uuid>) -> Option<Uuid> {
    id.filter(|id| !id.is_nil())
}

/// No more letters than these.
pub(super) fn cut(text: String, most: usize, row: Uuid, notes: &mut Notes) -> String {
    if text.chars().count() <= most {
        return text;
    }
    notes.mended(row, "a text was too long and was cut");
    let kept: String = text.chars().take(most).collect();
    kept.trim_end().to_owned()
}

/// A name of no more letters than these in the one spelling that names have here, which may have more than the one there.
pub(super) fn name(text: &str, most: usize, row: Uuid, notes: &mut Notes) -> String {
    cut(text.nfc().collect(), most, row, notes)
}

/// A country of ISO 3166-1, in upper case.
pub(super) fn country(code: Option<String>, row: Uuid, notes: &mut Notes) -> Option<String> {
    let code = text(code)?.to_uppercase();
    if countries::check(Some(&code)).is_ok() {
        return Some(code);
    }
    notes.mended(row, "its country is none of ISO 3166-1 and was left out");
    None
}

/// Of the fields those that the spec takes in the body of an operation.
pub(super) fn usable(
    app: &App,
    operation_id: &str,
    mut fields: Map<String, Value>,
    row: Uuid,
    notes: &mut Notes,
) -> Map<String, Value> {
    fields.retain(|_, value| !value.is_null());
    if fields.is_empty() {
        return fields;
    }
    let checked = app
        .contract
        .check_body(operation_id, Value::Object(fields.clone()));
    let Err(Error::Refused(refusal)) = checked else {
        return fields;
    };
    for error in &refusal.errors {
        let name = error.pointer.trim_start_matches("/body/");
        if fields.remove(name).is_some() {
            notes.mended(
                row,
                match name {
                    "first_name" => "its first_name is not what the spec takes and was left out",
                    "last_name" => "its last_name is not what the spec takes and was left out",
                    "full_name" => "its full_name is not what the spec takes and was left out",
                    "short_bio" => "its short_bio is not what the spec takes and was left out",
                    "description" => "its description is not what the spec takes and was left out",
                    "group_email" => "its group_email is no e-mail address of at most 254 letters and was left out",
                    _ => "a field is not what the spec takes and was left out",
                },
            );
        }
    }
    fields
}
