//! Who may call what: each operation, called by everybody there is, about everybody there is. The answers stand in
//! `snapshots/access.txt`, for people to review; each is held to what follows from `x-access` besides, by rules of our own.

mod cast;
mod rules;
mod table;

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use contract_tests::{
    Caller, Response, TestApp,
    samples::World,
    snapshot,
    spec::{Operation, spec},
};

use cast::{ROLES, Who, Whom};
use table::Table;

/// More than there are cores, since a test waits for the server half of the time.
const THREADS: usize = 4;

/// The operations of the table. The pages are for anybody, and for browsers.
fn operations() -> impl Iterator<Item = &'static Operation> {
    let all = spec().operations.iter();
    all.filter(|operation| operation.tag != "pages")
}

#[test]
fn everybody_may_call_what_the_table_says() {
    let app = TestApp::start();
    let (table, columns, next) = (
        Mutex::new(Table::default()),
        Who::all(),
        AtomicUsize::new(0),
    );
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut stage = Stage::new(&app);
                while let Some(who) = columns.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let cells = stage.column(*who);
                    let mut table = table.lock().unwrap_or_else(PoisonError::into_inner);
                    cells.into_iter().for_each(|cell| table.add(cell));
                }
            });
        }
    });
    let table = table.into_inner().unwrap_or_else(PoisonError::into_inner);
    let compare = || snapshot::compare("contract-tests/snapshots/access.txt", &table.text());
    if snapshot::is_updating() {
        compare();
    }
    // First what is wrong, by its name; then what is merely new.
    table.hold_to_the_rules();
    compare();
}

#[test]
fn who_is_refused_has_changed_nothing() {
    let app = TestApp::start();
    let mut stage = Stage::new(&app);
    let people = [0, 2, 3, 4].map(|role| Who::Person {
        role,
        acting: role,
        reads_only: false,
    });
    for who in people {
        let caller = stage.sign_in(who);
        let refused = || {
            let changing = operations().filter(|operation| operation.method != "GET");
            let cells = changing.flat_map(|operation| {
                let whom = Whom::of(operation).iter();
                whom.map(move |whom| (operation, *whom))
            });
            cells.filter(|(operation, whom)| rules::expected(operation, who, *whom) == '.')
        };
        // What there is must be there before.
        for (_, whom) in refused() {
            stage.play(who, whom, &caller);
        }
        let before = fingerprint(&app);
        for (operation, whom) in refused() {
            let (world, caller) = stage.play(who, whom, &caller);
            world.request(caller, operation).expect(403);
        }
        assert_eq!(fingerprint(&app), before);
        stage.strike(Whom::Themselves);
    }
}

/// What tells whether anything was written, but for how often people have signed in, which is noted a little later.
fn fingerprint(app: &TestApp) -> Vec<(String, String)> {
    let mut tables = app.db.fingerprint();
    tables.retain(|(table, _)| table != "rate_limits");
    tables
}

/// Who is called about, kept until an operation has changed them.
struct Stage<'app> {
    app: &'app TestApp,
    worlds: HashMap<Whom, (World, Option<Caller>)>,
}

/// What somebody was answered.
struct Cell {
    operation: &'static Operation,
    who: Who,
    whom: Whom,
    answer: Response,
}

impl<'app> Stage<'app> {
    fn new(app: &'app TestApp) -> Self {
        Self {
            app,
            worlds: HashMap::new(),
        }
    }

    /// All that this caller is answered.
    fn column(&mut self, who: Who) -> Vec<Cell> {
        let caller = self.sign_in(who);
        let mut cells = Vec::new();
        for operation in operations() {
            for whom in Whom::of(operation)
                .iter()
                .filter(|whom| who.can_call_about(**whom))
            {
                let (world, caller) = self.play(who, *whom, &caller);
                let answer = world.request(caller, operation).send();
                if answer.status < 400 && !["GET", "PATCH"].contains(&operation.method.as_str()) {
                    self.strike(*whom);
                }
                cells.push(Cell {
                    operation,
                    who,
                    whom: *whom,
                    answer,
                });
            }
        }
        // The next caller is somebody else.
        self.strike(Whom::Themselves);
        cells
    }

    fn sign_in(&self, who: Who) -> Caller {
        match who {
            Who::Anonymous => self.app.anonymous(),
            Who::Client => self.app.service(),
            Who::Person { role, .. } => {
                let (_, username) = self.app.account(ROLES[role], None);
                self.app.sign_in(&username, &who.scope())
            }
        }
    }

    /// Those whom a call is about, and who calls: this caller, or they themselves with such a token.
    fn play<'a>(&'a mut self, who: Who, whom: Whom, caller: &'a Caller) -> (&'a World, &'a Caller) {
        let app = self.app;
        let (world, themselves) = self.worlds.entry(whom).or_insert_with(|| {
            let world = world(app, who, whom);
            let themselves = whom == Whom::Themselves;
            let themselves = themselves.then(|| world.sign_in(app, &who.scope()));
            (world, themselves)
        });
        (world, themselves.as_ref().unwrap_or(caller))
    }

    fn strike(&mut self, whom: Whom) {
        self.worlds.remove(&whom);
    }
}

fn world(app: &TestApp, who: Who, whom: Whom) -> World {
    match (whom, who) {
        (Whom::Themselves, Who::Person { role, .. }) => World::of(app, ROLES[role], None),
        (Whom::Other { role, elsewhere }, _) => {
            let tenant = elsewhere.then(|| app.tenant(&uuid::Uuid::now_v7().to_string()));
            World::of(app, ROLES[role], tenant)
        }
        (Whom::AnotherTenant, _) => {
            let world = World::of(app, "listener", None);
            World {
                tenant_id: world.empty_tenant_id,
                ..world
            }
        }
        _ => World::new(app, "listener"),
    }
}
