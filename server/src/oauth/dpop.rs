//! Proofs that a caller has the key that a token is bound to (RFC 9449): a stolen token alone is worth nothing.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Utc;
use jsonwebtoken::{
    Algorithm, DecodingKey, crypto,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, ThumbprintHash},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use url::Url;

/// What proofs may be signed with. Newer libraries say Ed25519 where others say EdDSA (RFC 9864, section 2.2).
pub const ALGORITHMS: [&str; 3] = ["ES256", "Ed25519", "EdDSA"];

const NO_PROOF: &str = "The proof is no signed JWT.";

/// How old a proof may be, in seconds.
const MAX_AGE: i64 = 60;

/// How far its clock may be ahead of ours, in seconds.
const MAX_AHEAD: i64 = 10;

/// How long a proof may come again if it is not remembered. Ages are whole seconds, so the last is one of its own.
const WINDOW: Duration = Duration::from_secs((MAX_AGE + MAX_AHEAD + 1) as u64);

/// Checks proofs, and remembers those that it has seen: each is good once at each instance. To share that would take a trip
/// to the database for every request, which RFC 9449, section 11.1, leaves to the server; the spec says so.
pub struct DpopProofs {
    origin: Option<Url>,
    seen: Mutex<Seen>,
}

/// Two generations of proofs; a proof is too old before its generation is forgotten.
struct Seen {
    since: Instant,
    now: HashSet<[u8; 32]>,
    before: HashSet<[u8; 32]>,
}

/// What a proof has to be for.
pub struct Proof<'a> {
    /// The request's method.
    pub method: &'a str,
    /// The request's path.
    pub path: &'a str,
    /// The access token beside it, if there is one.
    pub access_token: Option<&'a str>,
}

/// What a proof says (RFC 9449, section 4.2).
#[derive(Deserialize)]
struct Claims {
    jti: String,
    htm: String,
    htu: String,
    iat: i64,
    ath: Option<String>,
}

impl DpopProofs {
    /// Proofs for requests to the server at this address.
    pub fn new(public_url: &str) -> Self {
        Self {
            origin: Url::parse(public_url).ok(),
            seen: Mutex::new(Seen {
                since: Instant::now(),
                now: HashSet::new(),
                before: HashSet::new(),
            }),
        }
    }

    /// The thumbprint (RFC 7638) of the key that this proof proves.
    ///
    /// # Errors
    /// A sentence about what is wrong with it.
    pub fn verify(&self, proof: &str, wanted: &Proof<'_>) -> Result<String, String> {
        let (signed, signature) = proof.rsplit_once('.').ok_or(NO_PROOF)?;
        let (header, claims) = signed.split_once('.').ok_or(NO_PROOF)?;
        let (jwk, algorithm) = public_key(&part(header).ok_or(NO_PROOF)?)?;
        let key = DecodingKey::from_jwk(&jwk).map_err(|_| "The proof's key is none.")?;
        if !crypto::verify(signature, signed.as_bytes(), &key, algorithm).unwrap_or(false) {
            return Err("The proof's signature is wrong.".to_owned());
        }
        let claims: Claims =
            part(claims).ok_or("The proof's jti, htm, htu or iat is missing or wrong.")?;
        self.check(&claims, wanted)?;
        let jkt = jwk
            .thumbprint(ThumbprintHash::SHA256)
            .map_err(|_| "The proof's key is none that can be used.")?;
        if self.is_replay(&jkt, &claims.jti, Instant::now()) {
            return Err("The proof was used before. Make a new one for each request.".to_owned());
        }
        Ok(jkt)
    }

    fn check(&self, claims: &Claims, wanted: &Proof<'_>) -> Result<(), String> {
        if claims.htm != wanted.method {
            return Err(format!(
                "The proof's htm is not {}, the method of this request.",
                wanted.method
            ));
        }
        let here = self
            .origin
            .as_ref()
            .and_then(|origin| origin.join(wanted.path).ok());
        let theirs = Url::parse(&claims.htu).ok().map(|mut url| {
            url.set_query(None);
            url.set_fragment(None);
            url
        });
        if here.is_none() || here != theirs {
            return Err(
                "The proof's htu is not the address of this request, without its query.".to_owned(),
            );
        }
        // A number that somebody else wrote may be any.
        let age = Utc::now().timestamp().checked_sub(claims.iat);
        if !age.is_some_and(|age| (-MAX_AHEAD..=MAX_AGE).contains(&age)) {
            return Err(format!(
                "The proof's iat is not now; it may be {MAX_AGE} seconds old at most."
            ));
        }
        let hash = wanted
            .access_token
            .map(|token| URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes())));
        if hash.is_some() && hash != claims.ath {
            return Err(
                "The proof's ath is not the SHA-256 of the access token, in base64url.".to_owned(),
            );
        }
        Ok(())
    }

    fn is_replay(&self, jkt: &str, jti: &str, at: Instant) -> bool {
        let mut name = [0; 32];
        name.copy_from_slice(digest(&SHA256, format!("{jkt} {jti}").as_bytes()).as_ref());
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if at.duration_since(seen.since) > WINDOW {
            seen.before = std::mem::take(&mut seen.now);
            seen.since = at;
        }
        seen.before.contains(&name) || !seen.now.insert(name)
    }
}

