//! The trail, as it stands in the database.

use tokio_postgres::Row;
use uuid::Uuid;

use crate::TestDb;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: Uuid,
    /// The operation or command.
    pub operation: String,
    /// The person who did it, and what they acted as.
    pub actor: Option<(Uuid, String)>,
    /// The application.
    pub client_id: Option<String>,
    /// What it was done to: kind and id.
    pub object: (String, String),
    /// The person whom that belongs to, with tenant and role.
    pub subject: Option<(Uuid, Uuid, String)>,
    /// The names of the fields.
    pub fields: Vec<String>,
    /// All of it, as the database writes it.
    pub text: String,
}

impl TestDb {
    /// All events, oldest first.
    pub fn events(&self) -> Vec<Event> {
        let sql = "select *, events::text as text from audit_events events order by created_at, id";
        self.query(sql, &[]).iter().map(Event::from).collect()
    }

    /// What is in the trail after some work, and was not before.
    #[track_caller]
    pub fn events_of<T>(&self, work: impl FnOnce() -> T) -> Vec<Event> {
        let before = self.events();
        work();
        let mut events = self.events();
        events.retain(|event| !before.contains(event));
        events
    }

    /// The one event that some work leaves.
    #[track_caller]
    pub fn event_of<T>(&self, work: impl FnOnce() -> T) -> Event {
        match &self.events_of(work)[..] {
            [event] => event.clone(),
            events => panic!("one event was to be there: {events:#?}"),
        }
    }
}

impl Event {
    /// Whether it was done to this kind of thing, by its person.
    pub fn is_own(&self, kind: &str) -> bool {
        let subject = self.subject.as_ref().map(|(id, ..)| id);
        self.object.0 == kind && self.actor.as_ref().map(|(id, _)| id) == subject
    }
}

impl From<&Row> for Event {
    fn from(row: &Row) -> Self {
        let actor = (row.get::<_, Option<_>>("actor_id")).zip(row.get("actor_role"));
        let subject: Option<Uuid> = row.get("subject_id");
        let subject = subject.zip(row.get("subject_tenant_id"));
        let subject = subject.zip(row.get("subject_role"));
        Self {
            id: row.get("id"),
            operation: row.get("operation"),
            actor,
            client_id: row.get("client_id"),
            object: (row.get("object_kind"), row.get("object_id")),
            subject: subject.map(|((id, tenant), role)| (id, tenant, role)),
            fields: row.get("fields"),
            text: row.get("text"),
        }
    }
}
