//! Entity tags (RFC 9110, section 8.8.3). A tag names the version of a row and, where that differs, who it was shown to; or
//! what was shown, to those who must not learn that anything else has changed.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;

use crate::{error::Error, policy::Audience};

/// Bytes of a hash that are kept: two answers about one thing do not share these by chance.
const HASH: usize = 12;

/// The tag of a row that everybody who may see it sees alike.
pub fn of(version: i32) -> String {
    format!("\"{version}\"")
}

/// The tag of a row that says more than is stored in it.
pub fn of_state(version: i32, state: &str) -> String {
    format!("\"{version}-{state}\"")
}

/// The tag of a row as this audience sees it.
pub fn of_view(version: i32, audience: Audience) -> String {
    format!("\"{version}-{}\"", audience.name())
}

/// The same, where the view also shows how many of something there are and some of them, which are no part of the row.
pub fn of_counting_view(version: i32, audience: Audience, count: i32, shown: &[String]) -> String {
    let audience = audience.name();
    if shown.is_empty() {
        return format!("\"{version}-{audience}-{count}\"");
    }
    let hash = short_hash(shown.join("\n").as_bytes());
    format!("\"{version}-{audience}-{count}-{hash}\"")
}

/// The tag of what is shown, which says nothing of what is not. No change can name it in `If-Match`.
///
/// # Errors
/// Internal, if what is shown cannot be written as JSON.
pub fn of_shown(shown: &impl Serialize) -> Result<String, Error> {
    Ok(format!("\"shown-{}\"", hash(shown)?))
}

/// The tag of a row of which more is shown than is stored in it, such as what the spec says where nobody has chosen.
///
/// # Errors
/// As above.
pub fn of_version_shown(version: i32, shown: &impl Serialize) -> Result<String, Error> {
    Ok(format!("\"{version}-{}\"", hash(shown)?))
}

fn hash(shown: &impl Serialize) -> Result<String, Error> {
    let json = serde_json::to_vec(shown).map_err(Error::internal)?;
    Ok(short_hash(&json))
}

fn short_hash(bytes: &[u8]) -> String {
    let hash = digest(&SHA256, bytes);
    URL_SAFE_NO_PAD.encode(&hash.as_ref()[..HASH])
}

/// Whether `If-None-Match` names this tag.
fn is_known(if_none_match: Option<&str>, tag: &str) -> bool {
    let tag = tag.trim_matches('"');
    if_none_match
        .is_some_and(|header| header == "*" || listed(header).any(|(_, listed)| listed == tag))
}

/// The answer to a read: "not modified" to somebody who has this version already, else all of it.
pub fn answer<R>(
    e_tag: String,
    if_none_match: Option<&str>,
    not_modified: impl FnOnce(String) -> R,
    whole: impl FnOnce(String) -> R,
) -> R {
    if is_known(if_none_match, &e_tag) {
        not_modified(e_tag)
    } else {
        whole(e_tag)
    }
}

/// Refuses a change, if `If-Match` names another version.
///
/// # Errors
/// Precondition failed.
pub fn check(if_match: Option<&str>, version: i32) -> Result<(), Error> {
    let Some(header) = if_match else {
        return Ok(());
    };
    let version = version.to_string();
    // A weak tag never fits (RFC 9110, section 13.1.1).
    let fits =
        |(is_weak, tag): (bool, &str)| !is_weak && tag.split('-').next() == Some(version.as_str());
    if header == "*" || listed(header).any(fits) {
        Ok(())
    } else {
        Err(Error::precondition_failed())
    }
}

/// The tags of a header without their quotes, each with whether it is weak. A tag may have commas, but no quotes.
fn listed(header: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut parts = header.split('"');
    std::iter::from_fn(move || Some((parts.next()?.ends_with("W/"), parts.next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_whether_it_comes_weak_strong_or_in_a_list() {
        assert!(is_known(
            Some("\"1\", W/\"2-public\""),
            &of_view(2, Audience::Public)
        ));
        assert!(is_known(Some("*"), &of(7)));
        assert!(!is_known(
            Some("\"2-private\""),
            &of_view(2, Audience::Public)
        ));
        assert!(!is_known(Some("\"1,2\""), &of(2)));
        assert!(!is_known(None, &of(1)));
    }

    #[test]
    fn a_change_needs_the_version_that_was_read_by_whichever_view() {
        assert!(check(Some("\"3-private\""), 3).is_ok());
        assert!(check(of_version_shown(3, &"x").ok().as_deref(), 3).is_ok());
        assert!(check(Some("\"2\""), 3).is_err());
        assert!(check(Some("W/\"3\""), 3).is_err());
        assert!(check(Some("\"x\"\t,\"3\""), 3).is_ok());
        assert!(check(Some("\"3,4\""), 3).is_err());
        assert!(check(None, 3).is_ok());
    }
}
