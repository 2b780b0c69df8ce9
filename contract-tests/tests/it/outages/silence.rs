//! How long the server and PostgreSQL hold on to each other when one of them is gone without a word. That they do is up
//! to the kernels at both ends, which no test on one machine can part; so this looks at what they are told.

use contract_tests::TestApp;

#[test]
fn postgresql_soon_lets_go_of_what_belongs_to_a_server_that_is_gone() {
    let app = TestApp::start();
    for (setting, value) in [
        ("statement_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "1min"),
        ("tcp_keepalives_idle", "30"),
        ("tcp_keepalives_interval", "5"),
        ("tcp_keepalives_count", "3"),
        ("tcp_user_timeout", "15000"),
    ] {
        let in_force: String = app.within(async |app| {
            let client = app.database.client().await.expect("a connection");
            let show = client.query_one(&format!("show {setting}"), &[]).await;
            show.expect("a setting").get(0)
        });
        assert_eq!(in_force, value, "{setting}");
    }
}
