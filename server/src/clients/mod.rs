//! The clients: applications that sign people in or act for themselves.

mod store;
pub mod view;

use crate::{
    app::App,
    db::page::{Page, PageRequest, Position},
    error::Error,
    secrets,
};
pub use store::{ClientRow, upsert_client};

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

/// The client that these credentials are of; `None` if there is none, or the secret is wrong or missing.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn authenticate(
    app: &App,
    id: &str,
    secret: Option<&str>,
) -> Result<Option<ClientRow>, Error> {
    let client = store::find_client(&*app.database.reader().await?, id).await?;
    Ok(client.filter(|client| match (&client.secret_hash, secret) {
        (Some(hash), Some(secret)) => secrets::same(hash, &secrets::hash(secret)),
        (None, None) => true,
        _ => false,
    }))
}
