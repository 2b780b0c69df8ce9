//! Where the pages are. Templates, handlers and mails take the paths from here.

/// Sign in; once signed in, the account.
pub const SIGN_IN: &str = "/login";
/// Sign out.
pub const SIGN_OUT: &str = "/logout";
/// Let an application in.
pub const CONSENT: &str = "/consent";
/// Make an account.
pub const SIGN_UP: &str = "/sign-up";
/// Confirm an address; a mail links here, with `token`.
pub const CONFIRM_EMAIL: &str = "/confirm-email";
/// Ask for a mail that sets a new password.
pub const FORGOT_PASSWORD: &str = "/forgot-password";
/// Set a new password; a mail links here, with `token`.
pub const RESET_PASSWORD: &str = "/reset-password";
/// Have a deleted account back; a mail links here, with `token`.
pub const RESTORE_ACCOUNT: &str = "/restore-account";
/// Ask for another address.
pub const CHANGE_ADDRESS: &str = "/change-address";