/// A part of a JWT (RFC 7519, section 3). The library for JWTs is of no use here: it reads no header that says Ed25519.
fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// The key in the proof's header, and what it signs with (RFC 9449, section 4.2).
fn public_key(header: &Value) -> Result<(Jwk, Algorithm), String> {
    if header["typ"] != "dpop+jwt" {
        return Err("The proof's typ is not dpop+jwt.".to_owned());
    }
    if header.get("crit").is_some() {
        return Err("The proof's crit asks for what is not known here.".to_owned());
    }
    if header.pointer("/jwk/d").is_some() {
        return Err("The proof shows its private key. Make a new key, and keep it.".to_owned());
    }
    let named = header["alg"].as_str().unwrap_or_default();
    if !ALGORITHMS.contains(&named) {
        return Err(format!(
            "The proof's alg is not one of {}.",
            ALGORITHMS.join(", ")
        ));
    }
    let jwk: Jwk = Jwk::deserialize(&header["jwk"])
        .map_err(|_| "The proof's header has no public key in jwk.")?;
    let (algorithm, curve) = match named {
        "ES256" => (Algorithm::ES256, EllipticCurve::P256),
        _ => (Algorithm::EdDSA, EllipticCurve::Ed25519),
    };
    let fits = match &jwk.algorithm {
        AlgorithmParameters::EllipticCurve(key) => key.curve == curve,
        AlgorithmParameters::OctetKeyPair(key) => key.curve == curve,
        _ => false,
    };
    if !fits {
        return Err(format!("The proof's key is none for {named}."));
    }
    Ok((jwk, algorithm))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn why(header: &Value) -> String {
        public_key(header).err().unwrap_or_default()
    }

    #[test]
    fn a_proof_names_its_public_key_and_an_algorithm_that_fits_it() {
        let ed = json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
        let named = |alg: &str, jwk: &Value| json!({"typ": "dpop+jwt", "alg": alg, "jwk": jwk});
        for same in ["Ed25519", "EdDSA"] {
            assert_eq!(why(&named(same, &ed)), "");
        }
        assert!(why(&named("ES256", &ed)).contains("none for ES256"));
        assert!(why(&named("none", &ed)).contains("alg is not one of"));
        let secret = json!({"kty": "oct", "k": "c2VjcmV0"});
        assert!(why(&named("EdDSA", &secret)).contains("none for EdDSA"));
        assert!(why(&named("EdDSA", &Value::Null)).contains("no public key"));
        let mut wrong = named("EdDSA", &ed);
        wrong["crit"] = json!(["b64"]);
        assert!(why(&wrong).contains("crit"));
        let mut wrong = named("EdDSA", &ed);
        wrong["jwk"]["d"] = json!("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
        assert!(why(&wrong).contains("private"));
        assert!(why(&json!("nonsense")).contains("typ"));
    }

    #[test]
    fn a_proof_is_remembered_for_as_long_as_it_is_good() {
        // Good from ten seconds before its iat until the end of the sixtieth second after.
        let good = Duration::from_millis(70_999);
        let proofs = DpopProofs::new("http://127.0.0.1");
        let seen = proofs.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let began = seen.since;
        drop(seen);
        // At the end of a generation, which is the worst moment; others come in between.
        let first = began + WINDOW;
        assert!(!proofs.is_replay("key", "proof", first));
        assert!(!proofs.is_replay("key", "other", first + Duration::from_millis(100)));
        assert!(!proofs.is_replay("key", "another", first + Duration::from_secs(2)));
        assert!(proofs.is_replay("key", "proof", first + good));
    }

    #[test]
    fn what_is_no_jwt_is_no_proof() {
        let proofs = DpopProofs::new("http://127.0.0.1");
        let wanted = Proof {
            method: "GET",
            path: "/",
            access_token: None,
        };
        for proof in ["", ".", "..", "a.b.c", "a.b.c.d", "e30.e30.e30"] {
            assert!(proofs.verify(proof, &wanted).is_err(), "{proof}");
        }
    }
}
