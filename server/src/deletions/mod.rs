//! How people leave, and may come back: a deleted account is hidden and signed out at once, can be restored until a day
//! that the person is told, and is erased by a job after that.

mod erasure;
mod store;

use std::time::Duration;

use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    db::{self, GenericClient},
    email_tokens::{self, Purpose},
    error::{Error, Refusal},
    etag,
    mail::Letter,
    policy::{Caller, Rule, is_look},
    sessions,
    users::{self, permit, suspension},
};
pub use erasure::erase_due;
pub use store::LeaverRow;

/// How long it may take to hide a person or to show them again: all their groups leave the search with them, and come back.
/// Of 20,000 groups, which no limit forbids, the one takes some seconds and the other several times as many. Less than the
/// caller waits: what goes on after that would be undone, and hold a connection until then.
const SEVERAL_SECONDS: Duration = Duration::from_secs(12);

/// Deletes an account: hidden and signed out everywhere, at once.
///
/// Who deletes their own gets a letter with which they can have it back, if the address is known to be theirs: else a
/// stranger might. Whose account staff have deleted is told, but it is for staff to bring it back.
///
/// # Errors
/// Not found, forbidden, precondition failed, or a conflict if this is the last super admin.
pub async fn delete(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = users::lock(&transaction, id).await?;
    permit(rule, caller, &user.subject())?;
    etag::check(if_match, user.version)?;
    suspension::keep_a_super_admin(&transaction, &user).await?;
    sessions::end_all(&transaction, id, None).await?;
    email_tokens::void(&transaction, id, &Purpose::ALL).await?;
    db::allow(&transaction, SEVERAL_SECONDS).await?;
    let erase_at = store::delete_user(&transaction, id, app.config.deletion_grace).await?;
    // An address that is not confirmed may be somebody else's, who has nothing to do with it.
    if user.email_confirmed_at.is_some() {
        let told = if is_own(caller, id) {
            email_tokens::offer_restoration(app, &transaction, &user).await
        } else {
            let (about, link) = (Some(id), None);
            let letter = Letter::AccountDeleted { link, erase_at };
            let (mail, to) = (&app.mail, &user.username);
            mail.enqueue(&transaction, about, to, &letter).await
        };
        whether_told(told)?;
    }
    let object = Object::User(user.subject());
    audit::record(&transaction, caller, rule, object, &[]).await?;
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(())
}

/// Brings a deleted account back. Nothing changes for one that is not deleted.
///
/// # Errors
/// Not found, also if it is erased; forbidden; a conflict, if another account has the address by now.
pub async fn restore(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<(), Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let person = lock(&transaction, id).await?;
    let person = person.ok_or_else(|| Error::not_found("user"))?;
    let permitted = permit(rule, caller, &person.subject);
    if person.is_deleted && !is_look(caller, &person.subject) {
        // To others nobody is there, whether or not they may restore anybody.
        permitted.map_err(|_| Error::not_found("user"))?;
    } else {
        permitted?;
    }
    if person.is_deleted {
        bring_back(app, &transaction, &person).await?;
        let object = Object::User(person.subject);
        audit::record(&transaction, caller, rule, object, &["erase_at"]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// The person with this id, deleted or not, held so that nobody else changes them until the transaction ends; nobody, if
/// they are erased or about to be.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn lock(client: &impl GenericClient, id: Uuid) -> Result<Option<LeaverRow>, Error> {
    store::lock_leaver(client, id).await
}

/// Makes a deleted account one that is there, within the caller's transaction, and tells the person.
///
/// # Errors
/// A conflict, if another account has the address by now.
pub async fn bring_back(
    app: &App,
    transaction: &impl GenericClient,
    person: &LeaverRow,
) -> Result<(), Error> {
    let id = person.subject.user_id;
    db::allow(transaction, SEVERAL_SECONDS).await?;
    let restored = store::restore_user(transaction, id).await;
    restored.map_err(about_restoration)?;
    email_tokens::void(transaction, id, &[Purpose::RestoreAccount]).await?;
    if person.email_confirmed {
        let (about, to) = (Some(id), &person.username);
        let letter = Letter::AccountRestored;
        whether_told(app.mail.enqueue(transaction, about, to, &letter).await)?;
    }
    Ok(())
}

/// Nobody is kept from leaving or coming back by an address to which no mail can be sent, such as one that was imported.
fn whether_told(told: Result<(), Error>) -> Result<(), Error> {
    match told {
        Err(Error::Refused(refusal)) if refusal.code == "invalid-request" => {
            tracing::warn!(detail = refusal.detail, "a letter cannot be sent");
            Ok(())
        }
        told => told,
    }
}

/// That an address is taken, and what to do about it here.
fn about_restoration(error: Error) -> Error {
    match error {
        Error::Refused(refusal) if refusal.code == "username-taken" => Refusal::new(
            "address-taken-meanwhile",
            "Sign in to the account that has this e-mail address by now, and change its address or delete it; then restore this one.",
        )
        .into(),
        error => error,
    }
}

fn is_own(caller: &Caller, id: Uuid) -> bool {
    matches!(caller, Caller::User(user) if user.user_id == id)
}
