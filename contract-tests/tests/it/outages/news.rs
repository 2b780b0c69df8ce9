//! News of revocations, when the way to the database was cut or silent.

use std::{
    thread,
    time::{Duration, Instant},
};

use contract_tests::proxy::Way;

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
