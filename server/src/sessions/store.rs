//! The table `sessions`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    policy::Subject,
};

/// A row of `sessions`.
#[derive(Debug)]
pub struct SessionRow {
    /// Named in every token of the session.
    pub id: Uuid,
    /// Who signed in.
    pub user_id: Uuid,
    /// With which application; `None` for a browser.
    pub client_id: Option<String>,
    /// What its tokens are limited to.
    pub scopes: Vec<String>,
    /// The key that its refresh tokens are bound to.
    pub dpop_jkt: Option<String>,
    /// When the person last gave their password for it.
    pub authenticated_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A session as its owner sees it in the list.
#[derive(Debug)]
pub struct ListedSession {
    /// Stable for the life of the session.
    pub id: Uuid,
    /// The application; `None` for a browser.
    pub client_id: Option<String>,
    /// What the application is called.
    pub client_name: Option<String>,
    /// The kind of browser and system.
    pub device: Option<String>,
    /// When the person signed in.
    pub created_at: DateTime<Utc>,
    /// When it last got a token, or a browser last signed an application in.
    pub last_used_at: DateTime<Utc>,
}

/// A browser that is signed in on our own pages.
#[derive(Debug, Clone)]
pub struct BrowserSession {
    /// Its session.
    pub id: Uuid,
    /// Who signed in.
    pub person: Subject,
    /// Their e-mail address.
    pub username: String,
    /// Whether they have shown that the address is theirs.
    pub email_confirmed: bool,
    /// When they last gave their password.
    pub authenticated_at: DateTime<Utc>,
}

const FIND_BROWSER: &str = "select sessions.id, user_id, tenant_id, role, username, email_confirmed_at is not null as email_confirmed, authenticated_at
    from sessions join users on users.id = user_id
    where cookie_hash = $1 and ended_at is null and expires_at > now() and deleted_at is null and suspended_at is null";

/// The browser with this cookie, if it is signed in.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find_browser(
    client: &impl GenericClient,
    cookie_hash: &[u8],
) -> Result<Option<BrowserSession>, Error> {
    let statement = client.prepare_cached(FIND_BROWSER).await?;
    let row = client.query_opt(&statement, &[&cookie_hash]).await?;
    row.map(|row| {
        Ok(BrowserSession {
            id: row.try_get("id")?,
            person: Subject {
                user_id: row.try_get("user_id")?,
                tenant_id: row.try_get("tenant_id")?,
                role: row.try_get::<_, &str>("role")?.parse()?,
            },
            username: row.try_get("username")?,
            email_confirmed: row.try_get("email_confirmed")?,
            authenticated_at: row.try_get("authenticated_at")?,
        })
    })
    .transpose()
}

const RENEW_BROWSER: &str =
    "update sessions set cookie_hash = $2, authenticated_at = $3, last_used_at = now(),
        expires_at = now() + make_interval(secs => $4)
    where id = $1 and ended_at is null";

/// The same person has given their password again: another cookie, and a new beginning. False if it has ended.
pub(super) async fn renew_browser(
    client: &impl GenericClient,
    id: Uuid,
    cookie_hash: &[u8],
    authenticated_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(RENEW_BROWSER).await?;
    let lifetime = super::BROWSER_LIFETIME.as_seconds_f64();
    let count = client
        .execute(
            &statement,
            &[&id, &cookie_hash, &authenticated_at, &lifetime],
        )
        .await?;
    Ok(count == 1)
}

/// Several are ended in the order of their ids, so that two who end the same ones never wait for each other in a circle.
macro_rules! end {
    ($which:literal) => {
        concat!(
            "update sessions set ended_at = now() where id = any (array(select id from sessions where ",
            $which,
            " and ended_at is null order by id for no key update))"
        )
    };
}

const HOLD: &str = "select from sessions where id = $1 for no key update";

