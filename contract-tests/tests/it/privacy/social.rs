//! Groups that not everybody finds, inside others and offered to others.

use contract_tests::{Caller, Person, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::users::all_pages;

/// Bo's band, Maya's label that has accepted it, and Lin's persona that is in the band: three people, one chain.
pub(super) struct Chain {
    pub(super) app: TestApp,
    pub(super) bo: Person,
    pub(super) maya: Person,
    pub(super) lin: Person,
    pub(super) band: Uuid,
    pub(super) label: Uuid,
    pub(super) persona: Uuid,
}

pub(super) fn at(group: Uuid) -> String {
    format!("/v1/user-groups/{group}")
}

#[track_caller]
pub(super) fn put(caller: &Caller, path: &str, status: u16) {
    caller.request("PUT", path).expect(status);
}

#[track_caller]
pub(super) fn put_json(caller: &Caller, path: &str, body: &Value) {
    caller
        .request("PUT", path)
        .json(body.to_string())
        .expect(200);
}

pub(super) fn names(caller: &Caller, path: &str) -> Vec<String> {
    let name = |item: &Value| {
        let name = item.pointer("/group/display_name");
        let name = name.or(item.get("display_name")).and_then(Value::as_str);
        name.expect("a name").to_owned()
    };
    let by_one: Vec<_> = all_pages(caller, path, 1).iter().map(name).collect();
    let at_once: Vec<_> = all_pages(caller, path, 200).iter().map(name).collect();
    assert_eq!(by_one, at_once);
    at_once
}

impl Chain {
    pub(super) fn new() -> Self {
        let app = TestApp::start();
        let [bo, maya, lin] = ["artist", "label", "listener"].map(|role| app.person(role));
        let band = bo.create_group(bo.id, "band", "The Gangway");
        let label = maya.create_group(maya.id, "label", "Low Tide");
        let persona = lin.create_group(lin.id, "persona", "Lin");
        let chain = Self {
            app,
            bo,
            maya,
            lin,
            band,
            label,
            persona,
        };
        chain.join((&chain.bo, band), (&chain.lin, persona));
        chain.join((&chain.maya, label), (&chain.bo, band));
        chain
    }

    fn join(&self, (owner, group): (&Person, Uuid), (of, member): (&Person, Uuid)) {
        let membership = format!("{}/members/{member}", at(group));
        put_json(owner, &membership, &json!({}));
        put(of, &format!("{membership}/acceptance"), 200);
    }

    pub(super) fn hide(&self, owner: &Person, group: Uuid, visibility: &str) {
        let privacy = format!("{}/privacy", at(group));
        put_json(owner, &privacy, &json!({ "visibility": visibility }));
    }

    /// People who have nothing to do with any of it, staff too.
    pub(super) fn strangers(&self) -> Vec<Caller> {
        let roles = ["artist", "label", "tenant_admin", "super_admin"];
        let people = roles.map(|role| self.app.person(role).caller());
        [self.app.anonymous(), self.app.service()]
            .into_iter()
            .chain(people)
            .collect()
    }
}

#[test]
fn a_member_that_is_hidden_is_in_the_list_and_the_count_for_its_owner_and_the_groups_alone() {
    let chain = Chain::new();
    let members = format!("{}/members", at(chain.band));
    for visibility in ["public", "unlisted", "private"] {
        chain.hide(&chain.lin, chain.persona, visibility);
        let check = |caller: &Caller, sees: bool| {
            let wanted: &[&str] = if sees { &["Lin"] } else { &[] };
            assert_eq!(names(caller, &members), wanted, "{visibility}");
            let group = caller.get(&at(chain.band)).expect(200).json();
            assert_eq!(group["member_count"], wanted.len(), "{visibility}");
            let shown = group["members"].as_array().expect("members").iter();
            let shown: Vec<_> = shown.map(|member| member["display_name"].clone()).collect();
            assert_eq!(shown, wanted, "{visibility}");
        };
        check(&chain.lin, true);
        check(&chain.bo, true);
        check(&chain.maya, visibility == "public");
        for stranger in chain.strangers() {
            check(&stranger, visibility == "public");
        }
    }
}

#[test]
fn a_private_group_is_known_to_those_whom_its_owner_has_let_in_and_to_nobody_else() {
    let chain = Chain::new();
    chain.hide(&chain.bo, chain.band, "private");
    let memberships = format!("{}/memberships", at(chain.persona));
    let roster = format!("{}/members", at(chain.label));
    // The owner of a member, and of the label that it has accepted.
    for person in [&chain.lin, &chain.maya] {
        person.get(&at(chain.band)).expect(200);
        person
            .get(&format!("{}/members", at(chain.band)))
            .expect(200);
    }
    assert_eq!(names(&chain.lin, &memberships), ["The Gangway"]);
    assert_eq!(names(&chain.maya, &roster), ["The Gangway"]);
    for stranger in &chain.strangers()[..4] {
        for list in [
            "",
            "/members",
            "/memberships",
            "/recommendations",
            "/followers",
        ] {
            let path = format!("{}{list}", at(chain.band));
            stranger.get(&path).refused(404, "not-found");
        }
    }
    for stranger in chain.strangers() {
        assert_eq!(names(&stranger, &memberships), [] as [&str; 0]);
        assert_eq!(names(&stranger, &roster), [] as [&str; 0]);
    }
    // Its label changes it still, until the membership ends: then it is not even there.
    let bio = json!({ "short_bio": "On Low Tide" });
    chain.maya.patch(&at(chain.band), &bio).expect(200);
    let membership = format!("{}/members/{}", at(chain.label), chain.band);
    chain.maya.delete(&membership).expect(204);
    chain
        .maya
        .patch(&at(chain.band), &bio)
        .refused(404, "not-found");
    chain.maya.delete(&membership).refused(404, "not-found");
}

#[test]
fn who_has_only_invited_a_group_or_was_never_offered_it_learns_nothing_once_it_is_private() {
    let chain = Chain::new();
    let other = chain.bo.create_group(chain.bo.id, "persona", "Night Ferry");
    let membership = format!("{}/members/{other}", at(chain.label));
    put_json(&chain.maya, &membership, &json!({}));
    chain.hide(&chain.bo, other, "private");
    chain.maya.get(&at(other)).refused(404, "not-found");
    let invited = format!("{}/members?state=invited", at(chain.label));
    assert_eq!(names(&chain.maya, &invited), [] as [&str; 0]);
    // What can be said about it is what could be said about nothing.
    let nobody = Uuid::now_v7();
    let attempts = |group: Uuid| {
        let label = at(chain.label);
        [
            ("PUT", format!("{label}/members/{group}"), Some(json!({}))),
            ("PUT", format!("{label}/members/{group}/acceptance"), None),
            ("PUT", format!("{label}/recommendations/{group}"), None),
            (
                "PUT",
                format!("{}/following/{group}", chain.maya.path()),
                None,
            ),
            (
                "DELETE",
                format!("{}/following/{group}", chain.maya.path()),
                None,
            ),
            (
                "PUT",
                format!("{}/owner", at(group)),
                Some(json!({ "owner_id": chain.maya.id })),
            ),
            ("PUT", format!("{}/owner/acceptance", at(group)), None),
            ("DELETE", format!("{}/owner", at(group)), None),
            (
                "PUT",
                format!("{}/members/{}", at(group), chain.label),
                Some(json!({})),
            ),
            (
                "DELETE",
                format!("{}/members/{}", at(group), chain.persona),
                None,
            ),
            (
                "PUT",
                format!("{}/recommendations/{}", at(group), chain.label),
                None,
            ),
        ]
    };
    let before = chain.app.db.fingerprint();
    for (hidden, nothing) in attempts(other).iter().zip(attempts(nobody)) {
        let answer = |(method, path, body): &(&str, String, Option<Value>)| {
            let request = chain.maya.request(method, path);
            let answer = match body {
                Some(body) => request.json(body.to_string()).send(),
                None => request.send(),
            };
            (
                answer.status,
                answer.json()["type"].clone(),
                answer.json()["detail"].clone(),
            )
        };
        assert_eq!(answer(hidden), answer(&nothing), "{hidden:?}");
        assert_eq!(answer(hidden).0, 404, "{hidden:?}");
    }
    assert_eq!(chain.app.db.fingerprint(), before);
    // The owner who is offered it, or invited by it, does know.
    let offer = json!({ "owner_id": chain.maya.id });
    put_json(&chain.bo, &format!("{}/owner", at(other)), &offer);
    let offered = format!("{}/offered-user-groups", chain.maya.path());
    assert_eq!(names(&chain.maya, &offered), ["Night Ferry"]);
    chain.maya.get(&at(other)).expect(200);
    chain
        .maya
        .delete(&format!("{}/owner", at(other)))
        .expect(204);
    chain.maya.get(&at(other)).refused(404, "not-found");
}
