//! The keys that tokens are signed with. They are in the database, sealed, so that all instances sign with the same.
//!
//! A new key is published a while before it signs, so that whoever verifies has read it by then, and an old one stays
//! published for as long as something that it signed may be good.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{self, KeySize},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair},
};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, jwk::Jwk};
use pkcs8::PrivateKeyInfo;
use uuid::Uuid;

use super::store::{self, KeyRow};
use crate::{
    audit::{self, Object},
    db::{Database, GenericClient},
    error::Error,
    secrets,
};

/// What the keys sign with: access tokens with ES256, which is fast; ID tokens with what the client chose.
pub const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];

/// How long a key is published before it signs: every instance has read it by then.
const PUBLISHED_AHEAD: TimeDelta = TimeDelta::minutes(1);

/// How long an old key is published after it last signed: longer than any token lives.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// How old a key gets before another takes its place.
const MAX_AGE: TimeDelta = TimeDelta::days(90);

/// The keys that there are, as this instance last read them.
pub struct Keys {
    seal_key: [u8; 32],
    current: RwLock<Arc<KeySet>>,
}

/// The keys at one time.
pub struct KeySet {
    rows: Vec<KeyRow>,
    keys: HashMap<String, Key>,
}

/// A key.
pub struct Key {
    /// Its id, which goes into the header of what it signs.
    pub id: String,
    /// What it signs with.
    pub algorithm: Algorithm,
    /// Signs.
    pub signing: EncodingKey,
    /// Verifies.
    pub verifying: DecodingKey,
    signs_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
}

impl Keys {
    /// Reads the keys, and makes those that are missing.
    ///
    /// # Errors
    /// Internal, if they were sealed with another secret; unavailable, if the database does not answer.
    pub async fn load(database: &Database, secret: &[u8]) -> Result<Self, Error> {
        let seal_key = secrets::derive(secret, "signing keys")?;
        let rows = make(database, &seal_key, None, |row| row.is_none()).await?;
        Ok(Self {
            current: RwLock::new(Arc::new(KeySet::open(rows, &seal_key)?)),
            seal_key,
        })
    }

    /// The keys as they are now.
    pub fn now(&self) -> Arc<KeySet> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// Reads the keys again, and makes new ones in the place of those that are too old.
    ///
    /// # Errors
    /// As [`Keys::load`].
    pub async fn refresh(&self, database: &Database) -> Result<(), Error> {
        let mut rows = store::list_signing_keys(&*database.reader().await?).await?;
        let oldest = Utc::now() - MAX_AGE;
        let is_old = |row: Option<&KeyRow>| row.is_none_or(|row| row.signs_at < oldest);
        if ALGORITHMS
            .iter()
            .any(|algorithm| is_old(newest(&rows, *algorithm)))
        {
            rows = make(database, &self.seal_key, None, is_old).await?;
        }
        if rows != self.now().rows {
            let set = Arc::new(KeySet::open(rows, &self.seal_key)?);
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = set;
        }
        Ok(())
    }
}

/// Makes new keys at once, and lets the old ones end. Answers how many seconds until the new ones sign.
///
/// # Errors
/// As [`Keys::load`].
pub async fn rotate(database: &Database, secret: &[u8]) -> Result<i64, Error> {
    let seal_key = secrets::derive(secret, "signing keys")?;
    make(database, &seal_key, Some("rotate-keys"), |_| true).await?;
    Ok(PUBLISHED_AHEAD.num_seconds())
}

impl KeySet {
    fn open(rows: Vec<KeyRow>, seal_key: &[u8; 32]) -> Result<Self, Error> {
        let keys = rows.iter().map(|row| {
            let der = secrets::open(seal_key, &row.sealed)?;
            let jwk: Jwk = serde_json::from_value(row.public.clone()).map_err(Error::internal)?;
            let key = Key {
                id: row.id.clone(),
                algorithm: row.algorithm,
                signing: encoding_key(row.algorithm, &der)?,
                verifying: DecodingKey::from_jwk(&jwk).map_err(Error::internal)?,
                signs_at: row.signs_at,
                expires_at: row.expires_at,
            };
            Ok((row.id.clone(), key))
        });
        Ok(Self {
            keys: keys.collect::<Result<_, Error>>()?,
            rows,
        })
    }

    /// The key that signs: of those that have begun, the newest.
    ///
    /// # Errors
    /// Internal, if there is none.
    pub fn signing(&self, algorithm: Algorithm) -> Result<&Key, Error> {
        let now = Utc::now();
        self.keys
            .values()
            .filter(|key| key.algorithm == algorithm && key.signs_at <= now)
            .max_by_key(|key| key.signs_at)
            .ok_or_else(|| Error::internal(format!("there is no signing key for {algorithm:?}")))
    }

