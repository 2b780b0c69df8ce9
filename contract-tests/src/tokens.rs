//! Access tokens that the server would not give: made out of genuine ones, signed with the server's own key.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::Value;
use user_api_server::secrets;

use crate::{TestApp, app::SECRET};

/// What a token says: its header and its claims.
pub struct Token {
    /// The header.
    pub header: Header,
    /// The claims.
    pub claims: Value,
}

impl Token {
    /// Reads a token without checking it.
    pub fn read(token: &str) -> Self {
        let claims = token.split('.').nth(1).expect("a JWT");
        let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64url");
        Self {
            header: jsonwebtoken::decode_header(token).expect("a header"),
            claims: serde_json::from_slice(&claims).expect("JSON"),
        }
    }

    /// The same with another claim.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.claims[name] = value;
        self
    }

    /// Signs it with the key of this server.
    pub fn sign(&self, app: &TestApp) -> String {
        encode(&self.header, &self.claims, &signing_key(app)).expect("a signature")
    }

    /// Signs it with something else.
    pub fn sign_with(&self, algorithm: Algorithm, key: &EncodingKey) -> String {
        let header = Header {
            alg: algorithm,
            ..self.header.clone()
        };
        encode(&header, &self.claims, key).expect("a signature")
    }

    /// Leaves it unsigned, and says so (RFC 7519, section 6).
    pub fn unsigned(&self) -> String {
        let mut header = serde_json::to_value(&self.header).expect("JSON");
        header["alg"] = "none".into();
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.", part(&header), part(&self.claims))
    }
}

fn signing_key(app: &TestApp) -> EncodingKey {
    let sealed: Vec<u8> = app
        .db
        .value("select private_key_sealed from signing_keys where algorithm = 'ES256' order by signs_at desc limit 1", &[]);
    let key = secrets::derive(&SECRET, "signing keys").expect("a key");
    EncodingKey::from_ec_der(&secrets::open(&key, &sealed).expect("the server's key"))
}
