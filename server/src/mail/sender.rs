//! The job that sends what is in the outbox. Several instances may run it; none waits for another, and each letter is one
//! instance's at a time.

use std::time::Duration;

use tokio::{
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{
    Contents, Outcome,
    store::{self, Claimed},
    transport::{Failure, Post, Transport},
};
use crate::{
    app::{App, explain},
    error::Error,
    secrets,
};

/// How many letters an instance sends at a time.
pub(super) const PARALLEL: usize = 4;

/// How often to look for letters. Within one process a use case could wake the job, but only once its transaction is
/// committed, which it knows nothing of; and looking costs next to nothing.
const POLL: Duration = Duration::from_millis(500);

/// How long to leave the database alone when it does not answer.
const REST: Duration = Duration::from_secs(3);

/// How long a letter belongs to the instance that took it: longer than sending it and noting so may take. If that one dies,
/// another sends it after this.
const CLAIM: Duration = Duration::from_secs(15 * 60);

/// How long letters under way may take when the server stops: most of the half minute that those who stop servers usually
/// leave them. What a mail server was not ready for by then has gone back to the outbox; what it is still taking is cut off,
/// and sent again after its claim.
const STOP: Duration = Duration::from_secs(25);

/// How often a letter is tried: with the waits between them, over about two days.
const ATTEMPTS: i32 = 20;

/// The wait after the first attempt; it doubles with each.
const FIRST_WAIT: Duration = Duration::from_secs(5);

/// The longest wait between two attempts.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);

/// How often to try to note what became of a letter: a letter that was sent but not noted would be sent again.
const NOTES: u32 = 4;

/// Sends letters until `stopped` becomes true.
pub async fn follow(app: &'static App, mut stopped: watch::Receiver<bool>) {
    let Some(transport) = &app.mail.transport else {
        tracing::warn!("no mail server is set: e-mails wait in the outbox");
        return;
    };
    let mut under_way = JoinSet::new();
    loop {
        while under_way.try_join_next().is_some() {}
        let pause = match claim(app, PARALLEL - under_way.len()).await {
            Ok(claimed) => {
                for letter in claimed {
                    under_way.spawn(deliver(app, transport, letter));
                }
                POLL
            }
            // That it does not answer is in the log already.
            Err(_) => REST,
        };
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => break,
            _ = under_way.join_next(), if under_way.len() == PARALLEL => {}
            () = sleep(pause), if under_way.len() < PARALLEL => {}
        }
    }
    let ended = timeout(STOP, async {
        while under_way.join_next().await.is_some() {}
    })
    .await;
    if ended.is_err() {
        tracing::warn!("some e-mails were not sent in time; they will be after a restart");
    }
}

async fn claim(app: &App, at_most: usize) -> Result<Vec<Claimed>, Error> {
    if at_most == 0 {
        return Ok(Vec::new());
    }
    store::claim_due(&app.database.client().await?, at_most, CLAIM).await
}

/// Sends one letter and notes what became of it.
async fn deliver(app: &'static App, transport: &'static Transport, letter: Claimed) {
    let result = send(app, transport, &letter).await;
    let (outcome, code, domain) = match &result {
        Ok(domain) => (Outcome::Sent, None, domain.as_str()),
        Err((failure, domain)) if failure.permanent || letter.attempts >= ATTEMPTS => {
            (Outcome::Failed, failure.code, domain.as_str())
        }
        Err((failure, domain)) => (Outcome::Retried, failure.code, domain.as_str()),
    };
    app.mail.count(&letter.kind, outcome);
    // Not the address, which is personal, nor the mail server's words, which may repeat it.
    let (id, kind, attempts) = (letter.id, &letter.kind, letter.attempts);
    if outcome == Outcome::Sent {
        tracing::info!(%id, kind, domain, attempts, "e-mail sent");
    } else {
        tracing::warn!(%id, kind, domain, attempts, outcome = outcome.name(), code, "e-mail not sent; outbox.last_error says why");
    }
    let reason = result.err().map(|(failure, _)| failure.reason);
    for attempt in 1..=NOTES {
        match note(app, &letter, outcome, reason.as_deref().unwrap_or_default()).await {
            Ok(()) => return,
            Err(_) if attempt < NOTES => sleep(REST * attempt).await,
            Err(error) => {
                let (outcome, cause) = (outcome.name(), explain(error));
                tracing::error!(%id, outcome, cause, "what became of an e-mail could not be noted; it may be sent again");
            }
        }
    }
}

/// Opens a letter and sends it; either way tells the domain that it goes to.
async fn send(
    app: &App,
    transport: &Transport,
    letter: &Claimed,
) -> Result<String, (Failure, String)> {
    let contents = open(app, letter).map_err(|failure| (failure, String::new()))?;
    let domain = contents
        .to
        .rsplit('@')
        .next()
        .unwrap_or_default()
        .to_owned();
    if !letter.useful {
        let late = Failure::permanent("its link had ended before it could be sent");
        return Err((late, domain));
    }
    if letter.attempts > ATTEMPTS {
        // Every instance that tried died of it, or could not note what became of it.
        let lost = Failure::permanent("no attempt to send it came to an end");
        return Err((lost, domain));
    }
    let post = Post {
        id: letter.id,
        created_at: letter.created_at,
        from: &app.mail.from,
        contents: &contents,
    };
    match transport.send(&post).await {
        Ok(()) => Ok(domain),
        Err(failure) => Err((failure, domain)),
    }
}

fn open(app: &App, letter: &Claimed) -> Result<Contents, Failure> {
    let plain = secrets::open(&app.mail.seal_key, &letter.sealed)
        .map_err(|_| Failure::temporary("it was sealed with another USER_API_SECRET"))?;
    serde_json::from_slice(&plain).map_err(Failure::permanent)
}

async fn note(app: &App, letter: &Claimed, outcome: Outcome, reason: &str) -> Result<(), Error> {
    let client = app.database.client().await?;
    match outcome {
        Outcome::Sent => store::update_sent(&client, letter.id).await,
        Outcome::Failed => store::update_failed(&client, letter.id, reason).await,
        Outcome::Retried => {
            let wait = wait_after(letter.attempts);
            store::update_retry(&client, letter.id, reason, wait).await
        }
    }
}

/// How long to wait after this many attempts.
fn wait_after(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(20);
    LONGEST_WAIT.min(FIRST_WAIT * 2_u32.pow(doublings))
}

#[cfg(test)]
mod tests {
    use super::super::transport::{READY_TIMEOUT, SEND_TIMEOUT};
    use super::*;

    #[test]
    fn a_letter_is_tried_over_about_two_days() {
        let waits = (1..ATTEMPTS).map(wait_after);
        let hours = waits.sum::<Duration>().as_secs() / 3600;
        assert!((40..56).contains(&hours), "{hours} hours");
    }

    #[test]
    fn a_letter_is_nobody_elses_while_it_is_sent_and_that_is_noted() {
        let notes: Duration = (1..NOTES).map(|attempt| REST * attempt).sum();
        assert!(CLAIM > READY_TIMEOUT + SEND_TIMEOUT + notes);
    }

    #[test]
    fn a_letter_that_has_not_begun_when_the_server_stops_goes_back_in_time() {
        assert!(STOP > READY_TIMEOUT);
    }

    #[test]
    fn waits_double_up_to_six_hours() {
        let seconds = [1, 2, 3, 19].map(|attempts| wait_after(attempts).as_secs());
        assert_eq!(seconds, [5, 10, 20, 21_600]);
    }
}
