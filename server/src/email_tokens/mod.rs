//! Tokens in letters, each of which proves control of an address, once and for one purpose: to confirm it, to change to
//! it, to set a new password, or to have a deleted account back.
//!
//! Whoever asks for a letter by naming an address only leaves a note of it, whether or not there is such an account; what
//! comes of that is found out a moment later, by [`letters`]. So the request does the same work in both cases, and neither
//! its answer nor its time tells which it was.

pub mod letters;
mod restoration;
mod store;

use chrono::TimeDelta;
use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Act, Object},
    credentials,
    db::GenericClient,
    error::Error,
    limits::{self, Named, Origin},
    mail::Letter,
    policy::{Rule, Subject},
    secrets, sessions,
    users::{self, UserRow},
};
pub use letters::follow;
pub use restoration::restore_account;
pub use store::{EmailTokenRow, delete_ended};

/// What a token may be used for, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The account's address is the person's.
    ConfirmUsername,
    /// Another address shall take its place.
    ChangeUsername,
    /// A new password.
    ResetPassword,
    /// The account was deleted, and shall come back.
    RestoreAccount,
}

impl Purpose {
    /// All there are.
    pub const ALL: [Self; 4] = [
        Self::ConfirmUsername,
        Self::ChangeUsername,
        Self::ResetPassword,
        Self::RestoreAccount,
    ];

    /// Its name in the database.
    fn name(self) -> &'static str {
        match self {
            Self::ConfirmUsername => "confirm_username",
            Self::ChangeUsername => "change_username",
            Self::ResetPassword => "reset_password",
            Self::RestoreAccount => "restore_account",
        }
    }

    /// How long a token is good for. One that gives a whole account away is good for the shortest time; one that brings an
    /// account back gives nobody a way into it.
    fn lifetime(self, app: &App) -> TimeDelta {
        match self {
            Self::ConfirmUsername | Self::ChangeUsername => TimeDelta::hours(24),
            Self::ResetPassword => TimeDelta::minutes(60),
            Self::RestoreAccount => app.config.deletion_grace,
        }
    }
}

/// The purposes of a link to the page that confirms.
pub const CONFIRMATIONS: &[Purpose] = &[Purpose::ConfirmUsername, Purpose::ChangeUsername];

/// Asks for a letter to the address, which is sent if it has an account that has a use for it.
///
/// # Errors
/// Too many requests; unavailable, if the database does not answer.
pub async fn request(
    app: &App,
    origin: Origin,
    purpose: Purpose,
    username: &str,
) -> Result<(), Error> {
    let username = username.to_lowercase();
    limits::count_request(app, origin, Named::Account(&username)).await?;
    let client = app.database.client().await?;
    store::insert_request(&client, Uuid::now_v7(), purpose, &username, None).await
}

/// Asks for a letter to the address that shall take the place of this person's, within the caller's transaction. What was
/// asked for before counts no more: of two addresses, the person means the one they named last.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn request_change(
    transaction: &impl GenericClient,
    user_id: Uuid,
    username: &str,
) -> Result<(), Error> {
    void(transaction, user_id, &[Purpose::ChangeUsername]).await?;
    let (id, purpose) = (Uuid::now_v7(), Purpose::ChangeUsername);
    store::insert_request(transaction, id, purpose, username, Some(user_id)).await
}

/// Sends somebody who has just signed up a letter that confirms their address, within the caller's transaction.
///
/// # Errors
/// Refused, if no mail can be sent to it; unavailable, if the database does not answer.
pub async fn welcome(
    app: &App,
    transaction: &impl GenericClient,
    user: &UserRow,
) -> Result<(), Error> {
    letters::send(
        app,
        transaction,
        user.id,
        Purpose::ConfirmUsername,
        &user.username,
    )
    .await
}

/// Sends somebody who has just deleted their account a letter with which they can have it back, within the caller's
/// transaction.
///
/// # Errors
/// Refused, if no mail can be sent to it; unavailable, if the database does not answer.
pub async fn offer_restoration(
    app: &App,
    transaction: &impl GenericClient,
    user: &UserRow,
) -> Result<(), Error> {
    let (purpose, address) = (Purpose::RestoreAccount, &user.username);
    letters::send(app, transaction, user.id, purpose, address).await
}

/// Whom a token is about, if it is good for one of these purposes. Changes nothing.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn find(
    app: &App,
    token: &str,
    purposes: &[Purpose],
) -> Result<Option<EmailTokenRow>, Error> {
    let reader = app.database.reader().await?;
    store::find_token(&*reader, &secrets::hash(token), purposes).await
}

