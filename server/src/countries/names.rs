//! What countries are called: by the Unicode CLDR, whose names are part of the program. Nothing is read at start.

use icu_locale::{
    Locale,
    names::{DisplayNamesPreferences, RegionDisplayName},
    subtags::Region,
};

/// The language of the names, if none is known that was asked for.
const DEFAULT: Locale = icu_locale::locale!("en");

/// The countries, with their names in a language.
#[derive(Debug)]
pub struct Named {
    /// The language (RFC 5646).
    pub language: String,
    /// Code and name of each, in the order of the codes.
    pub countries: Vec<(&'static str, String)>,
}

/// All countries, in the best language of the header Accept-Language that has names (RFC 9110, section 12.5.4).
pub fn list(accept_language: Option<&str>) -> Named {
    let locale = understood(accept_language.unwrap_or_default())
        .find(|locale| name(locale, "DE").is_some())
        .unwrap_or(DEFAULT);
    let mut codes: Vec<_> = rust_iso3166::ALL
        .iter()
        .map(|country| (country.alpha2, country.name))
        .collect();
    codes.sort_unstable();
    let named = |(code, english): (&'static str, &str)| {
        let name = name(&locale, code).or_else(|| name(&DEFAULT, code));
        (code, name.unwrap_or_else(|| english.to_owned()))
    };
    Named {
        countries: codes.into_iter().map(named).collect(),
        language: locale.id.to_string(),
    }
}

/// The languages of the header, the best first; `*` means any, and so none of them.
fn understood(accept_language: &str) -> impl Iterator<Item = Locale> {
    accept_language::parse_with_quality(accept_language)
        .into_iter()
        .filter(|(_, quality)| *quality > 0.0)
        .filter_map(|(language, _)| language.parse().ok())
}

fn name(locale: &Locale, code: &str) -> Option<String> {
    let region: Region = code.parse().ok()?;
    let name = RegionDisplayName::try_new_light(DisplayNamesPreferences::from(locale), region);
    name.ok().map(|name| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn germany(accept_language: &str) -> (String, String) {
        let named = list(Some(accept_language));
        let germany = named.countries.into_iter().find(|(code, _)| *code == "DE");
        (
            named.language,
            germany.map(|(_, name)| name).unwrap_or_default(),
        )
    }

    #[test]
    fn the_best_language_that_has_names_is_taken() {
        let cases = [
            ("de-AT", "de-AT", "Deutschland"),
            ("en;q=0.5, pt-BR", "pt-BR", "Alemanha"),
            ("tlh, sv;q=0.8, en;q=0.5", "sv", "Tyskland"),
            ("fr;q=0, *", "en", "Germany"),
            ("zh-hant-tw", "zh-Hant-TW", "德國"),
            ("", "en", "Germany"),
        ];
        for (header, language, name) in cases {
            assert_eq!(germany(header), (language.to_owned(), name.to_owned()));
        }
    }

    #[test]
    fn every_country_has_a_name_of_its_own() {
        let english = list(None).countries;
        assert!(english.len() > 240 && english.is_sorted());
        assert!(english.iter().all(|(code, name)| name != code));
    }
}
