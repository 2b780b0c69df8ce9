//! The table: operations whose answers are the same stand together.

use std::collections::{BTreeSet, HashMap};

use contract_tests::{Response, spec::Operation};

use super::{
    Cell,
    cast::{Who, Whom},
    operations, rules,
};

const HEADING: &str = "\
Who may call what, as the server answers it. Each operation but the pages is called by everybody, about everybody.

Columns: who calls. Nobody has no token; a client acts for itself. Of each role there is a person, with several tokens:
one letter stands for the role that the token acts with, by its scope, L listener, A artist, B label, T tenant_admin,
D admin, S super_admin; the first is the person's own role, and r a token of their own role that only reads.
Rows: whom it is about. Themselves, or somebody else with this role, of the caller's tenant (here) or another (elsewhere).
An artist stands for listeners and labels too, as nobody may more or less to one of those.

  + done, with the status that stands beside the operation     . 403 forbidden     r 403 the token has not the scope
  - 401 sign in first     ? 404 nothing that the caller may know of     ! 409 conflict; tests/it/access/rules.rs says why

Written by the contract tests: UPDATE_SNAPSHOTS=1 cargo test -p contract-tests access
";

/// How wide the list of operations gets.
const WIDTH: usize = 110;

/// The answers, by operation, caller and whom it was about.
#[derive(Default)]
pub(super) struct Table {
    cells: HashMap<(&'static str, Who, Whom), char>,
    /// With which statuses an operation was done.
    done: HashMap<&'static str, BTreeSet<u16>>,
}

impl Table {
    pub(super) fn add(&mut self, cell: Cell) {
        let Cell {
            operation,
            who,
            whom,
            answer,
        } = cell;
        let id = operation.id.as_str();
        if answer.status < 400 {
            self.done.entry(id).or_default().insert(answer.status);
        }
        self.cells.insert((id, who, whom), sign(&answer));
    }

    /// Wants every answer to be the one that follows from the rules.
    pub(super) fn hold_to_the_rules(&self) {
        let mut wrong = Vec::new();
        for (operation, who, whom) in each() {
            let says = self.cells.get(&(operation.id.as_str(), who, whom));
            let right = rules::expected(operation, who, whom);
            if says != Some(&right) {
                let by = format!("{} with {}", who.group(), who.scope());
                wrong.push(format!(
                    "{} by {by}, about {whom:?}: {says:?} instead of {right}",
                    operation.id
                ));
            }
        }
        wrong.sort();
        wrong.truncate(40);
        assert!(
            wrong.is_empty(),
            "x-access says otherwise:\n{}",
            wrong.join("\n")
        );
    }

    pub(super) fn text(&self) -> String {
        let mut blocks: Vec<(String, Vec<String>)> = Vec::new();
        for operation in operations() {
            let rows = self.rows(operation);
            let statuses: Vec<_> = self
                .done
                .get(operation.id.as_str())
                .into_iter()
                .flatten()
                .collect();
            let title = statuses.iter().fold(operation.id.clone(), |title, status| {
                format!("{title} {status}")
            });
            match blocks.iter_mut().find(|(same, _)| *same == rows) {
                Some((_, titles)) => titles.push(title),
                None => blocks.push((rows, vec![title])),
            }
        }
        let roles = line("", |group| group[0].group().to_owned());
        let tokens = line("", |group| group.iter().map(|who| who.letter()).collect());
        let blocks = blocks
            .iter()
            .map(|(rows, titles)| format!("\n{}\n\n{roles}{tokens}{rows}", list(titles)));
        HEADING.to_owned() + &blocks.collect::<String>()
    }

    fn rows(&self, operation: &'static Operation) -> String {
        let row = |whom: &Whom| {
            let sign = |who: &Who| {
                *self
                    .cells
                    .get(&(operation.id.as_str(), *who, *whom))
                    .unwrap_or(&' ')
            };
            line(&whom.title(), |group| group.iter().map(sign).collect())
        };
        Whom::of(operation).iter().map(row).collect()
    }
}

/// A line of the table: its title, then what this says of the callers that stand together.
fn line(title: &str, cells: impl Fn(&[Who]) -> String) -> String {
    let mut text = format!("  {title:24}");
    for group in Who::all().chunk_by(|one, other| one.group() == other.group()) {
        let width = group.len().max(group[0].group().len()) + 2;
        text += &format!("{:width$}", cells(group));
    }
    format!("{}\n", text.trim_end())
}

/// The titles, separated by commas, on as many lines as they need.
fn list(titles: &[String]) -> String {
    let mut lines = vec![String::new()];
    for title in titles {
        let last = lines.last_mut().expect("a line");
        if last.is_empty() {
            last.push_str(title);
        } else if last.len() + title.len() + 2 <= WIDTH {
            *last += &format!(", {title}");
        } else {
            last.push(',');
            lines.push(title.clone());
        }
    }
    lines.join("\n")
}

/// All cells that there are.
fn each() -> impl Iterator<Item = (&'static Operation, Who, Whom)> {
    operations().flat_map(|operation| {
        let whom = Whom::of(operation).iter();
        whom.flat_map(move |whom| {
            let callers = Who::all()
                .into_iter()
                .filter(|who| who.can_call_about(*whom));
            callers.map(move |who| (operation, who, *whom))
        })
    })
}

fn sign(answer: &Response) -> char {
    match answer.status {
        ..=399 => '+',
        401 => '-',
        403 if answer.json()["type"] == "/problems/insufficient-scope" => 'r',
        403 => '.',
        404 => '?',
        409 => '!',
        _ => panic!("there is no sign for this yet: {}", answer.describe()),
    }
}
