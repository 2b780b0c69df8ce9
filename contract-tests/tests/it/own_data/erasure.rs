//! Erasure: when the time is over, nothing is left by which anybody could tell who it was.

use contract_tests::{TestApp, at_the_same_moment};
use serde_json::{Value, json};
use user_api_server::cleanup;
use uuid::Uuid;

use super::{BO, LIN, Somebody, catalog, decisions::OUTLIVES};

/// As if somebody's time were over, and the job had just run.
pub(crate) fn erase(app: &TestApp, id: Uuid) {
    end(app, id);
    app.within(cleanup::run).expect("a database");
}

fn end(app: &TestApp, id: Uuid) {
    let sql = "update users set deleted_at = coalesce(deleted_at, now()), erase_at = now() - interval '1 second' where id = $1";
    app.db.execute(sql, &[&id]);
}

fn is_erased(app: &TestApp, id: Uuid) -> bool {
    let sql = "select erased_at is not null from users where id = $1";
    app.db.value(sql, &[&id])
}

#[test]
fn nothing_by_which_one_could_tell_who_it_was_is_left_in_any_table() {
    let app = TestApp::start();
    let (bo, lin) = (Somebody::new(&app, BO), Somebody::new(&app, LIN));
    let of_lin = || -> Vec<Vec<Value>> {
        let tables = catalog::tables(&app.db, &lin).into_iter();
        tables.map(|table| table.rows(&app.db)).collect()
    };
    let before = of_lin();
    erase(&app, bo.id);
    // The mark, as text or within bytes, which are shown as hexadecimal digits.
    let bytes: String = BO.bytes().map(|byte| format!("{byte:02x}")).collect();
    for table in app.db.tables() {
        let sql = format!("select t::text from {table} t where t::text ~* '{BO}|{bytes}'");
        let left: Vec<String> = app
            .db
            .query(&sql, &[])
            .iter()
            .map(|row| row.get(0))
            .collect();
        assert!(
            left.is_empty(),
            "In {table} something is left of somebody who was erased: {left:?}. Let the table refer to users with \"on delete cascade\", or erase it in server/src/deletions."
        );
    }
    for table in catalog::tables(&app.db, &bo) {
        let columns = table.columns(&app.db, OUTLIVES);
        for row in table.rows(&app.db) {
            for (column, _) in &columns {
                assert!(
                    row[column].is_null(),
                    "Somebody was erased, but {}.{column} is still there: {row}. Let the table refer to users with \"on delete cascade\", or say in OUTLIVES of contract-tests/tests/it/own_data/decisions.rs why it does not say who it was.",
                    table.name
                );
            }
        }
    }
    assert_eq!(of_lin(), before, "and of nobody else anything is gone");
}

