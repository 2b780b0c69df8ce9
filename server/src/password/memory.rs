//! Argon2 in memory that the thread keeps while there is work. Asking the system for 19 MiB that it has to clear, and giving
//! them back, would take a third as long as the hash itself.

use std::cell::RefCell;

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        self, CustomizedPasswordHasher, PasswordHasher,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};

/// How much address space to ask for at least, in blocks of 1 KiB: so much malloc always maps, and unmaps when it is given
/// back. Only what is written to takes memory.
const LEAST: usize = 40 * 1024;

thread_local! {
    static BLOCKS: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

/// Argon2id as OWASP recommends it, or as a stored hash says; otherwise like [`Argon2`].
#[derive(Default)]
pub(super) struct InKeptMemory {
    algorithm: Algorithm,
    version: Version,
    params: Params,
}

/// Gives the memory of this thread back.
pub(crate) fn give_back() {
    BLOCKS.take();
}

impl PasswordHasher<PasswordHash> for InKeptMemory {
    fn hash_password_with_salt(
        &self,
        password: &[u8],
        salt: &[u8],
    ) -> password_hash::Result<PasswordHash> {
        let argon2 = Argon2::new(self.algorithm, self.version, self.params.clone());
        let length = self
            .params
            .output_len()
            .unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let mut output = [0; Output::MAX_LENGTH];
        let output = output
            .get_mut(..length)
            .ok_or(password_hash::Error::OutputSize)?;
        BLOCKS.with_borrow_mut(|blocks| {
            let needed = self.params.block_count();
            if blocks.len() < needed {
                blocks.reserve_exact(needed.max(LEAST));
                blocks.resize(needed, Block::new());
            }
            let blocks = blocks.get_mut(..needed).unwrap_or_default();
            argon2.hash_password_into_with_memory(password, salt, output, blocks)
        })?;
        Ok(PasswordHash {
            algorithm: self.algorithm.ident(),
            version: Some(self.version.into()),
            params: ParamsString::try_from(&self.params)?,
            salt: Some(Salt::new(salt)?),
            hash: Some(Output::new(output)?),
        })
    }
}

/// What [`password_hash::PasswordVerifier`] is made from.
impl CustomizedPasswordHasher<PasswordHash> for InKeptMemory {
    type Params = Params;

    fn hash_password_customized(
        &self,
        password: &[u8],
        salt: &[u8],
        algorithm: Option<&str>,
        version: Option<u32>,
        params: Params,
    ) -> password_hash::Result<PasswordHash> {
        let as_stored = Self {
            algorithm: algorithm.map_or(Ok(self.algorithm), Algorithm::try_from)?,
            version: version.map_or(Ok(self.version), Version::try_from)?,
            params,
        };
        as_stored.hash_password_with_salt(password, salt)
    }
}
