//! What each e-mail says. The words stand here, once; `templates/` says what they look like as plain text and as HTML.

use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};

use super::Contents;
use crate::error::Error;

/// An e-mail, with what only its sender knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letter {
    /// To somebody who has signed up: is this your address?
    ConfirmEmail {
        /// Leads to the page that confirms; holds a secret.
        link: String,
        /// How long the link works.
        hours: u32,
    },
    /// To somebody who has forgotten their password.
    ResetPassword {
        /// Leads to the page that sets a new one; holds a secret.
        link: String,
        /// How long the link works.
        minutes: u32,
    },
    /// To the new address of somebody who wants to change theirs: is it yours?
    ConfirmNewAddress {
        /// Leads to the page that confirms; holds a secret.
        link: String,
        /// How long the link works.
        hours: u32,
    },
    /// To the old address: somebody asks to change it.
    AddressChangeRequested {
        /// The whole new address. The letter shows so much of it that its owner knows it.
        new_address: String,
    },
    /// To the old address: it was changed.
    AddressChanged,
    /// To somebody whose password was changed.
    PasswordChanged,
    /// To somebody whose address another account shall have.
    AddressInUse,
    /// To somebody whose account was deleted.
    AccountDeleted {
        /// Leads to the page that restores it; holds a secret. None, if somebody else deleted it: then they decide.
        link: Option<String>,
        /// Until when it can be restored.
        erase_at: DateTime<Utc>,
    },
    /// To somebody whose deleted account is back.
    AccountRestored,
}

/// What all letters share.
#[derive(Clone)]
pub(super) struct Letterhead {
    /// The name of the platform.
    pub(super) platform: String,
    /// Where somebody who needs help may turn; empty where nothing is said of it.
    pub(super) support: String,
}

/// What one letter says.
pub(super) struct Words {
    pub(super) subject: String,
    pub(super) before: Vec<String>,
    button: Option<Button>,
    after: Vec<String>,
}

struct Button {
    label: &'static str,
    link: String,
}

#[derive(Template)]
#[template(path = "mail/templates/letter.txt")]
struct Text<'a> {
    words: &'a Words,
    platform: &'a str,
}

#[derive(Template)]
#[template(path = "mail/templates/letter.html")]
struct Html<'a> {
    words: &'a Words,
    platform: &'a str,
}

