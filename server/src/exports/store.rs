//! What the document is made of, table by table; groups and their like come from their own folder. No hash and nothing
//! sealed is ever read here.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, Row},
    error::Error,
    users::{self, UserRow},
};

const FIND_PERSON: &str = concat!(
    "select ",
    users::columns!(),
    " from users where id = $1 and erased_at is null"
);

pub(super) async fn find_person(
    client: &impl GenericClient,
    id: Uuid,
) -> Result<Option<UserRow>, Error> {
    let statement = client.prepare_cached(FIND_PERSON).await?;
    let row = client.query_opt(&statement, &[&id]).await?;
    row.as_ref().map(UserRow::try_from).transpose()
}

/// What is known of somebody from the system before this one.
#[derive(Default)]
pub(super) struct ImportRow {
    pub(super) legacy_id: Option<i64>,
    pub(super) imported_at: Option<DateTime<Utc>>,
}

const FIND_IMPORT: &str = "select legacy_id, imported_at from imported_rows
    where kind = 'users' and id = $1 limit $2";

pub(super) async fn find_import(
    client: &impl GenericClient,
    user_id: Uuid,
) -> Result<ImportRow, Error> {
    let found = list(client, FIND_IMPORT, user_id, 1, |row| {
        Ok(ImportRow {
            legacy_id: row.try_get("legacy_id")?,
            imported_at: row.try_get("imported_at")?,
        })
    });
    Ok(found.await?.pop().unwrap_or_default())
}

