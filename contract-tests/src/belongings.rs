//! What people have of the co-op's: a membership, credits.

use user_api_server::credits::{self, Reason};
use uuid::Uuid;

use crate::TestApp;

impl TestApp {
    /// A membership of somebody's from one time to another, each a value of SQL; answers its id.
    pub fn membership(&self, user_id: Uuid, from: &str, to: &str) -> Uuid {
        let id = Uuid::now_v7();
        let sql = format!(
            "insert into memberships (id, user_id, membership_class_id, starts_at, ends_at)
            select $1, $2, id, {from}, {to} from membership_classes where name = 'Listener member'"
        );
        self.db.execute(&sql, &[&id, &user_id]);
        id
    }

    /// Gives somebody credits.
    pub fn give_credits(&self, user_id: Uuid, amount: i64) {
        self.within(async |app| {
            let client = app.database.client().await.expect("a connection");
            let (key, reason) = (Uuid::now_v7().to_string(), Reason::Purchase);
            let given = credits::give(&client, user_id, reason, amount, &key).await;
            assert!(given.expect("credits"));
        });
    }
}
