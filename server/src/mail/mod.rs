//! E-mail. A use case puts a letter into the outbox within its own transaction, so that there is a letter exactly if there
//! is the change it tells of. A job sends what is in the outbox: every letter at least once, and again only if an instance
//! ends before a mail server's yes has come and is noted, because it dies or the mail server takes longer than a server that
//! stops may wait; then with the same Message-ID.
//!
//! ```text
//! app.mail.enqueue(&transaction, Some(user.id), &user.username, &Letter::PasswordChanged).await?;
//! ```

pub mod catalog;
mod letters;
mod sender;
mod store;
mod transport;

use lettre::{Address, message::Mailbox};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{config::Config, db::GenericClient, error::Error, secrets};
use letters::Letterhead;
use transport::Transport;

pub use letters::Letter;
pub use sender::follow;
pub use store::delete_sent;
pub use transport::check_url;

/// Writes letters, and knows how to send them.
pub struct Mail {
    seal_key: [u8; 32],
    head: Letterhead,
    from: Mailbox,
    /// None: letters wait in the outbox.
    transport: Option<Transport>,
    counts: Family<Labels, Counter>,
}

/// What the metrics tell apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    kind: String,
    outcome: &'static str,
}

/// What became of an attempt to send a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// A mail server has it.
    Sent,
    /// It is tried again later.
    Retried,
    /// It is given up.
    Failed,
}

/// A letter as it is sealed. The address is sealed with it, so that nobody who can only write to the database can have a
/// link sent to themselves.
#[derive(Serialize, Deserialize)]
struct Contents {
    to: String,
    subject: String,
    text: String,
    html: String,
}

impl Outcome {
    /// Its name in the log and the metrics.
    fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Retried => "retried",
            Self::Failed => "failed",
        }
    }
}

impl Mail {
    /// Prepares the way to the mail server; connects only when there is something to send.
    ///
    /// # Errors
    /// A sentence, if a setting cannot be understood.
    pub fn new(config: &Config, registry: &mut Registry) -> Result<Self, String> {
        let counts = Family::default();
        registry.register(
            "letters",
            "E-mails by kind, and what became of each attempt to send them",
            counts.clone(),
        );
        let settings = &config.mail;
        let name = settings.from.name.clone();
        // lettre panics at such a name rather than let it become a header of its own.
        let names = [
            ("USER_API_MAIL_FROM", name.as_deref().unwrap_or_default()),
            ("USER_API_PLATFORM_NAME", &settings.platform_name),
        ];
        if let Some((setting, _)) = names
            .iter()
            .find(|(_, name)| name.contains(char::is_control))
        {
            return Err(format!("{setting} is wrong. It must be on one line."));
        }
        Ok(Self {
            seal_key: secrets::derive(&config.secret, "outbox").map_err(crate::app::explain)?,
            head: Letterhead {
                platform: settings.platform_name.clone(),
                support: settings.support.clone(),
            },
            from: Mailbox::new(
                name.or_else(|| Some(settings.platform_name.clone())),
                settings.from.email.clone(),
            ),
            transport: Transport::new(&settings.way, settings.ca.as_deref())?,
            counts,
        })
    }

    /// Puts a letter into the outbox, within the caller's transaction. It is sent soon after that is committed. `about` is
    /// the person whose account it is about, wherever it goes; it is erased with them.
    ///
    /// # Errors
    /// `invalid-request`, if no mail can be sent to such an address; unavailable, if the database does not answer.
    pub async fn enqueue(
        &self,
        client: &impl GenericClient,
        about: Option<Uuid>,
        to: &str,
        letter: &Letter,
    ) -> Result<(), Error> {
        let to: Address = to.parse().map_err(|reason| {
            let detail = format!("No e-mail can be sent to this address: {reason}. Give another.");
            Error::field("invalid-request", "/body/username", detail)
        })?;
        let contents = letter.write(to.as_ref(), &self.head)?;
        let plain = serde_json::to_vec(&contents).map_err(Error::internal)?;
        let new = store::NewRow {
            id: Uuid::now_v7(),
            kind: letter.kind(),
            about,
            to: to.as_ref(),
            sealed: secrets::seal(&self.seal_key, &plain)?,
            useful_for: letter.useful_for(),
        };
        store::insert_letter(client, &new).await
    }

    fn count(&self, kind: &str, outcome: Outcome) {
        let (kind, outcome) = (kind.to_owned(), outcome.name());
        self.counts.get_or_create(&Labels { kind, outcome }).inc();
    }
}
