//! The job that deletes what has expired: all of that, and nothing else, by however many servers.

use contract_tests::{PASSWORD, TestApp, at_the_same_moment, callers::FIRST_PARTY};
use serde_json::json;
use user_api_server::cleanup;
use uuid::Uuid;

/// Does at once what the server does every minute.
fn clean_up(app: &TestApp) {
    app.within(cleanup::run).expect("a database");
}

/// Whoever the rows are about, and a browser that stays.
const SCENE: &str = "
    insert into users (id, username, role, tenant_id)
        select '00000000-0000-7000-8000-000000000001', 'bo@music.example', 'artist', id from tenants;
    insert into sessions (id, user_id, cookie_hash, expires_at)
        values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', sha256('stays'), now() + interval '1 day');";

/// For each table, rows that stay and rows that go, told apart by a mark in some column.
const ROWS: &str = include_str!("rows.sql");

#[test]
fn what_has_expired_goes_and_nothing_else() {
    let app = TestApp::start();
    app.db.batch(SCENE);
    app.db.batch(ROWS);
    let keys: i64 = app.db.value("select count(*) from signing_keys", &[]);
    clean_up(&app);
    let marks = |sql: &str| {
        let rows = app.db.query(sql, &[]);
        let marks = rows.iter().map(|row| row.get::<_, String>(0));
        marks.collect::<Vec<_>>().join("; ")
    };
    for (table, mark) in [
        ("authorization_codes", "redirect_uri"),
        ("pushed_authorization_requests", "parameters #>> '{}'"),
        ("email_tokens", "username"),
    ] {
        assert_eq!(
            marks(&format!("select {mark} from {table}")),
            "stays",
            "{table}"
        );
    }
    let count = |sql: &str| app.db.value::<i64>(sql, &[]);
    assert_eq!(count("select count(*) from revoked_access_tokens"), 1);
    assert_eq!(
        marks("select device from sessions where device is not null order by 1"),
        "stays; stays, ended lately; stays, expired lately"
    );
    // Two of each session that stays: the fresh one, and the one that was used lately.
    assert_eq!(
        count(
            "select count(*) from refresh_tokens where expires_at > now() and coalesce(used_at, now()) > now() - interval '1 day'"
        ),
        6
    );
    assert_eq!(count("select count(*) from refresh_tokens"), 6);
    assert_eq!(
        marks("select id from clients order by 1"),
        "demo-first-party; demo-service; demo-spa; stays; stays-lately"
    );
    assert_eq!(count("select count(*) from signing_keys"), keys - 1);
    assert_eq!(
        marks("select kind from outbox order by 1"),
        "stays; stays_unsent"
    );
    assert_eq!(marks("select event_id from stripe_events"), "stays");
    assert_eq!(count("select count(*) from rate_limits"), 1);
    let before = app.db.fingerprint();
    clean_up(&app);
    assert_eq!(app.db.fingerprint(), before);
}

/// More than one statement deletes at a time, in tables that refer to each other.
const MANY: &str = "
    insert into sessions (id, user_id, cookie_hash, expires_at)
        select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', sha256(('browser' || number)::bytea), now() - interval '2 days'
        from generate_series(1, 600) number;
    insert into sessions (id, user_id, client_id, browser_session_id, expires_at, ended_at)
        select gen_random_uuid(), user_id, 'goes', id, now() + interval '20 days', now() - interval '2 days'
        from sessions, generate_series(1, 2) where expires_at < now();
    insert into refresh_tokens (token_hash, session_id, expires_at)
        select sha256(id::text::bytea), id, now() + interval '20 days' from sessions where client_id = 'goes';
    insert into email_tokens (token_hash, user_id, purpose, username, expires_at)
        select sha256(number::text::bytea), '00000000-0000-7000-8000-000000000001', 'reset_password', 'bo@music.example', now() - interval '2 hours'
        from generate_series(1, 1300) number;";

/// What of it is left.
const LEFT: &str = "select (select count(*) from sessions where cookie_hash is distinct from sha256('stays')) + (select count(*) from refresh_tokens)
    + (select count(*) from email_tokens) + (select count(*) from clients where id = 'goes')";

