//! The command `import`: people and all that is theirs, read from the tables of the system before this one.
//!
//! Each table is one step: rows come by the thousand from one snapshot of the other database, a pure function decides what
//! becomes of each, and what comes over is written in one transaction for each thousand, with a note in `imported_rows`. So
//! a run that was stopped goes on where it was, and a second one changes nothing. A dry run decides the same and writes nothing.

mod clients;
mod coop;
mod follows;
mod groups;
mod report;
mod store;
mod users;
mod values;

use std::{collections::HashSet, path::Path};

use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    app::{App, explain},
    error::Error,
    terminal::say,
    user_groups,
};
use report::Notes;
pub use report::Report;
use store::Source;

/// A table of the other system, and what becomes of its rows.
trait Step {
    /// What the report and `imported_rows` call it.
    const NAME: &'static str;
    /// The table.
    const TABLE: &'static str;
    /// Reads its rows, each as one JSON object with an `id`.
    const SELECT: &'static str;
    /// What is written before it for a batch of what was decided, which is `$1`.
    const BEFORE: &'static [&'static str] = &[];
    /// Writes the rows of a batch, and answers the ids of those that it wrote.
    const INSERT: &'static str;
    /// What is written after it, for those that were.
    const AFTER: &'static [&'static str] = &[];
    /// Why it may leave out a row: what is here already comes first.
    const REFUSED: &'static str;
    /// A row of it.
    type Row: DeserializeOwned;

    /// Takes note of a row that is over already.
    fn recall(&mut self, _id: Uuid, _row: Self::Row) {}

    /// What is to be written of a row; nothing, if it does not come over, which is noted.
    fn decide(&mut self, id: Uuid, row: Self::Row, notes: &mut Notes) -> Option<Value>;
}

/// What all steps share.
struct Run<'a> {
    app: &'a App,
    source: Source,
    dry_run: bool,
    report: Report,
}

/// Brings everything over, or tells what would come.
///
/// # Errors
/// A sentence, if one of the databases does not answer or another import is under way. What was written until then stays.
pub async fn run(
    app: &App,
    from: &str,
    ca: Option<&Path>,
    dry_run: bool,
) -> Result<Report, String> {
    let source = Source::open(from, ca).await?;
    let lock = app.database.client().await.map_err(explain)?;
    if !store::lock(&lock).await.map_err(explain)? {
        return Err("Another import is under way. Wait for it.".to_owned());
    }
    let mut run = Run {
        app,
        source,
        dry_run,
        report: Report::new(dry_run),
    };
    let done = run.all().await;
    store::unlock(&lock).await.map_err(explain)?;
    done.map_err(|error| {
        format!(
            "{}\nIt stopped there. What is over stays; run it again, and it goes on.",
            store::tell(error)
        )
    })?;
    Ok(run.report)
}

impl Run<'_> {
    async fn all(&mut self) -> Result<(), Error> {
        let reader = self.app.database.client().await?;
        let taken = coop::store::classes(&reader).await?;
        let mut people = users::Users::new(
            self.app,
            users::store::usernames(&reader).await?,
            users::store::roles(&reader).await?,
        );
        let came = users::store::came(&reader).await?;
        let keys = groups::store::keys(&reader).await?;
        let owned = groups::store::owned(&reader).await?;
        drop(reader);
        if !came.is_empty() {
            let there = self.source.all("users", users::store::ADDRESSES).await?;
            people.came(there, &came);
        }
        self.step(&mut clients::Clients { app: self.app }).await?;
        self.step(&mut people).await?;
        let people = people.people;
        let shared = groups::Shared {
            links: self.source.all("links", groups::store::LINKS).await?,
            tags: self.source.all("tags", groups::store::TAGS).await?,
        };
        let rights = groups::Rights::new(user_groups::list_types(self.app).await?, owned);
        let mut groups = groups::Groups::new(self.app, &people, rights, shared, keys);
        self.step(&mut groups).await?;
        let groups = groups.groups;
        self.step(&mut follows::Follows {
            people: &people,
            groups: &groups,
            audiences: follows::audiences(self.app)?,
        })
        .await?;
        let used = self.source.all("user_memberships", coop::store::USED);
        let mut classes = coop::Classes::new(taken, &used.await?);
        self.step(&mut classes).await?;
        self.step(&mut coop::Memberships::new(&people, &classes.ids))
            .await?;
        self.step(&mut coop::Shares { people: &people }).await?;
        self.step(&mut coop::Credits::new(&people)).await?;
        self.step(&mut coop::Customers::new(&people)).await?;
        self.never().await
    }

    async fn step<S: Step>(&mut self, step: &mut S) -> Result<(), Error> {
        let notes = self.report.section(S::NAME);
        if !self.source.has(S::TABLE).await? {
            notes.missing();
            return Ok(());
        }
        let known = store::imported(&self.app.database.client().await?, S::NAME).await?;
        let total = self.source.count(&format!("({}) rows", S::SELECT)).await?;
        self.source.declare(S::SELECT).await?;
        loop {
            let rows = self.source.fetch().await?;
            if rows.is_empty() {
                break;
            }
            let decided = decide(step, rows, &known, notes);
            notes.written += decided.len() as i64;
            if !self.dry_run && !decided.is_empty() {
                let mut client = self.app.database.client().await?;
                for id in store::write::<S>(&mut client, decided).await? {
                    notes.written -= 1;
                    notes.left_out(id, S::REFUSED);
                }
            }
            if notes.read % 10_000 == 0 || notes.read == total {
                say(&format!("{}: {} of {total} rows read", S::NAME, notes.read));
            }
        }
        self.source.close().await
    }

    /// Counts what is never brought over.
    async fn never(&mut self) -> Result<(), Error> {
        for (table, reason) in NEVER {
            if self.source.has(table).await? {
                let count = self.source.count(table).await?;
                self.report.section(table).never(count, reason);
            }
        }
        Ok(())
    }
}

/// Tables that stay where they are, and why.
const NEVER: &[(&str, &str)] = &[
    (
        "street_addresses",
        "no street address is stored here; those live with the payment provider",
    ),
    ("access_tokens", "people sign in again"),
    ("refresh_tokens", "people sign in again"),
    ("authorization_codes", "people sign in again"),
    (
        "email_tokens",
        "letters that are under way have to be asked for again",
    ),
];

fn decide<S: Step>(
    step: &mut S,
    rows: Vec<Value>,
    known: &HashSet<Uuid>,
    notes: &mut Notes,
) -> Vec<Value> {
    let mut decided = Vec::with_capacity(rows.len());
    for row in rows {
        notes.read += 1;
        let id = row["id"].as_str().and_then(|id| id.parse().ok());
        let Some(id) = id.filter(|id: &Uuid| !id.is_nil()) else {
            notes.left_out("without an id", "it has no id");
            continue;
        };
        let Ok(row) = serde_json::from_value::<S::Row>(row) else {
            notes.left_out(id, "its columns are of other kinds than the tables have");
            continue;
        };
        if known.contains(&id) {
            notes.there += 1;
            step.recall(id, row);
        } else if let Some(row) = step.decide(id, row, notes) {
            decided.push(row);
        }
    }
    decided
}