/// Holds a session until the transaction ends, so that it signs no app in meanwhile.
pub(super) async fn hold(client: &impl GenericClient, id: Uuid) -> Result<(), Error> {
    let statement = client.prepare_cached(HOLD).await?;
    client.execute(&statement, &[&id]).await?;
    Ok(())
}

/// Ends a session, and those that it signed in; false if there was none to end.
pub(super) async fn end(client: &impl GenericClient, id: Uuid) -> Result<bool, Error> {
    let statement = client
        .prepare_cached(end!("(id = $1 or browser_session_id = $1)"))
        .await?;
    Ok(client.execute(&statement, &[&id]).await? > 0)
}

/// Ends all sessions of a person, but perhaps one; false if there was none to end.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn end_all(
    client: &impl GenericClient,
    user_id: Uuid,
    but: Option<Uuid>,
) -> Result<bool, Error> {
    let statement = client
        .prepare_cached(end!("user_id = $1 and id is distinct from $2"))
        .await?;
    Ok(client.execute(&statement, &[&user_id, &but]).await? > 0)
}

/// Those that have neither ended nor expired, and whose application is still there.
macro_rules! live {
    () => {
        "from sessions left join clients on clients.id = client_id
        where user_id = $1 and ended_at is null and expires_at > now() and clients.deleted_at is null"
    };
}

const LIST_LIVE: &str = concat!(
    "select sessions.id, client_id, clients.name as client_name, device, sessions.created_at, last_used_at ",
    live!(),
    " and (sessions.created_at, sessions.id) < ($2, $3) order by sessions.created_at desc, sessions.id desc limit $4"
);

pub(super) async fn list_live(
    client: &impl GenericClient,
    user_id: Uuid,
    after: &Position,
    limit: i64,
) -> Result<Vec<ListedSession>, Error> {
    let after_id = after.uuid()?;
    let statement = client.prepare_cached(LIST_LIVE).await?;
    let rows = client
        .query(
            &statement,
            &[&user_id, &after.created_at, &after_id, &limit],
        )
        .await?;
    let listed = rows.iter().map(|row| {
        Ok(ListedSession {
            id: row.try_get("id")?,
            client_id: row.try_get("client_id")?,
            client_name: row.try_get("client_name")?,
            device: row.try_get("device")?,
            created_at: row.try_get("created_at")?,
            last_used_at: row.try_get("last_used_at")?,
        })
    });
    listed.collect()
}

const IS_LIVE: &str = concat!("select ", live!(), " and sessions.id = $2");

/// Whether this is a live session of this person.
pub(super) async fn is_live(
    client: &impl GenericClient,
    user_id: Uuid,
    id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(IS_LIVE).await?;
    let row = client.query_opt(&statement, &[&user_id, &id]).await?;
    Ok(row.is_some())
}

/// What refers to a session goes before it, or deleting some would mean waiting for more than those. One that has ended
/// stays for much longer than an access token lives, as every instance asks which have.
const DELETE_EXPIRED: &str = "delete from sessions where id = any (array(
        select id from sessions old
        where (ended_at < now() - interval '1 day' or expires_at < now() - interval '1 day')
            and not exists (select from refresh_tokens where session_id = old.id)
            and not exists (select from sessions app where app.browser_session_id = old.id
                and (app.ended_at < now() - interval '1 day' or app.expires_at < now() - interval '1 day'))
        limit $1 for update skip locked))";

/// Deletes sessions that ended or expired more than a day ago, this many at most, and tells how many there were.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_expired(client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
    let statement = client.prepare_cached(DELETE_EXPIRED).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}

impl TryFrom<&Row> for SessionRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            user_id: row.try_get("user_id")?,
            client_id: row.try_get("client_id")?,
            scopes: row.try_get("scopes")?,
            dpop_jkt: row.try_get("dpop_jkt")?,
            authenticated_at: row.try_get("authenticated_at")?,
            ended_at: row.try_get("ended_at")?,
        })
    }
}
