//! Two who sign in at the same moment as somebody whose password was hashed elsewhere: one stores a better hash of it, and
//! the other finds that in the place of the one that it has checked.

use std::thread;

use contract_tests::{Response, TestApp, Visitor};
use uuid::Uuid;

use super::passwords::{BCRYPT, FERRIES, OF_ANOTHER, TODAY, imported, stored};

/// Signs in twice as somebody who was hashed elsewhere. The person is held until both have checked the password.
fn twice(
    app: &TestApp,
    sign_in: impl Fn(&str) -> Response + Sync,
    meanwhile: impl Fn(Uuid),
) -> [Response; 2] {
    let (id, username) = imported(app, BCRYPT);
    app.db.batch("begin; select from users for update");
    thread::scope(|scope| {
        let sign_ins = [(); 2].map(|()| scope.spawn(|| sign_in(&username)));
        app.db.wait_for_waiting(2);
        meanwhile(id);
        app.db.batch("commit");
        sign_ins.map(|sign_in| sign_in.join().expect("an answer"))
    })
}

fn is_renewed(app: &TestApp) {
    let sql = "select id from users";
    let hash = stored(app, app.db.value(sql, &[]));
    assert!(hash.starts_with(TODAY), "{hash}");
}

#[test]
fn both_get_their_tokens() {
    let app = TestApp::start();
    let sign_in = |username: &str| app.sign_in_as(username, FERRIES, "read");
    for answer in twice(&app, sign_in, |_| {}) {
        answer.expect(200);
    }
    is_renewed(&app);
}

#[test]
fn both_browsers_are_signed_in() {
    let app = TestApp::start();
    let sign_in = |username: &str| {
        let fields = [("username", username), ("password", FERRIES)];
        Visitor::new(&app).fill_in("/login", &fields)
    };
    for answer in twice(&app, sign_in, |_| {}) {
        answer.expect(303);
    }
    is_renewed(&app);
    let live = "select count(*) from sessions where cookie_hash is not null";
    assert_eq!(app.db.value::<i64>(live, &[]), 2);
}

#[test]
fn nobody_is_signed_in_whose_password_became_another_meanwhile() {
    let app = TestApp::start();
    let change = |id: Uuid| {
        let sql = "update users set password_hash = $2 where id = $1";
        app.db.execute(sql, &[&id, &OF_ANOTHER]);
    };
    let by_token = |username: &str| app.sign_in_as(username, FERRIES, "read");
    let by_page = |username: &str| {
        let fields = [("username", username), ("password", FERRIES)];
        Visitor::new(&app).fill_in("/login", &fields)
    };
    for answer in twice(&app, by_token, change)
        .into_iter()
        .chain(twice(&app, by_page, change))
    {
        answer.expect(503);
    }
    assert_eq!(app.db.value::<i64>("select count(*) from sessions", &[]), 0);
}
