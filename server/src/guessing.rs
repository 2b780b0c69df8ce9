//! Guessing does not pay: how wrong passwords and secrets are held against those who send them, without shutting out those
//! whom they are guessed of. The numbers stand in `x-rate-limits` of the operations that ask for one.
//!
//! A limit for an account alone would be a switch by which anybody could sign anybody else off. So the tight limit is for
//! account and address together: it stops the guesser, and the person, who is elsewhere, does not notice. Guesses from
//! many addresses are held by a limit for the account alone that is ten times as wide: a hundred an hour would take more
//! than a century for the 10^8 guesses that every password withstands. Who keeps even that exhausted does lock the person
//! out, but only of signing in by password: sessions that they have go on, since refreshing counts and checks none of
//! these. A limit for the address stops who tries one password on many accounts. A right password is not counted, and
//! takes nothing back, or a guesser could sign in to an account of their own in between.
//!
//! An address without an account is limited like one that has one, so the limits do not tell which are.
//!
//! Clients are limited with their address only: their ids are public, and a limit for the id alone would shut out everybody
//! who signs in with that client. A public client shows no secret, so none is held against it; but codes and refresh tokens
//! that are none are, at its address, and how much it pushes. Both limits are wide, as an office or a mobile network is one
//! address; and a code or refresh token that is good is never refused by them, so whoever floods from there keeps nobody
//! from signing in or going on. What clients with a secret do is their own affair.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    app::App,
    clients::ClientRow,
    db::GenericClient,
    error::Error,
    limits::{self, Bucket, Counts, Named, Origin},
    password::{self, Hold, Verdict},
    policy::Rule,
    sessions::{self, NewSession, Unless},
    users::{self, PersonRow},
};

/// Somebody whose password was right. Nothing has come of it yet.
pub struct SigningIn {
    user: PersonRow,
    guesses: Vec<Bucket>,
    /// The password itself.
    password: String,
    /// The hash that is stored.
    hash: String,
    /// The one to store instead.
    renewed: Option<String>,
}

/// Whose password this is; `None` if it is wrong or there is no such account, which takes equally long.
///
/// # Errors
/// Too many requests; unavailable, if the database does not answer or too many passwords are being checked.
pub async fn check_password(
    app: &App,
    origin: Origin,
    username: &str,
    password: &str,
) -> Result<Option<SigningIn>, Error> {
    // In the case in which accounts are looked for, or each way to write it would be another account.
    let username = username.to_lowercase();
    let named = Named::Account(&username);
    let guesses = app.limits.buckets(origin, Counts::Failures, named);
    limits::check(app, &guesses)?;
    let (user, hash) = users::find_by_username(app, &username).await?.unzip();
    let hash = hash.flatten();
    let account = user.as_ref().map(|user| user.id).zip(hash.clone());
    let verdict = app.passwords.verify(password.to_owned(), account).await?;
    let (Some(user), Some(hash), Verdict::Right(renewed)) = (user, hash, verdict) else {
        limits::count(app, guesses).await?;
        return Ok(None);
    };
    Ok(Some(SigningIn {
        user,
        guesses,
        password: password.to_owned(),
        hash,
        renewed,
    }))
}

impl SigningIn {
    /// Whether the person was kept from signing in.
    pub fn is_suspended(&self) -> bool {
        self.user.suspended_at.is_some()
    }

    /// Begins a session of theirs, by one statement. Stores a better hash before, if theirs was not made as today.
    ///
    /// # Errors
    /// As for `settle`.
    pub async fn start_session(
        self,
        app: &App,
        rule: &Rule,
        new: NewSession<'_>,
    ) -> Result<(Uuid, PersonRow), Error> {
        let client = app.database.client().await?;
        let hash = match &self.renewed {
            None => Some(self.hash.clone()),
            Some(better) => {
                if password::renew(&client, self.user.id, &self.hash, better).await? {
                    Some(better.clone())
                } else {
                    self.hash_by_now(app, &client).await?
                }
            }
        };
        if let Some(hash) = &hash {
            let unless = Unless {
                password_hash: Some(hash),
                blocked: &limits::keys(&self.guesses),
            };
            let new = NewSession {
                user_id: self.user.id,
                unless,
                ..new
            };
            if let Some(started) = sessions::start(&client, rule, &new).await? {
                return Ok(started);
            }
        }
        // Says so, if that is why.
        limits::confirm(app, &client, &self.guesses).await?;
        Err(sessions::just_changed())
    }

