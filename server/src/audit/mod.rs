//! The trail: who did what to whom. An event is part of the transaction that it tells of, so there is neither without the other.
//!
//! An operation that changes something records one event for each thing that it is about, and none if nothing changed.
//! What follows from it by itself, such as the sessions that end when a password changes, has none of its own. Not in the
//! trail:
//!
//! - what is refused, wrong passwords included. Anybody could fill the trail with those, and writing them for accounts
//!   that exist only would take time that tells which do. Limits and their warnings in the log are for them;
//! - letters that are asked for by naming an address, for the same reason;
//! - tokens for clients, and refreshed ones: the session was told of when it began, and there are very many.

mod act;
mod object;
mod store;
pub mod view;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::App,
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::Error,
    policy::{self, Caller, Rule},
    roles::Role,
};
pub use act::Act;
pub use object::Object;
pub use store::EventRow;

/// Adds an event of what a caller does. `fields` are the names of what was changed or looked at, as the API has them, or
/// none if the thing was made or removed as a whole; what stands in them is never given.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn record(
    client: &impl GenericClient,
    caller: &Caller,
    rule: &Rule,
    object: Object<'_>,
    fields: &[&str],
) -> Result<(), Error> {
    record_act(client, &Act::by_caller(caller, rule), object, fields).await
}

/// Adds an event of an act.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn record_act(
    client: &impl GenericClient,
    act: &Act<'_>,
    object: Object<'_>,
    fields: &[&str],
) -> Result<(), Error> {
    store::insert_events(client, act, &[object], fields).await
}

/// Adds an event for each of these things, all at once.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn record_all(
    client: &impl GenericClient,
    act: &Act<'_>,
    objects: &[Object<'_>],
    fields: &[&str],
) -> Result<(), Error> {
    store::insert_events(client, act, objects, fields).await
}

/// The names of the fields that changed, out of each with whether it did.
pub fn changed<const N: usize>(fields: [(&'static str, bool); N]) -> Vec<&'static str> {
    let changed = fields.into_iter().filter(|(_, changed)| *changed);
    changed.map(|(name, _)| name).collect()
}

/// Adds an event of a command that is run on the server, such as `create-admin`.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn record_command(
    client: &impl GenericClient,
    command: &str,
    object: Object<'_>,
    fields: &[&str],
) -> Result<(), Error> {
    record_act(client, &Act::by_command(command), object, fields).await
}

/// Adds an event for each of these at which the caller looks as staff, and none for what is their own. Called before
/// anything is shown, so that nothing is seen without an event.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn note_looks(
    client: &impl GenericClient,
    caller: &Caller,
    rule: &Rule,
    objects: impl Iterator<Item = Object<'_>>,
    fields: &[&str],
) -> Result<(), Error> {
    let is_look = |object: &Object<'_>| {
        let subject = object.subject();
        subject.is_some_and(|subject| policy::is_look(caller, &subject))
    };
    let looked_at: Vec<_> = objects.filter(is_look).collect();
    if looked_at.is_empty() {
        return Ok(());
    }
    record_all(client, &Act::by_caller(caller, rule), &looked_at, fields).await
}

/// Which events to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only what this person did.
    pub actor_id: Option<Uuid>,
    /// Only what happened to this person, or to something of theirs.
    pub subject_id: Option<Uuid>,
    /// Only what happened to people while they belonged to this tenant.
    pub tenant_id: Option<Uuid>,
    /// Only what was done to things of this kind, as [`Object`] names them.
    pub object_kind: Option<&'static str>,
    /// Only what was done to this thing.
    pub object_id: Option<String>,
    /// Only what this operation or command did.
    pub operation: Option<String>,
    /// Only what was done with this application.
    pub client_id: Option<String>,
    /// Only what was done at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what was done before this time.
    pub before: Option<DateTime<Utc>>,
}

/// Whose events somebody may see.
#[derive(Debug, Clone, Copy)]
enum Reach {
    /// All there are.
    All,
    /// Those of people of this tenant whose role is below this one: then, and still. Of who did it, people of the tenant up
    /// to this role; of others, only what they acted as.
    Tenant(Uuid, Role),
}

/// A page of events within the caller's reach, newest first.
///
/// # Errors
/// Refused, if the cursor is not one of this list with these filters and this reach.
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &Filter,
    request: &PageRequest,
) -> Result<Page<EventRow>, Error> {
    let reach = Reach::of(caller)?;
    let list = format!("audit_events {reach:?} {filter:?}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let rows = store::list_events(&*reader, reach, filter, &after, request.limit + 1).await?;
    Ok(app.cursors.page(&list, request, rows, |row| Position {
        created_at: row.created_at,
        id: row.id.to_string(),
    }))
}

impl Reach {
    fn of(caller: &Caller) -> Result<Self, Error> {
        match caller {
            Caller::User(user) if user.role >= Role::Admin => Ok(Self::All),
            Caller::User(user) if user.role == Role::TenantAdmin => {
                Ok(Self::Tenant(user.tenant_id, user.role))
            }
            _ => Err(Error::internal("the trail is for staff only")),
        }
    }
}
