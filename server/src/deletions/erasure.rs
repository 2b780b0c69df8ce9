//! The job that erases people whose account was deleted long enough ago. Several instances may run it: each person is one
//! instance's, and erased whole or not at all.

use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::store;
use crate::{
    app::{App, explain},
    audit::{self, Object},
    billing, db,
    error::Error,
    user_groups,
};

/// How the trail calls the job.
const JOB: &str = "erase-users";

/// How many people to look for at a time.
const BATCH: i64 = 100;

/// How many groups one statement deletes at most. What belongs to them goes too, so it is not many.
const GROUPS: i64 = 20;

/// How long one statement may take.
const LONGEST: Duration = Duration::from_secs(600);

/// Erases everybody whose time is over, and tells how many those were. One person who cannot be erased does not keep others
/// from it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn erase_due(app: &App) -> Result<u64, Error> {
    let mut erased = 0;
    let mut stripe_answers = true;
    let mut after = (DateTime::<Utc>::UNIX_EPOCH, Uuid::nil());
    loop {
        let due = store::list_due(&*app.database.reader().await?, after, BATCH).await?;
        let Some(last) = due.last() else {
            return Ok(erased);
        };
        after = *last;
        for (_, id) in due {
            match erase(app, id, &mut stripe_answers).await {
                Ok(done) => erased += u64::from(done),
                // Two instances stood in each other's way, or something is down: the next round does it.
                Err(Error::Refused(refusal)) if refusal.code == "unavailable" => {
                    let cause = refusal.detail;
                    tracing::warn!(%id, cause, "a person was not erased yet; it is tried again");
                }
                Err(error) => {
                    let cause = explain(error);
                    tracing::error!(%id, cause, "a person could not be erased; it is tried again");
                }
            }
        }
    }
}

/// Erases a person; false, if another instance does, if they are gone already, or if they have to wait for Stripe.
async fn erase(app: &App, id: Uuid, stripe_answers: &mut bool) -> Result<bool, Error> {
    // First it is made sure that nobody brings them back; nothing is held while Stripe is asked.
    if !store::begin_erasure(&app.database.client().await?, id).await? {
        return Ok(false);
    }
    // While we still know who they are there.
    if let Some(customer_id) = billing::customer_of(app, id).await? {
        // Each would wait for as long as the first has, and those after them too.
        if !*stripe_answers {
            return Ok(false);
        }
        let forgotten = billing::forget(app, &customer_id).await;
        *stripe_answers = !matches!(&forgotten, Err(Error::Refused(_)));
        forgotten?;
    }
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let Some(person) = store::lock_due(&transaction, id).await? else {
        return Ok(false);
    };
    store::delete_letter_requests(&transaction, &person).await?;
    store::clear_legacy_id(&transaction, id).await?;
    // The row takes all else along. These may have millions of followers with them, and nobody waits for it.
    db::allow(&transaction, LONGEST).await?;
    while user_groups::delete_some_groups(&transaction, id, GROUPS).await? > 0 {}
    store::erase_user(&transaction, id).await?;
    let object = Object::User(person.subject);
    audit::record_command(&transaction, JOB, object, &[]).await?;
    transaction.commit().await?;
    Ok(true)
}
