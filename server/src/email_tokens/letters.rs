//! The letters with tokens: the job that finds out what comes of each that was asked for, and what is written then.
//! Several instances may run it; each request is one instance's.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::sleep;
use uuid::Uuid;

use super::{
    Purpose,
    store::{self, RequestRow},
};
use crate::{
    app::App, db::GenericClient, error::Error, mail::Letter, pages::paths, secrets, users,
};

/// How often to look for requests.
const POLL: Duration = Duration::from_millis(300);

/// How long to leave the database alone when it does not answer.
const REST: Duration = Duration::from_secs(3);

/// Writes the letters that are asked for, for as long as the server runs. Nothing is lost when it stops midway.
pub async fn follow(app: &'static App) {
    loop {
        let pause = match answer_all(app).await {
            Ok(()) => POLL,
            Err(error) => {
                let cause = crate::app::explain(error);
                tracing::warn!(
                    cause,
                    "a letter that was asked for is not written yet; it is tried again"
                );
                REST
            }
        };
        sleep(pause).await;
    }
}

async fn answer_all(app: &App) -> Result<(), Error> {
    // Looked for without a transaction, since nearly always there is none.
    while let Some(request) = store::next_request(&*app.database.reader().await?).await? {
        answer_one(app, &request).await?;
    }
    Ok(())
}

async fn answer_one(app: &App, request: &RequestRow) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    if let Some(user_id) = request.user_id {
        // The person first, as whoever makes their requests void does, so that nobody waits in a circle.
        users::lock_person(&transaction, user_id).await?;
    }
    if !store::delete_request(&transaction, request.id).await? {
        // Another instance was quicker, or it is void.
        return Ok(());
    }
    match answer(app, &transaction, request).await {
        // An address that an account was imported with, say. It would be the same next time.
        Err(Error::Refused(refusal)) if refusal.code == "invalid-request" => {
            tracing::warn!(detail = refusal.detail, "a letter cannot be sent");
        }
        answered => answered?,
    }
    transaction.commit().await?;
    Ok(())
}

async fn answer(
    app: &App,
    transaction: &impl GenericClient,
    request: &RequestRow,
) -> Result<(), Error> {
    let RequestRow {
        purpose, username, ..
    } = request;
    let owner = users::find_by_username(app, username).await?;
    let owner = owner.map(|(owner, _)| owner);
    match (purpose, request.user_id, owner) {
        (Purpose::ChangeUsername, Some(_), Some(owner)) => {
            let (about, letter) = (Some(owner.id), Letter::AddressInUse);
            app.mail
                .enqueue(transaction, about, username, &letter)
                .await
        }
        (Purpose::ChangeUsername, Some(user_id), None) => {
            send(app, transaction, user_id, *purpose, username).await
        }
        (Purpose::ConfirmUsername, None, Some(owner)) if owner.email_confirmed_at.is_none() => {
            send(app, transaction, owner.id, *purpose, username).await
        }
        (Purpose::ResetPassword, None, Some(owner)) => {
            send(app, transaction, owner.id, *purpose, username).await
        }
        // There is no account, or it has no use for such a letter.
        _ => Ok(()),
    }
}

/// Sends a letter with a new token to this address, within the caller's transaction. Only the token's hash is kept.
pub(super) async fn send(
    app: &App,
    transaction: &impl GenericClient,
    user_id: Uuid,
    purpose: Purpose,
    address: &str,
) -> Result<(), Error> {
    let token = secrets::random_token()?;
    let new = store::NewToken {
        hash: &secrets::hash(&token),
        user_id,
        purpose,
        username: address,
        lifetime: purpose.lifetime(app),
    };
    let expires_at = store::insert_token(transaction, &new).await?;
    let link = |path: &str| format!("{}{path}?token={token}", app.config.public_url);
    let letter = letter(purpose, new.lifetime, expires_at, link);
    app.mail
        .enqueue(transaction, Some(user_id), address, &letter)
        .await
}

fn letter(
    purpose: Purpose,
    lifetime: TimeDelta,
    expires_at: DateTime<Utc>,
    link: impl Fn(&str) -> String,
) -> Letter {
    let count = |number: i64| u32::try_from(number).unwrap_or_default();
    let hours = count(lifetime.num_hours());
    match purpose {
        Purpose::ConfirmUsername => Letter::ConfirmEmail {
            link: link(paths::CONFIRM_EMAIL),
            hours,
        },
        Purpose::ChangeUsername => Letter::ConfirmNewAddress {
            link: link(paths::CONFIRM_EMAIL),
            hours,
        },
        Purpose::ResetPassword => Letter::ResetPassword {
            link: link(paths::RESET_PASSWORD),
            minutes: count(lifetime.num_minutes()),
        },
        Purpose::RestoreAccount => Letter::AccountDeleted {
            link: Some(link(paths::RESTORE_ACCOUNT)),
            erase_at: expires_at,
        },
    }
}
