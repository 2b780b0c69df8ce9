//! The tables of a database, as far as they tell whose it is.

use crate::{db::GenericClient, error::Error};

/// Whose database it is, as far as its tables tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nobody's yet, or a developer's.
    Developer,
    /// Of people, none of whom is a demo account.
    Strangers,
    /// Another program's.
    AnotherProgram,
}

/// Our tables come with a list of the migrations that made them, and people have a username from the first of those on.
const HAS_OTHERS_TABLES: &str = "select to_regclass('refinery_schema_history') is null and exists (
        select from pg_tables where schemaname = any (current_schemas(false)))
    or exists (select from pg_tables where schemaname = any (current_schemas(false)) and tablename = 'users')
        and not exists (select from pg_attribute where attrelid = to_regclass('users') and attname = 'username')";

const HAS_USERS: &str = "select to_regclass('users') is not null";

const HAS_STRANGERS_ONLY: &str = "select count(*) > 0 and not bool_or(username ilike '%@demo.example') from users where username is not null";

pub(super) async fn owner(client: &impl GenericClient) -> Result<Owner, Error> {
    let is_so = async |sql: &'static str| -> Result<bool, Error> {
        let row = client.query_one(sql, &[]).await?;
        Ok(row.try_get(0)?)
    };
    if is_so(HAS_OTHERS_TABLES).await? {
        return Ok(Owner::AnotherProgram);
    }
    let has_strangers = is_so(HAS_USERS).await? && is_so(HAS_STRANGERS_ONLY).await?;
    Ok(if has_strangers {
        Owner::Strangers
    } else {
        Owner::Developer
    })
}
