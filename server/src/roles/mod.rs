//! The roles: what a person may do. They come with the schema, and only a migration changes them.

mod store;
pub mod view;

use std::str::FromStr;

use crate::{app::App, error::Error};
pub use store::RoleRow;

/// A role, from the least to the most powerful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Has an account and one persona at most.
    Listener,
    /// May own several personas, and bands.
    Artist,
    /// May own labels.
    Label,
    /// Looks after the people of their own tenant.
    TenantAdmin,
    /// Looks after everything but other admins.
    Admin,
    /// May do everything.
    SuperAdmin,
}

impl Role {
    /// All roles, from the least to the most powerful.
    pub const ALL: [Self; 6] = [
        Self::Listener,
        Self::Artist,
        Self::Label,
        Self::TenantAdmin,
        Self::Admin,
        Self::SuperAdmin,
    ];

    /// The names of the roles below this one.
    pub fn names_below(self) -> Vec<&'static str> {
        let below = Self::ALL.into_iter().filter(|role| *role < self);
        below.map(Self::name).collect()
    }

    /// The role that a scope names, so that a token acts with no more than that; `None` for any other scope.
    pub fn named(scope: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == scope)
    }

    /// The most that a token with these scopes acts with: the least role that they name, or the highest if they name none.
    pub fn ceiling<'a>(scopes: impl IntoIterator<Item = &'a str>) -> Self {
        let named = scopes.into_iter().filter_map(Self::named);
        named.min().unwrap_or(Self::SuperAdmin)
    }

    /// As spec and database write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Listener => "listener",
            Self::Artist => "artist",
            Self::Label => "label",
            Self::TenantAdmin => "tenant_admin",
            Self::Admin => "admin",
            Self::SuperAdmin => "super_admin",
        }
    }
}

impl FromStr for Role {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::named(name).ok_or_else(|| Error::internal(format!("there is no role {name}")))
    }
}

/// All roles, from the least to the most powerful.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn list(app: &App) -> Result<Vec<RoleRow>, Error> {
    store::list_roles(&*app.database.reader().await?).await
}
