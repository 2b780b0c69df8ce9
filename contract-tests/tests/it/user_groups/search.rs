//! Finding groups by words, tags and countries.

use contract_tests::{Caller, Person, callers::encode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::scene::{Scene, names, path};
use crate::users::all_pages;

fn look(q: &str) -> String {
    format!("/v1/user-groups?{}", encode(&[("q", q)]))
}

fn found(caller: &Caller, q: &str) -> Vec<String> {
    names(caller, &look(q), "/display_name")
}

/// A band that says this of itself.
pub(super) fn group(owner: &Person, name: &str, line: &str, tags: &[&str]) -> Uuid {
    let mut new = json!({ "type": "band", "display_name": name, "tags": tags });
    if !line.is_empty() {
        new["short_bio"] = line.into();
    }
    let created = owner.post(&owner.groups(), &new).expect(201).json();
    created["id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .expect("an id")
}

#[test]
fn the_best_is_found_first_and_the_newest_among_equals() {
    let Scene { app, bo, .. } = Scene::new();
    group(&bo, "Harbour", "One night out", &[]);
    group(&bo, "Ferry", "", &["night music"]);
    group(&bo, "The Night Boat", "", &[]);
    group(&bo, "Boat Night", "", &[]);
    group(&bo, "Night", "", &[]);
    group(&bo, "Nightly", "", &[]);
    group(&bo, "Day", "", &[]);
    let wanted = [
        "Night",
        "Boat Night",
        "The Night Boat",
        "Ferry",
        "Harbour",
        "Nightly",
    ];
    assert_eq!(found(&app.anonymous(), "night"), wanted);
    assert_eq!(found(&app.anonymous(), "ferry night")[0], "Ferry");
}

#[test]
fn typos_beginnings_case_accents_and_signs_are_forgiven() {
    let Scene { app, bo, .. } = Scene::new();
    group(&bo, "Night Ferry", "", &["ambient"]);
    group(&bo, "Björk Ødegård & the Don'ts", "", &[]);
    group(&bo, "王菲", "", &[]);
    group(&bo, "مرحبا بكم", "", &[]);
    group(&bo, "🦊🌊", "", &[]);
    group(&bo, "!!!", "", &[]);
    let anyone = app.anonymous();
    for (typed, name) in [
        ("nihgt fery", "Night Ferry"),
        ("nihgt", "Night Ferry"),
        ("night ferri", "Night Ferry"),
        ("nightferry", "Night Ferry"),
        ("nig", "Night Ferry"),
        ("NIGHT-FERRY ", "Night Ferry"),
        ("ambeint", "Night Ferry"),
        ("bjork odegard donts", "Björk Ødegård & the Don'ts"),
        ("BJO\u{308}RK", "Björk Ødegård & the Don'ts"),
        ("菲", "王菲"),
        ("مَرحبا", "مرحبا بكم"),
        ("🦊🌊", "🦊🌊"),
        ("!!!", "!!!"),
    ] {
        assert_eq!(found(&anyone, typed), [name], "{typed}");
    }
}

#[test]
fn whatever_is_typed_is_no_operator_and_no_error() {
    let Scene { app, bo, .. } = Scene::new();
    group(&bo, "Night Ferry", "", &[]);
    group(&bo, "The The", "the of and", &[]);
    let anyone = app.anonymous();
    let long = "night ".repeat(33);
    for nothing in [
        "'",
        "\\",
        "&|!:*()",
        "night & !ferry <-> x:*",
        "%_",
        " ",
        "x",
        long.trim(),
        &"a".repeat(200),
        "n:night",
        "=type:band",
        "=name:x",
    ] {
        anyone.get(&look(nothing)).expect(200);
    }
    for q in ["night & ferry", "night | (ferry)", "!night:* ferry'"] {
        assert_eq!(found(&anyone, q), ["Night Ferry"], "{q}");
    }
    assert_eq!(found(&anyone, "the of and"), ["The The"]);
    assert_eq!(found(&anyone, "%_"), [""; 0]);
    anyone
        .get(&look(&"a".repeat(201)))
        .refused(400, "invalid-request")
        .at(&["/query/q"]);
}

#[test]
fn what_is_found_can_be_narrowed_by_type_tag_and_country() {
    let Scene { app, bo, maya } = Scene::new();
    for (owner, kind, name, country, tag) in [
        (&bo, "band", "Night A", "DE", "Ambient"),
        (&bo, "persona", "Night B", "DE", "ambient"),
        (&maya, "label", "Night C", "SE", "ambient"),
        (&maya, "band", "Day D", "DE", "folk"),
    ] {
        let new = json!({ "type": kind, "display_name": name, "country": country, "tags": [tag] });
        owner.post(&owner.groups(), &new).expect(201);
    }
    let anyone = app.anonymous();
    for (filters, wanted) in [
        ("q=night&type=band", "Night A"),
        ("q=night&country=DE", "Night B Night A"),
        ("q=night&tag=AMBIENT&country=DE&type=persona", "Night B"),
        ("q=nihgt&country=SE", "Night C"),
        ("tag=ambient", "Night C Night B Night A"),
        ("country=DE", "Day D Night B Night A"),
        ("country=DE&type=band", "Day D Night A"),
        ("tag=nothing", ""),
        ("q=day&tag=ambient", ""),
    ] {
        for limit in [1, 2, 50] {
            let items = all_pages(&anyone, &format!("/v1/user-groups?{filters}"), limit);
            let names: Vec<_> = items
                .iter()
                .filter_map(|item| item["display_name"].as_str())
                .collect();
            assert_eq!(names.join(" "), wanted, "{filters}");
        }
    }
}

#[test]
fn hidden_groups_and_those_of_people_who_left_are_never_found() {
    let Scene { app, bo, .. } = Scene::new();
    let id = group(&bo, "Night Ferry", "Slow songs", &["shanty"]);
    let ada = app.person("admin");
    let places = [
        "/v1/user-groups?q=night",
        "/v1/user-groups?q=songs",
        "/v1/user-groups?q=nihgt",
        "/v1/user-groups?tag=shanty",
    ];
    let is_found = |wanted: bool| {
        for caller in [&app.anonymous(), &bo, &ada] {
            for place in places {
                let page = caller.get(place).expect(200).json();
                assert_eq!(page["items"] != json!([]), wanted, "{place}");
            }
            let tags = caller.get("/v1/tags?q=sha").expect(200).json();
            assert_eq!(tags["items"] != json!([]), wanted);
        }
    };
    is_found(true);
    for visibility in ["unlisted", "private", "public"] {
        let choice = json!({ "visibility": visibility });
        super::scene::put_json(&bo, &format!("{}/privacy", path(id)), &choice).expect(200);
        is_found(visibility == "public");
    }
    app.db.execute(
        "update users set deleted_at = now(), erase_at = now() + interval '1 day' where id = $1",
        &[&bo.id],
    );
    let left = app.anonymous().get(places[0]).expect(200).json();
    assert_eq!(left["items"], json!([]));
    app.db.execute(
        "update users set deleted_at = null, erase_at = null where id = $1",
        &[&bo.id],
    );
    is_found(true);
}

#[test]
fn what_changes_is_found_by_what_it_says_now() {
    let Scene { app, bo, .. } = Scene::new();
    let id = group(&bo, "Night Ferry", "Slow songs", &["shanty"]);
    let change =
        json!({ "display_name": "Gangway", "short_bio": null, "tags": ["drone"], "country": "SE" });
    bo.patch(&path(id), &change).expect(200);
    let anyone = app.anonymous();
    for (q, wanted) in [
        ("night", 0),
        ("slow", 0),
        ("shanty", 0),
        ("gangway", 1),
        ("drone", 1),
    ] {
        assert_eq!(found(&anyone, q).len(), wanted, "{q}");
    }
    assert_eq!(
        names(
            &anyone,
            "/v1/user-groups?country=SE&tag=drone",
            "/display_name"
        ),
        ["Gangway"]
    );
    bo.delete(&path(id)).expect(204);
    assert!(found(&anyone, "gangway").is_empty());
}

#[test]
fn a_group_that_changes_while_somebody_pages_is_not_shown_twice_and_hides_no_other() {
    let Scene { app, bo, .. } = Scene::new();
    let ids: Vec<Uuid> = ["A", "B", "C", "D", "E"]
        .map(|name| group(&bo, &format!("Night {name}"), "", &[]))
        .into();
    let anyone = app.anonymous();
    let page = |cursor: Option<&str>| -> Value {
        let after = cursor
            .map(|cursor| format!("&cursor={cursor}"))
            .unwrap_or_default();
        anyone
            .get(&format!("{}&limit=2{after}", look("night")))
            .expect(200)
            .json()
    };
    let shown = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().expect("items").iter();
        items
            .filter_map(|item| item["display_name"].as_str().map(str::to_owned))
            .collect()
    };
    app.db.batch("begin");
    let first = page(None);
    assert_eq!(shown(&first), ["Night E", "Night D"]);
    // One that was shown gets worse, by who began before the first page, and a new one comes.
    let change =
        "update user_groups set display_name = 'Day', short_bio = 'All night' where id = $1";
    app.db.execute(change, &[&ids[4]]);
    app.db.batch("commit");
    group(&bo, "Night F", "", &[]);
    let second = page(first["next_cursor"].as_str());
    assert_eq!(shown(&second), ["Night C", "Night B"]);
    let third = page(second["next_cursor"].as_str());
    assert_eq!(shown(&third), ["Night A"]);
    assert_eq!(third["next_cursor"], json!(null));
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    for other in ["q=nights", "q=night&type=band", "tag=night", "type=band"] {
        let path = format!("/v1/user-groups?{other}&cursor={cursor}");
        anyone.get(&path).refused(422, "cursor-unknown");
    }
}

#[test]
fn pages_of_a_search_have_everything_once_however_small() {
    let Scene { app, bo, .. } = Scene::new();
    for number in 0..7 {
        group(&bo, &format!("Night {number}"), "", &[]);
        group(&bo, &format!("Day {number}"), "All night", &["nights"]);
        group(&bo, &format!("Nightly {number}"), "", &[]);
    }
    let ids = |limit| -> Vec<String> {
        let items = all_pages(&app.anonymous(), &look("night"), limit);
        items.iter().map(|item| item["id"].to_string()).collect()
    };
    let whole = ids(200);
    assert_eq!(whole.len(), 21);
    for limit in [1, 2, 5, 20, 21] {
        assert_eq!(ids(limit), whole, "{limit}");
    }
}
