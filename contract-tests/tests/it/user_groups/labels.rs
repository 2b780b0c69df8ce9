//! What the owner of a label may do to the groups that have accepted it, and for how long.

use contract_tests::at_the_same_moment;
use serde_json::{Value, json};

use super::scene::{Scene, at, invite, path, put, put_json};

#[test]
fn a_label_changes_what_everybody_sees_of_a_group_that_has_accepted_it() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, label) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "label", "Low Tide"),
    );
    let bio = json!({ "short_bio": "Now on Low Tide" });
    maya.patch(&path(ferry), &bio).refused(403, "forbidden");
    invite(maya, label, ferry).expect(200);
    maya.patch(&path(ferry), &bio).refused(403, "forbidden");
    put(bo, &format!("{}/acceptance", at(label, ferry))).expect(200);
    let all = json!({ "display_name": "Night Ferry II", "short_bio": "Now on Low Tide", "description": "Slow.", "country": "SE",
        "tags": ["ambient"], "links": [{ "url": "https://lowtide.example/ferry" }] });
    let changed = maya.patch(&path(ferry), &all).expect(200);
    assert_eq!(changed.json()["display_name"], "Night Ferry II");
    // As a label they see no more than others do.
    assert_eq!(changed.json().get("owner_id"), None);
    let tag = changed.etag();
    maya.patch(&path(ferry), &bio)
        .header("if-match", tag)
        .expect(200);
    // Neither the rest, nor the group itself, is theirs.
    maya.patch(
        &path(ferry),
        &json!({ "group_email": "label@music.example" }),
    )
    .refused(403, "forbidden");
    maya.delete(&path(ferry)).refused(403, "forbidden");
    let own = json!({ "owner_id": maya.id });
    put_json(maya, &format!("{}/owner", path(ferry)), &own).refused(403, "forbidden");
    let other = scene.group(maya, "persona", "Maya");
    put(maya, &format!("{}/recommendations/{other}", path(ferry))).refused(403, "forbidden");
    // Another label is no label of this group.
    scene
        .app
        .person("label")
        .patch(&path(ferry), &bio)
        .refused(403, "forbidden");
}

#[test]
fn a_label_loses_what_it_may_the_moment_the_membership_ends() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, label) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "label", "Low Tide"),
    );
    let bio = json!({ "short_bio": "Now on Low Tide" });
    scene.join((maya, label), (bo, ferry));
    maya.patch(&path(ferry), &bio).expect(200);
    bo.delete(&at(label, ferry)).expect(204);
    maya.patch(&path(ferry), &json!({ "short_bio": "Still here" }))
        .refused(403, "forbidden");
    // It ends with the label, too, and goes with it to whom that is handed.
    scene.join((maya, label), (bo, ferry));
    let heir = scene.app.person("label");
    put_json(
        maya,
        &format!("{}/owner", path(label)),
        &json!({ "owner_id": heir.id }),
    )
    .expect(200);
    put(&heir, &format!("{}/owner/acceptance", path(label))).expect(200);
    maya.patch(&path(ferry), &bio).refused(403, "forbidden");
    heir.patch(&path(ferry), &bio).expect(200);
    heir.delete(&path(label)).expect(204);
    heir.patch(&path(ferry), &bio).refused(403, "forbidden");
}

#[test]
fn a_label_that_changes_links_leaves_those_it_does_not_see() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, _) = scene.persona_under_label();
    let links = json!([{ "url": "https://bo.example/", "personal_data": true }, { "url": "https://ferry.example/" }]);
    bo.patch(&path(ferry), &json!({ "links": links }))
        .expect(200);
    let seen = maya
        .patch(
            &path(ferry),
            &json!({ "links": [{ "url": "https://lowtide.example/ferry" }] }),
        )
        .expect(200)
        .json();
    assert_eq!(seen["links"].as_array().map(Vec::len), Some(1));
    let urls = |value: &Value| -> Vec<String> {
        let links = value["links"].as_array().expect("links").iter();
        links
            .filter_map(|link| link["url"].as_str().map(str::to_owned))
            .collect()
    };
    assert_eq!(
        urls(&bo.get(&path(ferry)).expect(200).json()),
        ["https://bo.example/", "https://lowtide.example/ferry"]
    );
    maya.patch(
        &path(ferry),
        &json!({ "links": [{ "url": "https://maya.example/", "personal_data": true }] }),
    )
    .refused(403, "forbidden");
    let many: Vec<Value> = (0..20)
        .map(|number| json!({ "url": format!("https://lowtide.example/{number}") }))
        .collect();
    maya.patch(&path(ferry), &json!({ "links": many }))
        .refused(422, "too-many-links")
        .at(&["/body/links"]);
    assert_eq!(urls(&bo.get(&path(ferry)).expect(200).json()).len(), 2);
}

