//! Countries, and where people are: said by the person, confirmed by the payment provider. Where somebody was before is
//! kept, since rights depend on where they were at the time.

mod names;
mod store;
pub mod view;

use std::str::FromStr;

use chrono::{DateTime, Utc};
use rust_iso3166::iso3166_3;
use uuid::Uuid;

use crate::{app::App, db::GenericClient, error::Error};
pub use names::{Named, list};
pub(crate) use store::keep_past;

/// Who says where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The person.
    Declared,
    /// The payment provider.
    Confirmed,
}

/// Where somebody was at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// Who.
    pub user_id: Uuid,
    /// Where, and since when by whose word; `None` if nobody knows.
    pub country: Option<(String, Source, DateTime<Utc>)>,
}

/// Where each of these people was at a time, by default now, in the order asked. Nobody knows it of those who are deleted.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn at(
    app: &App,
    user_ids: &[Uuid],
    at: Option<DateTime<Utc>>,
) -> Result<Vec<Whereabouts>, Error> {
    store::list_whereabouts(&*app.database.reader().await?, user_ids, at).await
}

/// Notes that the payment provider says so. What was before is kept, even if it was the same country, declared. Nothing
/// changes if it was confirmed already.
///
/// # Errors
/// Refused, if there is no such country.
pub async fn confirm(
    transaction: &impl GenericClient,
    user_id: Uuid,
    country: &str,
) -> Result<(), Error> {
    check(Some(country))?;
    store::set_country(transaction, user_id, Some(country), Source::Confirmed).await
}

/// Refuses a code that is not a country's.
///
/// # Errors
/// Refused, naming the code, and what has become of a country that is no more.
pub fn check(code: Option<&str>) -> Result<(), Error> {
    match code {
        Some(code) if rust_iso3166::from_alpha2(code).is_none() => Err(Error::field(
            "country-unknown",
            "/body/country",
            unknown(code),
        )),
        _ => Ok(()),
    }
}

/// What is wrong with a code, and what would be right.
fn unknown(code: &str) -> String {
    let former: Vec<_> = iso3166_3::ALL
        .iter()
        .filter(|country| country.former.alpha2 == code)
        .collect();
    if former.is_empty() {
        return format!("{code} is not a country of ISO 3166-1. GET /v1/countries lists them.");
    }
    let was = former.iter().map(|country| {
        let now: Vec<_> = country.new_countries.iter().map(|new| new.alpha2).collect();
        format!("{} (now {})", country.name, now.join(", "))
    });
    format!(
        "{code} is no longer a country of ISO 3166-1; it was {}.",
        was.collect::<Vec<_>>().join(", and ")
    )
}

impl Source {
    /// As spec and database write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Confirmed => "confirmed",
        }
    }
}

impl FromStr for Source {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        [Self::Declared, Self::Confirmed]
            .into_iter()
            .find(|source| source.name() == name)
            .ok_or_else(|| Error::internal(format!("there is no source {name}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_names_a_country_that_is_no_more_learns_what_became_of_it() {
        assert!(unknown("AN").contains("Netherlands Antilles (now BQ, CW, SX)"));
        assert!(unknown("CS").contains("CZ, SK"));
        assert!(unknown("XX").contains("GET /v1/countries"));
    }

    #[test]
    fn a_code_that_was_given_to_another_country_is_that_one() {
        // BY was the Byelorussian SSR and AI the French Afars and Issas.
        assert!(check(Some("BY")).is_ok() && check(Some("AI")).is_ok());
        assert!(check(Some("SU")).is_err() && check(Some("de")).is_err());
    }
}
