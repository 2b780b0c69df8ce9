//! What a client can be: its grants, scopes and addresses fit together. All that does not fit is named at once.

use super::{Settings, addresses};
use crate::{
    app::App,
    error::{Error, FieldError, Refusal},
};

/// Refuses settings that do not fit together. `before` is what they change, if the client is there already.
///
/// # Errors
/// `client-impossible`, with each place.
pub(super) fn check(
    app: &App,
    settings: &Settings,
    confidential: bool,
    before: Option<&Settings>,
) -> Result<(), Error> {
    let mut errors = of_grants(settings, confidential, before);
    errors.extend(of_scopes(app, settings));
    errors.extend(of_addresses("redirect_uris", &settings.redirect_uris));
    errors.extend(of_addresses(
        "post_logout_redirect_uris",
        &settings.post_logout_redirect_uris,
    ));
    let detail = match errors.len() {
        0 => return Ok(()),
        1 => "One thing does not fit.".to_owned(),
        count => format!("{count} things do not fit."),
    };
    Err(Refusal {
        errors,
        ..Refusal::new("client-impossible", detail)
    }
    .into())
}

/// Grants that need something else. Of the two, that one is named which the caller has changed.
fn of_grants(
    settings: &Settings,
    confidential: bool,
    before: Option<&Settings>,
) -> Vec<FieldError> {
    let has = |grant: &str| settings.grants.iter().any(|held| held == grant);
    let same_grants = before.is_some_and(|before| before.grants == settings.grants);
    let mut errors = Vec::new();
    if has("password") && !settings.first_party {
        let field = if same_grants { "first_party" } else { "grants" };
        errors.push(error(
            field,
            "Only a first-party client may use the grant password.",
        ));
    }
    for grant in ["client_credentials", "password"] {
        if has(grant) && !confidential {
            errors.push(error(
                "grants",
                format!("Only a confidential client may use the grant {grant}."),
            ));
        }
    }
    if has("authorization_code") && settings.redirect_uris.is_empty() {
        errors.push(error(
            "redirect_uris",
            "The grant authorization_code needs one address at least to send people back to.",
        ));
    }
    errors
}

fn of_scopes(app: &App, settings: &Settings) -> Vec<FieldError> {
    let scopes = settings.scopes.iter().enumerate();
    let is_unknown = |scope: &String| app.scopes.iter().all(|known| known.name != *scope);
    let unknown = scopes.filter(|(_, scope)| is_unknown(scope));
    unknown
        .map(|(place, _)| {
            error(
                &format!("scopes/{place}"),
                "There is no such scope. GET /v1/scopes lists them.",
            )
        })
        .collect()
}

fn of_addresses(field: &str, list: &[String]) -> Vec<FieldError> {
    let faults = list.iter().enumerate().filter_map(|(place, address)| {
        let fault = addresses::fault(address)?;
        Some(error(&format!("{field}/{place}"), fault))
    });
    faults.collect()
}

fn error(field: &str, detail: impl Into<String>) -> FieldError {
    FieldError {
        pointer: format!("/body/{field}"),
        detail: detail.into(),
    }
}
