//! A person's own data: all of it is in the export, and none of it is left when they are erased. The tests walk every table
//! of the database, so that one which is new cannot be forgotten.

mod catalog;
mod decisions;
mod erasure;
pub(crate) use erasure::erase;
mod exports;

use contract_tests::{TestApp, stripe::Stripe};
use uuid::Uuid;

use self::decisions::NOBODYS;

/// Somebody with a row in every table.
struct Somebody {
    id: Uuid,
    mark: &'static str,
}

/// A word that stands nowhere else.
const BO: &str = "quokka";
/// Another one, of somebody who has nothing to do with it.
const LIN: &str = "wombat";

/// Moments that are like no other, far from now.
const MOMENTS: &str =
    "create temporary sequence if not exists moments;
    create or replace function pg_temp.moment() returns timestamptz language sql volatile
        as $$ select timestamptz '2031-01-01 00:00:00Z' + nextval('moments') * interval '1 hour 1 second' $$;";

impl Somebody {
    fn new(app: &TestApp, mark: &'static str) -> Self {
        let id = Uuid::now_v7();
        let somebody = Self { id, mark };
        app.db.batch(MOMENTS);
        app.db.batch(&somebody.fill(include_str!("scene.sql")));
        // Whom Stripe has never known is not erased.
        Stripe::has_deleted(&somebody.fill("MARK-customer"));
        somebody
    }

    fn fill(&self, sql: &str) -> String {
        let sql = sql.replace("ID", &self.id.to_string());
        sql.replace("MARK", self.mark)
    }
}

#[test]
fn of_every_table_it_is_known_whether_it_is_about_people() {
    let app = TestApp::start();
    let bo = Somebody::new(&app, BO);
    let people: Vec<_> = catalog::tables(&app.db, &bo);
    let mut wrong = Vec::new();
    for table in app.db.tables() {
        let of_people = people.iter().any(|of_people| of_people.name == table);
        let nobodys = NOBODYS.iter().any(|(name, _)| *name == table);
        match (of_people, nobodys) {
            (true, false) | (false, true) => {}
            (false, false) => wrong.push(format!(
                "The table {table} does not lead to users by foreign keys. Let it, with \"on delete cascade\", if it holds anything about people; else say in NOBODYS of contract-tests/tests/it/own_data/decisions.rs why it does not."
            )),
            (true, true) => wrong.push(format!(
                "The table {table} leads to users, but NOBODYS of contract-tests/tests/it/own_data/decisions.rs says that it holds nothing about people. Remove it there."
            )),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
