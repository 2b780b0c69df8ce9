//! Clients as the API shows them: without their secrets.

use user_api_generated::models;

use super::ClientRow;
use crate::{db::page::Page, error::Error, nullable};

/// One client.
///
/// # Errors
/// Internal, if the database has a grant that the spec has not.
pub fn client(row: ClientRow) -> Result<models::Client, Error> {
    Ok(models::Client {
        confidential: row.secret_hash.is_some(),
        client_id: row.id,
        name: row.name,
        first_party: row.first_party,
        grants: row
            .grants
            .iter()
            .map(|grant| grant.parse().map_err(Error::internal))
            .collect::<Result<_, _>>()?,
        scopes: row.scopes,
        redirect_uris: row.redirect_uris,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// A page of clients.
///
/// # Errors
/// As [`client`].
pub fn page(page: Page<ClientRow>) -> Result<models::ClientPage, Error> {
    Ok(models::ClientPage {
        items: page
            .items
            .into_iter()
            .map(client)
            .collect::<Result<_, _>>()?,
        next_cursor: nullable::of(page.next_cursor),
    })
}
