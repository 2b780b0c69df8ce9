//! Completing tags, and that those go that nobody has any more.

use contract_tests::{Person, at_the_same_moment};
use serde_json::json;
use user_api_server::cleanup;

use super::{
    scene::{Scene, path},
    search::group,
};

/// The tags that are stored.
fn stored(scene: &Scene) -> Vec<String> {
    let rows = scene.app.db.query("select key from tags order by key", &[]);
    rows.iter().map(|row| row.get(0)).collect()
}

fn clean_up(scene: &Scene) {
    scene.app.within(cleanup::run).expect("a database");
}

#[test]
fn tags_are_completed_in_alphabetical_order_then_by_likeness() {
    let Scene { app, bo, .. } = Scene::new();
    group(&bo, "A", "", &["Ambient", "ambient folk", "chamber"]);
    group(&bo, "B", "", &["AMBIENT", "zydeco", "%_"]);
    let tags = |query: &str| {
        let answer = app.anonymous().get(&format!("/v1/tags{query}"));
        answer.expect(200).json()["items"].clone()
    };
    assert_eq!(tags("?q=amb"), json!(["Ambient", "ambient folk"]));
    assert_eq!(tags("?q=Ambe"), json!(["Ambient"]));
    assert_eq!(tags("?q=zydecko"), json!(["zydeco"]));
    assert_eq!(tags("?q=%25"), json!(["%_"]));
    let all = json!(["%_", "Ambient", "ambient folk", "chamber", "zydeco"]);
    assert_eq!(tags(""), all);
    app.anonymous()
        .get("/v1/tags?q=")
        .refused(400, "invalid-request");
}

/// However many tags hidden groups have, completion passes by none of them.
#[test]
fn completion_looks_only_at_tags_of_public_groups() {
    let scene = Scene::new();
    let Scene { app, bo, maya } = &scene;
    let new = |owner: &Person, name: &str, tags: &[&str], visibility: &str| {
        let new = json!({ "type": "persona", "display_name": name, "tags": tags, "visibility": visibility });
        let created = owner.post(&owner.groups(), &new).expect(201).json();
        format!("/v1/user-groups/{}", created["id"].as_str().expect("an id"))
    };
    let choose = |group: &str, visibility: &str| {
        let choice = json!({ "visibility": visibility });
        let sent = bo.request("PUT", &format!("{group}/privacy"));
        sent.json(choice.to_string()).expect(200);
    };
    let looked_at = |wanted: &[&str]| {
        let sql = "select name from tags where is_shown order by name";
        let rows = app.db.query(sql, &[]);
        let names: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert_eq!(names, wanted);
    };
    let told = |wanted: &[&str]| {
        let answer = app.anonymous().get("/v1/tags").expect(200).json();
        assert_eq!(answer["items"], json!(wanted));
    };
    let hidden = new(bo, "A", &["drone", "folk"], "private");
    new(maya, "B", &["folk", "noise"], "public");
    looked_at(&["folk", "noise"]);
    choose(&hidden, "public");
    looked_at(&["drone", "folk", "noise"]);
    told(&["drone", "folk", "noise"]);
    choose(&hidden, "unlisted");
    told(&["folk", "noise"]);
    clean_up(&scene);
    looked_at(&["folk", "noise"]);
    bo.patch(&hidden, &json!({ "tags": ["dub"] })).expect(200);
    choose(&hidden, "public");
    told(&["dub", "folk", "noise"]);
    // With who leaves, and back with them.
    bo.delete(&bo.path()).expect(204);
    told(&["folk", "noise"]);
    clean_up(&scene);
    looked_at(&["folk", "noise"]);
    let deletion = format!("{}/deletion", bo.path());
    app.person("admin").delete(&deletion).expect(204);
    told(&["dub", "folk", "noise"]);
}

#[test]
fn a_tag_whose_group_is_shown_while_the_job_looks_is_told() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let groups = [
        (bo, group(bo, "A", "", &["dusk", "dawn"])),
        (maya, group(maya, "B", "", &["dawn", "dusk"])),
    ];
    for round in 0..20 {
        let is_public = [round % 2 == 0, round % 3 == 0];
        at_the_same_moment(3, |number| {
            let Some((owner, group)) = groups.get(number) else {
                return clean_up(&scene);
            };
            let visibility = ["private", "public"][usize::from(is_public[number])];
            let choice = json!({ "visibility": visibility });
            let sent = owner.request("PUT", &format!("{}/privacy", path(*group)));
            sent.json(choice.to_string()).expect(200);
        });
        let told = scene.app.anonymous().get("/v1/tags").expect(200).json();
        let count = told["items"].as_array().map(Vec::len);
        let wanted = if is_public == [false, false] { 0 } else { 2 };
        assert_eq!(count, Some(wanted), "{round}");
    }
}

#[test]
fn a_tag_goes_with_the_last_group_that_has_it() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let ferry = group(bo, "A", "", &["drone", "folk"]);
    let gangway = group(maya, "B", "", &["folk", "noise"]);
    // More than the job looks at in one go.
    for round in 0..30 {
        let tags: Vec<_> = (0..20).map(|tag| format!("tag {round} {tag}")).collect();
        bo.patch(&path(ferry), &json!({ "tags": tags })).expect(200);
    }
    bo.patch(&path(ferry), &json!({ "tags": ["dub", "folk"] }))
        .expect(200);
    clean_up(&scene);
    assert_eq!(stored(&scene), ["dub", "folk", "noise"]);
    bo.delete(&path(ferry)).expect(204);
    maya.patch(&path(gangway), &json!({ "tags": null }))
        .expect(200);
    clean_up(&scene);
    assert!(stored(&scene).is_empty());
    // And there is nothing left to do.
    let before = scene.app.db.fingerprint();
    clean_up(&scene);
    assert_eq!(scene.app.db.fingerprint(), before);
}

#[test]
fn a_tag_that_is_taken_while_those_of_nobody_go_stays() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, gangway) = (group(bo, "A", "", &[]), group(maya, "B", "", &[]));
    for round in 0..20 {
        at_the_same_moment(3, |number| {
            let word = |take: bool| {
                if take {
                    json!(["dusk", "dawn"])
                } else {
                    json!([])
                }
            };
            match number {
                0 => clean_up(&scene),
                1 => drop(
                    bo.patch(&path(ferry), &json!({ "tags": word(round % 2 == 0) }))
                        .expect(200),
                ),
                _ => drop(
                    maya.patch(&path(gangway), &json!({ "tags": word(round % 3 == 0) }))
                        .expect(200),
                ),
            }
        });
        // Nobody lost one that they took, and nothing stays that nobody has.
        clean_up(&scene);
        let has = round % 2 == 0 || round % 3 == 0;
        assert_eq!(stored(&scene).len(), if has { 2 } else { 0 }, "{round}");
    }
}

#[test]
fn a_tag_that_somebody_holds_is_not_waited_for_and_goes_later() {
    let scene = Scene::new();
    let ferry = group(&scene.bo, "A", "", &["drone", "folk"]);
    scene
        .bo
        .patch(&path(ferry), &json!({ "tags": [] }))
        .expect(200);
    scene
        .app
        .db
        .batch("begin; select from tags where key = 'drone' for key share");
    clean_up(&scene);
    assert_eq!(stored(&scene), ["drone"]);
    scene.app.db.batch("rollback");
    clean_up(&scene);
    assert!(stored(&scene).is_empty());
}
