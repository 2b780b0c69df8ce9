//! Certificates of a test's own: a CA, and a server at 127.0.0.1 that it vouches for.

use std::{fs, path::PathBuf};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use uuid::Uuid;

/// They lie in a folder of their own for as long as this lives.
pub struct Certificates(PathBuf);

impl Certificates {
    /// Makes them.
    pub fn make() -> Self {
        let folder = std::env::temp_dir().join(format!("certificates-{}", Uuid::now_v7()));
        fs::create_dir(&folder).expect("a folder");
        let key = || KeyPair::generate().expect("a key");
        let mut ca = CertificateParams::new([]).expect("no names");
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = CertifiedIssuer::self_signed(ca, key()).expect("a CA");
        let server_key = key();
        let server = CertificateParams::new(["127.0.0.1".to_owned()]).expect("a name");
        let server = server.signed_by(&server_key, &ca).expect("a certificate");
        let made = Self(folder);
        for (place, content) in [
            (made.ca(), ca.pem()),
            (made.certificate(), server.pem()),
            (made.key(), server_key.serialize_pem()),
        ] {
            fs::write(place, content).expect("a file");
        }
        made
    }

    /// The certificate of the CA.
    pub fn ca(&self) -> PathBuf {
        self.0.join("ca.crt")
    }

    /// The certificate of the server.
    pub fn certificate(&self) -> PathBuf {
        self.0.join("server.crt")
    }

    /// The key of the server.
    pub fn key(&self) -> PathBuf {
        self.0.join("server.key")
    }
}

impl Drop for Certificates {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
