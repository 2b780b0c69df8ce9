//! Having it back by staff.

use contract_tests::{Caller, PASSWORD, TestApp};
use serde_json::Value;

use super::{PAGE, confirmed, operations, restore_for};
use crate::letters::{signs_in, start};

#[test]
fn an_address_that_was_never_confirmed_gets_no_letter_and_staff_help() {
    let (app, mailbox) = start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    bo.delete(&bo.path()).expect(204);
    restore_for(&admin, bo.id).expect(204);
    assert!(signs_in(&app, &bo.username, PASSWORD));
    mailbox.none();
}

#[test]
fn whose_account_staff_have_deleted_is_told_and_only_staff_bring_it_back() {
    let (app, mailbox) = start();
    let (bo, admin) = (confirmed(&app), app.person("admin"));
    admin.delete(&bo.path()).expect(204);
    let letter = mailbox.next_to(&bo.username);
    assert!(
        !letter.text().contains("http") && !letter.html().contains(PAGE),
        "{}",
        letter.text()
    );
    assert!(
        letter.text().contains("say so before that day"),
        "{}",
        letter.text()
    );
    let tokens: i64 = app.db.value("select count(*) from email_tokens", &[]);
    assert_eq!(tokens, 0);
    restore_for(&admin, bo.id).expect(204);
    assert!(
        mailbox
            .next_to(&bo.username)
            .text()
            .contains("is restored now")
    );
    assert!(signs_in(&app, &bo.username, PASSWORD));
    let by_admin = |operation: &str| (operation.to_owned(), Some(admin.id));
    let events = operations(&app, bo.id);
    assert_eq!(events, [by_admin("deleteUser"), by_admin("restoreUser")]);
}

#[test]
fn staff_restore_within_their_reach_and_find_whom_in_the_list() {
    let app = TestApp::start();
    let elsewhere = app.tenant("Elsewhere");
    let (tariq, admin) = (app.person("tenant_admin"), app.person("admin"));
    let (bo, stranger) = (
        app.person("artist"),
        app.person_of("artist", Some(elsewhere)),
    );
    let another = app.person("admin");
    for person in [&bo, &stranger, &another] {
        person.delete(&person.path()).expect(204);
    }
    let listed = |caller: &Caller, query: &str| -> Vec<String> {
        let page = caller
            .get(&format!("/v1/users?deleted=true{query}"))
            .expect(200)
            .json();
        let items = page["items"].as_array().expect("items").iter();
        items
            .map(|item| {
                assert!(item["erase_at"].is_string(), "{item}");
                item["username"].as_str().expect("a name").to_owned()
            })
            .collect()
    };
    assert_eq!(listed(&tariq, "").join(" "), bo.username);
    assert_eq!(listed(&admin, "").len(), 3);
    assert_eq!(listed(&admin, "&role=artist").len(), 2);
    let of_bo = format!("&username={}", bo.username);
    assert_eq!(listed(&admin, &of_bo).join(" "), bo.username);
    // A cursor of the one list is none of the other's.
    let page = admin
        .get("/v1/users?deleted=true&limit=1")
        .expect(200)
        .json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    admin
        .get(&format!("/v1/users?limit=1&cursor={cursor}"))
        .refused(422, "cursor-unknown");
    // To whom they are not in the list, they are as little there as somebody who was erased.
    restore_for(&tariq, stranger.id).refused(404, "not-found");
    restore_for(&admin, another.id).refused(403, "forbidden");
    restore_for(&bo, bo.id).refused(401, "unauthenticated");
    restore_for(&tariq, bo.id).expect(204);
    restore_for(&admin, stranger.id).expect(204);
    assert_eq!(listed(&admin, "").join(" "), another.username);
    let page = admin
        .get(&format!("/v1/users?username={}", bo.username))
        .expect(200)
        .json();
    assert_eq!(page["items"][0]["erase_at"], Value::Null);
}

#[test]
fn restoring_what_is_not_deleted_changes_nothing() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("admin"));
    let before = app.db.fingerprint();
    restore_for(&admin, bo.id).expect(204);
    assert_eq!(app.db.fingerprint(), before);
    bo.get("/v1/me").expect(200);
}
