//! Portable hashes of phpass, as WordPress ($P$) and phpBB ($H$) made them: MD5, many times over. Only to verify what was
//! imported; nothing is hashed like this anew.
//!
//! Written out here after the published algorithm (https://www.openwall.com/phpass/), over RustCrypto's MD5: the only crate
//! for it knows no $H$, has no bound on the rounds, and panics on letters beyond ASCII.

use md5::{Digest as _, Md5};

use crate::secrets;

/// Stands for six bits each, the lowest first.
const ALPHABET: &[u8; 64] = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Prefix, one letter for the rounds, eight for the salt, 22 for the hash.
const LENGTH: usize = 34;

/// Rounds as a power of two: what phpass makes at least, and what may keep a thread busy for a tenth of a second.
/// WordPress made 13, phpBB 11.
const ROUNDS: std::ops::RangeInclusive<usize> = 7..=18;

/// A hash that can be verified.
pub(super) struct Portable<'a> {
    rounds: u32,
    salt: &'a [u8],
    hash: &'a [u8],
}

impl<'a> Portable<'a> {
    /// Reads a hash.
    ///
    /// # Errors
    /// A few words about what is wrong with it.
    pub(super) fn parse(text: &'a str) -> Result<Self, &'static str> {
        let text = text.as_bytes();
        if text.len() != LENGTH {
            return Err("a phpass hash has 34 letters");
        }
        let (setting, hash) = text.split_at(12);
        if !hash.iter().all(|letter| ALPHABET.contains(letter)) {
            return Err("a phpass hash has a letter that it may not have");
        }
        let rounds = ALPHABET.iter().position(|letter| *letter == setting[3]);
        let rounds = rounds
            .filter(|rounds| ROUNDS.contains(rounds))
            .ok_or("a phpass hash has fewer rounds than 2^7 or more than 2^18")?;
        Ok(Self {
            rounds: 1 << rounds,
            salt: &setting[4..],
            hash,
        })
    }

    /// Whether it is the hash of this password, in a time that tells nothing about it.
    pub(super) fn verify(&self, password: &str) -> bool {
        let mut hash = md5(self.salt, password);
        for _ in 0..self.rounds {
            hash = md5(&hash, password);
        }
        secrets::same(&encode(&hash), self.hash)
    }
}

fn md5(first: &[u8], password: &str) -> [u8; 16] {
    Md5::new_with_prefix(first)
        .chain_update(password)
        .finalize()
        .into()
}

/// Three bytes make four letters, the lowest six bits first; the sixteenth byte makes two.
fn encode(hash: &[u8; 16]) -> Vec<u8> {
    let letters = hash.chunks(3).flat_map(|bytes| {
        let number = bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | usize::from(*byte));
        (0..=bytes.len()).map(move |place| ALPHABET[number >> (6 * place) & 63])
    });
    letters.collect()
}
