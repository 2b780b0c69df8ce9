//! The countries of ISO 3166-1.

use crate::error::Error;

/// Refuses a code that is not a country's.
///
/// # Errors
/// Refused, naming the code.
pub fn check(code: Option<&str>) -> Result<(), Error> {
    match code {
        Some(code) if rust_iso3166::from_alpha2(code).is_none() => Err(Error::field(
            "country-unknown",
            "/body/country",
            format!("{code} is not a country of ISO 3166-1."),
        )),
        _ => Ok(()),
    }
}
