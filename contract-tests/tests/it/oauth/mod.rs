//! Signing in: grants and scopes, what is refused and how it is said, refresh tokens, access tokens.

mod access_tokens;
mod by_form;
mod codes;
mod consent;
mod dpop;
mod forms;
mod grants;
mod hints;
mod introspection;
mod keys;
mod pages;
mod passwords;
mod places;
mod refresh;
mod refusals;
mod renewals;
mod role_scopes;
mod signing_out;