    /// The key with this id, if what it signed may be good.
    pub fn verifying(&self, id: &str) -> Option<&Key> {
        self.keys.get(id).filter(|key| {
            key.expires_at
                .is_none_or(|expires_at| expires_at > Utc::now())
        })
    }

    /// The public keys as JWKs, newest first.
    pub fn public(&self) -> impl Iterator<Item = &serde_json::Value> {
        let now = Utc::now();
        let live = move |row: &&KeyRow| row.expires_at.is_none_or(|expires_at| expires_at > now);
        self.rows.iter().rev().filter(live).map(|row| &row.public)
    }
}

fn newest(rows: &[KeyRow], algorithm: Algorithm) -> Option<&KeyRow> {
    let same = rows.iter().filter(|row| row.algorithm == algorithm);
    same.max_by_key(|row| row.signs_at)
}

/// Makes a key for each algorithm whose newest key wants a successor. Two instances that do so at once make one: the
/// second waits for the lock, and finds it. What a command makes is in the trail.
async fn make(
    database: &Database,
    seal_key: &[u8; 32],
    command: Option<&str>,
    wants_successor: impl Fn(Option<&KeyRow>) -> bool,
) -> Result<Vec<KeyRow>, Error> {
    let mut client = database.client().await?;
    let transaction = client.transaction().await?;
    store::lock_signing_keys(&transaction).await?;
    let mut rows = store::list_signing_keys(&transaction).await?;
    let now = Utc::now();
    for algorithm in ALGORITHMS {
        let before = newest(&rows, algorithm);
        if !wants_successor(before) {
            continue;
        }
        let signs_at = before.map_or(now, |_| now + PUBLISHED_AHEAD);
        store::expire_signing_keys(&transaction, algorithm, signs_at + KEPT).await?;
        let id = insert(&transaction, seal_key, algorithm, signs_at).await?;
        if let Some(command) = command {
            audit::record_command(&transaction, command, Object::SigningKey(&id), &[]).await?;
        }
        rows = store::list_signing_keys(&transaction).await?;
    }
    transaction.commit().await?;
    Ok(rows)
}

async fn insert(
    client: &impl GenericClient,
    seal_key: &[u8; 32],
    algorithm: Algorithm,
    signs_at: DateTime<Utc>,
) -> Result<String, Error> {
    let der = generate(algorithm)?;
    let id = Uuid::now_v7().to_string();
    let mut jwk = Jwk::from_encoding_key(&encoding_key(algorithm, &der)?, algorithm)
        .map_err(Error::internal)?;
    jwk.common.key_id = Some(id.clone());
    jwk.common.public_key_use = Some(jsonwebtoken::jwk::PublicKeyUse::Signature);
    let row = KeyRow {
        sealed: secrets::seal(seal_key, &der)?,
        public: serde_json::to_value(&jwk).map_err(Error::internal)?,
        id,
        algorithm,
        signs_at,
        expires_at: None,
    };
    store::insert_signing_key(client, &row).await?;
    Ok(row.id)
}

/// A new private key as PKCS #8.
fn generate(algorithm: Algorithm) -> Result<Vec<u8>, Error> {
    let wrapped = |der: Pkcs8V1Der<'static>| der.as_ref().to_vec();
    let der = match algorithm {
        Algorithm::RS256 => rsa::KeyPair::generate(KeySize::Rsa2048)
            .and_then(|pair| pair.as_der())
            .map(wrapped),
        Algorithm::ES256 => EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .and_then(|pair| pair.to_pkcs8v1())
            .map(|der| der.as_ref().to_vec()),
        _ => Ed25519KeyPair::generate()
            .and_then(|pair| pair.as_der())
            .map(wrapped),
    };
    der.map_err(Error::internal)
}

fn encoding_key(algorithm: Algorithm, pkcs8: &[u8]) -> Result<EncodingKey, Error> {
    Ok(match algorithm {
        // The library takes RSA keys without their wrapping (RFC 8017).
        Algorithm::RS256 => {
            let info = PrivateKeyInfo::try_from(pkcs8)
                .map_err(|error| Error::internal(error.to_string()))?;
            EncodingKey::from_rsa_der(info.private_key)
        }
        Algorithm::ES256 => EncodingKey::from_ec_der(pkcs8),
        _ => EncodingKey::from_ed_der(pkcs8),
    })
}
