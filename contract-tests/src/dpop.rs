//! A client's key, and proofs that it has it (RFC 9449).

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Utc;
use jsonwebtoken::{
    Algorithm, EncodingKey, Header, encode,
    jwk::{Jwk, ThumbprintHash},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// A key.
pub struct Key {
    signing: EncodingKey,
    /// Its public half.
    pub jwk: Jwk,
}

impl Key {
    /// A new key.
    pub fn new() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        let der = pair.to_pkcs8v1().expect("DER");
        let signing = EncodingKey::from_ec_der(der.as_ref());
        let jwk = Jwk::from_encoding_key(&signing, Algorithm::ES256).expect("a JWK");
        Self { signing, jwk }
    }

    /// Its thumbprint.
    pub fn thumbprint(&self) -> String {
        self.jwk
            .thumbprint(ThumbprintHash::SHA256)
            .expect("a thumbprint")
    }

    /// The claims of a proof for this request.
    pub fn claims(method: &str, url: &str, access_token: Option<&str>) -> Value {
        let mut claims = json!({
            "jti": Uuid::new_v4(), "htm": method, "htu": url, "iat": Utc::now().timestamp(),
        });
        if let Some(token) = access_token {
            claims["ath"] = json!(URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes())));
        }
        claims
    }

    /// A proof for this request.
    pub fn proof(&self, method: &str, url: &str, access_token: Option<&str>) -> String {
        self.sign(&Self::claims(method, url, access_token))
    }

    /// A proof with these claims.
    pub fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some("dpop+jwt".to_owned());
        header.jwk = Some(self.jwk.clone());
        self.sign_as(&header, claims)
    }

    /// A proof with this header.
    pub fn sign_as(&self, header: &Header, claims: &Value) -> String {
        encode(header, claims, &self.signing).expect("a signature")
    }
}

impl Default for Key {
    fn default() -> Self {
        Self::new()
    }
}
