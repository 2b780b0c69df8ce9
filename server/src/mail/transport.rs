//! How a letter leaves: through a mail server, or in development into a file that a person reads.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Utc};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        self, PoolConfig,
        client::{Certificate, CertificateStore, Tls, TlsParameters},
    },
};
use tokio::{task::yield_now, time::timeout};
use url::Url;
use uuid::Uuid;

use super::{Contents, sender::PARALLEL};
use crate::config::MailWay;

/// How long a mail server may take to let us connect, which is all that lettre's own timeout is about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long it may take until it is there to take a letter: connection, TLS and login included. A letter that has not begun
/// by then goes back to the outbox; else a mail server that says nothing would hold up all letters for as long as they may take.
/// lettre then sends by a connection that is free, which is nearly always the one that was tried.
pub(super) const READY_TIMEOUT: Duration = Duration::from_secs(20);

/// How long a mail server may take over a letter; less than a claim lasts. Over the end of the letter alone it may take ten
/// minutes (RFC 5321, section 4.5.3.2.6), and has it then: who gives up before sends it twice.
pub(super) const SEND_TIMEOUT: Duration = Duration::from_secs(12 * 60);

/// SMTP replies of 5xx that are about our own login (RFC 4954, section 6): an operator can mend those.
const LOGIN_REPLIES: [u16; 4] = [530, 534, 535, 538];

/// A letter on its way.
pub(super) struct Post<'a> {
    pub(super) id: Uuid,
    pub(super) created_at: DateTime<Utc>,
    pub(super) from: &'a Mailbox,
    pub(super) contents: &'a Contents,
}

/// A way for letters to leave.
pub(super) enum Transport {
    Smtp(MailServer),
    File(PathBuf),
}

/// A mail server, and how long it may take until it is ready.
pub(super) struct MailServer {
    smtp: AsyncSmtpTransport<Tokio1Executor>,
    ready: Duration,
}

/// Why a letter did not leave.
pub(super) struct Failure {
    /// Whether it will not leave another time either.
    pub(super) permanent: bool,
    /// What the mail server answered (RFC 5321, section 4.2).
    pub(super) code: Option<u16>,
    /// The whole reason. It may hold the address, so it is not for the log.
    pub(super) reason: String,
}

/// Whether this is an address of a mail server, in lettre's syntax.
pub fn check_url(url: &str) -> bool {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_ok()
}

const MISUNDERSTOOD: &str = "USER_API_SMTP_URL cannot be understood.";

/// TLS as the URL wants it, with a mail server that those of this file vouch for, and nobody else.
fn vouched_by(url: &str, ca: &Path) -> Result<Tls, String> {
    let place = ca.display();
    let unusable =
        |why: String| format!("USER_API_SMTP_CA is {place}, which cannot be used: {why}.");
    let pem = std::fs::read(ca).map_err(|error| unusable(error.to_string()))?;
    let certificates = Certificate::from_pem(&pem).map_err(|error| unusable(error.to_string()))?;
    if !pem.windows(BEGINNING.len()).any(|part| part == BEGINNING) {
        return Err(unusable("there is no certificate in it".to_owned()));
    }
    let url = Url::parse(url).map_err(|_| MISUNDERSTOOD.to_owned())?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let parameters = TlsParameters::builder(host)
        .certificate_store(CertificateStore::None)
        .add_root_certificate(certificates)
        .build_rustls()
        .map_err(|error| unusable(error.to_string()))?;
    let is_required = url
        .query_pairs()
        .any(|pair| pair == ("tls".into(), "required".into()));
    match url.scheme() {
        "smtps" => Ok(Tls::Wrapper(parameters)),
        "smtp" if is_required => Ok(Tls::Required(parameters)),
        _ => Err("USER_API_SMTP_CA is set, but USER_API_SMTP_URL says neither smtps nor tls=required, so no certificate would be verified. Say one, or leave USER_API_SMTP_CA out.".to_owned()),
    }
}

/// What a certificate begins with, as PEM (RFC 7468, section 5.1).
const BEGINNING: &[u8] = b"-----BEGIN CERTIFICATE-----";

impl Transport {
    /// None, if letters are to wait in the outbox.
    pub(super) fn new(way: &MailWay, ca: Option<&Path>) -> Result<Option<Self>, String> {
        if !matches!(way, MailWay::Smtp(_)) && ca.is_some() {
            return Err("USER_API_SMTP_CA is set, but no letter goes to a mail server here: USER_API_SMTP_URL names none. Name one, or leave USER_API_SMTP_CA out.".to_owned());
        }
        Ok(match way {
            MailWay::Smtp(url) => Some(Self::Smtp(MailServer::new(url, ca, READY_TIMEOUT)?)),
            MailWay::File(path) => Some(Self::File(path.clone())),
            MailWay::Wait => None,
        })
    }