/// Whatever a label sends, the answer is the same whether a hidden link is what it guesses or not.
#[test]
fn a_label_cannot_guess_what_is_hidden() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, _) = scene.persona_under_label();
    let hidden =
        json!({ "url": "https://bo.example/", "personal_data": true, "platform": "other" });
    let links = json!([
        { "url": "https://ferry.example/" }, { "url": "https://bo.example/", "personal_data": true }, { "url": "https://low.example/" }
    ]);
    bo.patch(&path(ferry), &json!({ "links": links }))
        .expect(200);
    let before = bo.get(&path(ferry)).expect(200).json()["links"].clone();
    let shown = |url: &str| json!({ "url": url, "platform": "other" });
    for guess in ["https://bo.example/", "https://so.example/"] {
        let own = json!({ "url": guess, "personal_data": true });
        let with_mark = json!({ "links": [{ "url": "https://ferry.example/" }, own, { "url": "https://low.example/" }] });
        maya.patch(&path(ferry), &with_mark)
            .refused(403, "forbidden");
        assert_eq!(bo.get(&path(ferry)).expect(200).json()["links"], before);
        let sent = json!({ "links": [{ "url": guess }, { "url": "https://low.example/" }] });
        let seen = maya.patch(&path(ferry), &sent).expect(200).json();
        let wanted = json!([shown(guess), shown("https://low.example/")]);
        assert_eq!(seen["links"], wanted);
        // What the owner had hidden stays so, and where it was.
        let own = bo.get(&path(ferry)).expect(200).json();
        assert_eq!(own["links"][1], hidden);
        assert_eq!(own["links"][0]["url"], guess);
        assert_eq!(own["links"].as_array().map(Vec::len), Some(3));
        // The owner can send back what they see.
        let same: Vec<Value> = own["links"]
            .as_array()
            .expect("links")
            .iter()
            .map(|link| json!({ "url": link["url"], "personal_data": link["personal_data"] }))
            .collect();
        bo.patch(&path(ferry), &json!({ "links": same }))
            .expect(200);
        bo.patch(&path(ferry), &json!({ "links": links }))
            .expect(200);
    }
}

#[test]
fn it_takes_the_role_of_a_label_to_act_as_one() {
    let scene = Scene::new();
    let maya = &scene.maya;
    let (ferry, _) = scene.persona_under_label();
    let bio = json!({ "short_bio": "Now on Low Tide" });
    let as_artist = scene.app.sign_in(&maya.username, "read_write artist");
    as_artist
        .patch(&path(ferry), &bio)
        .refused(403, "forbidden");
    let as_label = scene.app.sign_in(&maya.username, "read_write label");
    as_label.patch(&path(ferry), &bio).expect(200);
}

#[test]
fn a_distributor_is_no_label_and_a_band_is_none_either() {
    let scene = Scene::new();
    let sol = scene.app.person("tenant_admin");
    let far = scene.app.tenant("Elsewhere");
    let sal = scene.app.person_of("tenant_admin", Some(far));
    let (label, band) = (
        scene.group(&scene.maya, "label", "Low Tide"),
        scene.group(&sal, "band", "The Gangway"),
    );
    let distributor = scene.group(&sal, "distributor", "Flood");
    let ferry = scene.group(&scene.bo, "persona", "Night Ferry");
    for (group, owner, member) in [(distributor, &scene.maya, label), (band, &scene.bo, ferry)] {
        scene.join((&sal, group), (owner, member));
        sal.patch(&path(member), &json!({ "short_bio": "Mine now" }))
            .refused(403, "forbidden");
    }
    sol.patch(&path(ferry), &json!({ "short_bio": "By staff" }))
        .expect(200);
}

#[test]
fn a_change_by_a_label_and_the_end_of_its_membership_take_turns() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, label) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "label", "Low Tide"),
    );
    for round in 0..4 {
        scene.join((maya, label), (bo, ferry));
        let statuses = at_the_same_moment(2, |number| match number {
            0 => {
                maya.patch(
                    &path(ferry),
                    &json!({ "short_bio": format!("Round {round}") }),
                )
                .send()
                .status
            }
            _ => bo.delete(&at(label, ferry)).send().status,
        });
        assert!(
            statuses == [200, 204] || statuses == [403, 204],
            "{statuses:?}"
        );
        let bio = bo.get(&path(ferry)).expect(200).json()["short_bio"].clone();
        assert_eq!(bio == json!(format!("Round {round}")), statuses[0] == 200);
    }
}
