//! Access tokens: signed, short-lived, checked without the database (RFC 9068). One that was verified is remembered.

use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{keys::KeySet, revocations::Revocations};
use crate::{
    error::Error,
    policy::{Caller, SignedIn},
    roles::Role,
    spec::access::Scope,
};

/// How long an access token is good for.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// How many verified tokens are remembered.
const REMEMBERED: usize = 10_000;

/// The type in the header of an access token (RFC 9068, section 2.1).
const TYPE: &str = "at+jwt";

/// Issues and verifies access tokens.
pub struct AccessTokens {
    issuer: String,
    validation: Validation,
    verified: Cache<String, Arc<Verified>>,
}

/// Whom and what a token is for.
pub struct Grant<'a> {
    /// The application.
    pub client_id: &'a str,
    /// What it is limited to.
    pub scopes: &'a [String],
    /// The person; `None` if the application acts for itself.
    pub bearer: Option<Bearer>,
    /// The thumbprint of the key that it is bound to (RFC 9449, section 6).
    pub dpop_jkt: Option<&'a str>,
}

/// A person for whom a token is issued.
pub struct Bearer {
    /// Who it is.
    pub user_id: Uuid,
    /// The session it belongs to.
    pub session_id: Uuid,
    /// The organisation they belong to.
    pub tenant_id: Uuid,
    /// What they may do.
    pub role: Role,
    /// The person's epoch; once it is counted up, the token is refused.
    pub epoch: i32,
}

/// A token that is genuine.
#[derive(Debug)]
pub struct Verified {
    /// Who calls with it.
    pub caller: Caller,
    /// What it lets one do with the API, `None` if nothing.
    scope: Option<Scope>,
    /// Its scopes as they stand in it.
    pub scopes: String,
    /// The application it was given to.
    pub client_id: String,
    /// Its id.
    pub jti: Uuid,
    /// The thumbprint of the key that it is bound to.
    pub dpop_jkt: Option<String>,
    /// When it was issued, in seconds since 1970.
    pub issued_at: i64,
    /// When it expires, in seconds since 1970.
    pub expires_at: i64,
    /// The person's epoch when it was issued.
    pub(super) epoch: i32,
}

/// What a token says.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    client_id: String,
    scope: String,
    jti: Uuid,
    iat: i64,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cnf: Option<Confirmation>,
    #[serde(flatten)]
    person: Option<Person>,
}

/// The key that a token is bound to (RFC 7800, section 3.1).
#[derive(Serialize, Deserialize)]
struct Confirmation {
    jkt: String,
}

/// What the token of a person says in addition.
#[derive(Serialize, Deserialize)]
struct Person {
    sid: Uuid,
    tenant_id: Uuid,
    role: String,
    epoch: i32,
}

impl AccessTokens {
    /// Tokens of this issuer, which is their audience as well.
    pub fn new(issuer: String) -> Self {
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_issuer(&[&issuer]);
        validation.set_audience(&[&issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = 0;
        Self {
            issuer,
            validation,
            verified: Cache::new(REMEMBERED),
        }
    }

    /// Signs a token.
    ///
    /// # Errors
    /// Internal, if the library fails.
    pub fn issue(&self, keys: &KeySet, grant: Grant<'_>) -> Result<String, Error> {
        let now = Utc::now();
        let bearer = grant.bearer;
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.issuer.clone(),
            sub: bearer.as_ref().map_or_else(
                || grant.client_id.to_owned(),
                |bearer| bearer.user_id.to_string(),
            ),
            client_id: grant.client_id.to_owned(),
            scope: grant.scopes.join(" "),
            jti: Uuid::now_v7(),
            iat: now.timestamp(),
            exp: (now + LIFETIME).timestamp(),
            cnf: grant.dpop_jkt.map(|jkt| Confirmation {
                jkt: jkt.to_owned(),
            }),
            person: bearer.map(|bearer| Person {
                sid: bearer.session_id,
                tenant_id: bearer.tenant_id,
                role: bearer.role.name().to_owned(),
                epoch: bearer.epoch,
            }),
        };
        let key = keys.signing(Algorithm::ES256)?;
        let mut header = Header::new(key.algorithm);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.id.clone());
        encode(&header, &claims, &key.signing).map_err(Error::internal)
    }

    /// Who calls with this token; `None` if it is not genuine, has expired or was revoked.
    pub fn verify(
        &self,
        token: &str,
        keys: &super::keys::Keys,
        revocations: &Revocations,
    ) -> Option<Arc<Verified>> {
        let verified = match self.verified.get(token) {
            Some(verified) => verified,
            None => {
                let verified = Arc::new(self.verify_signature(token, &keys.now())?);
                self.verified
                    .insert(token.to_owned(), Arc::clone(&verified));
                verified
            }
        };
        let is_live = verified.expires_at > Utc::now().timestamp() && !revocations.cover(&verified);
        is_live.then_some(verified)
    }

    fn verify_signature(&self, token: &str, keys: &KeySet) -> Option<Verified> {
        let header = decode_header(token)
            .ok()
            .filter(|header| header.typ.as_deref() == Some(TYPE))?;
        let key = keys.verifying(&header.kid?)?;
        let claims = decode::<Claims>(token, &key.verifying, &self.validation)
            .ok()?
            .claims;
        let epoch = claims.person.as_ref().map_or(0, |person| person.epoch);
        let caller = match claims.person {
            None => Caller::Client(claims.sub),
            Some(person) => Caller::User(SignedIn {
                user_id: claims.sub.parse().ok()?,
                role: narrowed(person.role.parse().ok()?, &claims.scope),
                tenant_id: person.tenant_id,
                session_id: person.sid,
                client_id: claims.client_id.as_str().into(),
            }),
        };
        Some(Verified {
            caller,
            scope: widest(&claims.scope),
            scopes: claims.scope,
            client_id: claims.client_id,
            jti: claims.jti,
            dpop_jkt: claims.cnf.map(|cnf| cnf.jkt),
            issued_at: claims.iat,
            expires_at: claims.exp,
            epoch,
        })
    }
}

impl Verified {
    /// Whether it carries this scope, or a wider one.
    pub fn allows(&self, needed: Scope) -> bool {
        match needed {
            Scope::OpenId | Scope::Credits | Scope::Rights => {
                self.scopes.split(' ').any(|scope| scope == needed.name())
            }
            Scope::Read | Scope::ReadWrite => self.scope >= Some(needed),
        }
    }
}

/// The least of a person's role and those that the token's scopes name.
fn narrowed(role: Role, scopes: &str) -> Role {
    role.min(Role::ceiling(scopes.split(' ')))
}

/// The more of reading and changing that the token's scopes let one do.
fn widest(scopes: &str) -> Option<Scope> {
    [Scope::ReadWrite, Scope::Read]
        .into_iter()
        .find(|wanted| scopes.split(' ').any(|scope| scope == wanted.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_scope_narrows_and_never_widens() {
        assert_eq!(narrowed(Role::Admin, "read listener"), Role::Listener);
        assert_eq!(narrowed(Role::Listener, "read super_admin"), Role::Listener);
        assert_eq!(narrowed(Role::Artist, ""), Role::Artist);
    }

    #[test]
    fn a_scope_for_one_thing_lets_one_do_nothing_else() {
        assert_eq!(widest("credits rights"), None);
    }

    #[test]
    fn without_a_scope_to_read_or_write_a_token_does_nothing() {
        assert_eq!(widest(""), None);
        assert_eq!(widest("openid readwrite"), None);
        assert_eq!(widest("read read_write"), Some(Scope::ReadWrite));
    }
}