#[test]
fn several_servers_clean_up_at_once_and_do_no_harm() {
    let app = TestApp::start();
    let second = app.second();
    app.db.batch(SCENE);
    app.db.batch("insert into clients (id, name, grants, scopes, deleted_at) values ('goes', 'Goes', '{}', '{}', now() - interval '2 days')");
    for _ in 0..3 {
        app.db.batch(MANY);
        at_the_same_moment(2, |number| clean_up([&app, &second][number]));
        // What one has left because the other held it, or something that went with it, goes the next time.
        clean_up(&app);
        clean_up(&app);
        let left: i64 = app.db.value(LEFT, &[]);
        assert_eq!(left, 0);
        let stays: i64 = app.db.value("select count(*) from sessions", &[]);
        assert_eq!(stays, 1);
        app.db.batch("insert into clients (id, name, grants, scopes, deleted_at) values ('goes', 'Goes', '{}', '{}', now() - interval '2 days')");
    }
}

/// Notes how many rows each statement deletes.
const COUNT_DELETED: &str = "
    create table deleted (what text not null, rows bigint not null);
    create function note_deleted() returns trigger language plpgsql as $$
        begin insert into deleted select tg_table_name, count(*) from gone; return null; end $$;
    create trigger note_deleted after delete on sessions referencing old table as gone for each statement execute function note_deleted();
    create trigger note_deleted after delete on refresh_tokens referencing old table as gone for each statement execute function note_deleted();
    create trigger note_deleted after delete on email_tokens referencing old table as gone for each statement execute function note_deleted();";

#[test]
fn more_than_a_few_rows_are_deleted_by_several_statements_of_a_few_each() {
    let app = TestApp::start();
    app.db.batch(SCENE);
    app.db.batch("insert into clients (id, name, grants, scopes, deleted_at) values ('goes', 'Goes', '{}', '{}', null)");
    app.db.batch(MANY);
    app.db.batch(COUNT_DELETED);
    // What refers to something goes first, and that the next time.
    for _ in 0..3 {
        clean_up(&app);
    }
    for (table, rows) in [
        ("sessions", 1800),
        ("refresh_tokens", 1200),
        ("email_tokens", 1300),
    ] {
        let sql = "select count(*) filter (where rows > 0), max(rows), sum(rows)::bigint from deleted where what = $1";
        let row = &app.db.query(sql, &[&table])[0];
        let (statements, most, all): (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
        assert_eq!(all, rows, "{table}");
        assert!(
            most <= 500 && statements >= 3,
            "{table}: {statements}, {most} at most"
        );
    }
}

/// Tables that are large though nothing in them is over.
const LARGE: &str = "
    insert into sessions (id, user_id, client_id, expires_at)
        select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'demo-spa', now() + interval '20 days' from generate_series(1, 20000);
    insert into refresh_tokens (token_hash, session_id, expires_at)
        select sha256(id::text::bytea), id, expires_at from sessions where client_id is not null;
    insert into authorization_codes (code_hash, client_id, browser_session_id, redirect_uri, redirect_uri_given, scopes, code_challenge, expires_at)
        select sha256(n::text::bytea), 'demo-spa', '00000000-0000-7000-8000-000000000002', 'x', true, '{}', 'x', now() from generate_series(1, 20000) n;
    insert into pushed_authorization_requests (handle_hash, client_id, parameters, expires_at)
        select sha256(n::text::bytea), 'demo-spa', '{}', now() from generate_series(1, 20000) n;
    insert into email_tokens (token_hash, user_id, purpose, username, expires_at)
        select sha256(n::text::bytea), '00000000-0000-7000-8000-000000000001', 'reset_password', 'bo@music.example', now() + interval '1 hour' from generate_series(1, 20000) n;
    insert into revoked_access_tokens (jti, revoked_at, expires_at) select gen_random_uuid(), now() - interval '30 minutes', now() from generate_series(1, 20000);
    insert into outbox (id, kind, to_address, sent_at) select gen_random_uuid(), 'x', 'bo@music.example', now() from generate_series(1, 20000);
    insert into rate_limits (key, next_at, idle_at) select sha256(n::text::bytea), now(), now() + interval '1 hour' from generate_series(1, 20000) n;
    insert into users (id, username, role, tenant_id)
        select gen_random_uuid(), n || '@music.example', 'listener', id from tenants, generate_series(1, 20000) n where is_default;
    insert into consents (user_id, client_id, scopes) select id, 'demo-spa', '{}' from users;
    analyze";

#[test]
fn what_is_over_is_found_by_an_index_however_large_a_table_is() {
    let app = TestApp::start();
    app.db.batch(SCENE);
    app.db.batch(LARGE);
    let read = || -> Vec<(String, i64, i64)> {
        let sql = "select relname::text, seq_tup_read, coalesce(idx_scan, 0) from pg_stat_user_tables order by 1";
        let rows = app.db.query(sql, &[]);
        let counts = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2)));
        counts.collect()
    };
    let by_index = |counts: &[(String, i64, i64)]| -> i64 {
        let ours = counts.iter().filter(|(table, ..)| table == "email_tokens");
        ours.map(|(.., scans)| scans).sum()
    };
    // What a connection has read is told a second later, when it does something else. What filled the tables tells it now.
    app.db.batch("select pg_stat_force_next_flush()");
    let look = || {
        let (began, told) = (std::time::Instant::now(), by_index(&read()));
        loop {
            clean_up(&app);
            let counts = read();
            if by_index(&counts) > told {
                return counts;
            }
            assert!(
                began.elapsed() < std::time::Duration::from_secs(60),
                "the statistics are not told"
            );
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    };
    let (before, after) = (look(), look());
    for ((table, whole_before, _), (_, whole, _)) in before.iter().zip(&after) {
        assert!(whole - whole_before < 10_000, "{table} was read whole");
    }
}

