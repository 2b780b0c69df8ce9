//! Reading request bodies: up to a limit, and to their end, so that the caller hears the answer.

use std::time::Duration;

use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body, Bytes};

use crate::error::{Error, FieldError, Refusal};

/// How much of a body that nobody wants is still read, in bytes. Whoever writes it all before they read would lose the
/// answer if the connection were closed on them.
const DRAIN_LIMIT: usize = 32 * 1024 * 1024;

/// How long that may take.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads a body of so many bytes at most.
///
/// # Errors
/// Body too large, or invalid if it breaks off.
pub(super) async fn collect<B>(body: &mut B, max_bytes: usize) -> Result<Bytes, Error>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    match Limited::new(body, max_bytes).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            let detail = format!("A body may have {max_bytes} bytes at most.");
            Err(Refusal::new("body-too-large", detail).into())
        }
        Err(_) => {
            let (pointer, detail) = ("/body".to_owned(), "The body broke off.".to_owned());
            Err(Error::invalid(vec![FieldError { pointer, detail }]))
        }
    }
}

/// Reads what is left of a body and drops it. Tells whether it came to its end, so that the connection can go on.
pub(super) async fn drain<B>(body: &mut B) -> bool
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    if body.is_end_stream() {
        return true;
    }
    let mut rest = Limited::new(body, DRAIN_LIMIT);
    let read = async {
        while let Some(frame) = rest.frame().await {
            if frame.is_err() {
                return false;
            }
        }
        true
    };
    tokio::time::timeout(DRAIN_TIMEOUT, read)
        .await
        .unwrap_or(false)
}
