//! Sessions as the API shows them.

use user_api_generated::models;

use super::ListedSession;
use crate::{db::page::Page, nullable, policy::Caller};

/// A page of sessions, in which this caller finds their own marked.
pub fn page(page: Page<ListedSession>, caller: &Caller) -> models::SessionPage {
    let own = match caller {
        Caller::User(user) => Some(user.session_id),
        Caller::Anonymous | Caller::Client(_) => None,
    };
    let session = |row: ListedSession| models::Session {
        id: row.id,
        client_id: nullable::of(row.client_id),
        client_name: nullable::of(row.client_name),
        device: nullable::of(row.device),
        current: Some(row.id) == own,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    };
    models::SessionPage {
        items: page.items.into_iter().map(session).collect(),
        next_cursor: nullable::of(page.next_cursor),
    }
}
