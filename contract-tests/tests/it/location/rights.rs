//! Where people were at a time: asked by services that account for rights.

use contract_tests::{Caller, TestApp, callers::SERVICE};
use serde_json::{Value, json};
use user_api_server::countries;
use uuid::Uuid;

use crate::own_data::erase;

/// What the payment provider will say, which has no way in from outside yet.
pub(super) fn confirm(app: &TestApp, user_id: Uuid, country: &str) {
    app.within(async |app| {
        let mut client = app.database.client().await.unwrap();
        let transaction = client.transaction().await.unwrap();
        countries::confirm(&transaction, user_id, country)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    });
}

/// Moves the beginning of a person's time where they are now, and of what was before, this many days back.
fn age(app: &TestApp, user_id: Uuid, days: i32) {
    let sql = "update users set country_set_at = country_set_at - make_interval(days => $2) where id = $1";
    app.db.execute(sql, &[&user_id, &days]);
    let sql = "update past_countries set set_at = set_at - make_interval(days => $2), ended_at = ended_at - make_interval(days => $2) where user_id = $1";
    app.db.execute(sql, &[&user_id, &days]);
}

fn days_ago(days: i64) -> String {
    (chrono::Utc::now() - chrono::TimeDelta::days(days)).to_rfc3339()
}

#[track_caller]
fn ask(service: &Caller, user_ids: &[Uuid], at: Option<String>) -> Vec<(Value, Value)> {
    let mut question = json!({ "user_ids": user_ids });
    if let Some(at) = at {
        question["at"] = json!(at);
    }
    let answer = service
        .post("/v1/rights-countries", &question)
        .expect(200)
        .json();
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    let ids: Vec<_> = items.iter().map(|item| item["user_id"].clone()).collect();
    assert_eq!(json!(ids), json!(user_ids));
    items
        .iter()
        .map(|item| (item["country"].clone(), item["source"].clone()))
        .collect()
}

#[test]
fn a_service_learns_where_many_people_were_at_a_time() {
    let app = TestApp::start();
    let (bo, lin, service) = (app.person("artist"), app.person("listener"), app.service());
    bo.patch(&bo.path(), &json!({ "country": "DE" }))
        .expect(200);
    age(&app, bo.id, 10);
    confirm(&app, bo.id, "DE");
    age(&app, bo.id, 10);
    bo.patch(&bo.path(), &json!({ "country": "SE" }))
        .expect(200);
    age(&app, bo.id, 10);
    bo.patch(&bo.path(), &json!({ "country": null }))
        .expect(200);
    let nobody = Uuid::now_v7();
    let nowhere = (Value::Null, Value::Null);
    let at = |days| {
        ask(
            &service,
            &[lin.id, bo.id, nobody, bo.id],
            Some(days_ago(days)),
        )
    };
    for (days, wanted) in [
        (40, nowhere.clone()),
        (25, (json!("DE"), json!("declared"))),
        (15, (json!("DE"), json!("confirmed"))),
        (5, (json!("SE"), json!("declared"))),
        (0, nowhere.clone()),
    ] {
        let answer = at(days);
        let wanted = [nowhere.clone(), wanted.clone(), nowhere.clone(), wanted];
        assert_eq!(answer, wanted, "{days} days ago");
    }
    // Now, and what is to come.
    lin.patch(&lin.path(), &json!({ "country": "PT" }))
        .expect(200);
    let now = [(json!("PT"), json!("declared"))];
    assert_eq!(ask(&service, &[lin.id], None), now);
    assert_eq!(ask(&service, &[lin.id], Some(days_ago(-30))), now);
}

#[test]
fn what_was_confirmed_stays_so_until_something_else_is_said() {
    let app = TestApp::start();
    let (bo, service) = (app.person("artist"), app.service());
    confirm(&app, bo.id, "SE");
    let confirmed = [(json!("SE"), json!("confirmed"))];
    bo.patch(&bo.path(), &json!({ "country": "SE", "last_name": "Ek" }))
        .expect(200);
    confirm(&app, bo.id, "SE");
    assert_eq!(ask(&service, &[bo.id], None), confirmed);
    let kept: i64 = app.db.value("select count(*) from past_countries", &[]);
    assert_eq!(kept, 0);
    bo.patch(&bo.path(), &json!({ "country": "DE" }))
        .expect(200);
    assert_eq!(
        ask(&service, &[bo.id], None),
        [(json!("DE"), json!("declared"))]
    );
}

#[test]
fn a_thousand_people_are_one_question_and_no_more_may_be() {
    let app = TestApp::start();
    let service = app.service();
    app.db.batch("insert into users (id, username, role, tenant_id, country) select gen_random_uuid(), 'p' || n || '@music.example', 'listener', tenants.id, 'DE' from generate_series(1, 1001) n, tenants where is_default");
    let ids: Vec<Uuid> = app
        .db
        .query("select id from users where username like 'p%'", &[])
        .iter()
        .map(|row| row.get(0))
        .collect();
    let answer = ask(&service, &ids[..1000], None);
    assert!(answer.iter().all(|(country, _)| country == "DE"));
    let too_many = service.post("/v1/rights-countries", &json!({ "user_ids": ids }));
    too_many
        .refused(400, "invalid-request")
        .at(&["/body/user_ids"]);
    let wrong = json!({ "user_ids": [], "at": "yesterday" });
    service
        .post("/v1/rights-countries", &wrong)
        .refused(400, "invalid-request");
}

#[test]
fn only_a_service_with_the_scope_may_ask_and_only_of_people_who_are_there() {
    let app = TestApp::start();
    let (bo, admin) = (app.person("artist"), app.person("super_admin"));
    bo.patch(&bo.path(), &json!({ "country": "DE" }))
        .expect(200);
    let question = json!({ "user_ids": [bo.id] });
    for scope in ["read_write", "credits"] {
        let grant = [("grant_type", "client_credentials"), ("scope", scope)];
        let token = app.token(SERVICE, &grant).expect(200).json();
        let caller = app.bearer(token["access_token"].as_str().unwrap());
        let refused = caller.post("/v1/rights-countries", &question);
        refused.refused(403, "insufficient-scope").says("rights");
    }
    admin
        .post("/v1/rights-countries", &question)
        .refused(403, "insufficient-scope");
    // With the scope one may do this, and nothing else.
    let grant = [("grant_type", "client_credentials"), ("scope", "rights")];
    let token = app.token(SERVICE, &grant).expect(200).json();
    let rights = app.bearer(token["access_token"].as_str().unwrap());
    assert_eq!(ask(&rights, &[bo.id], None)[0].0, "DE");
    rights.get("/v1/roles").refused(403, "insufficient-scope");
    bo.delete(&bo.path()).expect(204);
    assert_eq!(ask(&rights, &[bo.id], None)[0].0, Value::Null);
}

#[test]
fn when_a_person_is_erased_so_is_where_they_were() {
    let app = TestApp::start();
    let bo = app.person("artist");
    for country in ["DE", "SE"] {
        bo.patch(&bo.path(), &json!({ "country": country }))
            .expect(200);
    }
    erase(&app, bo.id);
    let left: i64 = app.db.value("select count(*) from past_countries", &[]);
    let country: Option<String> = app
        .db
        .value("select country from users where id = $1", &[&bo.id]);
    assert_eq!((left, country), (0, None));
}