    pub(super) async fn send(&self, post: &Post<'_>) -> Result<(), Failure> {
        match self {
            Self::Smtp(server) => server.send(post).await,
            Self::File(path) => {
                let (path, text) = (path.clone(), post.readable());
                let written = tokio::task::spawn_blocking(move || append(&path, &text)).await;
                written
                    .map_err(Failure::temporary)?
                    .map_err(Failure::temporary)
            }
        }
    }
}

impl MailServer {
    fn new(url: &str, ca: Option<&Path>, ready: Duration) -> Result<Self, String> {
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            // The error is not shown: it might show the password.
            .map_err(|_| MISUNDERSTOOD.to_owned())?
            .timeout(Some(CONNECT_TIMEOUT))
            .pool_config(PoolConfig::new().max_size(PARALLEL as u32));
        if let Some(ca) = ca {
            builder = builder.tls(vouched_by(url, ca)?);
        }
        let smtp = builder.build();
        Ok(Self { smtp, ready })
    }

    async fn send(&self, post: &Post<'_>) -> Result<(), Failure> {
        let message = post.message().map_err(Failure::permanent)?;
        let late = |_| Failure::temporary("the mail server did not answer in time");
        let ready = timeout(self.ready, self.smtp.test_connection()).await;
        if !ready.map_err(late)?? {
            return Err(Failure::temporary("the mail server broke the connection"));
        }
        // lettre gives the connection back in a task of its own; this lets it, so that it need not make another.
        yield_now().await;
        let sent = timeout(SEND_TIMEOUT, self.smtp.send(message)).await;
        sent.map_err(late)?.map(drop).map_err(Failure::from)
    }
}

impl Post<'_> {
    /// As it travels (RFC 5322): plain text and HTML, of which the reader's program shows one.
    fn message(&self) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let contents = self.contents;
        let domain = self.from.email.domain();
        Ok(Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, contents.to.parse()?))
            .subject(contents.subject.clone())
            .date(self.created_at.into())
            .message_id(Some(format!("<{}@{domain}>", self.id)))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(
                contents.text.clone(),
                contents.html.clone(),
            ))?)
    }

    /// As a person reads it.
    fn readable(&self) -> String {
        let (
            Contents {
                to, subject, text, ..
            },
            from,
        ) = (self.contents, self.from);
        let date = self.created_at.to_rfc2822();
        let line = "-".repeat(72);
        format!(
            "{line}\nDate: {date}\nFrom: {from}\nTo: {to}\nSubject: {subject}\n\n{}\n\n",
            text.trim_end()
        )
    }
}

/// Tells other programs not to answer with "I am on holiday" (RFC 3834, section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Failure {
    pub(super) fn permanent(reason: impl ToString) -> Self {
        Self {
            permanent: true,
            code: None,
            reason: reason.to_string(),
        }
    }

    pub(super) fn temporary(reason: impl ToString) -> Self {
        Self {
            permanent: false,
            ..Self::permanent(reason)
        }
    }
}

impl From<smtp::Error> for Failure {
    fn from(error: smtp::Error) -> Self {
        let code = error.status().map(u16::from);
        Self {
            permanent: error.is_permanent()
                && !code.is_some_and(|code| LOGIN_REPLIES.contains(&code)),
            code,
            reason: error.to_string(),
        }
    }
}

/// Appends in one piece, so that instances which share the file do not mix their letters.
fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_mail_server_that_says_nothing_is_not_waited_for() {
        // The kernel lets us connect, and nobody greets.
        let mute = TcpListener::bind("127.0.0.1:0").and_then(|mute| Ok((mute.local_addr()?, mute)));
        let Ok((address, _mute)) = mute else {
            panic!("no port")
        };
        let url = format!("smtp://{address}");
        let server = MailServer::new(&url, None, Duration::from_millis(100));
        let server = server.unwrap_or_else(|sentence| panic!("{sentence}"));
        let (Ok(from), text) = ("no-reply@music.example".parse(), String::new()) else {
            panic!("no mailbox")
        };
        let contents = Contents {
            to: "bo@music.example".to_owned(),
            subject: text.clone(),
            html: text.clone(),
            text,
        };
        let post = Post {
            id: Uuid::nil(),
            created_at: Utc::now(),
            from: &from,
            contents: &contents,
        };
        let sent = timeout(LONG, server.send(&post)).await;
        let failure = sent.ok().and_then(Result::err);
        assert!(failure.is_some_and(|failure| !failure.permanent));
    }
}
