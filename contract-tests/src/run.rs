//! A run of the tests: the names of its databases, the template that they are cloned from, and what runs before it left
//! behind.

use std::{
    collections::BTreeSet,
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
};

use tokio_postgres::Client;
use user_api_server::{app::App, demo};

use crate::{
    app,
    postgres::{RUNTIME, admin, config, connect, disconnect, drop_database, maintenance, url},
};

/// What the name of every database of these tests begins with.
const PREFIX: &str = "contract_tests_";

/// This run of the tests. Its lock tells other runs that it is alive.
pub(crate) struct Run {
    name: String,
    databases: AtomicU32,
    client: Client,
}

pub(crate) static RUN: LazyLock<Run> = LazyLock::new(Run::begin);

/// What the tests' databases are cloned from.
pub(crate) struct Template {
    /// Its name.
    pub(crate) name: String,
    /// What the demo password is stored as: made once, used for everybody.
    pub(crate) password_hash: String,
}

pub(crate) static TEMPLATE: LazyLock<Template> = LazyLock::new(Template::make);

impl Template {
    /// Migrates and seeds the demo data, then keeps its clients and the hash of its password, but not its people and their groups. The classes of membership are for sale at the tests' Stripe.
    fn make() -> Self {
        let name = format!("{}_template", RUN.name);
        admin(&format!("create database {name} template template0"));
        let config = config(&name);
        let password_hash = RUNTIME.block_on(async {
            let app = App::build(app::config(url(&config))).await.expect("an App");
            demo::seed(&app).await.expect("demo data");
            let client = connect(&config).await;
            let hash = "select password_hash from users limit 1";
            let hash = client.query_one(hash, &[]).await.expect("a hash").get(0);
            let empty = "delete from user_groups; delete from tags; delete from credit_entries; delete from credit_balances;
                delete from share_transactions; delete from memberships; delete from users;
                update membership_classes set price_id = case name when 'Listener member' then 'price_listener' else 'price_music_maker' end";
            client.batch_execute(empty).await.expect("no people");
            hash
        });
        // The server has let go of its connections, but PostgreSQL may not have noticed.
        disconnect(&name);
        Self {
            name,
            password_hash,
        }
    }
}

impl Run {
    fn begin() -> Self {
        let id = uuid::Uuid::new_v4().simple().to_string();
        let run = Self {
            name: format!("{PREFIX}{}", &id[..12]),
            databases: AtomicU32::new(0),
            client: RUNTIME.block_on(maintenance()),
        };
        assert!(run.lock("pg_try_advisory_lock", &run.name));
        run.sweep();
        run
    }

    /// A name for a database that no other has.
    pub(crate) fn next_name(&self) -> String {
        format!(
            "{}_{}",
            self.name,
            self.databases.fetch_add(1, Ordering::Relaxed)
        )
    }

    /// Drops what runs that have ended left behind: those whose lock nobody holds.
    pub(crate) fn sweep(&self) {
        let all = "select datname::text from pg_database where starts_with(datname, $1)";
        let rows = RUNTIME.block_on(self.client.query(all, &[&PREFIX]));
        let rows = rows.expect("the databases");
        let names: Vec<&str> = rows.iter().map(|row| row.get(0)).collect();
        let run_of = |name: &str| name.rsplit_once('_').map(|(run, _)| run.to_owned());
        let runs: BTreeSet<String> = names.iter().filter_map(|name| run_of(name)).collect();
        for run in runs {
            if run == self.name || !self.lock("pg_try_advisory_lock", &run) {
                continue;
            }
            for name in names.iter().filter(|name| name.starts_with(&run)) {
                drop_database(name);
            }
            self.lock("pg_advisory_unlock", &run);
        }
    }

    /// Takes or gives back the lock that a run holds as long as it lives.
    fn lock(&self, function: &str, run: &str) -> bool {
        let sql = format!("select {function}(hashtextextended($1, 0))");
        let row = RUNTIME.block_on(self.client.query_one(&sql, &[&run]));
        row.expect("a lock").get(0)
    }
}
