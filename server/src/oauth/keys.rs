//! The keys that tokens are signed with. They are in the database, sealed, so that all instances sign with the same.

use std::collections::HashMap;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, jwk::Jwk};
use uuid::Uuid;

use super::store::{self, KeyRow};
use crate::{
    db::{Database, GenericClient},
    error::Error,
    secrets,
};

/// The keys that there are.
pub struct Keys {
    /// The id of the one that signs.
    pub signing_id: String,
    /// The one that signs.
    pub signing: EncodingKey,
    /// All that verify, by id.
    pub verifying: HashMap<String, DecodingKey>,
}

/// Reads the keys, and makes the first one if there is none.
///
/// # Errors
/// Internal, if they were sealed with another secret; unavailable, if the database does not answer.
pub async fn load(database: &Database, secret: &[u8]) -> Result<Keys, Error> {
    let seal_key = secrets::derive(secret, "signing keys")?;
    let mut client = database.client().await?;
    let transaction = client.transaction().await?;
    // Two instances that start at once make one key: the second waits here, and finds it.
    transaction
        .batch_execute("lock table signing_keys in share row exclusive mode")
        .await?;
    let mut rows = store::list_signing_keys(&transaction).await?;
    if rows.is_empty() {
        rows.push(make(&transaction, &seal_key).await?);
    }
    transaction.commit().await?;
    open(rows, &seal_key)
}

fn open(rows: Vec<KeyRow>, seal_key: &[u8; 32]) -> Result<Keys, Error> {
    let newest = rows
        .last()
        .ok_or_else(|| Error::internal("there is no signing key"))?;
    let signing = EncodingKey::from_ec_der(&secrets::open(seal_key, &newest.sealed)?);
    let signing_id = newest.id.clone();
    let verifying = rows.into_iter().map(|row| {
        let jwk: Jwk = serde_json::from_value(row.public).map_err(Error::internal)?;
        Ok((
            row.id,
            DecodingKey::from_jwk(&jwk).map_err(Error::internal)?,
        ))
    });
    Ok(Keys {
        signing_id,
        signing,
        verifying: verifying.collect::<Result<_, Error>>()?,
    })
}

async fn make(client: &impl GenericClient, seal_key: &[u8; 32]) -> Result<KeyRow, Error> {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(Error::internal)?;
    let private = pair.to_pkcs8v1().map_err(Error::internal)?;
    let id = Uuid::now_v7().to_string();
    let mut jwk = Jwk::from_encoding_key(
        &EncodingKey::from_ec_der(private.as_ref()),
        Algorithm::ES256,
    )
    .map_err(Error::internal)?;
    jwk.common.key_id = Some(id.clone());
    let row = KeyRow {
        sealed: secrets::seal(seal_key, private.as_ref())?,
        public: serde_json::to_value(&jwk).map_err(Error::internal)?,
        id,
    };
    store::insert_signing_key(client, &row).await?;
    Ok(row)
}