impl Letter {
    /// Its name in the outbox, the log and the metrics.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::ConfirmEmail { .. } => "confirm_email",
            Self::ResetPassword { .. } => "reset_password",
            Self::ConfirmNewAddress { .. } => "confirm_new_address",
            Self::AddressChangeRequested { .. } => "address_change_requested",
            Self::AddressChanged => "address_changed",
            Self::PasswordChanged => "password_changed",
            Self::AddressInUse => "address_in_use",
            Self::AccountDeleted { .. } => "account_deleted",
            Self::AccountRestored => "account_restored",
        }
    }

    /// How long it is worth sending: as long as its link works.
    pub(super) fn useful_for(&self) -> Option<TimeDelta> {
        match self {
            Self::ConfirmEmail { hours, .. } | Self::ConfirmNewAddress { hours, .. } => {
                Some(TimeDelta::hours(i64::from(*hours)))
            }
            Self::ResetPassword { minutes, .. } => Some(TimeDelta::minutes(i64::from(*minutes))),
            Self::AccountDeleted { erase_at, .. } => Some(*erase_at - Utc::now()),
            _ => None,
        }
    }

    /// Subject, plain text and HTML.
    ///
    /// # Errors
    /// Internal, if a template cannot be filled.
    pub(super) fn write(&self, to: &str, head: &Letterhead) -> Result<Contents, Error> {
        let (words, platform) = (&self.words(head), head.platform.as_str());
        Ok(Contents {
            to: to.to_owned(),
            text: Text { words, platform }.render().map_err(Error::internal)?,
            html: Html { words, platform }.render().map_err(Error::internal)?,
            subject: words.subject.clone(),
        })
    }

    pub(super) fn words(&self, head: &Letterhead) -> Words {
        let platform = &head.platform;
        match self {
            Self::ConfirmEmail { link, hours } => Words {
                subject: format!("Confirm your e-mail address for {platform}"),
                before: vec![format!(
                    "Welcome to {platform}. Please confirm that this is your e-mail address."
                )],
                button: button("Confirm my address", link),
                after: vec![
                    format!("The link works once, for {}.", count(*hours, "hour")),
                    "If you did not sign up, ignore this e-mail; nothing more will happen.".into(),
                ],
            },
            Self::ResetPassword { link, minutes } => Words {
                subject: format!("Set a new password for {platform}"),
                before: vec![
                    format!("Somebody asked for a new password for your account at {platform}."),
                    "If it was you, choose it here.".into(),
                ],
                button: button("Set a new password", link),
                after: vec![
                    format!(
                        "The link works once, for {}. Give it to nobody.",
                        count(*minutes, "minute")
                    ),
                    "If it was not you, ignore this e-mail. Your password stays as it is.".into(),
                ],
            },
            Self::ConfirmNewAddress { link, hours } => Words {
                subject: format!("Confirm your new e-mail address for {platform}"),
                before: vec![
                    format!("You asked to sign in to {platform} with this e-mail address from now on."),
                    "Please confirm that it is yours. Until then, the old one stays.".into(),
                ],
                button: button("Confirm my new address", link),
                after: vec![
                    format!("The link works once, for {}.", count(*hours, "hour")),
                    "If you did not ask for this, ignore this e-mail; nothing will change.".into(),
                ],
            },
            Self::AddressChangeRequested { new_address } => Words {
                subject: format!("Your e-mail address for {platform} is about to change"),
                before: vec![
                    format!(
                        "Somebody who is signed in to your account at {platform} asked to change its e-mail address to {}.",
                        masked(new_address)
                    ),
                    "It changes when they confirm it from there. If it was you, all is well.".into(),
                ],
                button: None,
                after: vec![format!(
                    "If it was not you, change your password at once. {}",
                    help(head)
                )],
            },
            Self::AddressChanged => Words {
                subject: format!("Your e-mail address for {platform} has changed"),
                before: vec![
                    format!("Your account at {platform} has another e-mail address now. This one no longer signs you in."),
                    "If it was you, all is well.".into(),
                ],
                button: None,
                after: vec![format!(
                    "If it was not you, somebody else may be in your account. {}",
                    help(head)
                )],
            },
            Self::PasswordChanged => Words {
                subject: format!("Your password for {platform} has changed"),
                before: vec![
                    format!("The password of your account at {platform} was changed."),
                    "If it was you, all is well.".into(),
                ],
                button: None,
                after: vec![format!(
                    "If it was not you, set a new password at once: choose \"Forgot password\" where you sign in. {}",
                    help(head)
                )],
            },
            Self::AddressInUse => Words {
                subject: format!("This e-mail address has an account at {platform}"),
                before: vec![
                    format!("Somebody wanted to use this e-mail address for another account at {platform}. It has an account already, so it stays with that one."),
                    "If it was you, sign in with this address instead, or delete the account that you need no more.".into(),
                ],
                button: None,
                after: vec!["If it was not you, ignore this e-mail. Nothing has changed.".into()],
            },
            Self::AccountDeleted { link: Some(link), erase_at } => Words {
                subject: format!("Your account at {platform} is deleted"),
                before: vec![
                    deleted(platform, *erase_at),
                    "Until then you can have it back, with all that belongs to it.".into(),
                ],
                button: button("Restore my account", link),
                after: vec![
                    "If it was you, and you are sure, do nothing.".into(),
                    "If it was not you, restore it, then set a new password: choose \"Forgot password\" where you sign in.".into(),
                ],
            },
            Self::AccountDeleted { link: None, erase_at } => Words {
                subject: format!("Your account at {platform} is deleted"),
                before: vec![deleted(platform, *erase_at)],
                button: None,
                after: vec![format!("If it should stay, say so before that day. {}", help(head))],
            },
            Self::AccountRestored => Words {
                subject: format!("Your account at {platform} is back"),
                before: vec![format!(
                    "Your account at {platform} was deleted and is restored now, with all that belongs to it. Sign in as before."
                )],
                button: None,
                after: vec![format!(
                    "If you did not want that, sign in and delete it again. If you cannot, somebody else may have it. {}",
                    help(head)
                )],
            },
        }
    }
}

fn button(label: &'static str, link: &str) -> Option<Button> {
    Some(Button {
        label,
        link: link.to_owned(),
    })
}

/// Where to turn when something is amiss.
fn help(head: &Letterhead) -> String {
    if head.support.is_empty() {
        format!("Then tell the people who run {}.", head.platform)
    } else {
        format!("Then tell us: {}", head.support)
    }
}

/// That an account is deleted, and for how long one can change one's mind; the day is the one in UTC.
fn deleted(platform: &str, erase_at: DateTime<Utc>) -> String {
    let day = erase_at.format("%-d %B %Y");
    format!(
        "Your account at {platform} was deleted. Everything about it will be erased on {day} (UTC)."
    )
}

fn count(number: u32, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// An address of which its owner knows the rest: `b…@music.example`.
fn masked(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{domain}")
}

#[cfg(test)]
#[path = "letters_tests.rs"]
mod tests;
