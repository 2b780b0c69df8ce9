//! Every operation of the spec that changes something, called by each of those who may: it leaves one event that fits. A
//! new operation is held to this without being named here.

use contract_tests::{
    Caller, Response, TestApp,
    callers::FIRST_PARTY,
    events::Event,
    samples::World,
    spec::{Operation, list, members, spec},
};
use serde_json::Value;

use super::callers::{Everybody, Somebody};

/// Operations that are not GET and yet leave no event when they are called with their example, each with the reason.
const SILENT: [(&str, &str); 16] = [
    ("requestEmailConfirmation", "anybody may name an address"),
    ("requestPasswordReset", "anybody may name an address"),
    ("submitForgottenPassword", "anybody may name an address"),
    ("startAuthorizationByForm", "it changes nothing"),
    ("pushAuthorizationRequest", "nobody has signed in yet"),
    ("findRightsCountries", "it reads, and for services alone"),
    ("spendCredits", "the ledger of credits tells more"),
    ("refundCredits", "the ledger of credits tells more"),
    (
        "receiveStripeEvent",
        "the example is about nobody; billing/subscriptions.rs has the rest",
    ),
    ("introspectToken", "it reads"),
    ("getUserInfoByPost", "it reads"),
    (
        "issueToken",
        "the example is a client's; audit/sign_in.rs has the rest",
    ),
    (
        "revokeToken",
        "the example's token is unknown; audit/sign_in.rs has the rest",
    ),
    (
        "submitConsent",
        "nobody is signed in; audit/sign_in.rs has the rest",
    ),
    (
        "submitSignOut",
        "nobody is signed in; audit/sign_in.rs has the rest",
    ),
    (
        "submitAddressChange",
        "nobody is signed in; audit/sign_in.rs has the rest",
    ),
];

fn changing() -> impl Iterator<Item = &'static Operation> {
    let operations = spec().operations.iter();
    operations.filter(|operation| operation.method != "GET")
}

fn is_silent(operation: &Operation) -> bool {
    SILENT.iter().any(|(id, _)| *id == operation.id)
}

#[test]
fn whatever_changes_something_leaves_one_event_that_fits() {
    let app = TestApp::start();
    let everybody = Everybody::new(&app);
    for operation in changing().filter(|operation| !is_silent(operation)) {
        let count = everybody.count(operation);
        assert!(count > 0, "nobody may call {}", operation.id);
        // Each in a world of their own, since some operations end it.
        for number in 0..count {
            let world = World::new(&app, "artist");
            let somebody = everybody.one(&app, operation, &world, number);
            one_event_fits(&app, operation, &world, &somebody);
        }
    }
}

fn one_event_fits(app: &TestApp, operation: &Operation, world: &World, somebody: &Somebody) {
    prepare(app, operation, world, &somebody.caller);
    let request = world.request(&somebody.caller, operation);
    let body = request.text();
    let mut answer = None;
    let events = app.db.events_of(|| answer = Some(request.send()));
    let answer = answer.expect("an answer");
    let id = &operation.id;
    let what = format!("{id} by {:?} {}: {events:#?}", somebody.id, somebody.role);
    if somebody.is_less && answer.status >= 400 {
        assert_eq!(events, [], "{what}");
        return;
    }
    assert!(answer.status < 400, "{}", answer.describe());
    // Who signs up on the page is signed in at once, and a session is a thing of its own; who is moved is told of to those
    // who look after the tenant that they leave, and after the one that they join.
    let events: Vec<_> = match &events[..] {
        [user, session] if id == "submitSignUp" && session.is_own("session") => vec![user],
        [left, joined] if id == "moveUser" && left.subject != joined.subject => vec![left],
        events => events.iter().collect(),
    };
    let [event] = &events[..] else {
        panic!("not one event, but {}: {what}", events.len());
    };
    assert_eq!(event.operation, *id, "{what}");
    by(event, somebody, &what);
    about(event, &answer, operation, world, &what);
    names_fields(event, operation, &body, &what);
    tells_no_secret(event, operation, &body, &what);
}

/// What is taken away has to be there first: made by the PUT of the same path, if there is one.
fn prepare(app: &TestApp, operation: &Operation, world: &World, caller: &Caller) {
    let put = spec().operations.iter().find(|other| {
        other.path == operation.path && other.method == "PUT" && operation.method == "DELETE"
    });
    if let Some(put) = put {
        let own = !put.access.iter().any(|word| word == "super_admin");
        let staff = app.person("super_admin").caller();
        let caller = if own { caller } else { &staff };
        let answer = world.request(caller, put).send();
        assert!(answer.status < 400, "{}", answer.describe());
    }
}

fn by(event: &Event, somebody: &Somebody, what: &str) {
    if let Some(id) = somebody.id {
        assert_eq!(event.actor, Some((id, somebody.role.to_owned())), "{what}");
        assert_eq!(event.client_id.as_deref(), Some(FIRST_PARTY.0), "{what}");
    } else if somebody.caller.token.is_some() {
        assert_eq!(
            (&event.actor, event.client_id.as_deref()),
            (&None, Some("demo-service")),
            "{what}"
        );
    } else {
        // Who needs no token shows otherwise who they are: by a password, or a letter.
        assert!(event.is_own("user") || event.is_own("session"), "{what}");
        assert_eq!(event.client_id, None, "{what}");
    }
}

