//! Signing in and out in the trail: sessions that begin and end, and what people agree to.

use contract_tests::{
    PASSWORD, TestApp, Visitor, callers::FIRST_PARTY, events::Event, visitor::authorize,
};
use serde_json::json;
use uuid::Uuid;

pub(super) const PUBLIC: &str = "demo-spa";

/// What an event says: operation, application, kind, fields.
type Said = (String, Option<String>, String, Vec<String>);

/// What an event of somebody's own says.
pub(super) fn own(event: &Event, person: Uuid, role: &str) -> Said {
    assert_eq!(event.actor, Some((person, role.to_owned())), "{event:#?}");
    let subject = event.subject.as_ref().expect("a person");
    assert_eq!(
        (subject.0, subject.2.as_str()),
        (person, role),
        "{event:#?}"
    );
    (
        event.operation.clone(),
        event.client_id.clone(),
        event.object.0.clone(),
        event.fields.clone(),
    )
}

pub(super) fn said(operation: &str, client: Option<&str>, kind: &str, fields: &[&str]) -> Said {
    let fields = fields.iter().map(|field| (*field).to_owned());
    (
        operation.to_owned(),
        client.map(str::to_owned),
        kind.to_owned(),
        fields.collect(),
    )
}

/// Tries wrong passwords, everywhere one can.
pub(super) fn sign_in_wrongly(app: &TestApp, username: &str) {
    app.sign_in_as(username, "wrong, but long enough", "read")
        .expect(400);
    app.sign_in_as("nobody@music.example", PASSWORD, "read")
        .expect(400);
    let fields = [
        ("username", username),
        ("password", "wrong, but long enough"),
    ];
    Visitor::new(app).fill_in("/login", &fields).expect(422);
}

#[test]
fn a_session_of_an_app_that_begins_by_password_is_told_and_its_refreshes_are_not() {
    let app = TestApp::start();
    let (bo, username) = app.account("artist", None);
    let mut token = json!(null);
    let event = app.db.event_of(|| {
        token = app
            .sign_in_as(&username, PASSWORD, "read offline_access")
            .expect(200)
            .json();
    });
    assert_eq!(
        own(&event, bo, "artist"),
        said("issueToken", Some(FIRST_PARTY.0), "session", &[])
    );
    let session: Uuid = app.db.value("select id from sessions", &[]);
    assert_eq!(event.object.1, session.to_string());
    let refresh = [
        ("grant_type", "refresh_token"),
        (
            "refresh_token",
            token["refresh_token"].as_str().expect("a token"),
        ),
    ];
    assert_eq!(
        app.db
            .events_of(|| app.token(FIRST_PARTY, &refresh).expect(200)),
        []
    );
    assert_eq!(app.db.events_of(|| app.service()), []);
}

#[test]
fn signing_in_by_way_of_the_pages_tells_of_the_browser_the_agreement_and_the_app() {
    let app = TestApp::start();
    let (bo, username) = app.account("artist", None);
    let browser = Visitor::new(&app);
    let events = app
        .db
        .events_of(|| browser.tokens(&username, "openid read"));
    let told: Vec<_> = events
        .iter()
        .map(|event| own(event, bo, "artist"))
        .collect();
    let browsers = said("submitSignIn", None, "session", &[]);
    let apps = said("issueToken", Some(PUBLIC), "session", &[]);
    assert_eq!(
        told,
        [
            browsers,
            said("submitConsent", None, "consent", &["scopes"]),
            apps.clone()
        ]
    );
    assert_eq!(events[1].object.1, PUBLIC);
    // Nothing new is agreed to, and the browser is signed in.
    let event = app.db.event_of(|| browser.tokens(&username, "openid read"));
    assert_eq!(own(&event, bo, "artist"), apps);
    // Agreeing to the same again changes nothing.
    let events = app.db.events_of(|| {
        let target = authorize(&[("scope", "openid read"), ("prompt", "consent")]);
        let place = browser
            .open(&target)
            .expect(303)
            .header("location")
            .expect("a place")
            .to_owned();
        browser
            .fill_in(&place, &[("decision", "allow")])
            .expect(303)
    });
    assert_eq!(events, []);
    let events = app.db.events_of(|| {
        let target = authorize(&[("scope", "openid read"), ("prompt", "consent")]);
        let place = browser
            .open(&target)
            .expect(303)
            .header("location")
            .expect("a place")
            .to_owned();
        browser.fill_in(&place, &[("decision", "deny")]).expect(303)
    });
    assert_eq!(events, []);
    let event = app
        .db
        .event_of(|| browser.fill_in("/logout", &[]).expect(200));
    assert_eq!(
        own(&event, bo, "artist"),
        said("submitSignOut", None, "session", &[])
    );
}

#[test]
fn who_takes_over_a_browser_begins_a_session_and_ends_one() {
    let app = TestApp::start();
    let (bo, bos) = app.account("artist", None);
    let (lin, lins) = app.account("listener", None);
    let browser = Visitor::new(&app);
    let target = authorize(&[("prompt", "login")]);
    let sign_in = |username: &str| {
        let place = browser
            .open(&target)
            .expect(303)
            .header("location")
            .expect("a place")
            .to_owned();
        browser.sign_in_at(&place, username)
    };
    sign_in(&bos);
    let event = app.db.event_of(|| sign_in(&bos));
    assert_eq!(
        own(&event, bo, "artist"),
        said("submitSignIn", None, "session", &["authenticated_at"])
    );
    let events = app.db.events_of(|| sign_in(&lins));
    let [ended, begun] = &events[..] else {
        panic!("{events:#?}")
    };
    assert_eq!(ended.object, event.object);
    assert_eq!(ended.actor, Some((lin, "listener".to_owned())));
    assert_eq!(ended.subject.as_ref().map(|(id, ..)| *id), Some(bo));
    assert_eq!(
        own(begun, lin, "listener"),
        said("submitSignIn", None, "session", &[])
    );
    // Switching on the page for agreeing ends it too.
    let place = browser
        .open(&authorize(&[]))
        .expect(303)
        .header("location")
        .expect("a place")
        .to_owned();
    let event = app.db.event_of(|| {
        browser
            .fill_in(&place, &[("decision", "switch")])
            .expect(303)
    });
    assert_eq!(
        own(&event, lin, "listener"),
        said("submitConsent", None, "session", &[])
    );
}

#[test]
fn asking_for_another_address_on_the_page_is_told_as_in_the_api() {
    let app = TestApp::start();
    let (bo, username) = app.account("artist", None);
    let browser = Visitor::new(&app);
    browser.sign_in_at("/login", &username);
    let fields = [("username", "bo@ferry.example"), ("password", PASSWORD)];
    let event = app
        .db
        .event_of(|| browser.fill_in("/change-address", &fields).expect(200));
    assert_eq!(
        own(&event, bo, "artist"),
        said("submitAddressChange", None, "user", &["username"])
    );
    assert!(!event.text.contains("ferry"), "{event:#?}");
}
