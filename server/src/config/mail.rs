//! How e-mail leaves.

use std::path::PathBuf;

use lettre::message::Mailbox;

/// How e-mails leave, and what they say of the platform.
#[derive(Clone)]
pub struct MailSettings {
    /// How they leave.
    pub way: MailWay,
    /// Who is trusted to vouch for the mail server; `None` for whom Mozilla trusts.
    pub ca: Option<PathBuf>,
    /// Whom they are from; without a name, the platform's is taken.
    pub from: Mailbox,
    /// What the platform is called.
    pub platform_name: String,
    /// Where people turn for help; may be empty.
    pub support: String,
}

/// How e-mails leave.
#[derive(Clone)]
pub enum MailWay {
    /// Through the mail server of this URL, which may hold a password.
    Smtp(String),
    /// Into a file, for a developer to read.
    File(PathBuf),
    /// Not at all: they wait in the outbox until a server starts that has a way.
    Wait,
}
