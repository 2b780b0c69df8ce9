//! What the forms of the pages say, in our own words.

use serde_json::Value;
use user_api_generated::models;

use super::consent::Decision;
use crate::{credentials::UsernameChange, error::Error, users::NewUser};

/// The body of `signUp`, which was held against the spec.
///
/// # Errors
/// Internal, if the spec allows what the code does not.
pub fn new_user(body: Value) -> Result<NewUser, Error> {
    let body: models::UserCreate = serde_json::from_value(body).map_err(Error::internal)?;
    Ok(body.into())
}

/// The body of `changeUsername`, which was held against the spec.
///
/// # Errors
/// Internal, if the spec allows what the code does not.
pub fn username_change(body: Value) -> Result<UsernameChange, Error> {
    let body: models::UsernameChange = serde_json::from_value(body).map_err(Error::internal)?;
    Ok(body.into())
}

impl From<models::ConsentFormDecision> for Decision {
    fn from(decision: models::ConsentFormDecision) -> Self {
        match decision {
            models::ConsentFormDecision::Allow => Self::Allow,
            models::ConsentFormDecision::Deny => Self::Deny,
            models::ConsentFormDecision::Switch => Self::Switch,
        }
    }
}
