//! News of revocations, when the way to the database was cut or silent, when there are very many, and when they come late.

use std::{
    thread,
    time::{Duration, Instant},
};

use contract_tests::{TestApp, proxy::Way};

use super::away::{becomes, start};

#[test]
fn revocations_made_while_a_server_was_cut_off_reach_it_afterwards() {
    let (proxy, first) = start();
    // Which reaches the database by itself.
    let second = first.second();
    let bo = first.person("artist");
    bo.get("/v1/me").expect(200);
    proxy.set(Way::Cut);
    let bo_elsewhere = bo.at(&second);
    bo_elsewhere.delete(&bo.path()).expect(204);
    proxy.set(Way::Open);
    let began = Instant::now();
    // By the time the database answers again, so does the news.
    while bo.get("/v1/me").send().status != 401 {
        assert!(
            began.elapsed() < Duration::from_secs(4),
            "the token is still good"
        );
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn revocations_reach_a_server_whose_connections_have_gone_silent() {
    let (proxy, first) = start();
    // Which reaches the database by itself.
    let second = first.second();
    let bo = first.person("artist");
    bo.get("/v1/me").expect(200);
    // Nothing breaks: TCP would take a quarter of an hour to give these up.
    proxy.forget_connections();
    bo.at(&second).delete(&bo.path()).expect(204);
    becomes(401, &bo, "/v1/me");
    // And the server serves again.
    let lin = second.person("listener");
    becomes(200, &lin.at(&first), "/v1/me");
}

#[test]
fn very_many_revocations_keep_no_server_from_hearing_of_the_next() {
    let app = TestApp::start();
    let second = app.second();
    let bo = app.person("artist");
    let elsewhere = bo.at(&second);
    elsewhere.get("/v1/me").expect(200);
    let many = "insert into sessions (id, user_id, client_id, expires_at, ended_at)
        select gen_random_uuid(), $1, 'demo-spa', now() + interval '1 day', now() from generate_series(1, 100000)";
    app.db.execute(many, &[&bo.id]);
    bo.delete(&format!("{}/sessions", bo.path())).expect(204);
    elsewhere.soon_refused("/v1/me");
    second.anonymous().becomes(200, "/health/ready");
}

#[test]
fn what_a_transaction_revoked_that_began_long_before_its_end_is_heard() {
    let app = TestApp::start();
    let bo = app.person("artist");
    bo.get("/v1/me").expect(200);
    // It bears the time at which the transaction began; there was many an answer since.
    let sql = "update sessions set ended_at = now() - interval '100 seconds' where user_id = $1";
    app.db.execute(sql, &[&bo.id]);
    bo.soon_refused("/v1/me");
}

#[test]
fn what_takes_long_to_read_is_read_once_at_the_start_and_not_again() {
    let app = TestApp::start();
    // It was revoked a few minutes ago, and takes longer to read than news may: as if there were a million of them.
    app.db.batch(
        "insert into revoked_access_tokens (jti, revoked_at, expires_at)
            values (gen_random_uuid(), now() - interval '5 minutes', now() + interval '5 minutes');
        alter table revoked_access_tokens rename to elsewhere;
        create function slowly() returns boolean language plpgsql volatile cost 1000 as
            $$ begin perform pg_sleep(1.5); return true; end $$;
        create view revoked_access_tokens as select * from elsewhere where slowly()",
    );
    let second = app.second();
    let bo = app.person("artist");
    let elsewhere = bo.at(&second);
    elsewhere.get("/v1/me").expect(200);
    bo.delete(&format!("{}/sessions", bo.path())).expect(204);
    elsewhere.soon_refused("/v1/me");
}
