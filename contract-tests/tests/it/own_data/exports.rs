//! The export: everything, and no secret.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract_tests::{Response, TestApp, spec::members};
use serde_json::{Value, json};

use super::{
    BO, LIN, Somebody, catalog,
    decisions::{NOT_EXPORTED, covers},
};

fn export(of: uuid::Uuid) -> String {
    format!("/v1/users/{of}/export")
}

/// What stands in a document: texts, moments, and the names of properties.
#[derive(Default)]
struct Contents {
    texts: BTreeSet<String>,
    moments: BTreeSet<DateTime<Utc>>,
    names: BTreeSet<String>,
}

impl Contents {
    fn of(document: &Value) -> Self {
        let mut contents = Self::default();
        contents.read(document);
        contents
    }

    fn read(&mut self, value: &Value) {
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    self.names.insert(name.clone());
                    self.read(value);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.read(item)),
            Value::String(text) => {
                self.moments.extend(moment(text));
                self.texts.insert(text.clone());
            }
            _ => {}
        }
    }

    /// Whether what stands in a column of this type and name is here.
    fn have(&self, kind: &str, column: &str, value: &Value) -> bool {
        match value {
            Value::Null => true,
            // Of these one cannot tell whose they are, so their name has to do.
            Value::Bool(_) | Value::Number(_) => self.names.contains(column),
            Value::Array(items) => items.iter().all(|item| self.have(kind, column, item)),
            Value::Object(_) => members(value).all(|(name, item)| self.have(kind, name, item)),
            Value::String(text) if kind == "timestamptz" => {
                moment(text).is_some_and(|moment| self.moments.contains(&moment))
            }
            Value::String(text) => self.texts.contains(text),
        }
    }
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    let moment = DateTime::parse_from_rfc3339(text).ok()?;
    Some(moment.with_timezone(&Utc))
}

