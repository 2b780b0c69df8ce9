//! The schema: what the migrations make of an empty database, and that servers which start together make it once.

use std::{fmt::Write as _, sync::Arc};

use contract_tests::{
    TestApp, TestDb, app::SECRET, at_the_same_moment, command::user_api, snapshot,
};
use serde_json::{Value, json};

const HEADING: &str = "\
-- What the database looks like after all migrations. To read; nothing is made from it.
-- Written by the contract tests: UPDATE_SNAPSHOTS=1 cargo test -p contract-tests migrations
";

/// Tables whose rows come with the schema.
const SEEDED: [&str; 6] = [
    "roles",
    "scopes",
    "tenants",
    "group_types",
    "group_type_owners",
    "group_type_members",
];

fn lines(db: &TestDb, sql: &str) -> Vec<String> {
    db.query(sql, &[]).iter().map(|row| row.get(0)).collect()
}

/// A database that a server has just made.
fn fresh() -> Arc<TestDb> {
    let db = Arc::new(TestDb::empty());
    drop(TestApp::start_on(Arc::clone(&db), |_| {}).expect("a server"));
    db
}

#[test]
fn a_fresh_database_looks_as_schema_sql_says() {
    let db = fresh();
    let mut text = HEADING.to_owned();
    for line in lines(&db, include_str!("../../src/catalog.sql")) {
        writeln!(text, "{line}").expect("memory");
    }
    for table in SEEDED {
        writeln!(text, "\n-- rows of {table}").expect("memory");
        // When they were added is nobody's business.
        let sql = format!(
            "select (to_jsonb(t) - array['created_at', 'updated_at'])::text from {table} t order by 1"
        );
        for row in lines(&db, &sql) {
            writeln!(text, "{row}").expect("memory");
        }
    }
    snapshot::compare("migrations/schema.sql", &text);
}

#[test]
fn a_fresh_database_looks_as_schema_json_tells_the_overview() {
    // Not by a server: one does not start on a description that lacks a table of the spec.
    let db = TestDb::empty();
    user_api(&db, &["migrate"], b"").done();
    let rows = SEEDED.iter().map(|table| {
        let sql = format!("select coalesce(jsonb_agg(to_jsonb(t) - array['id', 'created_at', 'updated_at', 'version'] order by t::text collate \"C\"), '[]') from {table} t");
        ((*table).to_owned(), db.value::<Value>(&sql, &[]))
    });
    let rows: Value = rows
        .filter(|(table, _)| table != "tenants")
        .collect::<serde_json::Map<_, _>>()
        .into();
    let tables = db.value::<Value>(include_str!("../../src/tables.sql"), &[]);
    let text = serde_json::to_string_pretty(&json!({ "tables": tables, "rows": rows }));
    snapshot::compare(
        "migrations/schema.json",
        &format!("{}\n", text.expect("JSON")),
    );
}

#[test]
fn only_the_seeded_tables_have_rows() {
    let db = fresh();
    for table in db.tables() {
        let count: i64 = db.value(&format!("select count(*) from {table}"), &[]);
        let filled = SEEDED.contains(&table.as_str())
            || ["signing_keys", "refinery_schema_history"].contains(&table.as_str());
        assert_eq!(count > 0, filled, "{table}");
    }
}

#[test]
fn every_table_and_every_column_has_a_comment() {
    let db = fresh();
    let sql = "select format('%s %s', relname, attname) from pg_class
        join pg_attribute on attrelid = pg_class.oid and attnum >= 0 and not attisdropped
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'refinery_schema_history'
            and coalesce(col_description(attrelid, attnum), '') = ''
        union all
        select relname::text from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and relname <> 'refinery_schema_history'
            and coalesce(obj_description(oid, 'pg_class'), '') = ''";
    assert_eq!(lines(&db, sql), Vec::<String>::new(), "have no comment");
}

#[test]
fn every_constraint_is_named_after_its_table() {
    let db = fresh();
    let sql = "select format('%s of %s', conname, conrelid::regclass) from pg_constraint
        where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid <> 0
            and conrelid <> 'refinery_schema_history'::regclass and not starts_with(conname, conrelid::regclass::text || '_')";
    assert_eq!(lines(&db, sql), Vec::<String>::new());
}

