//! What people choose of who may see what. What can be chosen, and what holds where nothing was, stands in the spec
//! (`x-privacy`, see `spec/privacy.rs`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    policy::{self, Audience, Caller, Subject},
    spec::privacy::Audiences,
};

/// The audiences that somebody chose, by field. Most people choose none, which allocates nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(BTreeMap<String, Audience>);

impl Choices {
    /// What was chosen for this field.
    pub fn of(&self, field: &str) -> Option<Audience> {
        self.0.get(field).copied()
    }

    /// The fields for which these and the others differ.
    pub fn changed<'a>(&'a self, others: &'a Self) -> impl Iterator<Item = &'a str> {
        let added = others.0.keys().filter(|field| self.of(field).is_none());
        let fields = self.0.keys().chain(added).map(String::as_str);
        fields.filter(|field| self.of(field) != others.of(field))
    }
}

impl FromIterator<(String, Audience)> for Choices {
    fn from_iter<I: IntoIterator<Item = (String, Audience)>>(choices: I) -> Self {
        Self(choices.into_iter().collect())
    }
}

/// Whether this caller may see a field of a person's, for what is not part of the profile itself, such as a list.
///
/// # Errors
/// Internal, if the spec gives fields of people no audience; the start has made sure that it does.
pub fn may_see(
    audiences: &Audiences,
    caller: &Caller,
    person: &Subject,
    choices: &Choices,
    field: &str,
) -> Result<bool, Error> {
    let viewer = policy::audience(caller, person);
    Ok(audiences.sight("User", viewer, choices)?.sees(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_dropped_and_replaced_has_changed() {
        let choices = |text| serde_json::from_str::<Choices>(text).unwrap_or_default();
        let before =
            choices(r#"{ "country": "public", "full_name": "public", "last_name": "private" }"#);
        let after = choices(
            r#"{ "country": "community", "first_name": "public", "last_name": "private" }"#,
        );
        let changed: Vec<_> = before.changed(&after).collect();
        assert_eq!(changed, ["country", "full_name", "first_name"]);
    }
}
