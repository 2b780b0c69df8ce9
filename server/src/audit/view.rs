//! Events as the API shows them.

use user_api_generated::models;

use super::EventRow;
use crate::{db::page::Page, error::Error, nullable};

/// A kind of thing, as the database writes it.
pub fn object_kind(kind: models::AuditObjectKind) -> &'static str {
    match kind {
        models::AuditObjectKind::User => "user",
        models::AuditObjectKind::UserGroup => "user_group",
        models::AuditObjectKind::Session => "session",
        models::AuditObjectKind::Consent => "consent",
        models::AuditObjectKind::Tenant => "tenant",
        models::AuditObjectKind::Client => "client",
        models::AuditObjectKind::SigningKey => "signing_key",
    }
}

/// A page of events.
///
/// # Errors
/// Internal, if the database has a kind of thing that the spec has not.
pub fn page(page: Page<EventRow>) -> Result<models::AuditEventPage, Error> {
    let items = page.items.into_iter().map(event);
    Ok(models::AuditEventPage {
        items: items.collect::<Result<_, _>>()?,
        next_cursor: nullable::of(page.next_cursor),
    })
}

fn event(row: EventRow) -> Result<models::AuditEvent, Error> {
    Ok(models::AuditEvent {
        id: row.id,
        operation: row.operation,
        actor_id: nullable::of(row.actor_id),
        actor_role: row.actor_role.map(Into::into),
        client_id: nullable::of(row.client_id),
        object_kind: row.object_kind.parse().map_err(Error::internal)?,
        object_id: row.object_id,
        subject_id: nullable::of(row.subject_id),
        subject_tenant_id: nullable::of(row.subject_tenant_id),
        fields: row.fields,
        created_at: row.created_at,
    })
}