/// It is about a thing of the path, the one that was made, or the person; and about the right person.
fn about(event: &Event, answer: &Response, operation: &Operation, world: &World, what: &str) {
    let (kind, id) = (event.object.0.as_str(), event.object.1.as_str());
    let made = answer
        .header("location")
        .and_then(|place| place.rsplit_once('/'));
    let path = world.path(operation);
    let is_named = path.split('/').any(|step| step == id)
        || made.is_some_and(|(_, made)| made == id)
        || [world.user_id, world.left_id]
            .iter()
            .any(|person| id == person.to_string())
        || operation.is_sign_in()
        || operation.id == "signUp";
    assert!(is_named, "{what}");
    let known = [
        (world.user_id.to_string(), "user"),
        (world.user_group_id.to_string(), "user_group"),
        (world.member_id.to_string(), "user_group"),
        (world.other_group_id.to_string(), "user_group"),
        (world.session_id.to_string(), "session"),
        (world.tenant_id.to_string(), "tenant"),
        (world.client_id.clone(), "client"),
    ];
    let known = known.iter().find(|(known, _)| known == id);
    let made = made.and_then(|(list, _)| list.rsplit('/').next());
    let wanted = match (known, made) {
        (Some((_, kind)), _) => kind,
        (None, Some("users")) => "user",
        (None, Some("user-groups")) => "user_group",
        (None, Some("clients")) => "client",
        (None, Some("tenants")) => "tenant",
        _ => kind,
    };
    assert_eq!(kind, wanted, "{what}");
    let subject = event.subject.as_ref();
    match kind {
        "tenant" | "client" | "signing_key" => assert_eq!(subject, None, "{what}"),
        _ => {
            let (person, tenant, role) = subject.expect("a person");
            assert!(*tenant == world.tenant_id && role == "artist", "{what}");
            assert!(kind != "user" || id == person.to_string(), "{what}");
            // What is taken over was another's until then, and only who has left is brought back.
            let those = match operation.id.as_str() {
                "acceptUserGroup" => [world.stranger_id; 2],
                _ => [world.user_id, world.left_id],
            };
            assert!(
                those.contains(person) || operation.access == ["anyone"],
                "{what}"
            );
        }
    }
}

/// The fields are names that the spec knows; of a merge patch, some of those that it names.
fn names_fields(event: &Event, operation: &Operation, body: &str, what: &str) {
    let mut names: Vec<&str> = Vec::new();
    spec()
        .schemas()
        .for_each(|(_, schema)| names_in(schema, &mut names));
    names.extend(operation.path.split('/'));
    for field in &event.fields {
        assert!(
            names.contains(&field.as_str()),
            "no name in the spec is {field}: {what}"
        );
    }
    if operation.method == "PATCH" {
        let patch: Value = serde_json::from_str(body).expect("a merge patch");
        assert!(!event.fields.is_empty(), "{what}");
        let is_in_it = |field: &String| patch.get(field).is_some();
        assert!(event.fields.iter().all(is_in_it), "{what}");
    }
}

fn names_in<'a>(schema: &'a Value, names: &mut Vec<&'a str>) {
    for (name, property) in members(&schema["properties"]) {
        names.push(name);
        names_in(property, names);
    }
    list(&schema["allOf"]).for_each(|part| names_in(part, names));
}

/// No value of the request stands in it, but for roles and ids.
fn tells_no_secret(event: &Event, operation: &Operation, body: &str, what: &str) {
    let form = operation
        .body
        .as_ref()
        .is_some_and(|body| body.media_type.ends_with("urlencoded"));
    let values: Vec<String> = if form {
        let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
        let decode = |value| percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        let pairs = pairs.filter(|(name, _)| *name != "role");
        pairs.map(|(_, value)| decode(value).into_owned()).collect()
    } else {
        serde_json::from_str(body).map_or_else(|_| Vec::new(), |body: Value| texts(&body))
    };
    for value in values.iter().filter(|value| value.len() > 3) {
        assert!(!event.text.contains(value.as_str()), "{value} is in {what}");
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(_) => {
            let told = |name: &str| name == "role" || name.ends_with("_id");
            let hidden = members(value).filter(|(name, _)| !told(name));
            hidden.flat_map(|(_, value)| texts(value)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn what_is_said_to_leave_no_event_leaves_none() {
    let app = TestApp::start();
    for (id, reason) in SILENT {
        let operation = spec().operation(id);
        let world = World::new(&app, "artist");
        let caller = match operation.scope {
            Some(_) if operation.access == ["client"] => app.service(),
            Some(_) => world.sign_in(&app, "openid read_write"),
            None => app.anonymous(),
        };
        let request = world.request(&caller, operation);
        let events = app.db.events_of(|| request.send());
        assert_eq!(events, [], "{id} leaves none as {reason}");
    }
}
