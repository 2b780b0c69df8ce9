//! Ways in which accounts have been taken over elsewhere, by nothing but ordinary calls.

use contract_tests::{Caller, TestApp, callers::id_in};
use serde_json::{Value, json};

use super::roles::give;

fn put(caller: &Caller, path: &str, body: &Value) -> contract_tests::Request {
    caller.request("PUT", path).json(body.to_string())
}

#[test]
fn whoever_signs_up_gets_hold_of_no_other_account() {
    let app = TestApp::start();
    let (bo, ada) = (app.person("artist"), app.person("admin"));
    let password = "three ferries before dawn";
    let new = |more: Value| {
        let mut body =
            json!({ "username": "mallory@music.example", "password": password, "role": "label" });
        body.as_object_mut()
            .expect("an object")
            .extend(more.as_object().cloned().unwrap_or_default());
        app.anonymous().post("/v1/users", &body)
    };
    // Nobody is what they say they are.
    for more in [
        json!({ "member": true }),
        json!({ "role_id": 1 }),
        json!({ "role": "super_admin" }),
        json!({ "tenant_id": "0192f0c1-0000-7000-8000-000000000001" }),
        json!({ "email_confirmed": true }),
    ] {
        new(more).refused(400, "invalid-request");
    }
    let mallory = new(json!({})).expect(201).json();
    let token = app.sign_in_as("mallory@music.example", password, "read_write");
    let token = token.expect(200).json();
    let mallory_calls = app.bearer(token["access_token"].as_str().expect("a token"));
    for victim in [&bo, &ada] {
        let before = app
            .db
            .value::<String>("select users::text from users where id = $1", &[&victim.id]);
        let address = json!({ "username": "mallory@elsewhere.example" });
        // The address that a reset goes to is no field of the account, not even for staff.
        mallory_calls.patch(&victim.path(), &address).expect(403);
        ada.patch(&victim.path(), &address)
            .refused(400, "invalid-request");
        let with_password =
            json!({ "username": "mallory@elsewhere.example", "password": password });
        put(
            &mallory_calls,
            &format!("{}/username", victim.path()),
            &with_password,
        )
        .refused(403, "forbidden");
        let new_password =
            json!({ "current_password": password, "new_password": "seven lamps on a quiet pier" });
        put(
            &mallory_calls,
            &format!("{}/password", victim.path()),
            &new_password,
        )
        .refused(403, "forbidden");
        mallory_calls
            .get(&victim.account())
            .refused(403, "forbidden");
        mallory_calls
            .patch(&victim.path(), &json!({ "first_name": "M" }))
            .refused(403, "forbidden");
        mallory_calls
            .delete(&victim.path())
            .refused(403, "forbidden");
        give(&mallory_calls, victim.id, "listener").refused(403, "forbidden");
        let after = app
            .db
            .value::<String>("select users::text from users where id = $1", &[&victim.id]);
        assert_eq!(before, after);
        // Nor is the address shown to a stranger.
        let seen = mallory_calls.get(&victim.path()).expect(200);
        assert!(
            !seen.text().contains(&victim.username),
            "{}",
            seen.describe()
        );
    }
    give(&mallory_calls, id_in(&mallory), "admin").refused(403, "forbidden");
}

#[test]
fn a_tenant_admin_makes_nobody_their_equal_and_themselves_no_more() {
    let app = TestApp::start();
    let tariq = app.person("tenant_admin");
    let (bo, _) = app.account("artist", None);
    for role in ["tenant_admin", "admin", "super_admin"] {
        give(&tariq, bo, role)
            .refused(403, "role-not-allowed")
            .says("You may give only these roles: listener, artist, label.");
        give(&tariq, tariq.id, role).refused(403, "forbidden");
    }
    tariq
        .patch(&format!("/v1/users/{bo}"), &json!({ "role_id": 1 }))
        .refused(400, "invalid-request");
    let staff: i64 = app
        .db
        .value("select count(*) from users where role <> 'artist'", &[]);
    assert_eq!(staff, 1);
}

#[test]
fn a_token_that_reads_changes_nothing_whoever_it_is_of() {
    let app = TestApp::start();
    let sol = app.person("super_admin");
    let bo = app.person("artist");
    let group = bo.create_group(bo.id, "persona", "Night Ferry");
    let reader = app.sign_in(&sol.username, "read");
    let before = app.db.fingerprint();
    give(&reader, bo.id, "label").refused(403, "insufficient-scope");
    reader
        .patch(&bo.path(), &json!({ "first_name": "M" }))
        .refused(403, "insufficient-scope");
    reader
        .delete(&format!("/v1/user-groups/{group}"))
        .refused(403, "insufficient-scope");
    reader.delete(&bo.path()).refused(403, "insufficient-scope");
    let (before, after) = (before, app.db.fingerprint());
    for (before, after) in before
        .iter()
        .zip(&after)
        .filter(|(table, _)| table.0 != "rate_limits")
    {
        assert_eq!(before, after);
    }
    // Whose group it is deletes it.
    bo.delete(&format!("/v1/user-groups/{group}")).expect(204);
}
