//! The table `audit_events`.

use uuid::Uuid;

use super::{Actor, Object};
use crate::{db::GenericClient, error::Error, roles::Role};

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