    /// Goes on within the transaction that signs the person in, and holds them until it ends, so that nothing changes them
    /// meanwhile.
    ///
    /// # Errors
    /// Too many requests, if too many wrong guesses were under way with this right one; unavailable, if the account
    /// changed meanwhile: whoever knows a password that was reset this moment gets no session by it.
    pub async fn settle(
        self,
        app: &App,
        transaction: &impl GenericClient,
    ) -> Result<PersonRow, Error> {
        let hold = match self.renewed {
            Some(_) => Hold::Alone,
            None => Hold::Shared,
        };
        self.settle_by(app, transaction, hold)
            .await?
            .ok_or_else(sessions::just_changed)
    }

    /// The same for what only the password of this very moment may do: holds the person alone, and answers nobody if the
    /// password was changed meanwhile. Else whoever knows the old one could take back what the person has just reset.
    ///
    /// # Errors
    /// As above.
    pub async fn settle_and_hold(
        self,
        app: &App,
        transaction: &impl GenericClient,
    ) -> Result<Option<PersonRow>, Error> {
        self.settle_by(app, transaction, Hold::Alone).await
    }

    /// The hash that is stored by now, if it is of this password, too: of two sign-ins at the same moment one stores a better
    /// hash, and the other finds that in the place of the one that it has checked.
    async fn hash_by_now(
        &self,
        app: &App,
        client: &impl GenericClient,
    ) -> Result<Option<String>, Error> {
        let Some(hash) = password::find_hash(client, self.user.id).await? else {
            return Ok(None);
        };
        let account = (self.user.id, hash.clone());
        let verdict = app.passwords.verify(self.password.clone(), Some(account));
        Ok(matches!(verdict.await?, Verdict::Right(_)).then_some(hash))
    }

    /// Stores a better hash, too, if theirs was not made as today.
    async fn settle_by(
        self,
        app: &App,
        transaction: &impl GenericClient,
        hold: Hold,
    ) -> Result<Option<PersonRow>, Error> {
        // Together, which saves a round trip.
        let (user, ()) = tokio::try_join!(
            password::hold(transaction, hold, self.user.id, &self.hash),
            limits::confirm(app, transaction, &self.guesses),
        )?;
        let Some(better) = &self.renewed else {
            return Ok(user);
        };
        if let Some(user) = user {
            password::renew(transaction, user.id, &self.hash, better).await?;
            return Ok(Some(user));
        }
        match self.hash_by_now(app, transaction).await? {
            Some(hash) => password::hold(transaction, hold, self.user.id, &hash).await,
            None => Ok(None),
        }
    }
}

/// The client that these credentials are of; `None` if there is none, or the secret is wrong or missing.
///
/// # Errors
/// Too many requests; unavailable, if the database does not answer.
pub async fn check_client(
    app: &App,
    origin: Origin,
    id: &str,
    secret: Option<&str>,
) -> Result<Option<Arc<ClientRow>>, Error> {
    let Some(client) = app.clients.find(&app.database, id).await? else {
        // There is nothing to guess, and to count it would be to write for each id that somebody makes up.
        return Ok(None);
    };
    let named = Named::Client(id);
    let guesses = || app.limits.buckets(origin, Counts::Failures, named);
    if !client.is_shown_by(secret) {
        limits::count(app, guesses()).await?;
        return Ok(None);
    }
    if client.secret_hash.is_some() {
        limits::check(app, &guesses())?;
    }
    Ok(Some(client))
}

/// What codes and refresh tokens that are none draw from; nothing, for a client that has shown its secret.
pub fn unknown_tokens(app: &App, origin: Origin, client: &ClientRow) -> Vec<Bucket> {
    match client.secret_hash {
        None => {
            let named = Named::Client(&client.id);
            app.limits.buckets(origin, Counts::UnknownTokens, named)
        }
        Some(_) => Vec::new(),
    }
}

/// Counts what a client pushes that has shown no secret, so that nobody fills the database.
///
/// # Errors
/// Too many requests; unavailable, if the database does not answer.
pub async fn count_push(app: &App, origin: Origin, client: &ClientRow) -> Result<(), Error> {
    match client.secret_hash {
        None => limits::count_request(app, origin, Named::Client(&client.id)).await,
        Some(_) => Ok(()),
    }
}
