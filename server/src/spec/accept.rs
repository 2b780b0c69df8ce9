//! Media types: what an operation answers, held against `Accept` (RFC 9110, section 12.5.1).

use std::collections::HashMap;

use hyper::header::{ACCEPT, HeaderMap};
use mime::Mime;

use super::responses::Response;
use crate::error::{Error, Refusal};

/// The media types of an operation's successes.
pub(super) struct Produces(Vec<Mime>);

impl Produces {
    pub(super) fn load(responses: &HashMap<u16, Response>) -> Result<Self, String> {
        let successes = responses
            .iter()
            .filter(|(status, _)| (200..300).contains(*status));
        let types = successes.filter_map(|(_, response)| response.media_type());
        let parsed = types.map(|media_type| {
            media_type
                .parse()
                .map_err(|_| format!("{media_type} in the spec is no media type."))
        });
        Ok(Self(parsed.collect::<Result<_, _>>()?))
    }

    /// Refuses a caller who accepts nothing that there is. An operation without content suits everybody.
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Error> {
        if self.0.is_empty() || !headers.contains_key(ACCEPT) {
            return Ok(());
        }
        let ranges = headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        let ranges: Vec<Mime> = ranges
            .filter_map(|range| range.trim().parse().ok())
            .collect();
        if self.0.iter().any(|ours| accept(&ranges, ours)) {
            return Ok(());
        }
        let ours: Vec<_> = self.0.iter().map(Mime::essence_str).collect();
        Err(Refusal::new(
            "not-acceptable",
            format!("This answers {}.", ours.join(" or ")),
        )
        .into())
    }
}

/// The most precise range that covers a media type says whether it is accepted.
fn accept(ranges: &[Mime], ours: &Mime) -> bool {
    ranges
        .iter()
        .filter(|range| covers(range, ours))
        .max_by_key(|range| (range.type_() != mime::STAR, range.subtype() != mime::STAR))
        .is_some_and(|range| !is_refused(range))
}

fn is_refused(range: &Mime) -> bool {
    range
        .get_param("q")
        .is_some_and(|q| q.as_str().parse::<f32>().is_ok_and(|q| q <= 0.0))
}

fn covers(range: &Mime, ours: &Mime) -> bool {
    let same_type = range.type_() == mime::STAR || range.type_() == ours.type_();
    let same_subtype = range.subtype() == mime::STAR
        || (range.subtype() == ours.subtype() && range.suffix() == ours.suffix());
    same_type && same_subtype
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json_suits(header: &str) -> bool {
        let ranges: Vec<Mime> = header
            .split(',')
            .filter_map(|range| range.trim().parse().ok())
            .collect();
        accept(&ranges, &mime::APPLICATION_JSON)
    }

    #[test]
    fn the_most_precise_range_decides() {
        assert!(json_suits("text/html, */*; q=0.1"));
        assert!(json_suits("application/json, */*; q=0"));
        assert!(!json_suits("application/json; q=0, */*"));
        assert!(!json_suits("text/*"));
    }
}
