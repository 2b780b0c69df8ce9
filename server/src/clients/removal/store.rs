//! What removed clients leave behind, in the tables that refer to them.

use crate::{db::GenericClient, error::Error};

const DELETE_CLIENT: &str = "update clients set deleted_at = now() where id = $1";

pub(super) async fn delete_client(client: &impl GenericClient, id: &str) -> Result<(), Error> {
    let statement = client.prepare_cached(DELETE_CLIENT).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

/// What a removed client leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remains {
    /// Requests that it pushed.
    PushedRequests,
    /// Codes that it was to exchange.
    Codes,
    /// What people let it have.
    Consents,
    /// The sessions that it held, with what continued them.
    Sessions,
}

/// A few rows of removed clients. What somebody holds is left to the next time. Between two bounds that are the same, and in
/// their order, since for a plain "=" the planner reads the whole table where it thinks that much of it is the client's.
macro_rules! delete_of_removed {
    ($table:literal) => {
        delete_of_removed!($table, "")
    };
    ($table:literal, $and:literal) => {
        concat!(
            "delete from ",
            $table,
            " where ctid = any (array(select few.ctid from clients cross join lateral (
                select ctid from ",
            $table,
            " old where client_id >= clients.id and client_id <= clients.id",
            $and,
            " order by client_id limit $1 for update skip locked) few
            where deleted_at is not null limit $1))"
        )
    };
}

impl Remains {
    /// In an order in which what refers to something goes before it.
    pub const ALL: [Self; 4] = [
        Self::PushedRequests,
        Self::Codes,
        Self::Consents,
        Self::Sessions,
    ];

    /// The table that it is in.
    pub fn table(self) -> &'static str {
        match self {
            Self::PushedRequests => "pushed_authorization_requests",
            Self::Codes => "authorization_codes",
            Self::Consents => "consents",
            Self::Sessions => "sessions",
        }
    }

    /// The statement that deletes some of it; how many at most is `$1`.
    pub fn sql(self) -> &'static str {
        match self {
            Self::PushedRequests => delete_of_removed!("pushed_authorization_requests"),
            Self::Codes => delete_of_removed!("authorization_codes"),
            Self::Consents => delete_of_removed!("consents"),
            // A code takes longer than its session where somebody holds it: who shows it again holds the code and wants the
            // session, and who deletes the session would hold that and want the code.
            Self::Sessions => delete_of_removed!(
                "sessions",
                " and not exists (select from authorization_codes where session_id = old.id)"
            ),
        }
    }

    /// Deletes this many at most, and tells how many there were.
    ///
    /// # Errors
    /// Unavailable, if the database does not answer.
    pub async fn delete(self, client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
        let statement = client.prepare_cached(self.sql()).await?;
        Ok(client.execute(&statement, &[&at_most]).await?)
    }
}

/// Until every instance has heard of a removal and its tokens have expired, the row stays; and until what refers to it is
/// gone, or deleting it would mean deleting all that at once.
const DELETE_EXPIRED: &str = "delete from clients where id = any (array(
        select id from clients old where deleted_at < now() - interval '1 day'
            and not exists (select from sessions where client_id = old.id)
            and not exists (select from consents where client_id = old.id)
            and not exists (select from authorization_codes where client_id = old.id)
            and not exists (select from pushed_authorization_requests where client_id = old.id)
        limit $1 for update skip locked))";

/// Deletes clients that were removed more than a day ago, this many at most, and tells how many there were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_expired(client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_EXPIRED).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}