#[test]
fn every_reference_to_another_table_has_an_index() {
    let db = fresh();
    // Without one, deleting a row of the other table reads this one from beginning to end. Those to what never goes are spared.
    let sql = "select format('%s.%s', conrelid::regclass, attname) from pg_constraint
        join pg_attribute on attrelid = conrelid and attnum = conkey[1]
        where contype = 'f' and confrelid::regclass::text not in ('roles', 'group_types', 'group_type_members', 'scopes')
            and not exists (select from pg_index where indrelid = conrelid and indkey[0] = conkey[1])";
    assert_eq!(lines(&db, sql), Vec::<String>::new());
}

#[test]
fn two_servers_that_start_at_the_same_moment_on_an_empty_database_share_one_key() {
    for _ in 0..2 {
        let db = Arc::new(TestDb::empty());
        let address = |config: &mut user_api_server::config::Config| {
            config.public_url = "http://api.example".to_owned()
        };
        let servers = at_the_same_moment(3, |_| TestApp::start_on(Arc::clone(&db), address));
        let servers: Vec<TestApp> = servers
            .into_iter()
            .map(|server| server.expect("a server that starts"))
            .collect();
        assert_eq!(db.value::<i64>("select count(*) from signing_keys", &[]), 3);
        let applied: i64 = db.value("select count(*) from refinery_schema_history", &[]);
        assert_eq!(
            db.value::<i64>(
                "select count(distinct version) from refinery_schema_history",
                &[]
            ),
            applied
        );
        // A token of one is good for the others.
        let sql = "insert into clients (id, name, secret_hash, grants, scopes) values ('demo-service', 'Service', sha256('demo-service-secret'), '{client_credentials}', '{read,read_write,credits,rights}')";
        db.batch(sql);
        let service = servers[0].service();
        for server in &servers {
            service.at(server).get("/v1/roles").expect(200);
        }
    }
}

#[test]
fn a_server_that_starts_again_finds_everything_as_it_was() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let schema = |db: &TestDb| lines(db, include_str!("../../src/catalog.sql"));
    let (before, key) = (
        schema(&app.db),
        app.db.value::<Value>(
            "select jsonb_agg(public_key order by id) from signing_keys",
            &[],
        ),
    );
    let again = app.second();
    assert_eq!(schema(&app.db), before);
    assert_eq!(
        app.db.value::<Value>(
            "select jsonb_agg(public_key order by id) from signing_keys",
            &[]
        ),
        key
    );
    bo.at(&again).get("/v1/me").expect(200);
}

#[test]
fn a_server_with_another_secret_does_not_start_on_the_database() {
    let app = TestApp::start();
    let mut other = SECRET.to_vec();
    other[0] += 1;
    let Err(sentence) = TestApp::start_on(Arc::clone(&app.db), |config| config.secret = other)
    else {
        panic!("it started");
    };
    assert!(sentence.contains("USER_API_SECRET"), "{sentence}");
}

#[test]
fn a_server_without_a_database_does_not_start_and_says_so() {
    let db = Arc::new(TestDb::empty());
    let Err(sentence) = TestApp::start_on(db, |config| {
        config.database_url = "host=127.0.0.1 port=1 user=x".to_owned()
    }) else {
        panic!("it started");
    };
    assert!(sentence.contains("database"), "{sentence}");
}

#[test]
fn a_schema_that_is_newer_than_the_server_stops_the_start() {
    let app = TestApp::start();
    let sql = "insert into refinery_schema_history (version, name, applied_on, checksum) 
        select 9999, 'from_the_future', applied_on, '1' from refinery_schema_history where version = 1";
    app.db.batch(sql);
    let started = TestApp::start_on(Arc::clone(&app.db), |_| {});
    assert!(
        started.is_err_and(
            |sentence| sentence.contains("from_the_future") || sentence.contains("9999")
        )
    );
}

#[test]
fn a_migration_that_was_changed_after_it_ran_stops_the_start() {
    let app = TestApp::start();
    app.db
        .batch("update refinery_schema_history set checksum = '1' where version = 2");
    let started = TestApp::start_on(Arc::clone(&app.db), |_| {});
    assert!(started.is_err_and(|sentence| sentence.contains("create_users")));
}
