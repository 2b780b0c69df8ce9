//! Changes of password and address, from the API's shape.

use user_api_generated::models;

use super::{PasswordChange, UsernameChange};

impl From<models::PasswordChange> for PasswordChange {
    fn from(body: models::PasswordChange) -> Self {
        Self {
            current: body.current_password,
            new: body.new_password,
        }
    }
}

impl From<models::UsernameChange> for UsernameChange {
    fn from(body: models::UsernameChange) -> Self {
        Self {
            username: body.username.to_lowercase(),
            password: body.password,
        }
    }
}
