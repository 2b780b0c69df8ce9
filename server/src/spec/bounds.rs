//! What no handler may do to the server: panic, or take for ever.

use std::{future::Future, panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt as _;

use crate::error::Error;

const TOO_SLOW: &str = "This took too long and was given up. Try again in a moment.";

/// What comes of the work within this time; a panic is our mistake, and the work of others goes on.
///
/// # Errors
/// Those of the work, internal if it panics, unavailable if it takes longer.
pub(super) async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let work = AssertUnwindSafe(work).catch_unwind();
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Error::internal("a panic; its message is in the log above")),
        Err(_) => Err(Error::unavailable(TOO_SLOW, 5)),
    }
}

#[cfg(test)]
mod tests {
    use std::{future::pending, hint::black_box, time::Duration};

    use super::within;
    use crate::error::Error;

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_panic_is_our_mistake_and_nothing_more() {
        let work = async {
            tokio::task::yield_now().await;
            assert!(black_box(false), "a panic that a test wants");
            Ok(())
        };
        assert!(matches!(within(LONG, work).await, Err(Error::Internal(_))));
        let work = async { Ok(7) };
        assert!(matches!(within(LONG, work).await, Ok(7)));
    }

    #[tokio::test]
    async fn work_that_takes_too_long_is_given_up() {
        let outcome = within::<()>(Duration::from_millis(1), pending()).await;
        assert!(outcome.is_err_and(|error| error.retry_after() == Some(5)));
    }
}
