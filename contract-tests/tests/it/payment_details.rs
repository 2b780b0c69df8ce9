//! No street address, card or bank detail is kept or logged: there is no place for them. `tests/seen.rs` looks at every
//! line that was logged in a whole run.

use contract_tests::{TestApp, logs, payment_details, spec::spec};
use serde_json::json;

const CARD: &str = "4242 4242 4242 4242";
const IBAN: &str = "DE02120300000000202051";

#[test]
fn no_table_has_a_place_for_where_people_live_or_how_they_pay() {
    let app = TestApp::start();
    let sql = "select format('%s %s %s', relname, attname, col_description(attrelid, attnum)) from pg_class
        join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and relname <> 'refinery_schema_history'
        union all
        select format('%s %s', relname, coalesce(obj_description(oid, 'pg_class'), '')) from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')";
    let lines: Vec<String> = app
        .db
        .query(sql, &[])
        .iter()
        .map(|row| row.get(0))
        .collect();
    assert!(lines.len() > 100);
    for line in lines {
        // Which of the tables says that it has none is the only one to name such a thing.
        assert_eq!(payment_details::find(&line), None, "{line}");
    }
}

#[test]
fn no_schema_of_the_spec_has_such_a_property() {
    for (name, schema) in spec().schemas() {
        for (property, _) in contract_tests::spec::members(&schema["properties"]) {
            assert_eq!(
                payment_details::find(property),
                None,
                "{property} of {name}"
            );
        }
    }
}

#[test]
fn who_sends_such_details_all_the_same_is_refused_and_they_are_not_logged() {
    let app = TestApp::start();
    let (bo, service) = (app.person("artist"), app.service());
    for details in [
        json!({ "street_address": "Hafengasse 7" }),
        json!({ "card_number": CARD, "cvc": "737" }),
        json!({ "bank_account": { "iban": IBAN } }),
    ] {
        bo.patch(&bo.path(), &details)
            .refused(400, "invalid-request");
        let mut sign_up =
            json!({ "username": "new@music.example", "password": "three ferries before dawn" });
        let mut item = json!({ "user_id": bo.id, "key": "a", "amount": 1 });
        for place in [&mut sign_up, &mut item] {
            let more = details.as_object().cloned().unwrap();
            place.as_object_mut().unwrap().extend(more);
        }
        app.anonymous()
            .post("/v1/users", &sign_up)
            .refused(400, "invalid-request");
        let items = json!({ "items": [item] });
        service
            .post("/v1/credit-spendings", &items)
            .refused(400, "invalid-request");
    }
    for detail in ["Hafengasse", CARD, IBAN, "street_address", "bank_account"] {
        assert!(!logs::have(detail), "{detail} was logged");
    }
}
