//! The table `signing_keys`, and what other tables tell of revoked tokens.

use chrono::TimeDelta;

use super::revocations::Recent;
use crate::{db::GenericClient, error::Error};

/// A row of `signing_keys`.
pub(super) struct KeyRow {
    /// The key id.
    pub(super) id: String,
    /// The private key, sealed.
    pub(super) sealed: Vec<u8>,
    /// The public key as a JWK.
    pub(super) public: serde_json::Value,
}

const LIST_SIGNING_KEYS: &str = "select id, private_key_sealed, public_key from signing_keys where retired_at is null order by created_at";

pub(super) async fn list_signing_keys(client: &impl GenericClient) -> Result<Vec<KeyRow>, Error> {
    let rows = client.query(LIST_SIGNING_KEYS, &[]).await?;
    let keys = rows.iter().map(|row| {
        Ok(KeyRow {
            id: row.try_get("id")?,
            sealed: row.try_get("private_key_sealed")?,
            public: row.try_get("public_key")?,
        })
    });
    keys.collect()
}

const INSERT_SIGNING_KEY: &str = "insert into signing_keys (id, algorithm, private_key_sealed, public_key) values ($1, 'ES256', $2, $3)";

pub(super) async fn insert_signing_key(
    client: &impl GenericClient,
    row: &KeyRow,
) -> Result<(), Error> {
    client
        .execute(INSERT_SIGNING_KEY, &[&row.id, &row.sealed, &row.public])
        .await?;
    Ok(())
}

const LIST_RECENT: &str = "select id, null::integer as epoch from sessions where ended_at > now() - make_interval(secs => $1)
    union all
    select id, token_epoch from users where token_epoch_changed_at > now() - make_interval(secs => $1)";

pub(super) async fn list_recent(
    client: &impl GenericClient,
    within: TimeDelta,
) -> Result<Recent, Error> {
    let statement = client.prepare_cached(LIST_RECENT).await?;
    let mut recent = Recent::default();
    for row in client
        .query(&statement, &[&within.as_seconds_f64()])
        .await?
    {
        match row.try_get("epoch")? {
            Some(epoch) => drop(recent.epochs.insert(row.try_get("id")?, epoch)),
            None => drop(recent.sessions.insert(row.try_get("id")?)),
        }
    }
    Ok(recent)
}
