//! Tokens in the trail: those that were stolen, and those that are revoked.

use contract_tests::{
    PASSWORD, TestApp, Visitor,
    callers::{FIRST_PARTY, SERVICE, encode},
    events::Event,
    visitor::exchange,
};

use super::sign_in::{PUBLIC, own, said};

#[test]
fn a_session_that_was_stolen_ends_and_nobody_is_said_to_have_done_it() {
    let app = TestApp::start();
    let (bo, username) = app.account("artist", None);
    let stolen = |event: &Event| {
        assert_eq!(
            (&event.actor, event.operation.as_str()),
            (&None, "issueToken"),
            "{event:#?}"
        );
        assert_eq!(event.subject.as_ref().map(|(id, ..)| *id), Some(bo));
        (event.client_id.clone(), event.object.0.clone())
    };
    let browser = Visitor::new(&app);
    let code = browser.code(&username, "openid read");
    exchange(&app, &code).expect(200);
    let event = app.db.event_of(|| exchange(&app, &code).expect(400));
    assert_eq!(
        stolen(&event),
        (Some(PUBLIC.to_owned()), "session".to_owned())
    );
    assert_eq!(app.db.events_of(|| exchange(&app, &code).expect(400)), []);
    let token = app
        .sign_in_as(&username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    let refresh = [
        ("grant_type", "refresh_token"),
        (
            "refresh_token",
            token["refresh_token"].as_str().expect("a token"),
        ),
    ];
    app.token(FIRST_PARTY, &refresh).expect(200);
    app.db.batch("update refresh_tokens set used_at = used_at - interval '1 minute' where used_at is not null");
    let event = app
        .db
        .event_of(|| app.token(FIRST_PARTY, &refresh).expect(400));
    assert_eq!(
        stolen(&event),
        (Some(FIRST_PARTY.0.to_owned()), "session".to_owned())
    );
    assert_eq!(
        app.db
            .events_of(|| app.token(FIRST_PARTY, &refresh).expect(400)),
        []
    );
}

#[test]
fn revoking_a_token_is_what_its_person_does() {
    let app = TestApp::start();
    let (bo, username) = app.account("artist", None);
    let token = app
        .sign_in_as(&username, PASSWORD, "read offline_access")
        .expect(200)
        .json();
    let revoke = |name: &str, client: (&str, &str)| {
        let fields = [
            ("token", token[name].as_str().expect("a token")),
            ("client_id", client.0),
            ("client_secret", client.1),
        ];
        let request = app.anonymous().request("POST", "/oauth/revoke");
        request
            .body("application/x-www-form-urlencoded", encode(&fields))
            .expect(200)
    };
    assert_eq!(app.db.events_of(|| revoke("access_token", SERVICE)), []);
    let event = app.db.event_of(|| revoke("access_token", FIRST_PARTY));
    assert_eq!(
        own(&event, bo, "artist"),
        said(
            "revokeToken",
            Some(FIRST_PARTY.0),
            "session",
            &["access_token"]
        )
    );
    assert_eq!(app.db.events_of(|| revoke("access_token", FIRST_PARTY)), []);
    let event = app.db.event_of(|| revoke("refresh_token", FIRST_PARTY));
    assert_eq!(
        own(&event, bo, "artist"),
        said("revokeToken", Some(FIRST_PARTY.0), "session", &[])
    );
    assert_eq!(
        app.db.events_of(|| revoke("refresh_token", FIRST_PARTY)),
        []
    );
}
