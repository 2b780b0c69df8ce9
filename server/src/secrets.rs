//! Keys derived from the server's secret, sealing, random tokens and their hashes. AWS-LC does the work.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, RandomizedNonceKey},
    digest::{SHA256, digest},
    error::Unspecified,
    hkdf::{HKDF_SHA256, Salt},
    hmac, rand,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::error::Error;

/// A key for one purpose, derived from the server's secret (HKDF, RFC 5869).
///
/// # Errors
/// Internal, if the library fails.
pub fn derive(secret: &[u8], purpose: &str) -> Result<[u8; 32], Error> {
    let mut key = [0; 32];
    let derived = Salt::new(HKDF_SHA256, b"user-api").extract(secret);
    derived
        .expand(&[purpose.as_bytes()], HKDF_SHA256)
        .and_then(|key_material| key_material.fill(&mut key))
        .map_err(Error::internal)?;
    Ok(key)
}

/// Encrypts (AES-256-GCM); the nonce comes first.
///
/// # Errors
/// Internal, if the library fails.
pub fn seal(key: &[u8; 32], plain: &[u8]) -> Result<Vec<u8>, Error> {
    let seal = || -> Result<Vec<u8>, Unspecified> {
        let mut sealed = plain.to_vec();
        let nonce = RandomizedNonceKey::new(&AES_256_GCM, key)?
            .seal_in_place_append_tag(Aad::empty(), &mut sealed)?;
        Ok([nonce.as_ref().as_slice(), &sealed].concat())
    };
    seal().map_err(Error::internal)
}

/// Decrypts what [`seal`] encrypted.
///
/// # Errors
/// Internal, if another secret sealed it.
pub fn open(key: &[u8; 32], sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let open = || -> Result<Vec<u8>, Unspecified> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(Unspecified)?;
        let mut text = text.to_vec();
        let plain = RandomizedNonceKey::new(&AES_256_GCM, key)?.open_in_place(
            nonce.into(),
            Aad::empty(),
            &mut text,
        )?;
        Ok(plain.to_vec())
    };
    open().map_err(|_| {
        Error::internal("something was sealed with another USER_API_SECRET than this server has")
    })
}

/// A token of 256 random bits, in base64url.
///
/// # Errors
/// Internal, if there is no randomness.
pub fn random_token() -> Result<String, Error> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A name of 16 letters and digits that nobody has yet, without those that look like others.
///
/// # Errors
/// Internal, if there is no randomness.
pub fn random_name() -> Result<String, Error> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 16];
    rand::fill(&mut bytes).map_err(Error::internal)?;
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte % 32)]);
    Ok(bytes.map(letter).iter().collect())
}

/// A number between 0 and 1, so that instances do not all do something at the same moment.
pub fn random_share() -> f64 {
    let mut byte = [0];
    // Without randomness, they do.
    let _ = rand::fill(&mut byte);
    f64::from(byte[0]) / 255.0
}

/// The SHA-256 of a token or secret, which is all that is ever stored of it.
pub fn hash(secret: &str) -> Vec<u8> {
    digest(&SHA256, secret.as_bytes()).as_ref().to_vec()
}

/// The HMAC-SHA-256 of these parts, each with its length, so that no others make the same.
pub fn keyed_hash(key: &[u8; 32], parts: &[&str]) -> Vec<u8> {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    }
    context.sign().as_ref().to_vec()
}

/// Compares two hashes in a time that tells nothing about them.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(one, other).is_ok()
}
