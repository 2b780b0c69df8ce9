//! Whether Stripe sent an event: the header Stripe-Signature, `t=TIME,v1=SIGNATURE,…`, where a signature is the HMAC-SHA-256
//! of time, full stop and body (docs.stripe.com/webhooks/signature). While a secret is changed there are several.

use aws_lc_rs::hmac;
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER_PERMISSIVE;

use crate::error::{Error, Refusal};

/// How old an event may be when it comes, and how far Stripe's clock may be from ours.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Refuses a body that Stripe did not sign with this secret lately.
///
/// # Errors
/// Refused, with what is wrong: nothing there, too old, or signed by somebody else.
pub(super) fn check(
    secret: &str,
    header: Option<&str>,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let header = header.ok_or_else(|| {
        refusal("The header Stripe-Signature is missing. Only Stripe calls this.")
    })?;
    let parts = || {
        let parts = header.split(',');
        parts.filter_map(|part| part.trim().split_once('='))
    };
    let written = parts().find_map(|(name, value)| (name == "t").then_some(value));
    let sent_at = written
        .and_then(|text| text.parse().ok())
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let (Some(written), Some(sent_at)) = (written, sent_at) else {
        return Err(refusal("The header Stripe-Signature has no time t=…"));
    };
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signed = [written.as_bytes(), b".", body].concat();
    // Compared in constant time, by AWS-LC.
    let is_ours = parts()
        .filter(|(name, _)| *name == "v1")
        .filter_map(|(_, hex)| HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok())
        .any(|signature| hmac::verify(&key, &signed, &signature).is_ok());
    if !is_ours {
        return Err(refusal(
            "The header Stripe-Signature has no signature of this body with our secret.",
        ));
    }
    if (now - sent_at).abs() > TOLERANCE {
        return Err(refusal(
            "The signature is not of the last five minutes. Stripe signs anew when it sends the event again.",
        ));
    }
    Ok(())
}

fn refusal(detail: &str) -> Error {
    Refusal::new("signature-invalid", detail).into()
}
