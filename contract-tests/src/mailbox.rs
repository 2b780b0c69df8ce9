//! Reading the e-mails that a server sends:
//!
//! ```ignore
//! let mailbox = Mailbox::start();
//! let app = TestApp::start_with(mailbox.settings());
//! // ... something that sends an e-mail ...
//! let link = mailbox.next_to("bo@music.example").link();
//! ```

use std::{path::PathBuf, time::Duration};

use serde_json::{Value, json};
use user_api_server::{
    config::{Config, MailWay},
    db::Database,
    mail::{Letter, Mail},
};

use crate::{TestDb, app, certificates::Certificates, postgres::RUNTIME, smtp::Smtp};

/// How long a letter may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(30);

/// How long to wait to be sure that none arrives: the outbox is looked at twice a second.
const SILENCE: Duration = Duration::from_millis(1600);

/// All the letters that a mail server takes, for any address.
pub struct Mailbox {
    /// The mail server, which can be told to behave badly.
    pub smtp: Smtp,
}

/// How a mail server speaks TLS.
#[derive(Clone, Copy, Debug)]
pub enum SmtpTls {
    /// After it was asked to.
    Starttls,
    /// From the first byte.
    Wrapped,
}

/// A letter that has arrived.
#[derive(Clone, Debug)]
pub struct Received(Value);

impl Mailbox {
    /// Starts a mail server.
    pub fn start() -> Self {
        Self {
            smtp: Smtp::start(),
        }
    }

    /// Starts a mail server that speaks TLS and wants this login, with a certificate that is for 127.0.0.1.
    pub fn start_secured(tls: SmtpTls, certificates: &Certificates, login: (&str, &str)) -> Self {
        let secured = json!({
            "tls": match tls {
                SmtpTls::Starttls => "starttls",
                SmtpTls::Wrapped => "wrapped",
            },
            "certificate": certificates.certificate(),
            "key": certificates.key(),
            "user": login.0,
            "password": login.1,
        });
        Self {
            smtp: Smtp::start_secured(&secured),
        }
    }

    /// Settings with which a server sends its e-mails there, logged in so, and believes the certificates of that CA alone.
    pub fn settings_secured(
        &self,
        tls: SmtpTls,
        ca: Option<PathBuf>,
        (user, password): (&str, &str),
    ) -> impl FnOnce(&mut Config) + use<> {
        let place = format!("{user}:{password}@127.0.0.1:{}", self.smtp.port);
        let url = match tls {
            SmtpTls::Starttls => format!("smtp://{place}?tls=required"),
            SmtpTls::Wrapped => format!("smtps://{place}"),
        };
        move |config| {
            config.mail.way = MailWay::Smtp(url);
            config.mail.ca = ca;
        }
    }

    /// Settings with which a server sends its e-mails here.
    pub fn settings(&self) -> impl FnOnce(&mut Config) + use<> {
        let url = format!("smtp://127.0.0.1:{}", self.smtp.port);
        move |config| config.mail.way = MailWay::Smtp(url)
    }

    /// The next letter to this address that was not taken yet; waits some seconds for it.
    #[track_caller]
    pub fn next_to(&self, address: &str) -> Received {
        let letter = self.smtp.take(ARRIVAL, to(address));
        Received(letter.unwrap_or_else(|| panic!("no letter has come to {address}")))
    }

    /// Waits a moment, to see that no further letter to this address comes.
    #[track_caller]
    pub fn none_to(&self, address: &str) {
        if let Some(letter) = self.smtp.take(SILENCE, to(address)) {
            panic!("a letter has come to {address}: {letter:#}");
        }
    }

    /// Waits a moment, to see that no further letter comes to anybody.
    #[track_caller]
    pub fn none(&self) {
        if let Some(letter) = self.smtp.take(SILENCE, |_| true) {
            panic!("a letter has come: {letter:#}");
        }
    }
}

fn to(address: &str) -> impl Fn(&Value) -> bool {
    move |letter| letter["to"] == json!([address])
}

impl Received {
    /// Whether it came by TLS, from somebody who had logged in.
    pub fn was_secured(&self) -> bool {
        self.0["tls"] == true && self.0["login"] == true
    }

    /// Its subject.
    pub fn subject(&self) -> String {
        self.header("Subject")
    }

    /// This header, which is there exactly once.
    #[track_caller]
    pub fn header(&self, name: &str) -> String {
        match &self.headers(name)[..] {
            [value] => value.clone(),
            values => panic!("{name} is there {} times", values.len()),
        }
    }

    /// What stands in each header of this name.
    pub fn headers(&self, name: &str) -> Vec<String> {
        let headers = self.0["headers"].as_array().expect("headers").iter();
        let named = headers.filter(|header| {
            header[0].as_str().expect("a name").to_lowercase() == name.to_lowercase()
        });
        named
            .map(|header| header[1].as_str().expect("a value").to_owned())
            .collect()
    }

    /// Who sent it, as the mail server was told.
    pub fn sender(&self) -> &str {
        self.0["from"].as_str().expect("a sender")
    }

    /// The media types of its parts, in their order.
    pub fn parts(&self) -> Vec<&str> {
        let parts = self.0["parts"].as_array().expect("parts").iter();
        parts
            .map(|part| part[0].as_str().expect("a type"))
            .collect()
    }

    /// Its plain text.
    pub fn text(&self) -> &str {
        self.part("text/plain")
    }

    /// Its HTML.
    pub fn html(&self) -> &str {
        self.part("text/html")
    }

    /// All of it, as it travelled.
    pub fn raw(&self) -> &str {
        self.0["raw"].as_str().expect("bytes")
    }

    /// The first link of its plain text.
    #[track_caller]
    pub fn link(&self) -> String {
        let mut words = self.text().split_whitespace();
        let link = words.find(|word| word.starts_with("http://") || word.starts_with("https://"));
        link.unwrap_or_else(|| panic!("no link in:\n{}", self.text()))
            .to_owned()
    }

    #[track_caller]
    fn part(&self, kind: &str) -> &str {
        let parts = self.0["parts"].as_array().expect("parts");
        let part = parts.iter().find(|part| part[0] == kind);
        part.and_then(|part| part[1].as_str())
            .unwrap_or_else(|| panic!("no {kind}"))
    }
}

/// Puts a letter into the outbox as an operation does, in a transaction that is committed, with no server needed.
///
/// # Errors
/// Why it was refused.
pub fn enqueue(
    db: &TestDb,
    to: &str,
    letter: &Letter,
) -> Result<(), user_api_server::error::Error> {
    enqueue_from(db, to, letter, |_| {})
}

/// The same, from a server with other settings.
///
/// # Errors
/// Why it was refused.
pub fn enqueue_from(
    db: &TestDb,
    to: &str,
    letter: &Letter,
    change: impl FnOnce(&mut Config),
) -> Result<(), user_api_server::error::Error> {
    let mut config = app::config(db.url());
    change(&mut config);
    RUNTIME.block_on(async {
        let mail = Mail::new(&config, &mut Default::default()).expect("settings");
        let database = Database::new(&config).expect("settings");
        let mut client = database.client().await?;
        let transaction = client.transaction().await?;
        mail.enqueue(&transaction, None, to, letter).await?;
        Ok(transaction.commit().await?)
    })
}
