//! TLS to PostgreSQL, by rustls and AWS-LC, as everywhere here.
//!
//! `sslmode=require` verifies the certificate, as libpq's `verify-full` does: one that nobody has looked at keeps out who
//! listens, but not who stands between. `prefer` is for who has set nothing up, and verifies nothing: it must go on working
//! with the certificate that a system's package made for itself.

use std::{error::Error as StdError, path::Path, sync::Arc};

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore,
    SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject as _},
};
use tokio_postgres::{
    Config, Error as PostgresError,
    config::{Host, SslMode, SslNegotiation},
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// What names the CA of the server's own database.
pub(super) const CA: &str = "USER_API_DATABASE_CA";

/// What connects to a database as its URL says. `ca` is who is trusted, with the name of what says so; without it, whom
/// Mozilla trusts.
///
/// # Errors
/// A sentence, if what is said does not fit together, or there is no certificate in the file.
pub fn connector(
    postgres: &mut Config,
    url: &str,
    ca: Option<(&str, &Path)>,
) -> Result<MakeRustlsConnect, String> {
    let is_required = postgres.get_ssl_mode() == SslMode::Require;
    if let Some((name, _)) = ca.filter(|_| !is_required) {
        return Err(format!(
            "{name} is set, but {url} does not say sslmode=require, so no certificate would be verified. Say it, or leave {name} out."
        ));
    }
    let is_socket = |host: &Host| matches!(host, Host::Unix(_));
    if is_required && postgres.get_hosts().iter().any(is_socket) {
        return Err(format!(
            "{url} says sslmode=require, but leads to a socket of this machine, which has no TLS. Leave one of them out."
        ));
    }
    if postgres.get_hosts().is_empty() {
        if is_required {
            return Err(format!(
                "{url} says sslmode=require, but not which host: its name must be that of the certificate. Say host beside hostaddr."
            ));
        }
        // Without a name there is no TLS with anybody.
        postgres.ssl_mode(SslMode::Disable);
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("TLS cannot be had: {error}."))?;
    let mut tls = if is_required {
        let roots = ca.map_or_else(|| Ok(mozilla()), |(name, path)| read(name, path))?;
        builder.with_root_certificates(roots).with_no_client_auth()
    } else {
        builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Anybody(provider)))
            .with_no_client_auth()
    };
    if postgres.get_ssl_negotiation() == SslNegotiation::Direct {
        tls.alpn_protocols = vec![b"postgresql".to_vec()];
    }
    Ok(MakeRustlsConnect::new(tls))
}

fn mozilla() -> RootCertStore {
    RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    }
}

/// The certificates in a file.
fn read(name: &str, path: &Path) -> Result<RootCertStore, String> {
    let wrong = |why: &dyn std::fmt::Display| {
        format!(
            "{name} is {}, which cannot be used: {why}. It must be a file of certificates as PEM.",
            path.display()
        )
    };
    let mut roots = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(path).map_err(|error| wrong(&error))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|error| wrong(&error))?;
        roots.add(certificate).map_err(|error| wrong(&error))?;
    }
    if roots.is_empty() {
        return Err(wrong(&"there is no certificate in it"));
    }
    Ok(roots)
}

/// What is wrong with TLS and what to do, if that is why there is no connection. `ca` names what says who is trusted.
pub fn fault(error: &PostgresError, ca: &str) -> Option<String> {
    let cause = StdError::source(error)?;
    let within = cause
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref);
    let Some(fault) = within.and_then(|cause| cause.downcast_ref::<TlsError>()) else {
        return (cause.to_string() == NONE).then(|| {
            "Its URL says sslmode=require, but it has no TLS. Switch it on there (ssl = on), or say another sslmode.".to_owned()
        });
    };
    let what_to_do = match fault {
        TlsError::InvalidCertificate(CertificateError::UnknownIssuer) => {
            format!(
                "Nobody whom we trust vouches for it: set {ca} to a file with the certificate of who does."
            )
        }
        TlsError::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => "It is for another name than the host of the URL.".to_owned(),
        _ => "sslmode=require needs a certificate that is good for the host.".to_owned(),
    };
    Some(format!("TLS failed: {fault}. {what_to_do}"))
}

/// What tokio-postgres says of a server without TLS; its error has no other mark.
const NONE: &str = "server does not support TLS";

/// Takes whatever certificate there is. That the other side has its key is looked at, as far as it can be: the password is
/// bound to the certificate.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.0.signature_verification_algorithms;
        readable(verify_tls12_signature(
            message,
            certificate,
            signed,
            algorithms,
        ))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.0.signature_verification_algorithms;
        readable(verify_tls13_signature(
            message,
            certificate,
            signed,
            algorithms,
        ))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Certificates of the first version, as PostgreSQL's manual lets one make them, cannot be read; who has one is no worse off
/// than without TLS.
fn readable(
    verified: Result<HandshakeSignatureValid, TlsError>,
) -> Result<HandshakeSignatureValid, TlsError> {
    match verified {
        Err(TlsError::InvalidCertificate(fault)) if fault != CertificateError::BadSignature => {
            Ok(HandshakeSignatureValid::assertion())
        }
        verified => verified,
    }
}
