//! The document.

use user_api_generated::models;

use super::{
    Export, MOST,
    store::{ConsentRow, EmailTokenRow, EventRow, LetterRow, SessionRow},
};
use crate::{
    error::Error,
    images::Images,
    nullable,
    spec::privacy::Audiences,
    user_groups::{self, GroupRow},
    users,
};

/// Everything held about a person.
///
/// # Errors
/// Internal, if the spec gives a field no audience; the start has made sure that it does.
pub fn export(
    export: Export,
    audiences: &Audiences,
    images: &Images,
) -> Result<models::UserExport, Error> {
    let mut truncated = Vec::new();
    let groups = cut("user_groups", export.groups, &mut truncated).into_iter();
    let social = super::groups::view::lists(export.social, &mut truncated);
    let coop = super::coop::view::lists(export.coop, &mut truncated);
    let own = |row: GroupRow| {
        Ok(models::UserGroupExport {
            privacy: user_groups::privacy::view::privacy(&row, audiences)?,
            user_group: user_groups::view::own(row, audiences, images)?,
        })
    };
    Ok(models::UserExport {
        exported_at: export.at,
        email_confirmed_at: nullable::of(export.user.email_confirmed_at),
        suspended_at: nullable::of(export.user.suspended_at),
        deleted_at: nullable::of(export.user.deleted_at),
        stripe_customer_id: nullable::of(coop.stripe_customer_id),
        stripe_customer_created_at: nullable::of(coop.stripe_customer_created_at),
        legacy_id: nullable::of(export.import.legacy_id),
        imported_at: nullable::of(export.import.imported_at),
        past_countries: coop.past_countries,
        memberships: coop.memberships,
        share_transactions: coop.share_transactions,
        credit_entries: coop.credit_entries,
        privacy: users::view::privacy(&export.user, audiences)?,
        account: users::view::account(export.user),
        user_groups: groups.map(own).collect::<Result<_, Error>>()?,
        group_memberships: social.group_memberships,
        followed_groups: social.followed_groups,
        recommendations: social.recommendations,
        offers: social.offers,
        consents: list("consents", export.consents, consent, &mut truncated),
        sessions: list("sessions", export.sessions, session, &mut truncated),
        letters: list("letters", export.letters, letter, &mut truncated),
        email_tokens: list(
            "email_tokens",
            export.email_tokens,
            email_token,
            &mut truncated,
        ),
        audit_events: list("audit_events", export.events, event, &mut truncated),
        truncated,
    })
}

/// As many items as there is room for.
pub(super) fn list<Row, Item>(
    name: &str,
    rows: Vec<Row>,
    item: impl Fn(Row) -> Item,
    truncated: &mut Vec<String>,
) -> Vec<Item> {
    cut(name, rows, truncated).into_iter().map(item).collect()
}

/// As many as there is room for; if that is not all, it is said.
fn cut<Row>(name: &str, mut rows: Vec<Row>, truncated: &mut Vec<String>) -> Vec<Row> {
    if rows.len() > MOST {
        rows.truncate(MOST);
        truncated.push(name.to_owned());
    }
    rows
}

fn consent(row: ConsentRow) -> models::ConsentExport {
    models::ConsentExport {
        client_id: row.client_id,
        scopes: row.scopes,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

fn session(row: SessionRow) -> models::SessionExport {
    models::SessionExport {
        id: row.id,
        client_id: nullable::of(row.client_id),
        browser_session_id: nullable::of(row.browser_session_id),
        scopes: row.scopes,
        dpop_jkt: nullable::of(row.dpop_jkt),
        device: nullable::of(row.device),
        authenticated_at: row.authenticated_at,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
        ended_at: nullable::of(row.ended_at),
    }
}

fn letter(row: LetterRow) -> models::LetterExport {
    models::LetterExport {
        id: row.id,
        kind: row.kind,
        to_address: row.to_address,
        created_at: row.created_at,
        expires_at: nullable::of(row.useful_until),
        attempts: row.attempts,
        last_error: nullable::of(row.last_error),
        sent_at: nullable::of(row.sent_at),
        failed_at: nullable::of(row.failed_at),
    }
}

fn email_token(row: EmailTokenRow) -> models::EmailTokenExport {
    models::EmailTokenExport {
        purpose: row.purpose,
        username: row.username,
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: nullable::of(row.used_at),
    }
}

fn event(row: EventRow) -> models::AuditEventExport {
    models::AuditEventExport {
        id: row.id,
        operation: row.operation,
        by_person: row.by_person,
        actor_role: nullable::of(row.actor_role),
        client_id: nullable::of(row.client_id),
        object_kind: row.object_kind,
        object_id: row.object_id,
        about_person: row.about_person,
        tenant_id: nullable::of(row.tenant_id),
        fields: row.fields,
        created_at: row.created_at,
    }
}
