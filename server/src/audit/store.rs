//! The table `audit_events`.

use uuid::Uuid;

use super::{Actor, Object};
use crate::{db::GenericClient, error::Error, policy::Subject, roles::Role};

const INSERT_EVENT: &str = "insert into audit_events
        (id, operation, actor_id, actor_role, client_id, object_kind, object_id, subject_id, subject_tenant_id, fields)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(super) async fn insert_event(
    client: &impl GenericClient,
    operation: &str,
    actor: Actor<'_>,
    object: Object<'_>,
    fields: &[&str],
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_EVENT).await?;
    let subject = object.subject();
    client
        .execute(
            &statement,
            &[
                &Uuid::now_v7(),
                &operation,
                &actor.user_id,
                &actor.role.map(Role::name),
                &actor.client_id,
                &object.kind(),
                &object.id(),
                &subject.map(|subject| subject.user_id),
                &subject.map(|subject| subject.tenant_id),
                &fields,
            ],
        )
        .await?;
    Ok(())
}

const INSERT_LOOKS: &str = "insert into audit_events
        (id, operation, actor_id, actor_role, client_id, object_kind, object_id, subject_id, subject_tenant_id, fields)
    select looked.id, $1, $2, $3, $4, looked.object_kind, looked.object_id, looked.subject_id, looked.subject_tenant_id, $5
    from unnest($6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::uuid[])
        as looked (id, object_kind, object_id, subject_id, subject_tenant_id)";

/// Adds an event for each object, in one round trip.
pub(super) async fn insert_looks(
    client: &impl GenericClient,
    operation: &str,
    actor: Actor<'_>,
    objects: &[Object<'_>],
    fields: &[&str],
) -> Result<(), Error> {
    let statement = client.prepare_cached(INSERT_LOOKS).await?;
    let ids: Vec<_> = objects.iter().map(|_| Uuid::now_v7()).collect();
    let kinds: Vec<_> = objects.iter().map(|object| object.kind()).collect();
    let object_ids: Vec<_> = objects.iter().map(|object| object.id()).collect();
    let subjects: Vec<_> = objects.iter().map(|object| object.subject()).collect();
    let of_subjects = |value: fn(Subject) -> Uuid| {
        let values = subjects.iter().map(|subject| subject.map(value));
        values.collect::<Vec<_>>()
    };
    let subject_ids = of_subjects(|subject| subject.user_id);
    let tenant_ids = of_subjects(|subject| subject.tenant_id);
    client
        .execute(
            &statement,
            &[
                &operation,
                &actor.user_id,
                &actor.role.map(Role::name),
                &actor.client_id,
                &fields,
                &ids,
                &kinds,
                &object_ids,
                &subject_ids,
                &tenant_ids,
            ],
        )
        .await?;
    Ok(())
}