/// A row of `consents`.
pub(super) struct ConsentRow {
    pub(super) client_id: String,
    pub(super) scopes: Vec<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

const LIST_CONSENTS: &str = "select client_id, scopes, created_at, updated_at from consents
    where user_id = $1 order by created_at desc, client_id limit $2";

pub(super) async fn list_consents(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<ConsentRow>, Error> {
    list(client, LIST_CONSENTS, user_id, at_most, |row| {
        Ok(ConsentRow {
            client_id: row.try_get("client_id")?,
            scopes: row.try_get("scopes")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    })
    .await
}

/// A row of `sessions`, also of one that has ended.
pub(super) struct SessionRow {
    pub(super) id: Uuid,
    pub(super) client_id: Option<String>,
    pub(super) browser_session_id: Option<Uuid>,
    pub(super) scopes: Vec<String>,
    pub(super) dpop_jkt: Option<String>,
    pub(super) device: Option<String>,
    pub(super) authenticated_at: DateTime<Utc>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) last_used_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) ended_at: Option<DateTime<Utc>>,
}

const LIST_SESSIONS: &str = "select id, client_id, browser_session_id, scopes, dpop_jkt, device, authenticated_at, created_at, last_used_at, expires_at, ended_at
    from sessions where user_id = $1 order by created_at desc, id desc limit $2";

pub(super) async fn list_sessions(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<SessionRow>, Error> {
    list(client, LIST_SESSIONS, user_id, at_most, |row| {
        Ok(SessionRow {
            id: row.try_get("id")?,
            client_id: row.try_get("client_id")?,
            browser_session_id: row.try_get("browser_session_id")?,
            scopes: row.try_get("scopes")?,
            dpop_jkt: row.try_get("dpop_jkt")?,
            device: row.try_get("device")?,
            authenticated_at: row.try_get("authenticated_at")?,
            created_at: row.try_get("created_at")?,
            last_used_at: row.try_get("last_used_at")?,
            expires_at: row.try_get("expires_at")?,
            ended_at: row.try_get("ended_at")?,
        })
    })
    .await
}

/// A row of `outbox`, but for what the letter says.
pub(super) struct LetterRow {
    pub(super) id: Uuid,
    pub(super) kind: String,
    pub(super) to_address: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) useful_until: Option<DateTime<Utc>>,
    pub(super) attempts: i32,
    pub(super) last_error: Option<String>,
    pub(super) sent_at: Option<DateTime<Utc>>,
    pub(super) failed_at: Option<DateTime<Utc>>,
}

const LIST_LETTERS: &str = "select id, kind, to_address, created_at, useful_until, attempts, last_error, sent_at, failed_at
    from outbox where user_id = $1 order by created_at desc, id desc limit $2";

pub(super) async fn list_letters(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<LetterRow>, Error> {
    list(client, LIST_LETTERS, user_id, at_most, |row| {
        Ok(LetterRow {
            id: row.try_get("id")?,
            kind: row.try_get("kind")?,
            to_address: row.try_get("to_address")?,
            created_at: row.try_get("created_at")?,
            useful_until: row.try_get("useful_until")?,
            attempts: row.try_get("attempts")?,
            last_error: row.try_get("last_error")?,
            sent_at: row.try_get("sent_at")?,
            failed_at: row.try_get("failed_at")?,
        })
    })
    .await
}

/// A row of `email_tokens`, but for the hash.
pub(super) struct EmailTokenRow {
    pub(super) purpose: String,
    pub(super) username: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) used_at: Option<DateTime<Utc>>,
}

const LIST_EMAIL_TOKENS: &str =
    "select purpose, username, created_at, expires_at, used_at from email_tokens
    where user_id = $1 order by created_at desc, purpose limit $2";

pub(super) async fn list_email_tokens(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<EmailTokenRow>, Error> {
    list(client, LIST_EMAIL_TOKENS, user_id, at_most, |row| {
        Ok(EmailTokenRow {
            purpose: row.try_get("purpose")?,
            username: row.try_get("username")?,
            created_at: row.try_get("created_at")?,
            expires_at: row.try_get("expires_at")?,
            used_at: row.try_get("used_at")?,
        })
    })
    .await
}

/// A row of `audit_events`, without who else did it, and without where others belong whom the person did it to.
pub(super) struct EventRow {
    pub(super) id: Uuid,
    pub(super) operation: String,
    pub(super) by_person: bool,
    pub(super) actor_role: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) object_kind: String,
    pub(super) object_id: String,
    pub(super) about_person: bool,
    pub(super) tenant_id: Option<Uuid>,
    pub(super) fields: Vec<String>,
    pub(super) created_at: DateTime<Utc>,
}

/// The ids first: each half reads an index of its own, from its newest end.
const LIST_EVENTS: &str = "select id, operation, coalesce(actor_id = $1, false) as by_person, actor_role, client_id, object_kind, object_id,
        coalesce(subject_id = $1, false) as about_person,
        case when subject_id = $1 then subject_tenant_id end as tenant_id, fields, created_at
    from audit_events where id in (
        (select id from audit_events where actor_id = $1 order by created_at desc, id desc limit $2)
        union
        (select id from audit_events where subject_id = $1 order by created_at desc, id desc limit $2))
    order by created_at desc, id desc limit $2";

pub(super) async fn list_events(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<EventRow>, Error> {
    list(client, LIST_EVENTS, user_id, at_most, |row| {
        Ok(EventRow {
            id: row.try_get("id")?,
            operation: row.try_get("operation")?,
            by_person: row.try_get("by_person")?,
            actor_role: row.try_get("actor_role")?,
            client_id: row.try_get("client_id")?,
            object_kind: row.try_get("object_kind")?,
            object_id: row.try_get("object_id")?,
            about_person: row.try_get("about_person")?,
            tenant_id: row.try_get("tenant_id")?,
            fields: row.try_get("fields")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

/// Rows of a person, by a statement that takes their id and how many at most.
pub(super) async fn list<T>(
    client: &impl GenericClient,
    sql: &str,
    user_id: Uuid,
    at_most: i64,
    item: impl Fn(&Row) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let statement = client.prepare_cached(sql).await?;
    let rows = client.query(&statement, &[&user_id, &at_most]).await?;
    rows.iter().map(item).collect()
}
