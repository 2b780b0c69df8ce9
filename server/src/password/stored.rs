//! What `users.password_hash` may hold: Argon2 in PHC string format, ours or another's, and what other systems left
//! behind: bcrypt and phpass. Each is bounded, since an imported hash says itself how much work it takes to verify.

use argon2::{
    Params,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use super::{memory::InKeptMemory, phpass::Portable};
use crate::error::Error;

/// What every hash of today begins with: Argon2id in the parameters that OWASP recommends, 19 MiB, two passes, one lane.
/// The index `users_password_hash_outdated_idx` holds all others.
const TODAY: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// How much memory an Argon2 hash may take, in KiB, and how often it may go through how much of it.
const MOST_MEMORY: u32 = 128 * 1024;
const MOST_WORK: u32 = 1024 * 1024;

/// The costs of bcrypt that are verified: each is twice the work of the one before. 13 takes half a second; 14 does not fit
/// into the grid that refusals leave at, so it would tell that there is an account. Who comes with one resets the password.
const COSTS: std::ops::RangeInclusive<u32> = 4..=13;

/// As many bytes of a password bcrypt looks at.
const BCRYPT_LENGTH: usize = 72;

/// A hash that can be verified.
pub(super) enum Stored<'a> {
    Argon2(Box<PasswordHash>),
    Bcrypt(&'a str),
    Phpass(Portable<'a>),
}

/// Hashes as today.
pub(super) fn hash(password: &str) -> Result<String, Error> {
    let hash = InKeptMemory::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(Error::internal)
}

/// Whether a hash is made as today.
pub(super) fn is_of_today(hash: &str) -> bool {
    hash.starts_with(TODAY)
}

impl<'a> Stored<'a> {
    /// Reads a hash.
    ///
    /// # Errors
    /// A few words about what is wrong with it, without the hash.
    pub(super) fn parse(text: &'a str) -> Result<Self, &'static str> {
        match text.get(..4) {
            Some("$arg") => parse_argon2(text).map(Self::Argon2),
            Some("$2a$" | "$2b$" | "$2x$" | "$2y$") => {
                let parts = text.parse::<bcrypt::HashParts>();
                let cost = parts.map_err(|_| "a bcrypt hash is malformed")?.get_cost();
                if COSTS.contains(&cost) {
                    Ok(Self::Bcrypt(text))
                } else {
                    Err("the cost of a bcrypt hash is not from 4 to 13")
                }
            }
            Some(start) if start.starts_with("$P$") || start.starts_with("$H$") => {
                Portable::parse(text).map(Self::Phpass)
            }
            _ => Err("the hash is of a format that is not known"),
        }
    }

    /// Whether it is the hash of this password.
    pub(super) fn verify(&self, password: &str) -> bool {
        match self {
            Self::Argon2(hash) => InKeptMemory::default()
                .verify_password(password.as_bytes(), &**hash)
                .is_ok(),
            // To bcrypt a password is a ring of bytes that a NUL closes: with one inside, others would fit as well.
            Self::Bcrypt(_) if password.contains('\0') => false,
            // The flaw of $2x$ is not repeated: passwords in ASCII verify, others have to be reset.
            Self::Bcrypt(hash) => bcrypt::verify(password, hash).unwrap_or(false),
            Self::Phpass(hash) => hash.verify(password),
        }
    }

    /// Whether the password that fits is surely the whole of it. Of a long one bcrypt has not seen the end, and what was
    /// typed there may be wrong: it would become the password.
    pub(super) fn covers(&self, password: &str) -> bool {
        !matches!(self, Self::Bcrypt(_)) || password.len() < BCRYPT_LENGTH
    }
}

fn parse_argon2(text: &str) -> Result<Box<PasswordHash>, &'static str> {
    let hash = PasswordHash::new(text).map_err(|_| "an Argon2 hash is malformed")?;
    let params = Params::try_from(&hash).map_err(|_| "an Argon2 hash has wrong parameters")?;
    let work = params.m_cost().checked_mul(params.t_cost());
    if params.m_cost() > MOST_MEMORY || work.is_none_or(|work| work > MOST_WORK) {
        return Err("an Argon2 hash takes more than 128 MiB, or goes through more than 1 GiB");
    }
    Ok(Box::new(hash))
}
