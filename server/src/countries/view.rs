//! Countries as the API shows them.

use user_api_generated::models;

use super::{Named, Source, Whereabouts};
use crate::nullable;

impl From<Source> for models::AccountCountrySource {
    fn from(source: Source) -> Self {
        match source {
            Source::Declared => Self::Declared,
            Source::Confirmed => Self::Confirmed,
        }
    }
}

/// All countries.
pub fn list(named: Named) -> models::CountryList {
    let country = |(code, name): (&str, String)| models::Country {
        code: code.to_owned(),
        name,
    };
    models::CountryList {
        items: named.countries.into_iter().map(country).collect(),
    }
}

/// Where people were.
pub fn whereabouts(all: Vec<Whereabouts>) -> models::RightsCountryList {
    let one = |whereabouts: Whereabouts| {
        let (country, source, set_at) = match whereabouts.country {
            Some((country, source, set_at)) => (Some(country), Some(source.into()), Some(set_at)),
            None => (None, None, None),
        };
        models::RightsCountry {
            user_id: whereabouts.user_id,
            country: nullable::of(country),
            source: nullable::of(source),
            set_at: nullable::of(set_at),
        }
    };
    models::RightsCountryList {
        items: all.into_iter().map(one).collect(),
    }
}
