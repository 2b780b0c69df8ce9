//! The table `audit_events`, to which rows are only added.

use chrono::{DateTime, Utc};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::{Act, Filter, Object, Reach};
use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    roles::Role,
};

/// A row of `audit_events`, as somebody may see it.
#[derive(Debug)]
pub struct EventRow {
    /// Stable for ever.
    pub id: Uuid,
    /// The operation, or the command.
    pub operation: String,
    /// The person who did it, if there is one whom the reader may know.
    pub actor_id: Option<Uuid>,
    /// What that person acted as.
    pub actor_role: Option<Role>,
    /// The application that it was done with.
    pub client_id: Option<String>,
    /// What it was done to.
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    /// The person whom that is or belonged to.
    pub subject_id: Option<Uuid>,
    /// Where that person belonged then.
    pub subject_tenant_id: Option<Uuid>,
    /// The names of the fields.
    pub fields: Vec<String>,
    /// When.
    pub created_at: DateTime<Utc>,
}

const INSERT_EVENTS: &str = "insert into audit_events
        (operation, actor_id, actor_role, client_id, fields, id, object_kind, object_id, subject_id, subject_tenant_id, subject_role)
    select $1, $2, $3, $4, $5, things.* from unnest($6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::uuid[], $11::text[]) things";

pub(super) async fn insert_events(
    client: &impl GenericClient,
    act: &Act<'_>,
    objects: &[Object<'_>],
    fields: &[&str],
) -> Result<(), Error> {
    let (actor_id, actor_role) = act.actor.unzip();
    let subjects: Vec<_> = objects.iter().map(|object| object.subject()).collect();
    let ids: Vec<Uuid> = objects.iter().map(|_| Uuid::now_v7()).collect();
    let kinds: Vec<&str> = objects.iter().map(|object| object.kind()).collect();
    let object_ids: Vec<String> = objects.iter().map(|object| object.id()).collect();
    let of_subjects = subjects.iter();
    let subject_ids: Vec<_> = of_subjects
        .clone()
        .map(|it| it.map(|it| it.user_id))
        .collect();
    let tenant_ids: Vec<_> = of_subjects
        .clone()
        .map(|it| it.map(|it| it.tenant_id))
        .collect();
    let roles: Vec<_> = of_subjects.map(|it| it.map(|it| it.role.name())).collect();
    let statement = client.prepare_cached(INSERT_EVENTS).await?;
    client
        .execute(
            &statement,
            &[
                &act.operation,
                &actor_id,
                &actor_role.map(Role::name),
                &act.client_id,
                &fields,
                &ids,
                &kinds,
                &object_ids,
                &subject_ids,
                &tenant_ids,
                &roles,
            ],
        )
        .await?;
    Ok(())
}

/// What a statement is put together from.
struct Query<'a> {
    actor_id: String,
    conditions: String,
    values: Vec<&'a (dyn ToSql + Sync)>,
}

impl<'a> Query<'a> {
    /// Adds a value, and answers its number.
    fn value(&mut self, value: &'a (dyn ToSql + Sync)) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// Adds a condition that ends with the value.
    fn and(&mut self, condition: &str, value: Option<&'a (impl ToSql + Sync)>) {
        if let Some(value) = value {
            let number = self.value(value);
            self.conditions += &format!(" and {condition} {number}");
        }
    }
}

/// The statement differs by the filters that are set, so that each uses its own index.
pub(super) async fn list_events(
    client: &impl GenericClient,
    reach: Reach,
    filter: &Filter,
    after: &Position,
    limit: i64,
) -> Result<Vec<EventRow>, Error> {
    let after_id = after.uuid()?;
    let reached = Reached::of(reach);
    let mut query = Query {
        actor_id: "actor_id".to_owned(),
        conditions: String::new(),
        values: vec![&after.created_at, &after_id, &limit],
    };
    if let Some(reached) = &reached {
        reached.narrow(&mut query, filter.actor_id.is_some());
    }
    query.and("actor_id =", filter.actor_id.as_ref());
    query.and("subject_id =", filter.subject_id.as_ref());
    query.and("subject_tenant_id =", filter.tenant_id.as_ref());
    query.and("object_id =", filter.object_id.as_ref());
    query.and("operation =", filter.operation.as_ref());
    query.and("client_id =", filter.client_id.as_ref());
    query.and("created_at >=", filter.from.as_ref());
    query.and("created_at <", filter.before.as_ref());
    if let Some(kind) = filter.object_kind {
        // Not as a value: one of a few words, by which the index for those that are seldom is found.
        query.conditions += &format!(" and object_kind = '{kind}'");
    }
    let sql = format!(
        "select id, operation, {} as actor_id, actor_role, client_id, object_kind, object_id, subject_id, subject_tenant_id, fields, created_at
        from audit_events events where (created_at, id) < ($1, $2){} order by created_at desc, id desc limit $3",
        query.actor_id, query.conditions
    );
    let statement = client.prepare_cached(&sql).await?;
    let rows = client.query(&statement, &query.values).await?;
    rows.iter().map(EventRow::try_from).collect()
}

/// The people whom a tenant admin reaches.
struct Reached {
    tenant_id: Uuid,
    /// The roles of whom something happened to.
    below: Vec<&'static str>,
    /// The roles of who did it.
    up_to: Vec<&'static str>,
}

impl Reached {
    fn of(reach: Reach) -> Option<Self> {
        let Reach::Tenant(tenant_id, role) = reach else {
            return None;
        };
        let names = |wanted: &dyn Fn(&Role) -> bool| {
            let roles = Role::ALL.into_iter().filter(wanted);
            roles.map(Role::name).collect()
        };
        Some(Self {
            tenant_id,
            below: names(&|other| *other < role),
            up_to: names(&|other| *other <= role),
        })
    }

    /// Leaves out what they do not reach, then or now. Of a person whose row is gone, what was true then counts: hence "is not
    /// false". A value that is looked up row by row, as "exists" may read all people for a page.
    fn narrow<'a>(&'a self, query: &mut Query<'a>, by_actor: bool) {
        let tenant_id = query.value(&self.tenant_id);
        let below = query.value(&self.below);
        let up_to = query.value(&self.up_to);
        query.conditions += &format!(
            " and subject_tenant_id = {tenant_id} and subject_role = any({below}) and (
                select users.tenant_id = {tenant_id} and users.role = any({below}) from users where users.id = subject_id) is not false"
        );
        let known = format!(
            "(actor_id = subject_id or (
                select users.tenant_id = {tenant_id} and users.role = any({up_to}) from users where users.id = actor_id))"
        );
        if by_actor {
            // Else whoever knows an id could learn by it what is not told.
            query.conditions += &format!(" and {known}");
        }
        query.actor_id = format!("case when {known} then actor_id end");
    }
}

impl TryFrom<&Row> for EventRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        let role: Option<&str> = row.try_get("actor_role")?;
        Ok(Self {
            id: row.try_get("id")?,
            operation: row.try_get("operation")?,
            actor_id: row.try_get("actor_id")?,
            actor_role: role.map(str::parse).transpose()?,
            client_id: row.try_get("client_id")?,
            object_kind: row.try_get("object_kind")?,
            object_id: row.try_get("object_id")?,
            subject_id: row.try_get("subject_id")?,
            subject_tenant_id: row.try_get("subject_tenant_id")?,
            fields: row.try_get("fields")?,
            created_at: row.try_get("created_at")?,
        })
    }
}