#[test]
fn everything_held_about_a_person_is_in_the_export() {
    let app = TestApp::start();
    let (bo, _lin) = (Somebody::new(&app, BO), Somebody::new(&app, LIN));
    let tables = catalog::tables(&app.db, &bo);
    let before: Vec<_> = tables.iter().map(|table| table.rows(&app.db)).collect();
    let document = app.person("admin").get(&export(bo.id)).expect(200).json();
    let contents = Contents::of(&document);
    let mut wrong = Vec::new();
    for (table, rows) in tables.iter().zip(before) {
        let name = &table.name;
        for (column, kind) in table.columns(&app.db, NOT_EXPORTED) {
            let values: Vec<_> = rows.iter().map(|row| &row[&column]).collect();
            if values.iter().all(|value| value.is_null()) {
                wrong.push(format!(
                    "Nothing stands in {name}.{column}, which is about people. Put something that one recognises into it in contract-tests/tests/it/own_data/scene.sql."
                ));
            }
            let missing = |value: &&&Value| !contents.have(&kind, &column, value);
            if let Some(value) = values.iter().find(missing) {
                wrong.push(format!(
                    "The export does not show {name}.{column}, such as {value}. Put it there (UserExport in api/openapi.yaml, server/src/exports), or say in NOT_EXPORTED of contract-tests/tests/it/own_data/decisions.rs why the person is not shown it."
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let text = document.to_string();
    assert!(!text.contains(LIN), "and nothing of anybody else: {text}");
}

#[test]
fn no_secret_is_in_the_export() {
    let app = TestApp::start();
    let bo = Somebody::new(&app, BO);
    let admin = app.person("admin");
    let text = admin.get(&export(bo.id)).expect(200).text().to_owned();
    for table in catalog::tables(&app.db, &bo) {
        for (column, kind) in table.columns(&app.db, &[]) {
            // Hashes and what is sealed are bytes; a password's hash is text.
            if kind != "bytea" && column != "password_hash" {
                continue;
            }
            let name = &table.name;
            assert!(covers(NOT_EXPORTED, name, &column), "{name}.{column}");
            for row in table.rows(&app.db) {
                let value = row[&column].as_str().unwrap_or_default();
                let secret = value.trim_start_matches("\\x");
                assert!(
                    secret.is_empty() || !text.contains(secret),
                    "{name}.{column}"
                );
            }
        }
    }
}

#[test]
fn every_decision_is_about_a_column_that_there_is() {
    let app = TestApp::start();
    for (table, column, _) in NOT_EXPORTED.iter().chain(super::decisions::OUTLIVES) {
        let sql = "select count(*) from information_schema.columns where table_schema = 'public' and table_name = $1 and $2 in (column_name::text, '*')";
        let found: i64 = app.db.value(sql, &[table, column]);
        assert!(
            found > 0,
            "there is no {table}.{column} any more; remove it from decisions.rs"
        );
    }
}

#[test]
fn a_person_gets_their_own_as_a_file() {
    let app = TestApp::start();
    let (bo, lin) = (app.person("artist"), app.person("artist"));
    let group = bo.create_group(bo.id, "persona", "Night Ferry");
    let answer = bo.get(&export(bo.id)).expect(200);
    let file = format!("attachment; filename=\"user-{}.json\"", bo.id);
    assert_eq!(answer.header("content-disposition"), Some(file.as_str()));
    let document = answer.json();
    assert_eq!(document["account"], bo.get("/v1/me").expect(200).json());
    assert_eq!(
        document["user_groups"][0]["user_group"]["id"],
        group.to_string()
    );
    assert_eq!(
        document["user_groups"][0]["user_group"]["owner_id"],
        bo.id.to_string()
    );
    assert_eq!(document["sessions"].as_array().map(Vec::len), Some(1));
    assert_eq!(document["truncated"], json!([]));
    // Nobody else's, and nothing is noted about one's own.
    lin.get(&export(bo.id)).refused(403, "forbidden");
    let noted: i64 = app.db.value(
        "select count(*) from audit_events where operation = 'exportUser'",
        &[],
    );
    assert_eq!(noted, 0);
}

#[test]
fn a_look_by_staff_is_noted_and_the_person_finds_it() {
    let app = TestApp::start();
    let (bo, ada) = (app.person("artist"), app.person("admin"));
    let events = |answer: &Response| answer.json()["audit_events"].clone();
    ada.get(&export(bo.id)).expect(200);
    let own = bo.get(&export(bo.id)).expect(200);
    // The newest is first; before it, Bo signed in.
    let found = events(&own);
    assert_eq!(found.as_array().map(Vec::len), Some(2));
    let event = &found[0];
    assert_eq!(
        (&event["operation"], &event["actor_role"]),
        (&json!("exportUser"), &json!("admin"))
    );
    let fields = event["fields"].as_array().expect("fields");
    assert!(fields.contains(&json!("sessions")), "{event}");
    assert_eq!(
        (&event["by_person"], &event["about_person"]),
        (&json!(false), &json!(true))
    );
    // Who it was stays between the server and its operators.
    assert!(!own.text().contains(&ada.id.to_string()));
    // To who looked, it is something that they did.
    let event = events(&ada.get(&export(ada.id)).expect(200))[0].clone();
    assert_eq!(
        (&event["by_person"], &event["about_person"]),
        (&json!(true), &json!(false))
    );
}

#[test]
fn an_export_does_not_tell_where_others_belong_whom_the_person_had_to_do_with() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (bo, lin) = (
        app.person("artist"),
        app.person_of("artist", Some(elsewhere)),
    );
    let band = bo.create_group(bo.id, "band", "Low Tide");
    let persona = lin.create_group(lin.id, "persona", "Lin");
    let member = format!("/v1/user-groups/{band}/members/{persona}");
    bo.request("PUT", &member).json("{}").expect(200);
    bo.delete(&member).expect(204);
    let own = bo.get(&export(bo.id)).expect(200);
    assert!(!own.text().contains(&elsewhere.to_string()));
    let document = own.json();
    let events = document["audit_events"].as_array().expect("events").iter();
    let about_lin: Vec<_> = events
        .filter(|event| event["about_person"] == false)
        .collect();
    assert!(!about_lin.is_empty());
    assert!(about_lin.iter().all(|event| event["tenant_id"].is_null()));
}

#[test]
fn of_a_list_that_is_too_long_the_newest_are_in_it_and_it_says_so() {
    let app = TestApp::start();
    let bo = app.person("artist");
    // Bo has signed in, which is the newest of all.
    app.db.execute(
        "insert into audit_events (id, operation, actor_id, actor_role, object_kind, object_id, fields, created_at)
            select gen_random_uuid(), 'number' || number, $1, 'artist', 'client', 'x', '{}', now() - number * interval '1 hour'
            from generate_series(1, 10001) number",
        &[&bo.id],
    );
    let document = bo.get(&export(bo.id)).expect(200).json();
    let events = document["audit_events"].as_array().expect("events");
    assert_eq!(events.len(), 10_000);
    assert_eq!(events[1]["operation"], "number1");
    assert_eq!(events[9_999]["operation"], "number9999");
    assert_eq!(document["truncated"], json!(["audit_events"]));
}

#[test]
fn who_is_erased_or_never_was_has_no_export() {
    let app = TestApp::start();
    let bo = Somebody::new(&app, BO);
    let admin = app.person("admin");
    admin.get(&export(bo.id)).expect(200);
    super::erasure::erase(&app, bo.id);
    admin.get(&export(bo.id)).refused(404, "not-found");
}
