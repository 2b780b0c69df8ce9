//! Signing up: what is looked at before anything is written, and what is written then.

use uuid::Uuid;

use super::{Details, UserRow, insert_user};
use crate::{
    app::App,
    audit::{self, Act, Object},
    countries, credits,
    db::GenericClient,
    email_tokens,
    error::Error,
    limits::{self, Counts, Named, Origin},
    policy::{Rule, Subject},
    roles::Role,
};

/// What one needs to sign up.
pub struct NewUser {
    /// The person's e-mail address, in lower case.
    pub username: String,
    /// The password.
    pub password: String,
    /// What one signs up as.
    pub role: Role,
    /// What the person says of themselves.
    pub details: Details,
}

/// Opens an account.
///
/// # Errors
/// Refused, if the address is taken or gets no mail, the password too easy to guess, or there is no such country; too many
/// requests.
pub async fn sign_up(
    app: &App,
    origin: Origin,
    rule: &Rule,
    new: NewUser,
) -> Result<UserRow, Error> {
    let opened = open_alone(app, rule, &new).await;
    count_taken(app, origin, &new, opened).await
}

async fn open_alone(app: &App, rule: &Rule, new: &NewUser) -> Result<UserRow, Error> {
    let hash = check_new(app, new).await?;
    let mut client = app.database.client().await?;
    // So that an answer of 503 is true: what is given up before the commit does not happen later.
    let transaction = client.transaction().await?;
    let act = |person| Act::by_person(person, rule);
    let user = open(app, &transaction, new, &hash, act).await?;
    transaction.commit().await?;
    Ok(user)
}

/// Counts it if somebody has the address already, which is not to be asked again and again. What else comes of signing up
/// is not counted and not refused: whatever a stranger does with an address that is free, its owner can sign up.
///
/// # Errors
/// What it was opened with, or too many requests instead; unavailable, if the database does not answer.
pub async fn count_taken<T>(
    app: &App,
    origin: Origin,
    new: &NewUser,
    opened: Result<T, Error>,
) -> Result<T, Error> {
    let is_taken =
        matches!(&opened, Err(Error::Refused(refusal)) if refusal.code == "username-taken");
    if is_taken {
        let named = Named::Account(&new.username);
        limits::count(
            app,
            app.limits.buckets(origin, Counts::TakenUsernames, named),
        )
        .await?;
    }
    opened
}

/// Looks at what one signs up with, and hashes the password, before anything is written.
///
/// # Errors
/// Refused, if the password is too easy to guess, or there is no such country.
pub async fn check_new(app: &App, new: &NewUser) -> Result<String, Error> {
    countries::check(new.details.country.as_deref())?;
    let about = new.details.about(&new.username);
    app.passwords.hash(new.password.clone(), about).await
}

/// Opens an account within a transaction, with the credits that it begins with, and a letter that asks to confirm its
/// address. `act` says who opens it, given whose it is.
///
/// # Errors
/// A conflict, if somebody has the address; refused, if no mail can be sent there.
pub async fn open<'a>(
    app: &App,
    transaction: &impl GenericClient,
    new: &NewUser,
    password_hash: &str,
    act: impl FnOnce(Subject) -> Act<'a>,
) -> Result<UserRow, Error> {
    let user = insert_user(
        transaction,
        Uuid::now_v7(),
        &new.username,
        Some(password_hash),
        new.role,
        &new.details,
    )
    .await?;
    let person = user.subject();
    let act = act(person);
    tokio::try_join!(
        credits::welcome(app, transaction, user.id),
        email_tokens::welcome(app, transaction, &user),
        audit::record_act(transaction, &act, Object::User(person), &[]),
    )?;
    Ok(user)
}
