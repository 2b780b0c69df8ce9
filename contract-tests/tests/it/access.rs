//! Who may call what: each operation, called by everybody there is. The answers stand in `snapshots/access.txt`, for
//! people to review; what `x-access` in the spec says of them is checked besides.

use contract_tests::{
    Caller, Person, TestApp,
    samples::World,
    snapshot,
    spec::{Operation, spec},
};

const HEADING: &str = "\
Who may call what, as the server answers it: a row for each operation but the pages, a column for each caller, a status in each cell.
\"self\" is whom the call is about, \"elsewhere\" a tenant admin of another tenant, \"client\" an application for itself.
Written by the contract tests: UPDATE_SNAPSHOTS=1 cargo test -p contract-tests access
";

/// The columns: everybody who may call.
struct Callers {
    others: Vec<(&'static str, Caller)>,
}

impl Callers {
    fn new(app: &TestApp) -> Self {
        let elsewhere = app.tenant("Elsewhere");
        let person = |role| Person::clone(&app.person(role));
        let others = vec![
            ("anonymous", app.anonymous()),
            ("client", app.service()),
            ("listener", person("listener").caller()),
            ("artist", person("artist").caller()),
            ("label", person("label").caller()),
            ("tenant_admin", person("tenant_admin").caller()),
            (
                "elsewhere",
                app.person_of("tenant_admin", Some(elsewhere)).caller(),
            ),
            ("admin", person("admin").caller()),
            ("super_admin", person("super_admin").caller()),
        ];
        Self { others }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().map(|(name, _)| *name);
        ["self"].into_iter().chain(others)
    }
}

#[test]
fn everybody_may_call_what_the_table_says() {
    let app = TestApp::start();
    let callers = Callers::new(&app);
    let mut text = HEADING.to_owned();
    text += &table(
        &app,
        &callers,
        "artist",
        "About an artist of the default tenant, and their band",
        |_| true,
    );
    let about_somebody = |operation: &Operation| operation.path.contains("{user_");
    text += &table(
        &app,
        &callers,
        "tenant_admin",
        "About a tenant admin of the default tenant",
        about_somebody,
    );
    text += &table(&app, &callers, "admin", "About an admin", about_somebody);
    text += &table(
        &app,
        &callers,
        "super_admin",
        "About a super admin",
        about_somebody,
    );
    snapshot::compare("contract-tests/snapshots/access.txt", &text);
}

fn table(
    app: &TestApp,
    callers: &Callers,
    role: &str,
    title: &str,
    wanted: impl Fn(&Operation) -> bool,
) -> String {
    let mut text = format!("\n{title}\n\n{:22}", "");
    text += &callers
        .names()
        .map(|name| format!(" {name:>12}"))
        .collect::<String>();
    text += "\n";
    for operation in spec()
        .operations
        .iter()
        .filter(|operation| operation.tag != "pages" && wanted(operation))
    {
        text += &format!("{:22}", operation.id);
        for name in callers.names() {
            text += &format!(" {:>12}", status(app, callers, role, operation, name));
        }
        text += "\n";
    }
    text
}

/// Each cell has a world of its own, since some operations delete it.
fn status(app: &TestApp, callers: &Callers, role: &str, operation: &Operation, name: &str) -> u16 {
    let world = World::new(app, role);
    let caller = match callers.others.iter().find(|(other, _)| *other == name) {
        Some((_, caller)) => caller.clone(),
        None => world.sign_in(app, "openid read_write"),
    };
    let status = world.request(&caller, operation).send().status;
    // Super admins may do to themselves what they may do to everybody.
    let is_of_rank = |word: &String| name == "self" && role == "super_admin" && word == role;
    let is_listed = operation
        .access
        .iter()
        .any(|word| fits(word, name) || is_of_rank(word));
    // What a tenant admin of another tenant may do is in the table alone.
    if is_listed && role == "artist" {
        assert!(
            status < 400,
            "{} lets {name} in by x-access, but answers {status}",
            operation.id
        );
    } else if !is_listed && name != "elsewhere" {
        assert!(
            [401, 403].contains(&status),
            "{} keeps {name} out by x-access, but answers {status}",
            operation.id
        );
    }
    status
}

/// Whether a word of `x-access` means this caller, for a person of the default tenant whose role is below theirs.
fn fits(word: &str, name: &str) -> bool {
    match word {
        "anyone" => true,
        "signed_in" => !["anonymous", "client"].contains(&name),
        "self" | "group_owner" | "member_owner" | "new_owner" => name == "self",
        word => word == name,
    }
}
