//! The table `signing_keys`, and what other tables tell of revoked tokens.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use jsonwebtoken::Algorithm;
use uuid::Uuid;

use super::{
    OAuthError,
    revocations::{KEPT, Recent},
};
use crate::{db::GenericClient, error::Error};

impl From<tokio_postgres::Error> for OAuthError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Other(error.into())
    }
}

/// A row of `signing_keys`.
#[derive(Clone, PartialEq)]
pub(super) struct KeyRow {
    /// The key id.
    pub(super) id: String,
    /// What it signs with.
    pub(super) algorithm: Algorithm,
    /// The private key, sealed.
    pub(super) sealed: Vec<u8>,
    /// The public key as a JWK.
    pub(super) public: serde_json::Value,
    /// When it begins to sign.
    pub(super) signs_at: DateTime<Utc>,
    /// When nothing that it signed is good any more.
    pub(super) expires_at: Option<DateTime<Utc>>,
}

const LOCK_SIGNING_KEYS: &str = "lock table signing_keys in share row exclusive mode";

pub(super) async fn lock_signing_keys(client: &impl GenericClient) -> Result<(), Error> {
    Ok(client.batch_execute(LOCK_SIGNING_KEYS).await?)
}

const LIST_SIGNING_KEYS: &str =
    "select id, algorithm, private_key_sealed, public_key, signs_at, expires_at
    from signing_keys where expires_at is null or expires_at > now() order by signs_at, id";

pub(super) async fn list_signing_keys(client: &impl GenericClient) -> Result<Vec<KeyRow>, Error> {
    let statement = client.prepare_cached(LIST_SIGNING_KEYS).await?;
    let rows = client.query(&statement, &[]).await?;
    let keys = rows.iter().map(|row| {
        Ok(KeyRow {
            id: row.try_get("id")?,
            algorithm: row
                .try_get::<_, &str>("algorithm")?
                .parse()
                .map_err(Error::internal)?,
            sealed: row.try_get("private_key_sealed")?,
            public: row.try_get("public_key")?,
            signs_at: row.try_get("signs_at")?,
            expires_at: row.try_get("expires_at")?,
        })
    });
    keys.collect()
}

const EXPIRE_SIGNING_KEYS: &str =
    "update signing_keys set expires_at = $2 where algorithm = $1 and expires_at is null";

/// Those before a new key end, some time after they last signed.
pub(super) async fn expire_signing_keys(
    client: &impl GenericClient,
    algorithm: Algorithm,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    client
        .execute(
            EXPIRE_SIGNING_KEYS,
            &[&format!("{algorithm:?}"), &expires_at],
        )
        .await?;
    Ok(())
}

const INSERT_SIGNING_KEY: &str = "insert into signing_keys (id, algorithm, private_key_sealed, public_key, signs_at) values ($1, $2, $3, $4, $5)";

pub(super) async fn insert_signing_key(
    client: &impl GenericClient,
    row: &KeyRow,
) -> Result<(), Error> {
    let algorithm = format!("{:?}", row.algorithm);
    client
        .execute(
            INSERT_SIGNING_KEY,
            &[&row.id, &algorithm, &row.sealed, &row.public, &row.signs_at],
        )
        .await?;
    Ok(())
}

const REVOKE_ACCESS_TOKEN: &str = "insert into revoked_access_tokens (jti, expires_at) values ($1, $2) on conflict (jti) do nothing";

/// Notes that a token is good no more; false if that was noted before.
pub(super) async fn revoke_access_token(
    client: &impl GenericClient,
    jti: Uuid,
    expires_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(REVOKE_ACCESS_TOKEN).await?;
    Ok(client.execute(&statement, &[&jti, &expires_at]).await? == 1)
}

/// An hour later than it has to be, for clocks that differ.
macro_rules! delete_expired {
    ($table:literal, $key:literal) => {
        concat!(
            "delete from ",
            $table,
            " where ",
            $key,
            " = any (array(select ",
            $key,
            " from ",
            $table,
            " where expires_at < now() - interval '1 hour' limit $1 for update skip locked))"
        )
    };
}

/// Deletes notes of revoked access tokens that have expired by themselves, this many at most, and tells how many.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_expired_tokens(
    client: &impl GenericClient,
    at_most: i64,
) -> Result<u64, Error> {
    let sql = delete_expired!("revoked_access_tokens", "jti");
    let statement = client.prepare_cached(sql).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}

/// Deletes signing keys of which nothing is good any more, this many at most, and tells how many.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_expired_keys(client: &impl GenericClient, at_most: i64) -> Result<u64, Error> {
    let sql = delete_expired!("signing_keys", "id");
    let statement = client.prepare_cached(sql).await?;
    Ok(client.execute(&statement, &[&at_most]).await?)
}

/// As arrays: a hundred thousand ids are a few megabytes so, and take no time to read. How far back it goes at most is said
/// without a parameter, so that PostgreSQL knows that it is not far, and makes one plan for all times that it is asked.
static LIST_RECENT: LazyLock<String> = LazyLock::new(|| {
    let recently = format!("> now() - interval '{} seconds'", KEPT.num_seconds());
    format!(
        "select now(),
            array(select id from sessions where ended_at > $1 and ended_at {recently}) as sessions,
            people, epochs,
            array(select jti from revoked_access_tokens where revoked_at > $1 and revoked_at {recently}) as tokens,
            array(select id from clients where deleted_at {recently}) as clients
        from (select coalesce(array_agg(id), '{{}}') as people, coalesce(array_agg(token_epoch), '{{}}') as epochs
            from users where token_epoch_changed_at > $1 and token_epoch_changed_at {recently}) changed"
    )
});

/// What was revoked since then, or if that is longer ago, within [`KEPT`]; of clients always that; and when it is known, by
/// the clock of the database.
pub(super) async fn list_recent(
    client: &impl GenericClient,
    since: DateTime<Utc>,
) -> Result<(Recent, DateTime<Utc>), Error> {
    let statement = client.prepare_cached(&LIST_RECENT).await?;
    let row = client.query_one(&statement, &[&since]).await?;
    let ids = |column| row.try_get::<_, Vec<Uuid>>(column);
    let epochs: Vec<i32> = row.try_get("epochs")?;
    let recent = Recent {
        sessions: ids("sessions")?.into_iter().collect(),
        epochs: ids("people")?.into_iter().zip(epochs).collect(),
        tokens: ids("tokens")?.into_iter().collect(),
        clients: row
            .try_get::<_, Vec<String>>("clients")?
            .into_iter()
            .collect(),
    };
    Ok((recent, row.try_get("now")?))
}
