//! Reading request bodies: up to a limit, not for ever, and to their end, so that the caller hears the answer.

use std::time::Duration;

use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body, Bytes};
use tokio::time::{Instant, timeout_at};

use crate::error::{Error, FieldError, Refusal};

/// How much of a body that nobody wants is still read, in bytes. Whoever writes it all before they read would lose the
/// answer if the connection were closed on them.
const DRAIN_LIMIT: usize = 32 * 1024 * 1024;

/// How long that may take.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// How many bytes of a body have to come in a second, all in all: what the poorest networks carry. An image that is as large
/// as the spec lets it be may take some five minutes so, and who drips in bytes for the sake of the connection goes before.
const SLOWEST: u32 = 32 * 1024;

/// Reads a body of so many bytes at most. It may be silent, and behind the slowest pace, for as long as `patience`.
///
/// # Errors
/// Body too large, or invalid if it breaks off or comes too slowly.
pub(super) async fn collect<B>(
    body: &mut B,
    max_bytes: usize,
    patience: Duration,
) -> Result<Bytes, Error>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    // What comes faster buys time, but no more of it than one may be silent: else who has sent almost all could keep it here.
    let mut until = Instant::now() + patience;
    let mut body = Limited::new(body, max_bytes);
    // Most come in one part, which is not copied. Those of many are, since a part takes more memory than the byte that may be
    // all it has.
    let (mut whole, mut joined) = (Bytes::new(), Vec::new());
    loop {
        match timeout_at(until, body.frame()).await {
            Ok(None) => break,
            Ok(Some(Ok(frame))) => {
                let part = frame.into_data().unwrap_or_default();
                let bought = Duration::from_secs_f64(part.len() as f64 / f64::from(SLOWEST));
                until = (until + bought).min(Instant::now() + patience);
                if whole.is_empty() && joined.is_empty() {
                    whole = part;
                } else {
                    joined.extend_from_slice(&std::mem::take(&mut whole));
                    joined.extend_from_slice(&part);
                }
            }
            Ok(Some(Err(error))) if error.is::<LengthLimitError>() => {
                let detail = format!("A body may have {max_bytes} bytes at most.");
                return Err(Refusal::new("body-too-large", detail).into());
            }
            Ok(Some(Err(_))) => return Err(unfinished("The body broke off.".to_owned())),
            Err(_) => {
                let seconds = patience.as_secs();
                return Err(unfinished(format!(
                    "The body came too slowly: nothing for {seconds} seconds, or fewer than {SLOWEST} bytes a second. Send it again, over a faster connection if need be."
                )));
            }
        }
    }
    Ok(if joined.is_empty() {
        whole
    } else {
        Bytes::from(joined)
    })
}

fn unfinished(detail: String) -> Error {
    let pointer = "/body".to_owned();
    Error::invalid(vec![FieldError { pointer, detail }])
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream::{iter, unfold};
    use http_body_util::{Empty, Full, StreamBody};
    use hyper::body::Frame;
    use tokio::time::{sleep, timeout};

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    /// A body that has no end, of so many bytes at a time, with a pause after each.
    fn endless(
        bytes: usize,
        pause: Duration,
    ) -> impl Body<Data = Bytes, Error = Infallible> + Unpin {
        let next = move |()| async move {
            sleep(pause).await;
            let part = Frame::data(Bytes::from(vec![b'x'; bytes]));
            Some((Ok::<_, Infallible>(part), ()))
        };
        StreamBody::new(Box::pin(unfold((), next)))
    }

    #[tokio::test]
    async fn a_body_that_has_come_is_read_whole() {
        let mut whole = Full::new(Bytes::from_static(b"three ferries"));
        let read = collect(&mut whole, 13, LONG).await;
        assert!(read.is_ok_and(|read| read == "three ferries"));
        let read = collect(&mut Empty::<Bytes>::new(), 13, LONG).await;
        assert!(read.is_ok_and(|read| read.is_empty()));
        let parts = ["", "three", "", " ferr", "ies"]
            .map(|part| Ok::<_, Infallible>(Frame::data(Bytes::from(part))));
        let mut parts = StreamBody::new(iter(parts));
        let read = collect(&mut parts, 13, LONG).await;
        assert!(read.is_ok_and(|read| read == "three ferries"));
    }

    #[tokio::test]
    async fn a_body_that_only_drips_is_given_up() {
        let patience = Duration::from_millis(200);
        let mut drip = endless(1, Duration::from_millis(20));
        let began = Instant::now();
        let read = timeout(LONG, collect(&mut drip, usize::MAX, patience)).await;
        assert!(matches!(read, Ok(Err(Error::Refused(_)))), "{read:?}");
        assert!(began.elapsed() >= patience);
    }

    #[tokio::test]
    async fn a_body_that_keeps_the_pace_is_read_for_longer_than_one_may_be_silent() {
        let patience = Duration::from_secs(2);
        let mut steady = endless(1024 * 1024, patience / 8);
        let began = Instant::now();
        let read = timeout(LONG, collect(&mut steady, 12 * 1024 * 1024, patience)).await;
        let refusal = read.ok().and_then(Result::err);
        assert!(
            matches!(refusal, Some(Error::Refused(refusal)) if refusal.code == "body-too-large")
        );
        assert!(began.elapsed() > patience);
    }
}
