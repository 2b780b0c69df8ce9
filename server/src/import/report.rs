//! What an import did, or would do: how many of what, and what did not come over or was mended, by reason, with ids and
//! nothing else of people.

use std::{collections::BTreeMap, fmt};

use serde_json::{Value, json};

/// As many ids of a reason the text names; the JSON names all.
const NAMED: usize = 5;

/// What became of everything.
pub struct Report {
    dry_run: bool,
    sections: Vec<(&'static str, Notes)>,
}

/// What became of the rows of a table.
#[derive(Default)]
pub(super) struct Notes {
    /// How many there are.
    pub(super) read: i64,
    /// How many came over, or would.
    pub(super) written: i64,
    /// How many were over before.
    pub(super) there: i64,
    is_missing: bool,
    left_out: BTreeMap<&'static str, Vec<String>>,
    mended: BTreeMap<&'static str, Vec<String>>,
    never: Option<&'static str>,
}

impl Notes {
    /// A row does not come over.
    pub(super) fn left_out(&mut self, id: impl ToString, reason: &'static str) {
        self.left_out
            .entry(reason)
            .or_default()
            .push(id.to_string());
    }

    /// A row comes over, but not as it was.
    pub(super) fn mended(&mut self, id: impl ToString, rule: &'static str) {
        self.mended.entry(rule).or_default().push(id.to_string());
    }

    pub(super) fn missing(&mut self) {
        self.is_missing = true;
    }

    pub(super) fn never(&mut self, count: i64, reason: &'static str) {
        self.read = count;
        self.never = Some(reason);
    }
}

impl Report {
    pub(super) fn new(dry_run: bool) -> Self {
        Self {
            dry_run,
            sections: Vec::new(),
        }
    }

    pub(super) fn section(&mut self, name: &'static str) -> &mut Notes {
        self.sections.push((name, Notes::default()));
        let last = self.sections.len() - 1;
        &mut self.sections[last].1
    }

    /// The report as JSON: for each table the counts, and the ids by reason.
    pub fn to_json(&self) -> String {
        let tables = self.sections.iter().map(|(name, notes)| {
            json!({
                "table": name, "missing": notes.is_missing, "read": notes.read, "imported": notes.written,
                "imported_before": notes.there, "never_imported": notes.never,
                "left_out": notes.left_out, "mended": notes.mended,
            })
        });
        let tables: Vec<Value> = tables.collect();
        let document = json!({ "dry_run": self.dry_run, "tables": tables });
        format!("{document:#}\n")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let came = if self.dry_run {
            "would come over"
        } else {
            "came over"
        };
        for (name, notes) in &self.sections {
            if notes.is_missing {
                writeln!(to, "\n{name}: there is no such table.")?;
                continue;
            }
            if let Some(reason) = notes.never {
                writeln!(
                    to,
                    "\n{name}: {} rows stay where they are: {reason}.",
                    notes.read
                )?;
                continue;
            }
            let (read, written, there) = (notes.read, notes.written, notes.there);
            writeln!(
                to,
                "\n{name}: {read} rows, of which {written} {came}, {there} were over before."
            )?;
            list(to, "left out", &notes.left_out)?;
            list(to, "mended", &notes.mended)?;
        }
        let nothing = self.sections.iter().all(|(_, notes)| notes.written == 0);
        match (self.dry_run, nothing) {
            (true, _) => write!(to, "\nThis was a dry run. Nothing was changed."),
            (false, true) => write!(to, "\nEverything was over already. Nothing was changed."),
            (false, false) => write!(to, "\nDone. Run again, it changes nothing."),
        }
    }
}

fn list(
    to: &mut fmt::Formatter<'_>,
    what: &str,
    reasons: &BTreeMap<&'static str, Vec<String>>,
) -> fmt::Result {
    for (reason, ids) in reasons {
        let named = ids.iter().take(NAMED).map(String::as_str);
        let more = if ids.len() > NAMED { ", …" } else { "" };
        let named = named.collect::<Vec<_>>().join(", ");
        writeln!(to, "  {what} {}: {reason} ({named}{more})", ids.len())?;
    }
    Ok(())
}
