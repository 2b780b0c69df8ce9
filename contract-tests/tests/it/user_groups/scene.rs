//! Bo, who plays, and Maya, who has a label.

use contract_tests::{Caller, Person, Request, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

pub(super) struct Scene {
    pub(super) app: TestApp,
    pub(super) bo: Person,
    pub(super) maya: Person,
}

impl Scene {
    pub(super) fn new() -> Self {
        let app = TestApp::start();
        let (bo, maya) = (app.person("artist"), app.person("label"));
        Self { app, bo, maya }
    }

    /// A new group of somebody's.
    pub(super) fn group(&self, owner: &Person, kind: &str, name: &str) -> Uuid {
        owner.create_group(owner.id, kind, name)
    }

    /// Makes somebody's group a member of another's.
    pub(super) fn join(&self, (owner, group): (&Person, Uuid), (of, member): (&Person, Uuid)) {
        invite(owner, group, member).expect(200);
        put(of, &format!("{}/acceptance", at(group, member))).expect(200);
    }

    /// A persona of Bo's, and the label of Maya's that it is under.
    pub(super) fn persona_under_label(&self) -> (Uuid, Uuid) {
        let (bo, maya) = (&self.bo, &self.maya);
        let ferry = self.group(bo, "persona", "Night Ferry");
        let label = self.group(maya, "label", "Low Tide");
        self.join((maya, label), (bo, ferry));
        (ferry, label)
    }

    /// How many events of an operation the trail has.
    pub(super) fn events(&self, operation: &str) -> i64 {
        let sql = "select count(*) from audit_events where operation = $1";
        self.app.db.value(sql, &[&operation])
    }
}

/// The path of a group.
pub(super) fn path(group: Uuid) -> String {
    format!("/v1/user-groups/{group}")
}

/// The path of a membership.
pub(super) fn at(group: Uuid, member: Uuid) -> String {
    format!("/v1/user-groups/{group}/members/{member}")
}

/// PUT without a body.
pub(super) fn put(caller: &Caller, path: &str) -> Request {
    caller.request("PUT", path)
}

/// PUT with JSON.
pub(super) fn put_json(caller: &Caller, path: &str, body: &Value) -> Request {
    put(caller, path).json(body.to_string())
}

/// Invites a group.
pub(super) fn invite(caller: &Caller, group: Uuid, member: Uuid) -> Request {
    put_json(caller, &at(group, member), &json!({}))
}

/// The names in a page, from `/items/*` and this pointer below each.
pub(super) fn names(caller: &Caller, path: &str, pointer: &str) -> Vec<String> {
    let page = caller.get(path).expect(200).json();
    let items = page["items"].as_array().expect("items").iter();
    let name = |item: &Value| {
        item.pointer(pointer)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    items.filter_map(name).collect()
}
