//! `user-api import`: people and all that is theirs come over from the tables of the system before this one.

mod books;
mod clients;
mod groups;
mod people;
mod pictures;
mod twice;

use contract_tests::{
    TestApp, TestDb,
    command::{self, Finished},
};
use serde_json::{Value, json};

/// What the hashes of the scene are of.
const BCRYPT_PASSWORD: &str = "three ferries before dawn";
const PHPASS_PASSWORD: &str = "test12345";

/// What is filled, by what the report calls the rows.
const TABLES: &[(&str, &str)] = &[
    ("users", "users"),
    ("user_groups", "user_groups"),
    ("membership_classes", "membership_classes"),
    ("user_memberships", "memberships"),
    ("share_transactions", "share_transactions"),
    ("credits", "credit_balances"),
    ("stripe_users", "stripe_customers"),
];

/// The database of the other system, with so many people.
fn legacy(people: u32) -> TestDb {
    let db = tables("");
    let sql = include_str!("legacy.sql").replace("PEOPLE", &people.to_string());
    db.batch(&sql);
    db
}

/// The same with these rows only, beside the types of groups.
fn tables(rows: &str) -> TestDb {
    let db = TestDb::empty();
    db.batch(include_str!("tables.sql"));
    db.batch(rows);
    db
}

fn import(to: &TestDb, from: &TestDb, more: &[&str]) -> Finished {
    import_with(to, from, more, &[])
}

fn import_with(to: &TestDb, from: &TestDb, more: &[&str], settings: &[(&str, &str)]) -> Finished {
    let uri = from.uri();
    let arguments = [&["import", "--from", &uri], more].concat();
    command::user_api_with(to, &arguments, b"", settings)
}

/// What an import tells of itself, which is done.
struct Told(Value);

impl Told {
    fn of(to: &TestDb, from: &TestDb) -> Self {
        Self::with(to, from, &[])
    }

    fn with(to: &TestDb, from: &TestDb, settings: &[(&str, &str)]) -> Self {
        let file = std::env::temp_dir().join(format!("import-{}.json", uuid::Uuid::now_v7()));
        let path = file.to_str().expect("a path");
        import_with(to, from, &["--yes", "--report", path], settings).done();
        let report = std::fs::read_to_string(&file).expect("a report");
        std::fs::remove_file(&file).expect("it goes");
        Self(serde_json::from_str(&report).expect("JSON"))
    }

    fn table(&self, name: &str) -> &Value {
        let tables = self.0["tables"].as_array().expect("tables");
        let table = tables.iter().find(|table| table["table"] == name);
        table.unwrap_or_else(|| panic!("nothing is told of {name}"))
    }

    /// How many rows of a table came over.
    fn came(&self, table: &str) -> i64 {
        self.table(table)["imported"].as_i64().expect("a number")
    }

    /// Wants these words in the reason for which the row was left out or mended.
    #[track_caller]
    fn says(&self, table: &str, what: &str, id: &str, words: &str) {
        let reasons = self.table(table)[what].as_object().expect("reasons");
        let is_it = |(reason, ids): (&String, &Value)| {
            reason.contains(words) && ids.as_array().is_some_and(|ids| ids.contains(&json!(id)))
        };
        assert!(reasons.iter().any(is_it), "{words}: {reasons:#?}");
    }

    /// Wants nothing to be told of a row.
    #[track_caller]
    fn is_silent(&self, table: &str, id: &str) {
        let table = self.table(table);
        let told = format!("{} {}", table["left_out"], table["mended"]);
        assert!(!told.contains(id), "{told}");
    }
}

/// The id that `nth` of the tables gives.
fn nth(from: &TestDb, kind: &str, number: i64) -> String {
    from.value("select nth($1, $2)::text", &[&kind, &number])
}

fn count(db: &TestDb, what: &str) -> i64 {
    db.value(&format!("select count(*) from {what}"), &[])
}

#[test]
fn a_hundred_thousand_rows_of_every_awkward_kind_come_over_and_people_sign_in_with_their_old_passwords()
 {
    let (app, from) = (TestApp::start(), legacy(67_000));
    import(&app.db, &from, &["--yes"]).done().says("Done.");
    // Beside the people there are half as many rows of all that is theirs. Of each hundred two have the address of another in other letters, and of 97 one is deleted.
    assert!(count(&app.db, "users where username is not null") > 64_000);
    let hashes = "select md5(string_agg(id::text || hash, ' ' order by id)) from";
    let ours: String = app.db.value(
        &format!("{hashes} (select id, password_hash as hash from users where password_hash is not null) t"),
        &[],
    );
    let ids = app
        .db
        .query("select id from users where password_hash is not null", &[]);
    let ids: Vec<uuid::Uuid> = ids.iter().map(|row| row.get(0)).collect();
    let theirs: String = from.value(
        &format!("{hashes} (select id, password as hash from users where id = any ($1)) t"),
        &[&ids],
    );
    assert_eq!(ours, theirs);
    for (username, password) in [
        ("person14@music.example", BCRYPT_PASSWORD),
        ("person10@music.example", PHPASS_PASSWORD),
    ] {
        app.sign_in_as(username, password, "read_write").expect(200);
    }
    app.sign_in_as("person14@music.example", "another one", "read")
        .expect(400);
}

