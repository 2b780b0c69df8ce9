//! Tokens and their errors as the API shows them.

use user_api_generated::{IssueTokenResponse, models};

use super::{Issued, TokenError, access_tokens::LIFETIME};
use crate::error::Error;

/// A token (RFC 6749, section 5.1).
pub fn token(issued: Issued) -> IssueTokenResponse {
    IssueTokenResponse::Ok {
        body: models::Token {
            access_token: issued.access_token,
            token_type: models::TokenTokenType::Bearer,
            expires_in: i32::try_from(LIFETIME.num_seconds()).unwrap_or(i32::MAX),
            refresh_token: issued.refresh_token,
            scope: issued.scope,
        },
        cache_control: "no-store".to_owned(),
    }
}

/// Why there is no token (RFC 6749, section 5.2).
///
/// # Errors
/// What is no error of that standard.
pub fn refusal(error: TokenError) -> Result<IssueTokenResponse, Error> {
    match error {
        TokenError::Other(error) => Err(error),
        TokenError::Refused(code, error_description) => {
            let body = models::OAuthError {
                error: code.parse().map_err(Error::internal)?,
                error_description,
            };
            Ok(match body.error {
                models::OAuthErrorError::InvalidClient => IssueTokenResponse::Unauthenticated {
                    body,
                    www_authenticate: "Basic realm=\"clients\", charset=\"UTF-8\"".to_owned(),
                },
                _ => IssueTokenResponse::Invalid(body),
            })
        }
    }
}
