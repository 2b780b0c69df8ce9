//! The clients: applications that sign people in or act for themselves. List, read, register, change, remove them, and
//! give them another secret.

mod addresses;
mod cache;
mod removal;
mod rules;
mod store;
pub mod view;

use chrono::{DateTime, Utc};

use crate::{
    app::App,
    audit::{self, Object},
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::{Error, Refusal},
    etag,
    policy::{Caller, Rule},
    secrets,
};
pub use addresses::fault as address_fault;
pub use cache::ClientCache;
pub use removal::{Remains, delete, delete_expired};
pub use store::{ClientRow, upsert_client};

/// An application to register.
pub struct NewClient {
    /// As it will send it; `None` for one that is made.
    pub id: Option<String>,
    /// Whether it can keep a secret.
    pub confidential: bool,
    /// The rest.
    pub settings: Settings,
}

/// What can be changed about a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What it is called.
    pub name: String,
    /// Whether it is the platform's own.
    pub first_party: bool,
    /// How it may ask for tokens.
    pub grants: Vec<String>,
    /// What it may ask for.
    pub scopes: Vec<String>,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// Where people may be sent back to after they signed out.
    pub post_logout_redirect_uris: Vec<String>,
    /// What its ID tokens are signed with; the JOSE name (RFC 7518).
    pub id_token_algorithm: String,
}

/// A secret that was just made; only its hash is kept.
pub struct NewSecret {
    /// The secret.
    pub secret: String,
    /// Until when the one before works.
    pub old_expires_at: DateTime<Utc>,
}

/// A page of clients, newest first.
///
/// # Errors
/// Refused, if the cursor is not one of this list.
pub async fn list(app: &App, request: &PageRequest) -> Result<Page<ClientRow>, Error> {
    const LIST: &str = "clients";
    let after = app.cursors.open(LIST, request)?;
    let rows =
        store::list_clients(&*app.database.reader().await?, &after, request.limit + 1).await?;
    Ok(app.cursors.page(LIST, request, rows, |row| Position {
        created_at: row.created_at,
        id: row.id.clone(),
    }))
}

/// One client.
///
/// # Errors
/// Not found.
pub async fn get(app: &App, id: &str) -> Result<ClientRow, Error> {
    store::find_client(&*app.database.reader().await?, id)
        .await?
        .ok_or_else(|| Error::not_found("client"))
}

/// Registers an application. The secret of one that can keep it is answered this once.
///
/// # Errors
/// A conflict, if there is one with this id; refused, if its settings do not fit together.
pub async fn create(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    new: NewClient,
) -> Result<(ClientRow, Option<String>), Error> {
    rules::check(app, &new.settings, new.confidential, None)?;
    let id = new.id.map_or_else(secrets::random_name, Ok)?;
    let secret = new.confidential.then(secrets::random_token).transpose()?;
    let hash = secret.as_deref().map(secrets::hash);
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let row = store::insert_client(&transaction, &id, hash.as_deref(), &new.settings).await?;
    audit::record(&transaction, caller, rule, Object::Client(&id), &[]).await?;
    transaction.commit().await?;
    Ok((row, secret))
}

/// Changes an application. What it may no longer have is not in the tokens that it gets from now on.
///
/// # Errors
/// Not found, precondition failed, or refused if its settings would not fit together.
pub async fn update(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: &str,
    if_match: Option<&str>,
    change: impl FnOnce(&mut Settings),
) -> Result<ClientRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let row = lock(&transaction, id).await?;
    etag::check(if_match, row.version)?;
    let before = row.settings();
    let mut settings = before.clone();
    change(&mut settings);
    let fields = settings.changed_from(&before);
    if fields.is_empty() {
        return Ok(row);
    }
    rules::check(app, &settings, row.secret_hash.is_some(), Some(&before))?;
    let row = store::update_client(&transaction, id, &settings).await?;
    audit::record(&transaction, caller, rule, Object::Client(id), &fields).await?;
    transaction.commit().await?;
    app.clients.forget(id);
    Ok(row)
}

/// Gives an application another secret. The one before works for so many seconds more; the one before that, no longer.
///
/// # Errors
/// Not found, or a conflict if it is public.
pub async fn renew_secret(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: &str,
    overlap_seconds: i32,
) -> Result<NewSecret, Error> {
    let secret = secrets::random_token()?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let row = lock(&transaction, id).await?;
    if row.secret_hash.is_none() {
        let detail = "It is public, as it runs where no secret can be kept; PKCE protects it.";
        return Err(Refusal::new("client-public", detail).into());
    }
    let (hash, overlap) = (secrets::hash(&secret), f64::from(overlap_seconds));
    let old_expires_at = store::renew_secret(&transaction, id, &hash, overlap).await?;
    let object = Object::Client(id);
    audit::record(&transaction, caller, rule, object, &["client_secret"]).await?;
    transaction.commit().await?;
    app.clients.forget(id);
    Ok(NewSecret {
        secret,
        old_expires_at,
    })
}

async fn lock(client: &impl GenericClient, id: &str) -> Result<ClientRow, Error> {
    store::lock_client(client, id)
        .await?
        .ok_or_else(|| Error::not_found("client"))
}

impl Settings {
    /// The names of the settings in which these differ from others.
    fn changed_from(&self, before: &Self) -> Vec<&'static str> {
        let leave = self.post_logout_redirect_uris != before.post_logout_redirect_uris;
        let algorithm = self.id_token_algorithm != before.id_token_algorithm;
        audit::changed([
            ("name", self.name != before.name),
            ("first_party", self.first_party != before.first_party),
            ("grants", self.grants != before.grants),
            ("scopes", self.scopes != before.scopes),
            ("redirect_uris", self.redirect_uris != before.redirect_uris),
            ("post_logout_redirect_uris", leave),
            ("id_token_algorithm", algorithm),
        ])
    }
}

impl ClientRow {
    /// What can be changed about it.
    fn settings(&self) -> Settings {
        Settings {
            name: self.name.clone(),
            first_party: self.first_party,
            grants: self.grants.clone(),
            scopes: self.scopes.clone(),
            redirect_uris: self.redirect_uris.clone(),
            post_logout_redirect_uris: self.post_logout_redirect_uris.clone(),
            id_token_algorithm: self.id_token_algorithm.clone(),
        }
    }

    /// Whether somebody is this client who shows this secret: the right one, or none if it has none.
    pub fn is_shown_by(&self, secret: Option<&str>) -> bool {
        match (&self.secret_hash, secret) {
            (Some(_), Some(secret)) => self.has_secret(&secrets::hash(secret)),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether this is the hash of its secret, or of the one before while both work.
    fn has_secret(&self, hash: &[u8]) -> bool {
        let old = self
            .old_secret_expires_at
            .filter(|expires_at| *expires_at > Utc::now())
            .and(self.old_secret_hash.as_ref());
        [self.secret_hash.as_ref(), old]
            .into_iter()
            .flatten()
            .any(|ours| secrets::same(ours, hash))
    }
}