#[test]
fn what_somebody_holds_is_not_waited_for() {
    let app = TestApp::start();
    app.db.batch(SCENE);
    app.db.batch(ROWS);
    app.db.batch("begin; select * from sessions for update; select * from refresh_tokens for update; select * from email_tokens for update; select * from clients for update");
    let began = std::time::Instant::now();
    clean_up(&app);
    // Whoever waits does so until the statement is cancelled.
    assert!(began.elapsed() < std::time::Duration::from_secs(5));
    app.db.batch("rollback");
    let codes: i64 = app
        .db
        .value("select count(*) from authorization_codes", &[]);
    let tokens: i64 = app.db.value("select count(*) from email_tokens", &[]);
    assert_eq!((codes, tokens), (1, 2));
    clean_up(&app);
    let tokens: i64 = app.db.value("select count(*) from email_tokens", &[]);
    assert_eq!(tokens, 1);
}

#[test]
fn a_used_refresh_token_is_refused_even_when_nobody_knows_it_any_more() {
    let app = TestApp::start();
    let (_, username) = app.account("artist", None);
    let first = app
        .sign_in_as(&username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    let refresh = |token: &serde_json::Value| {
        let token = token["refresh_token"].as_str().expect("a token");
        let grant = [("grant_type", "refresh_token"), ("refresh_token", token)];
        app.token(FIRST_PARTY, &grant)
    };
    let second = refresh(&first).expect(200).json();
    app.db.batch(
        "update refresh_tokens set used_at = now() - interval '25 hours' where used_at is not null",
    );
    clean_up(&app);
    let known: i64 = app.db.value("select count(*) from refresh_tokens", &[]);
    assert_eq!(known, 1);
    assert_eq!(refresh(&first).expect(400).json()["error"], "invalid_grant");
    // The session goes on: nobody could tell any more whose the old one was.
    refresh(&second).expect(200);
}

#[test]
fn the_id_of_a_removed_application_is_free_again_after_a_day() {
    let app = TestApp::start();
    let admin = app.person("admin");
    let (user_id, _) = app.account("artist", None);
    let old = app.client();
    let sql = "insert into sessions (id, user_id, client_id, expires_at) values ($1, $2, $3, now() + interval '30 days')";
    app.db.execute(sql, &[&Uuid::now_v7(), &user_id, &old]);
    admin.delete(&format!("/v1/clients/{old}")).expect(204);
    let new = json!({ "client_id": old, "name": "New", "confidential": true, "grants": ["client_credentials"], "scopes": ["read"] });
    clean_up(&app);
    admin
        .post("/v1/clients", &new)
        .refused(409, "client-id-taken");
    app.db.execute(
        "update clients set deleted_at = now() - interval '25 hours' where id = $1",
        &[&old],
    );
    clean_up(&app);
    admin.post("/v1/clients", &new).expect(201);
}
