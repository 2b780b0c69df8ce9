//! What people sign in with, and how they change it: the e-mail address and the password.

mod store;
mod view;

use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Act, Object},
    email_tokens::{self, Purpose},
    error::Error,
    guessing::{self, SigningIn},
    limits::{self, Named, Origin},
    mail::Letter,
    policy::{Caller, Rule},
    sessions,
    users::{self, UserRow},
};
pub use store::{change_username, confirm_username, reset_password};

/// What changing a password needs.
pub struct PasswordChange {
    /// The one until now.
    pub current: String,
    /// The one from now on.
    pub new: String,
}

/// What changing an e-mail address needs.
pub struct UsernameChange {
    /// The new address, in lower case.
    pub username: String,
    /// The password, to be sure that it is the person.
    pub password: String,
}

/// Changes a password. Signs the person out everywhere but in the session that calls, and tells them.
///
/// The browser that the calling app was signed in with is signed out too: the spec spares one session, and whoever fears
/// for their password wants to know that every other door is shut.
///
/// # Errors
/// Not found, or forbidden; the current password is another one; the new one is too easy to guess, or the same.
pub async fn change_password(
    app: &App,
    origin: Origin,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    change: PasswordChange,
) -> Result<(), Error> {
    let user = find(app, caller, rule, id).await?;
    let wrong = "/body/current_password";
    let found = check(app, origin, &user, &change.current, wrong).await?;
    if change.new == change.current {
        return Err(Error::field(
            "password-too-weak",
            "/body/new_password",
            "This is the password that you have now. Choose another one.",
        ));
    }
    let about = user.details.about(&user.username);
    let hash = app.passwords.hash(change.new, about).await;
    let hash = hash.map_err(|error| error.at("/body/new_password"))?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = found.settle_and_hold(app, &transaction).await?;
    let user = user.ok_or_else(|| wrong_password(wrong))?;
    store::update_password(&transaction, user.id, &hash).await?;
    let object = Object::User(user.subject());
    audit::record(&transaction, caller, rule, object, &["password"]).await?;
    sessions::end_all(&transaction, user.id, session(caller)).await?;
    // Nor does a letter count that was asked for by whoever the person wants to be rid of.
    let purposes = [Purpose::ChangeUsername, Purpose::ResetPassword];
    email_tokens::void(&transaction, user.id, &purposes).await?;
    let letter = Letter::PasswordChanged;
    app.mail
        .enqueue(&transaction, Some(user.id), &user.username, &letter)
        .await?;
    transaction.commit().await?;
    app.revocations.catch_up(&app.database).await;
    Ok(())
}

/// Asks for another address. It counts once the link in the letter to it is followed; the old one is told now and then.
/// Whether somebody else has it is not looked at here, so that neither the answer nor its time tells.
///
/// # Errors
/// Not found, or forbidden; the password is another one; it is the address that the person has; too many letters to it.
pub async fn request_username_change(
    app: &App,
    origin: Origin,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    change: &UsernameChange,
) -> Result<(), Error> {
    let user = find(app, caller, rule, id).await?;
    request_change(app, origin, &Act::by_caller(caller, rule), &user, change).await
}

/// The same for somebody who is known already.
///
/// # Errors
/// As above.
pub async fn request_change(
    app: &App,
    origin: Origin,
    act: &Act<'_>,
    user: &UserRow,
    change: &UsernameChange,
) -> Result<(), Error> {
    if change.username == user.username {
        return Err(Error::field(
            "invalid-request",
            "/body/username",
            "This is your e-mail address already. Give another one.",
        ));
    }
    let wrong = "/body/password";
    let found = check(app, origin, user, &change.password, wrong).await?;
    limits::count_request(app, origin, Named::Account(&change.username)).await?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = found.settle_and_hold(app, &transaction).await?;
    let user = user.ok_or_else(|| wrong_password(wrong))?;
    email_tokens::request_change(&transaction, user.id, &change.username).await?;
    // It is another address only once it is confirmed, which is told of then; but who asked for it is known now.
    let object = Object::User(user.subject());
    audit::record_act(&transaction, act, object, &["username"]).await?;
    let letter = Letter::AddressChangeRequested {
        new_address: change.username.clone(),
    };
    app.mail
        .enqueue(&transaction, Some(user.id), &user.username, &letter)
        .await?;
    transaction.commit().await?;
    Ok(())
}

async fn find(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<UserRow, Error> {
    let user = users::find_by_id(app, id).await?;
    let user = user.ok_or_else(|| Error::not_found("user"))?;
    users::permit(rule, caller, &user.subject())?;
    Ok(user)
}

/// Holds a password against the person's, which is guarded like signing in.
async fn check(
    app: &App,
    origin: Origin,
    user: &UserRow,
    password: &str,
    pointer: &str,
) -> Result<SigningIn, Error> {
    let found = guessing::check_password(app, origin, &user.username, password).await?;
    found.ok_or_else(|| wrong_password(pointer))
}

fn wrong_password(pointer: &str) -> Error {
    Error::field(
        "password-wrong",
        pointer,
        "The current password is another one. Who has forgotten it can ask for a letter that resets it.",
    )
}

fn session(caller: &Caller) -> Option<Uuid> {
    match caller {
        Caller::User(user) => Some(user.session_id),
        Caller::Anonymous | Caller::Client(_) => None,
    }
}
