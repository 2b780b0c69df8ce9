//! Shares: what people got and gave back, and what they hold.

use contract_tests::{Person, TestApp};
use serde_json::{Value, json};
use user_api_server::shares;
use uuid::Uuid;

fn record(app: &TestApp, user_id: Uuid, quantity: i64, invoice: Option<&str>) -> bool {
    app.within(async |app| {
        shares::record(
            &app.database.client().await.unwrap(),
            user_id,
            quantity,
            invoice,
        )
        .await
        .unwrap()
    })
}

fn page(person: &Person, query: &str) -> Value {
    let path = format!("{}/shares{query}", person.path());
    person.get(&path).expect(200).json()
}

#[test]
fn what_somebody_holds_is_what_they_got_less_what_they_gave_back() {
    let app = TestApp::start();
    let (bo, lin) = (app.person("artist"), app.person("listener"));
    assert_eq!(
        page(&bo, ""),
        json!({ "held": 0, "items": [], "next_cursor": null })
    );
    for (quantity, invoice) in [(5, Some("in_1")), (3, Some("in_2")), (-2, None)] {
        assert!(record(&app, bo.id, quantity, invoice));
    }
    // An invoice that is told twice is one.
    assert!(!record(&app, bo.id, 5, Some("in_1")));
    assert!(record(&app, lin.id, 7, None));
    let all = page(&bo, "");
    let quantities: Vec<_> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["quantity"].clone())
        .collect();
    assert_eq!(
        (all["held"].clone(), json!(quantities)),
        (json!(6), json!([-2, 3, 5]))
    );
    assert!(!all.to_string().contains("in_1"));
}

#[test]
fn shares_come_in_pages_each_with_what_is_held() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for _ in 0..5 {
        record(&app, bo.id, 1, None);
    }
    let (mut query, mut seen) = ("?limit=2".to_owned(), 0);
    loop {
        let page = page(&bo, &query);
        assert_eq!(page["held"], 5);
        seen += page["items"].as_array().unwrap().len();
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        query = format!("?limit=2&cursor={cursor}");
    }
    assert_eq!(seen, 5);
}
