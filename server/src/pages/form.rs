//! What forms are made of: what they carry along, what was wrong, what can be chosen.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::Refusal;

/// The parameter that says what one signs in for; links between the pages carry it on.
const REQUEST: &str = "request";

/// What a form carries along unseen: names and values, such as `csrf`, `request` and `token`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden(pub Vec<(&'static str, String)>);

impl Hidden {
    /// Each name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The path, with the `request` if there is one.
    pub fn link(&self, path: &str) -> String {
        match self.iter().find(|(name, _)| *name == REQUEST) {
            Some((name, value)) => {
                format!(
                    "{path}?{name}={}",
                    utf8_percent_encode(value, NON_ALPHANUMERIC)
                )
            }
            None => path.to_owned(),
        }
    }
}

/// What was wrong with a form: a field's name and what would be right, in the order of the fields. The name is empty
/// where no single field is to blame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(pub Vec<(String, String)>);

impl Errors {
    /// Whether nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each field's name with what is wrong there.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, detail)| (name.as_str(), detail.as_str()))
    }

    /// What is wrong with this field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.iter()
            .find_map(|(name, detail)| (name == field).then_some(detail))
    }

    /// Whether this is the first field that is wrong.
    pub fn begin_at(&self, field: &str) -> bool {
        self.iter()
            .find(|(name, _)| !name.is_empty())
            .is_some_and(|(name, _)| name == field)
    }
}

/// A use case's refusal: `/body/username` is the field `username`.
impl From<&Refusal> for Errors {
    fn from(refusal: &Refusal) -> Self {
        let fields = refusal.errors.iter().map(|error| {
            let field = error.pointer.strip_prefix("/body/").unwrap_or_default();
            (field.to_owned(), error.detail.clone())
        });
        let whole = refusal
            .errors
            .is_empty()
            .then(|| (String::new(), refusal.detail.clone()));
        Self(fields.chain(whole).collect())
    }
}

/// One of several things, in words: a role to choose, a scope to allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What it is called.
    pub name: String,
    /// What it means, in a sentence.
    pub description: String,
}

impl Choice {
    /// The id of its button: the field's own for the first, so that a link to the field leads there.
    pub(super) fn id(&self, field: &str, first: bool) -> String {
        if first {
            field.to_owned()
        } else {
            format!("{field}-{}", self.value)
        }
    }
}
