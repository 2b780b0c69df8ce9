//! Signing in: grants and scopes, what is refused and how it is said, refresh tokens, access tokens.

mod access_tokens;
mod forms;
mod grants;
mod refresh;
mod refusals;
