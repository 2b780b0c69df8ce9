//! Roles as the API shows them.

use user_api_generated::models;

use super::{Role, RoleRow};

impl From<Role> for models::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Listener => Self::Listener,
            Role::Artist => Self::Artist,
            Role::Label => Self::Label,
            Role::TenantAdmin => Self::TenantAdmin,
            Role::Admin => Self::Admin,
            Role::SuperAdmin => Self::SuperAdmin,
        }
    }
}

impl From<models::Role> for Role {
    fn from(role: models::Role) -> Self {
        match role {
            models::Role::Listener => Self::Listener,
            models::Role::Artist => Self::Artist,
            models::Role::Label => Self::Label,
            models::Role::TenantAdmin => Self::TenantAdmin,
            models::Role::Admin => Self::Admin,
            models::Role::SuperAdmin => Self::SuperAdmin,
        }
    }
}

/// All roles.
pub fn list(roles: Vec<RoleRow>) -> models::RoleList {
    let detail = |row: RoleRow| models::RoleDetail {
        name: row.role.into(),
        description: row.description,
        sign_up: row.sign_up,
    };
    models::RoleList {
        items: roles.into_iter().map(detail).collect(),
    }
}