#[test]
fn a_dry_run_tells_what_would_come_and_changes_nothing() {
    let (app, from) = (TestApp::start(), legacy(2_000));
    let file = std::env::temp_dir().join(format!("import-{}.json", uuid::Uuid::now_v7()));
    let path = file.to_str().expect("a path");
    let counts: Vec<i64> = TABLES
        .iter()
        .map(|(_, ours)| count(&app.db, ours))
        .collect();
    let before = app.db.fingerprint();
    import(&app.db, &from, &["--dry-run", "--report", path])
        .done()
        .says("would come over")
        .says("somebody else has the same address")
        .says("the username is no e-mail address")
        .says("street_addresses: 5 rows stay where they are")
        .says("there is no such type of group")
        .says("a link leads nowhere")
        .says("owns a band or several personas, so the role is artist")
        .says("Nothing was changed.");
    assert_eq!(app.db.fingerprint(), before);
    let report = std::fs::read_to_string(&file).expect("a report");
    std::fs::remove_file(&file).expect("it goes");
    assert!(!report.contains('@'), "it holds ids only");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    // What it foretells is what comes.
    import(&app.db, &from, &["--yes"]).done();
    for table in report["tables"].as_array().expect("tables") {
        let name = table["table"].as_str().expect("a name");
        if let Some(place) = TABLES.iter().position(|(theirs, _)| *theirs == name) {
            assert!(table["imported"].as_i64() > Some(0), "{name}");
            let came = count(&app.db, TABLES[place].1) - counts[place];
            assert_eq!(table["imported"], came, "{name}");
        }
    }
}

#[test]
fn a_run_that_was_stopped_goes_on_where_it_was_and_another_changes_nothing() {
    let (app, from) = (TestApp::start(), legacy(3_000));
    app.db.batch(
        "create function stumble() returns trigger language plpgsql as $$ begin
            if (select count(*) from users) > 1000 then raise 'the disk is full'; end if; return null; end $$;
        create trigger stumble after insert on users for each statement execute function stumble();",
    );
    import(&app.db, &from, &["--yes"])
        .refused()
        .says("the disk is full")
        .says("run it again");
    let over = count(&app.db, "users");
    assert!(over > 900 && over <= 1_000, "whole batches only");
    assert_eq!(count(&app.db, "imported_rows where kind = 'users'"), over);
    app.db.batch("drop function stumble() cascade");
    import(&app.db, &from, &["--yes"])
        .done()
        .says(&format!("{over} were over before"))
        .says("Done.");
    let other = TestApp::start();
    import(&other.db, &from, &["--yes"]).done();
    for (_, table) in TABLES {
        assert_eq!(count(&app.db, table), count(&other.db, table), "{table}");
    }
    let before = app.db.fingerprint();
    import(&app.db, &from, &["--yes"])
        .done()
        .says("Everything was over already. Nothing was changed.");
    assert_eq!(app.db.fingerprint(), before);
}

#[test]
fn what_was_changed_or_removed_here_since_stays_so() {
    let (app, from) = (TestApp::start(), legacy(2_000));
    import(&app.db, &from, &["--yes"]).done();
    let (groups, follows) = (count(&app.db, "user_groups"), count(&app.db, "follows"));
    assert!(groups > 100 && follows > 100);
    app.db.batch("delete from follows; delete from user_groups; update users set first_name = 'Changed' where username is not null");
    import(&app.db, &from, &["--yes"])
        .done()
        .says("Nothing was changed.");
    assert_eq!(count(&app.db, "user_groups") + count(&app.db, "follows"), 0);
    assert_eq!(
        count(
            &app.db,
            "users where username is not null and first_name <> 'Changed'"
        ),
        0
    );
}

#[test]
fn who_deleted_their_account_is_an_id_without_a_name_and_their_books_stay() {
    let (app, from) = (TestApp::start(), legacy(2_000));
    import(&app.db, &from, &["--yes"]).done();
    let erased = count(&app.db, "users where erased_at is not null");
    assert_eq!(
        erased,
        count(&from, "users where deleted_at > '1970-01-01'")
    );
    assert_eq!(
        count(
            &app.db,
            "user_groups join users on users.id = owner_id where erased_at is not null"
        ),
        0
    );
    assert!(
        count(
            &app.db,
            "share_transactions s join users on users.id = s.user_id where erased_at is not null"
        ) > 0
    );
    // The numbers that other services know people by are kept.
    assert_eq!(
        count(
            &app.db,
            "imported_rows where kind = 'users' and legacy_id is not null"
        ),
        count(&app.db, "users")
    );
}

#[test]
fn who_has_an_account_here_already_keeps_it() {
    let (app, from) = (TestApp::start(), legacy(2_000));
    app.db.batch("insert into users (id, username, role, tenant_id) select gen_random_uuid(), 'person1501@music.example', 'listener', id from tenants where is_default");
    import(&app.db, &from, &["--yes"]).done();
    let theirs: String = from.value(
        "select id::text from users where username = 'Person1501@Music.example'",
        &[],
    );
    assert_eq!(count(&app.db, &format!("users where id = '{theirs}'")), 0);
    assert_eq!(
        count(&app.db, "users where username = 'person1501@music.example'"),
        1
    );
}

#[test]
fn it_asks_before_it_writes_and_says_what_is_wrong_with_the_other_database() {
    let (app, from) = (TestApp::start(), legacy(2_000));
    import(&app.db, &from, &[])
        .refused()
        .says("Nothing was done.");
    assert_eq!(count(&app.db, "imported_rows"), 0);
    import(&app.db, &TestDb::empty(), &["--yes"])
        .refused()
        .says("Is it the right one?");
    let nowhere = ["import", "--from", "postgres://x@127.0.0.1:1/x", "--yes"];
    command::user_api(&app.db, &nowhere, b"")
        .refused()
        .says("does not answer");
}
