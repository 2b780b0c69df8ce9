//! Certificates of a test's own: a CA, and a server at 127.0.0.1 that it vouches for.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use uuid::Uuid;

/// What the files are called.
pub(crate) const CA: &str = "ca.crt";
const CERTIFICATE: &str = "server.crt";
const KEY: &str = "server.key";

/// They lie in a folder of their own for as long as this lives.
pub struct Certificates(PathBuf);

impl Certificates {
    /// Makes them.
    pub fn make() -> Self {
        let folder = std::env::temp_dir().join(format!("certificates-{}", Uuid::now_v7()));
        fs::create_dir(&folder).expect("a folder");
        make_in(&folder);
        Self(folder)
    }

    /// The certificate of the CA.
    pub fn ca(&self) -> PathBuf {
        self.0.join(CA)
    }

    /// The certificate of the server.
    pub fn certificate(&self) -> PathBuf {
        self.0.join(CERTIFICATE)
    }

    /// The key of the server.
    pub fn key(&self) -> PathBuf {
        self.0.join(KEY)
    }
}

impl Drop for Certificates {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes them in a folder that is somebody else's.
pub(crate) fn make_in(folder: &Path) {
    let key = || KeyPair::generate().expect("a key");
    let mut ca = CertificateParams::new([]).expect("no names");
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = CertifiedIssuer::self_signed(ca, key()).expect("a CA");
    let server_key = key();
    let server = CertificateParams::new(["127.0.0.1".to_owned()]).expect("a name");
    let server = server.signed_by(&server_key, &ca).expect("a certificate");
    for (name, content) in [
        (CA, ca.pem()),
        (CERTIFICATE, server.pem()),
        (KEY, server_key.serialize_pem()),
    ] {
        fs::write(folder.join(name), content).expect("a file");
    }
}
