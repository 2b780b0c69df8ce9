//! TLS to PostgreSQL: what the URL asks for is what is had, or nothing starts.

use std::{env, path::PathBuf, sync::Arc};

use contract_tests::{
    TestApp, TestDb,
    app::ORIGIN,
    command::{Finished, user_api, user_api_with},
    tls::TlsPostgres,
};
use serde_json::json;

/// A server on this database.
fn start(url: &str, ca: Option<PathBuf>) -> Result<TestApp, String> {
    TestApp::start_on(Arc::new(TestDb::empty()), |config| {
        config.database_url = url.to_owned();
        config.database_ca = ca;
    })
}

/// Whether all its connections have TLS.
fn has_tls(app: &TestApp) -> bool {
    app.within(async |app| {
        let client = app.database.client().await.expect("a connection");
        let sql = "select bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'user-api'";
        client.query_one(sql, &[]).await.expect("a row").get(0)
    })
}

#[track_caller]
fn refused(url: &str, ca: Option<PathBuf>, words: &str) {
    match start(url, ca) {
        Ok(_) => panic!("it starts"),
        Err(sentence) => assert!(sentence.contains(words), "{sentence}"),
    }
}

#[test]
fn a_database_with_tls_is_spoken_to_as_its_url_says() {
    // Without any there is nothing to be spoken to by TLS; that it is not taken for one is seen below.
    let Some(postgres) = TlsPostgres::start() else {
        let is_ci = env::var_os("CI").is_some();
        assert!(!is_ci, "CI needs a PostgreSQL with TLS, as Debian's has it");
        return;
    };
    let require = postgres.uri("&sslmode=require");
    let app = start(&require, Some(postgres.ca())).unwrap_or_else(|error| panic!("{error}"));
    let body = json!({ "username": "bo@music.example", "password": "three ferries before dawn" });
    let sign_up = app.anonymous().post("/v1/users", &body);
    sign_up.header("origin", ORIGIN).expect(201);
    assert!(has_tls(&app));
    drop(app);
    refused(&require, None, "USER_API_DATABASE_CA");
    let elsewhere = require.replace("127%2E0%2E0%2E1", "localhost");
    refused(&elsewhere, Some(postgres.ca()), "another name");
    // With nothing said there is TLS with whatever certificate, and none if that is said.
    for (said, has) in [
        ("", true),
        ("&sslmode=prefer", true),
        ("&sslmode=disable", false),
    ] {
        let app = start(&postgres.uri(said), None).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(has_tls(&app), has, "{said}");
        refused(&postgres.uri(said), Some(postgres.ca()), "sslmode=require");
    }
    // As an operator sees it.
    let db = TestDb::empty();
    let migrate = |more: &[(&str, &str)]| -> Finished {
        let settings = [&[("DATABASE_URL", require.as_str())], more].concat();
        user_api_with(&db, &["migrate"], b"", &settings)
    };
    let ca = postgres.ca();
    let ca = ca.to_str().expect("a path");
    migrate(&[("USER_API_DATABASE_CA", ca)]).done();
    migrate(&[])
        .refused()
        .says("TLS failed")
        .says("set USER_API_DATABASE_CA to a file");
    imports(&postgres, ca);
}

/// What it imports from goes over the network by TLS too.
fn imports(postgres: &TlsPostgres, ca: &str) {
    postgres.batch("create schema legacy; set search_path = legacy");
    postgres.batch(include_str!("import/tables.sql"));
    postgres.batch(
        "insert into users (id, username, role_id) values (nth('user', 1), 'bo@music.example', 6)",
    );
    let app = TestApp::start();
    let from = postgres.uri("&sslmode=require&options=-c%20search_path%3Dlegacy");
    let import = ["import", "--yes", "--from", &from];
    user_api(&app.db, &import, b"")
        .refused()
        .says("TLS failed")
        .says("set --from-ca to a file");
    user_api(&app.db, &[&import[..], &["--from-ca", ca]].concat(), b"")
        .done()
        .says("users: 1 rows, of which 1 came over");
}

#[test]
fn what_does_not_fit_together_stops_the_start_with_a_sentence() {
    let db = TestDb::empty();
    let require = format!("{} sslmode=require", db.url());
    let file = std::env::temp_dir().join(format!("not-a-ca-{}", uuid::Uuid::now_v7()));
    refused(&require, Some(file.clone()), "cannot be used");
    std::fs::write(&file, "no certificate").expect("a file");
    refused(
        &require,
        Some(file.clone()),
        "there is no certificate in it",
    );
    std::fs::remove_file(&file).expect("it goes");
    refused(&require, None, "it has no TLS");
    let socket = "host=/run/postgresql user=x sslmode=require";
    refused(socket, None, "a socket of this machine");
    let nameless = "hostaddr=127.0.0.1 user=x sslmode=require";
    refused(nameless, None, "Say host beside hostaddr");
    // What libpq knows and we do not is not taken for something else.
    let full = format!("{} sslmode=verify-full", db.url());
    refused(&full, None, "DATABASE_URL is wrong");
}
