//! Tenants as the API shows them.

use user_api_generated::models;

use super::TenantRow;
use crate::{db::page::Page, nullable};

/// One tenant.
pub fn tenant(row: TenantRow) -> models::Tenant {
    models::Tenant {
        id: row.id,
        name: row.name,
        is_default: row.is_default,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

/// A page of tenants.
pub fn page(page: Page<TenantRow>) -> models::TenantPage {
    models::TenantPage {
        items: page.items.into_iter().map(tenant).collect(),
        next_cursor: nullable::of(page.next_cursor),
    }
}
