//! Who changes the same groups at the same moment takes turns: one waits, and none is told to try again.

use contract_tests::{Response, at_the_same_moment};
use serde_json::json;
use uuid::Uuid;

use super::scene::{Scene, at, invite, path, put};

/// What a request answers that waits for somebody else, who holds this until then and then does that.
fn meanwhile(
    scene: &Scene,
    holds: &str,
    request: impl FnOnce() -> Response + Send,
    does: &str,
) -> Response {
    scene.app.db.batch("begin");
    scene.app.db.batch(holds);
    std::thread::scope(|scope| {
        let answer = scope.spawn(request);
        scene.app.db.wait_for_waiting(1);
        scene.app.db.batch(does);
        scene.app.db.batch("commit");
        answer.join().expect("an answer")
    })
}

fn hold(group: Uuid) -> String {
    format!("select from user_groups where id = '{group}' for no key update")
}

#[test]
fn a_change_by_a_label_waits_while_the_label_is_deleted() {
    let scene = Scene::new();
    let maya = &scene.maya;
    let (ferry, label) = scene.persona_under_label();
    let change = || {
        maya.patch(&path(ferry), &json!({ "short_bio": "Now on Low Tide" }))
            .send()
    };
    let delete = format!("delete from user_groups where id = '{label}'");
    meanwhile(&scene, &hold(label), change, &delete).expect(403);
}

#[test]
fn who_holds_two_groups_takes_them_in_the_order_in_which_who_leaves_does() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let earlier = scene.group(bo, "persona", "Night Ferry");
    let later = scene.group(bo, "band", "The Gangway");
    assert!(earlier < later);
    let invites = || invite(bo, later, earlier).send();
    meanwhile(&scene, &hold(earlier), invites, &hold(later)).expect(200);
    let label = scene.group(maya, "label", "Low Tide");
    scene.join((maya, label), (bo, later));
    let ends = || bo.delete(&at(label, later)).send();
    meanwhile(&scene, &hold(later), ends, &hold(label)).expect(204);
}

#[test]
fn who_renames_a_group_takes_the_name_before_the_tags_as_who_creates_one() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let ferry = scene.group(bo, "persona", "Night Ferry");
    let other = scene.group(maya, "persona", "Linnet");
    // The name is free as soon as the other gives it away.
    let gives = format!(
        "update user_groups set display_name_key = 'wren', display_name_look = 'wren' where id = '{other}'"
    );
    let change = json!({ "display_name": "Linnet", "tags": ["dusk"], "links": [{ "url": "https://linnet.example" }] });
    let renames = || bo.patch(&path(ferry), &change).send();
    let tags = "insert into tags (key, name) values ('dusk', 'dusk')";
    let renamed = meanwhile(&scene, &gives, renames, tags).expect(200).json();
    assert_eq!(renamed["display_name"], "Linnet");
    assert_eq!(renamed["tags"], json!(["dusk"]));
}

#[test]
fn two_groups_that_recommend_each_other_are_deleted_at_the_same_moment() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (one, two) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "persona", "Linnet"),
    );
    let recommends = |group: Uuid, other: Uuid| format!("{}/recommendations/{other}", path(group));
    put(bo, &recommends(one, two)).expect(204);
    put(maya, &recommends(two, one)).expect(204);
    let row = |group: Uuid| {
        format!("select from recommendations where user_group_id = '{group}' for update")
    };
    let deletes = || maya.delete(&path(two)).send();
    meanwhile(&scene, &row(one), deletes, &row(two)).expect(204);
    for round in 0..3 {
        let groups = [bo, maya]
            .map(|owner| scene.group(owner, "persona", &format!("{} {round}", owner.username)));
        put(bo, &recommends(groups[0], groups[1])).expect(204);
        put(maya, &recommends(groups[1], groups[0])).expect(204);
        let deleted = at_the_same_moment(2, |number| {
            [bo, maya][number]
                .delete(&path(groups[number]))
                .send()
                .status
        });
        assert_eq!(deleted, [204, 204]);
    }
}
