//! The links of a group that a label does not see, and so does not change: they are put aside before it writes, and back
//! where they were after it. Nothing that a label sends is compared with them, so that it cannot guess what they are.

use super::{Link, MOST};
use crate::error::Error;

/// Links that were put aside, each with its place.
#[derive(Default)]
pub(in crate::user_groups) struct Unseen(Vec<(usize, Link)>);

impl Unseen {
    /// Puts aside those that are marked as personal data.
    pub(in crate::user_groups) fn take(links: &mut Vec<Link>) -> Self {
        let all = std::mem::take(links).into_iter().enumerate();
        let (unseen, seen): (Vec<_>, Vec<_>) = all.partition(|(_, link)| link.personal_data);
        links.extend(seen.into_iter().map(|(_, link)| link));
        Self(unseen)
    }

    /// Puts them back where they were, or at the end of what has become shorter.
    ///
    /// # Errors
    /// Refused, if that makes more links than a group may have.
    pub(in crate::user_groups) fn put_back(self, links: &mut Vec<Link>) -> Result<(), Error> {
        for (place, link) in self.0 {
            links.insert(place.min(links.len()), link);
        }
        if links.len() > MOST {
            let detail = format!(
                "With those that you do not see, the group would have more than {MOST} links. Leave some out."
            );
            return Err(Error::field("too-many-links", "/body/links", detail));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(names: &str) -> Vec<Link> {
        let link = |name: char| Link {
            url: format!("https://{name}.example/"),
            personal_data: name.is_uppercase(),
        };
        names.chars().map(link).collect()
    }

    #[test]
    fn what_is_unseen_stays_where_it_was() {
        for (stored, sent, wanted) in [
            ("aBc", "ac", "aBc"),
            ("aBc", "xyz", "xByz"),
            ("aBc", "", "B"),
            ("AbC", "x", "AxC"),
            ("ABc", "xyz", "ABxyz"),
            ("abC", "x", "xC"),
            // What is the same as one that is unseen stands beside it.
            ("aBc", "ab", "aBb"),
        ] {
            let mut kept = links(stored);
            let unseen = Unseen::take(&mut kept);
            assert!(kept.iter().all(|link| !link.personal_data));
            kept = links(sent);
            assert!(unseen.put_back(&mut kept).is_ok());
            assert_eq!(kept, links(wanted), "{stored} {sent}");
        }
    }
}