/// Confirms the account's address, or makes the new one count. Signs nobody in and ends nothing.
///
/// # Errors
/// The token is unknown, used or expired; somebody has the address by now.
pub async fn confirm(app: &App, rule: &Rule, token: &str) -> Result<EmailTokenRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let (row, user) = take(&transaction, token, CONFIRMATIONS).await?;
    let mut fields = audit::changed([("email_confirmed", user.email_confirmed_at.is_none())]);
    if row.purpose == Purpose::ChangeUsername {
        let changed = credentials::change_username(&transaction, user.id, &row.username).await;
        changed.map_err(about_token)?;
        fields.push("username");
        // What went to the old address proves nothing any more.
        void(&transaction, user.id, &Purpose::ALL).await?;
        let letter = Letter::AddressChanged;
        app.mail
            .enqueue(&transaction, Some(user.id), &user.username, &letter)
            .await?;
    } else {
        credentials::confirm_username(&transaction, user.id).await?;
        void(&transaction, user.id, &[row.purpose]).await?;
    }
    if !fields.is_empty() {
        record(&transaction, rule, user.subject(), &fields).await?;
    }
    transaction.commit().await?;
    Ok(row)
}

/// Sets a new password, signs the person out everywhere and tells them. The letter has reached the address, so that is
/// confirmed too. A password that is too easy to guess leaves the token as it was.
///
/// # Errors
/// The token is unknown, used or expired, or the password too easy to guess; unavailable, if too many are being hashed.
pub async fn reset_password(
    app: &App,
    rule: &Rule,
    token: &str,
    password: String,
) -> Result<(), Error> {
    let purposes = &[Purpose::ResetPassword];
    let row = find(app, token, purposes).await?.ok_or_else(unknown)?;
    let user = users::find_by_id(app, row.user_id).await?;
    let user = user.ok_or_else(unknown)?;
    let about = user.details.about(&user.username);
    let hash = app.passwords.hash(password, about).await?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let (_, user) = take(&transaction, token, purposes).await?;
    credentials::reset_password(&transaction, user.id, &hash).await?;
    let confirmed = user.email_confirmed_at.is_none();
    let fields = audit::changed([("password", true), ("email_confirmed", confirmed)]);
    record(&transaction, rule, user.subject(), &fields).await?;
    sessions::end_all(&transaction, user.id, None).await?;
    void(&transaction, user.id, &Purpose::ALL).await?;
    let letter = Letter::PasswordChanged;
    app.mail
        .enqueue(&transaction, Some(user.id), &user.username, &letter)
        .await?;
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(())
}

/// Whoever has the letter is the person.
async fn record(
    transaction: &impl GenericClient,
    rule: &Rule,
    person: Subject,
    fields: &[&str],
) -> Result<(), Error> {
    let act = Act::by_person(person, rule);
    audit::record_act(transaction, &act, Object::User(person), fields).await
}

/// Makes a person's tokens for these purposes void, and a change of address whose letter they have asked for but not got yet.
/// What else is asked for names an address and nobody: its letter goes to whoever has that when it is written, and harms nobody.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn void(
    transaction: &impl GenericClient,
    user_id: Uuid,
    purposes: &[Purpose],
) -> Result<(), Error> {
    // In this order: what is just being written is waited for, and is there to be made void then.
    store::delete_requests(transaction, user_id, purposes).await?;
    store::void_tokens(transaction, user_id, purposes).await
}

/// Uses a token up. The person is held first, as whoever makes their tokens void does, so that nobody waits in a circle.
async fn take(
    transaction: &impl GenericClient,
    token: &str,
    purposes: &[Purpose],
) -> Result<(EmailTokenRow, UserRow), Error> {
    let hash = secrets::hash(token);
    let row = store::find_token(transaction, &hash, purposes).await?;
    let row = row.ok_or_else(unknown)?;
    let user = users::lock_user(transaction, row.user_id).await?;
    let user = user.ok_or_else(unknown)?;
    // Of two at the same moment, the second finds it used; and the address may have changed in between.
    let used = store::use_token(transaction, &hash, &user.username).await?;
    if used {
        Ok((row, user))
    } else {
        Err(unknown())
    }
}

fn unknown() -> Error {
    Error::field(
        "email-token-unknown",
        "/body/token",
        "The token is unknown, used or expired. Ask for a new letter.",
    )
}

/// That an address is taken, said of the token that stands for it.
fn about_token(error: Error) -> Error {
    match error {
        Error::Refused(refusal) if refusal.code == "username-taken" => Error::field(
            "username-taken",
            "/body/token",
            "Somebody has this e-mail address by now. Change yours to another one.",
        ),
        error => error,
    }
}
