//! How a group becomes a member of another: invited, accepted, ended.

use contract_tests::at_the_same_moment;
use serde_json::json;

use super::scene::{Scene, at, invite, names, path, put, put_json};

#[test]
fn who_is_invited_is_a_member_when_their_owner_accepts() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, label) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "label", "Low Tide"),
    );
    let part = json!({ "display_name": "Ferry", "tags": ["voice", "harmonium"] });
    let invited = put_json(maya, &at(label, ferry), &part).expect(200).json();
    assert_eq!(
        (
            &invited["state"],
            &invited["tags"],
            &invited["display_name"]
        ),
        (&json!("invited"), &part["tags"], &part["display_name"])
    );
    let (members, memberships) = (
        format!("{}/members", path(label)),
        format!("{}/memberships", path(ferry)),
    );
    // An invitation is between the two.
    for (caller, list) in [
        (bo, &members),
        (maya, &memberships),
        (&scene.app.person("artist"), &members),
    ] {
        caller
            .get(&format!("{list}?state=invited"))
            .refused(403, "forbidden");
        assert_eq!(caller.get(list).expect(200).json()["items"], json!([]));
    }
    scene
        .app
        .anonymous()
        .get(&format!("{members}?state=invited"))
        .refused(403, "forbidden");
    assert_eq!(
        names(
            maya,
            &format!("{members}?state=invited"),
            "/group/display_name"
        ),
        ["Night Ferry"]
    );
    assert_eq!(
        names(
            bo,
            &format!("{memberships}?state=invited"),
            "/group/display_name"
        ),
        ["Low Tide"]
    );
    assert_eq!(
        names(
            &scene.app.person("tenant_admin"),
            &format!("{memberships}?state=invited"),
            "/group/display_name"
        ),
        ["Low Tide"]
    );
    let accept = format!("{}/acceptance", at(label, ferry));
    put(maya, &accept).refused(403, "forbidden");
    assert_eq!(put(bo, &accept).expect(200).json()["state"], "accepted");
    put(bo, &accept).expect(200);
    let anyone = scene.app.anonymous();
    let seen = anyone.get(&members).expect(200).json();
    assert_eq!(seen["items"][0]["tags"], part["tags"]);
    assert_eq!(
        names(&anyone, &memberships, "/group/display_name"),
        ["Low Tide"]
    );
    assert_eq!(
        anyone.get(&path(label)).expect(200).json()["member_count"],
        1
    );
    assert_eq!(
        names(
            maya,
            &format!("{members}?state=invited"),
            "/group/display_name"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        (
            scene.events("inviteMember"),
            scene.events("acceptMembership")
        ),
        (1, 1)
    );
}

#[test]
fn an_invitation_that_is_declined_is_gone_and_either_may_end_a_membership() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, label) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "label", "Low Tide"),
    );
    invite(maya, label, ferry).expect(200);
    let stranger = scene.app.person("label");
    stranger.delete(&at(label, ferry)).refused(403, "forbidden");
    bo.delete(&at(label, ferry)).expect(204);
    bo.delete(&at(label, ferry)).refused(404, "not-found");
    put(bo, &format!("{}/acceptance", at(label, ferry))).refused(404, "not-found");
    for ends in [bo, maya] {
        scene.join((maya, label), (bo, ferry));
        let tag = ends.get(&path(label)).expect(200).etag();
        ends.delete(&at(label, ferry)).expect(204);
        assert_eq!(
            ends.get(&path(label))
                .header("if-none-match", &tag)
                .expect(200)
                .json()["member_count"],
            0
        );
    }
    assert_eq!(scene.events("endMembership"), 3);
}

#[test]
fn only_the_owner_of_the_group_invites() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, label) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "label", "Low Tide"),
    );
    invite(bo, label, ferry).refused(403, "forbidden");
    invite(&scene.app.person("label"), label, ferry).refused(403, "forbidden");
    invite(maya, label, uuid::Uuid::now_v7()).refused(404, "not-found");
    invite(&scene.app.person("tenant_admin"), label, ferry).expect(200);
    let state = "select state from user_group_members";
    assert_eq!(scene.app.db.value::<String>(state, &[]), "invited");
}

#[test]
fn ones_own_group_is_a_member_at_once() {
    let scene = Scene::new();
    let (ferry, band) = (
        scene.group(&scene.bo, "persona", "Night Ferry"),
        scene.group(&scene.bo, "band", "The Gangway"),
    );
    assert_eq!(
        invite(&scene.bo, band, ferry).expect(200).json()["state"],
        "accepted"
    );
}

#[test]
fn of_the_same_invitation_twice_at_once_one_is_there() {
    let scene = Scene::new();
    let (ferry, label) = (
        scene.group(&scene.bo, "persona", "Night Ferry"),
        scene.group(&scene.maya, "label", "Low Tide"),
    );
    let statuses = at_the_same_moment(4, |_| invite(&scene.maya, label, ferry).send().status);
    assert_eq!(statuses, [200; 4]);
    let count: i64 = scene
        .app
        .db
        .value("select count(*) from user_group_members", &[]);
    assert_eq!(count, 1);
    // To invite again changes what the member does, but not that it has accepted.
    put(&scene.bo, &format!("{}/acceptance", at(label, ferry))).expect(200);
    let again = put_json(
        &scene.maya,
        &at(label, ferry),
        &json!({ "tags": ["drums"] }),
    )
    .expect(200)
    .json();
    assert_eq!(
        (&again["state"], &again["tags"]),
        (&json!("accepted"), &json!(["drums"]))
    );
}

#[test]
fn an_invitation_accepted_and_withdrawn_at_the_same_moment_is_one_or_the_other() {
    let scene = Scene::new();
    let (ferry, label) = (
        scene.group(&scene.bo, "persona", "Night Ferry"),
        scene.group(&scene.maya, "label", "Low Tide"),
    );
    for _ in 0..4 {
        invite(&scene.maya, label, ferry).expect(200);
        let statuses = at_the_same_moment(2, |number| match number {
            0 => {
                put(&scene.bo, &format!("{}/acceptance", at(label, ferry)))
                    .send()
                    .status
            }
            _ => scene.maya.delete(&at(label, ferry)).send().status,
        });
        assert!(
            statuses == [200, 204] || statuses == [404, 204],
            "{statuses:?}"
        );
        let count: i64 = scene
            .app
            .db
            .value("select count(*) from user_group_members", &[]);
        assert_eq!(count, 0);
    }
}
