//! Scopes as the API shows them.

use user_api_generated::models;

use super::ScopeRow;

/// All scopes.
pub fn list(scopes: Vec<ScopeRow>) -> models::ScopeList {
    models::ScopeList {
        items: scopes
            .into_iter()
            .map(|row| models::Scope {
                name: row.name,
                description: row.description,
            })
            .collect(),
    }
}
