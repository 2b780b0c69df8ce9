//! Who sees what: each field of each publicly readable schema, by the audience that the spec gives it or the person chose,
//! for each viewer, wherever it is shown.

mod caching;
mod choices;
mod fields;
mod following;
mod kept;
mod looks;
mod memberships;
mod owned_groups;
mod social;
mod visibility;

use contract_tests::{
    Caller, Person, TestApp, pictures,
    spec::{list, members, spec},
};
use serde_json::{Value, json};

/// From the widest audience to the narrowest.
const AUDIENCES: [&str; 3] = ["public", "community", "private"];

/// A person and a group of theirs with every field filled.
struct Scene {
    app: TestApp,
    bo: Person,
    group: String,
}

/// Somebody who looks at them, with the narrowest audience that they belong to.
struct Viewer {
    name: &'static str,
    caller: Caller,
    audience: &'static str,
    /// Whether that is so because they are staff.
    is_staff: bool,
}

impl Scene {
    fn new() -> Self {
        let app = TestApp::start();
        let bo = app.person("artist");
        let details =
            json!({ "first_name": "Bo", "last_name": "Ek", "full_name": "Bo Ek", "country": "SE" });
        bo.patch(&bo.path(), &details).expect(200);
        app.membership(bo.id, "now()", "now() + interval '1 year'");
        let group = bo.create_group(bo.id, "band", "The Gangway");
        let group = format!("/v1/user-groups/{group}");
        let profile = json!({ "short_bio": "Sea songs", "description": "Four people.", "group_email": "band@music.example", "country": "NO",
            "tags": ["folk"], "links": [{ "url": "https://gangway.example/" }, { "url": "https://bo.example/", "personal_data": true }] });
        bo.patch(&group, &profile).expect(200);
        for name in ["avatar", "banner"] {
            let image = bo.request("PUT", &format!("{group}/{name}"));
            image.body("image/png", pictures::png(8, 8)).expect(200);
        }
        Self { app, bo, group }
    }

    fn viewers(&self) -> Vec<Viewer> {
        let app = &self.app;
        let elsewhere = app.tenant("Elsewhere");
        let person = |role| app.person(role).caller();
        let far = |role| app.person_of(role, Some(elsewhere));
        // With a token that lets one act with a lesser role, one sees with the eyes of that.
        let narrowed = |role, scope: &str| app.sign_in(&app.account(role, None).1, scope);
        let others = [
            ("anonymous", app.anonymous(), "public"),
            ("client", app.service(), "public"),
            ("listener", person("listener"), "community"),
            ("artist", person("artist"), "community"),
            ("label", person("label"), "community"),
            ("tenant_admin", person("tenant_admin"), "private"),
            (
                "tenant_admin elsewhere",
                far("tenant_admin").caller(),
                "community",
            ),
            ("admin", person("admin"), "private"),
            ("admin elsewhere", far("admin").caller(), "private"),
            ("super_admin", person("super_admin"), "private"),
            (
                "tenant_admin as label",
                narrowed("tenant_admin", "read label"),
                "community",
            ),
            (
                "admin as listener",
                narrowed("admin", "read listener"),
                "community",
            ),
            (
                "admin as tenant_admin",
                narrowed("admin", "read tenant_admin"),
                "private",
            ),
            (
                "admin elsewhere as tenant_admin",
                app.sign_in(&far("admin").username, "read tenant_admin"),
                "community",
            ),
            (
                "super_admin as artist",
                narrowed("super_admin", "read artist"),
                "community",
            ),
            (
                "super_admin as admin",
                narrowed("super_admin", "read admin"),
                "private",
            ),
        ];
        let viewer = |(name, caller, audience)| Viewer {
            name,
            caller,
            audience,
            is_staff: audience == "private",
        };
        let own = |name, caller| Viewer {
            is_staff: false,
            ..viewer((name, caller, "private"))
        };
        let mut viewers: Vec<_> = others.into_iter().map(viewer).collect();
        viewers.push(own("self", self.bo.caller()));
        viewers.push(own(
            "self with a token that reads",
            app.sign_in(&self.bo.username, "read listener"),
        ));
        viewers
    }

    /// Bo chooses this, for the profile or the group.
    #[track_caller]
    fn choose(&self, path: &str, choice: &Value) -> Value {
        let path = format!("{path}/privacy");
        let put = self.bo.request("PUT", &path).json(choice.to_string());
        put.expect(200).json()
    }
}

impl Viewer {
    /// Whether they see what has this audience.
    fn sees(&self, audience: &str) -> bool {
        rank(audience) <= rank(self.audience)
    }
}

fn rank(audience: &str) -> usize {
    let found = AUDIENCES.iter().position(|name| *name == audience);
    found.unwrap_or_else(|| panic!("{audience} is no audience"))
}

/// The fields of a schema, each with its `x-privacy`.
fn fields(schema: &str) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let properties = &spec().root["components"]["schemas"][schema]["properties"];
    members(properties).map(|(name, property)| (name, &property["x-privacy"]))
}

/// Each field of a schema that can be chosen, with each audience that it can be given.
fn choosable(schema: &str) -> Vec<(&'static str, &'static str)> {
    let choice = &spec().root["components"]["schemas"][format!("{schema}PrivacyChoice")];
    let choosable = fields(schema).filter(|(_, privacy)| privacy["choosable"] == true);
    let each = choosable.flat_map(|(name, _)| {
        let offered = spec().resolve(&choice["properties"][name]);
        let words = list(&offered["enum"]).filter_map(Value::as_str);
        words.map(move |audience| (name, audience))
    });
    each.collect()
}

#[test]
fn every_publicly_readable_schema_is_looked_at_here() {
    let with_privacy = spec().schemas().filter(|(_, schema)| {
        members(&schema["properties"]).any(|(_, property)| property["x-privacy"] != Value::Null)
    });
    let names: Vec<_> = with_privacy.map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["User", "UserGroup", "Link", "GroupMember"],
        "give each new one tests like those of the others"
    );
}
