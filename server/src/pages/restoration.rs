//! The pages with which somebody has a deleted account back.

use askama::Template;

use super::{Hidden, assets, paths};

/// Asks for a click, since programs that look through mail follow links too. A form to [`paths::RESTORE_ACCOUNT`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/restore_account.html")]
pub struct RestoreAccount<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The account's address.
    pub address: String,
    /// What the form carries along: the `token` of the mail.
    pub hidden: Hidden,
}

/// The account is back.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/account_restored.html")]
pub struct AccountRestored<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The account's address.
    pub address: String,
}
