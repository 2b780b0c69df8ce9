//! Who may see what of a person, as they choose.

mod store;

use uuid::Uuid;

use super::{UserRow, get_account, lock, look, permit};
use crate::{
    app::App,
    audit::{self, Object},
    error::Error,
    etag,
    follows::{self, FOLLOWED},
    policy::{Caller, Rule},
    privacy::Choices,
};
pub use store::update_choices;

/// A person, for those who may read what they chose.
///
/// # Errors
/// Not found, or forbidden.
pub async fn get(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<UserRow, Error> {
    let user = get_account(app, caller, rule, id).await?;
    look(app, caller, rule, &user, &["privacy"]).await?;
    Ok(user)
}

/// Replaces what a person chose. The very next read goes by it, on every instance: it stands in the row that they read.
///
/// # Errors
/// Not found, forbidden, or precondition failed.
pub async fn choose(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    id: Uuid,
    if_match: Option<&str>,
    choices: Choices,
) -> Result<UserRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let user = lock(&transaction, id).await?;
    permit(rule, caller, &user.subject())?;
    etag::check(if_match, user.version)?;
    let changed: Vec<_> = user.choices.changed(&choices).collect();
    if changed.is_empty() {
        return Ok(user);
    }
    let version = update_choices(&transaction, id, &choices).await?;
    if changed.contains(&FOLLOWED) {
        let audience = app
            .contract
            .privacy
            .in_force_of("User", FOLLOWED, &choices)?;
        follows::change_audience(&transaction, id, audience).await?;
    }
    let object = Object::User(user.subject());
    audit::record(&transaction, caller, rule, object, &changed).await?;
    transaction.commit().await?;
    Ok(UserRow {
        version,
        choices,
        ..user
    })
}
