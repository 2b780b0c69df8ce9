//! Clients as the API shows them: without their secrets, but for one that was just made.

use user_api_generated::models;

use super::{ClientRow, NewClient, NewSecret, Settings};
use crate::{db::page::Page, error::Error, nullable};

impl From<models::ClientCreate> for NewClient {
    fn from(body: models::ClientCreate) -> Self {
        // The contract has filled in the spec's defaults; the first algorithm of the spec is that of ID tokens without one.
        let algorithm = body.id_token_algorithm;
        let algorithm = algorithm.unwrap_or(models::ClientCreateIdTokenAlgorithm::Rs256);
        Self {
            id: body.client_id,
            confidential: body.confidential,
            settings: Settings {
                name: body.name,
                first_party: body.first_party.unwrap_or_default(),
                grants: names(&body.grants),
                scopes: body.scopes,
                redirect_uris: body.redirect_uris.unwrap_or_default(),
                post_logout_redirect_uris: body.post_logout_redirect_uris.unwrap_or_default(),
                id_token_algorithm: algorithm.to_string(),
            },
        }
    }
}

/// Applies a merge patch.
pub fn apply(patch: models::ClientUpdate, settings: &mut Settings) {
    fn set<T>(field: &mut T, change: Option<T>) {
        if let Some(value) = change {
            *field = value;
        }
    }
    set(&mut settings.name, patch.name);
    set(&mut settings.first_party, patch.first_party);
    set(
        &mut settings.grants,
        patch.grants.map(|grants| names(&grants)),
    );
    set(&mut settings.scopes, patch.scopes);
    set(&mut settings.redirect_uris, patch.redirect_uris);
    set(
        &mut settings.post_logout_redirect_uris,
        patch.post_logout_redirect_uris,
    );
    let algorithm = patch.id_token_algorithm;
    set(
        &mut settings.id_token_algorithm,
        algorithm.map(|algorithm| algorithm.to_string()),
    );
}

fn names(grants: &[models::Grant]) -> Vec<String> {
    grants.iter().map(ToString::to_string).collect()
}

/// A new client, with its secret if it has one.
///
/// # Errors
/// As [`client`].
pub fn with_secret(
    row: ClientRow,
    secret: Option<String>,
) -> Result<models::ClientWithSecret, Error> {
    let client = client(row)?;
    Ok(models::ClientWithSecret {
        client_id: client.client_id,
        client_secret: nullable::of(secret),
        name: client.name,
        confidential: client.confidential,
        first_party: client.first_party,
        grants: client.grants,
        scopes: client.scopes,
        redirect_uris: client.redirect_uris,
        post_logout_redirect_uris: client.post_logout_redirect_uris,
        id_token_algorithm: client.id_token_algorithm,
        created_at: client.created_at,
        updated_at: client.updated_at,
    })
}

/// A secret that was just made.
pub fn secret(new: NewSecret) -> models::ClientSecret {
    models::ClientSecret {
        client_secret: new.secret,
        old_secret_expires_at: new.old_expires_at,
    }
}

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
        post_logout_redirect_uris: row.post_logout_redirect_uris,
        id_token_algorithm: row.id_token_algorithm.parse().map_err(Error::internal)?,
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
