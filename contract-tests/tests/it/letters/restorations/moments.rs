//! When several come at once, or late.

use contract_tests::{TestApp, at_the_same_moment};
use serde_json::json;
use user_api_server::cleanup;
use uuid::Uuid;

use super::{PAGE, confirmed, delete, operations, restore, restore_for};
use crate::letters::{Browser, dead, start};

/// As if this much of the time until the erasure had gone by.
fn pass(app: &TestApp, id: Uuid, how_long: &str) {
    let sql = format!(
        "with passed as (update email_tokens set expires_at = expires_at - interval '{how_long}' where user_id = $1)
        update users set erase_at = erase_at - interval '{how_long}' where id = $1"
    );
    app.db.execute(&sql, &[&id]);
}

#[test]
fn of_several_who_restore_at_the_same_moment_one_does() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    let token = delete(&app, &mailbox, &bo);
    let statuses = at_the_same_moment(4, |number| match number {
        0 => restore_for(&admin, bo.id).send().status,
        _ => restore(&app, &token).send().status,
    });
    assert_eq!(statuses[0], 204);
    let by_letter = statuses[1..].iter().filter(|status| **status == 204);
    assert!(by_letter.count() <= 1, "{statuses:?}");
    assert!(
        statuses[1..]
            .iter()
            .all(|status| [204, 422].contains(status)),
        "{statuses:?}"
    );
    assert_eq!(operations(&app, bo.id).len(), 2);
    mailbox.next_to(&bo.username);
    mailbox.none();
}

#[test]
fn when_the_time_is_over_nobody_brings_the_account_back() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    let token = delete(&app, &mailbox, &bo);
    pass(&app, bo.id, "29 days 23 hours");
    Browser::new(&app).open(&format!("{PAGE}?token={token}"), 200);
    // Not even before the job has come round.
    pass(&app, bo.id, "1 hour");
    dead(restore(&app, &token));
    restore_for(&admin, bo.id).refused(404, "not-found");
    app.within(cleanup::run).expect("a database");
    dead(restore(&app, &token));
    restore_for(&admin, bo.id).refused(404, "not-found");
    let page = Browser::new(&app).open(&format!("{PAGE}?token={token}"), 400);
    page.says("the account is erased and cannot come back");
    let listed = admin.get("/v1/users?deleted=true").expect(200).json();
    assert_eq!(listed["items"], json!([]));
}

#[test]
fn who_waits_while_somebody_is_erased_finds_nobody() {
    let (app, _mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    bo.delete(&bo.path()).expect(204);
    app.db.batch("begin");
    app.db
        .execute("select id from users where id = $1 for update", &[&bo.id]);
    let status = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| restore_for(&admin, bo.id).send().status);
        app.db.wait_for_waiting(1);
        app.db.batch(&format!(
            "with gone as (delete from users where id = '{}' returning id, role, tenant_id, deleted_at, erase_at)
            insert into users (id, role, tenant_id, deleted_at, erase_at, erased_at) select *, now() from gone;
            commit",
            bo.id
        ));
        waiting.join().expect("an answer")
    });
    assert_eq!(status, 404);
}