#[test]
fn what_refers_to_people_is_erased_with_them_or_is_known_to_stay() {
    let app = TestApp::start();
    let mut wrong = Vec::new();
    for (table, constraint, action) in catalog::references_to_people(&app.db) {
        let stays = OUTLIVES.iter().any(|(name, ..)| *name == table);
        if (action == "c") == stays {
            wrong.push(format!(
                "{constraint} of {table} should say \"on delete cascade\", so that its rows are erased with people; or, for books, not say it and stand in OUTLIVES of contract-tests/tests/it/own_data/decisions.rs."
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_must_outlive_people_keeps_its_reference() {
    let app = TestApp::start();
    let bo = Somebody::new(&app, BO);
    app.db
        .batch("create table books (user_id uuid not null references users (id), amount integer)");
    app.db
        .execute("insert into books values ($1, 7)", &[&bo.id]);
    erase(&app, bo.id);
    assert!(is_erased(&app, bo.id));
    let sql = "select amount from books join users on users.id = user_id";
    assert_eq!(app.db.value::<i32>(sql, &[]), 7);
}

#[test]
fn before_their_time_is_over_nobody_is_erased() {
    let app = TestApp::start_with(|config| config.deletion_grace = chrono::TimeDelta::days(7));
    let (bo, lin) = (app.person("artist"), app.person("listener"));
    bo.delete(&bo.path()).expect(204);
    let days: f64 = app.db.value(
        "select extract(epoch from erase_at - deleted_at)::float8 / 86400 from users where id = $1",
        &[&bo.id],
    );
    assert_eq!(days, 7.0);
    let row = || {
        app.db
            .value::<Value>("select to_jsonb(u) from users u where id = $1", &[&bo.id])
    };
    let before = row();
    app.within(cleanup::run).expect("a database");
    assert_eq!(row(), before);
    erase(&app, bo.id);
    assert!(is_erased(&app, bo.id));
    lin.get("/v1/me").expect(200);
}

#[test]
fn the_trail_keeps_the_id_alone() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    admin.delete(&bo.path()).expect(204);
    erase(&app, bo.id);
    let events = app.db.query(
        "select to_jsonb(e) from audit_events e where subject_id = $1 and object_kind = 'user' order by created_at, id",
        &[&bo.id],
    );
    let events: Vec<Value> = events.iter().map(|row| row.get(0)).collect();
    let named = |name: &str| {
        events
            .iter()
            .map(|event| event[name].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        named("operation"),
        [json!("deleteUser"), json!("erase-users")]
    );
    assert_eq!(named("actor_id"), [json!(admin.id), Value::Null]);
    assert_eq!(named("fields"), [json!([]), json!([])]);
}

#[test]
fn the_groups_that_are_still_theirs_are_erased_with_them() {
    let app = TestApp::start();
    let (bo, lin) = (app.person("artist"), app.person("artist"));
    // More than one statement deletes at a time.
    for number in 0..45 {
        bo.create_group(bo.id, "band", &format!("The Gangway {number}"));
    }
    let handed_over = bo.create_group(bo.id, "band", "The Quay");
    let sql = "update user_groups set owner_id = $1 where id = $2";
    app.db.execute(sql, &[&lin.id, &handed_over]);
    bo.delete(&bo.path()).expect(204);
    erase(&app, bo.id);
    let left: i64 = app.db.value("select count(*) from user_groups", &[]);
    assert_eq!(left, 1);
    let group = format!("/v1/user-groups/{handed_over}");
    app.anonymous().get(&group).expect(200);
}

#[test]
fn somebody_new_with_the_same_address_keeps_what_is_theirs() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let new = json!({ "username": bo.username, "password": "three ferries before dawn" });
    bo.delete(&bo.path()).expect(204);
    let account = app.anonymous().post("/v1/users", &new).expect(201).json();
    let letters = || {
        app.db.value::<i64>(
            "select count(*) from outbox where to_address = $1",
            &[&bo.username],
        )
    };
    assert_eq!(letters(), 1);
    erase(&app, bo.id);
    assert_eq!(letters(), 1);
    let caller = app
        .sign_in_as(&bo.username, "three ferries before dawn", "read")
        .expect(200)
        .json();
    let caller = app.bearer(caller["access_token"].as_str().expect("a token"));
    assert_eq!(caller.get("/v1/me").expect(200).json()["id"], account["id"]);
}

#[test]
fn several_servers_erase_at_once_and_each_person_once() {
    let app = TestApp::start();
    let second = app.second();
    let people: Vec<Uuid> = (0..30).map(|_| app.account("artist", None).0).collect();
    people.iter().for_each(|id| end(&app, *id));
    at_the_same_moment(2, |number| {
        [&app, &second][number]
            .within(cleanup::run)
            .expect("a database")
    });
    assert!(people.iter().all(|id| is_erased(&app, *id)));
    let events: i64 = app.db.value(
        "select count(*) from audit_events where operation = 'erase-users'",
        &[],
    );
    assert_eq!(events, 30);
    let before = app.db.fingerprint();
    app.within(cleanup::run).expect("a database");
    assert_eq!(app.db.fingerprint(), before);
}

#[test]
fn one_who_cannot_be_erased_is_whole_and_does_not_keep_others_from_it() {
    let app = TestApp::start();
    let people: Vec<Uuid> = (0..3).map(|_| app.account("artist", None).0).collect();
    let group = "insert into user_groups (id, type, owner_id, display_name, display_name_key, display_name_look) values (gen_random_uuid(), 'band', $1, 'The Gangway', 'gangway', 'gangway')";
    app.db.execute(group, &[&people[0]]);
    app.db.batch(&format!(
        "create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
        create trigger refuse before delete on users for each row when (old.id = '{}') execute function refuse();",
        people[0]
    ));
    people.iter().for_each(|id| end(&app, *id));
    app.within(cleanup::run).expect("a database");
    assert_eq!(
        [0, 1, 2].map(|number| is_erased(&app, people[number])),
        [false, true, true]
    );
    let groups: i64 = app.db.value("select count(*) from user_groups", &[]);
    assert_eq!(groups, 1, "whole or not at all");
    app.db.batch("drop trigger refuse on users");
    app.within(cleanup::run).expect("a database");
    assert!(is_erased(&app, people[0]));
}

#[test]
fn the_database_keeps_an_erased_person_from_being_filled_in_again() {
    let app = TestApp::start();
    let (id, _) = app.account("artist", None);
    erase(&app, id);
    app.db.batch(
        "create function pg_temp.refusal_of(sql text) returns text language plpgsql as $$
            declare name text; begin execute sql; return 'nothing';
            exception when others then get stacked diagnostics name = constraint_name; return name; end $$",
    );
    for change in [
        "username = 'bo@music.example'",
        "first_name = 'Bo'",
        "country = 'SE'",
        "newsletter_notification = true",
        "erased_at = null",
        "deleted_at = null, erase_at = null",
    ] {
        let sql = format!("update users set {change} where id = '{id}'");
        let refusal: String = app.db.value("select pg_temp.refusal_of($1)", &[&sql]);
        assert_eq!(refusal, "users_erased_at_check", "{change}");
    }
}
