//! Having a deleted account back, by the link in the letter about it.

use super::{EmailTokenRow, Purpose, record, store, unknown};
use crate::{app::App, deletions, error::Error, policy::Rule, secrets};

/// Brings a deleted account back. Signs nobody in.
///
/// # Errors
/// The token is unknown, used or expired; another account has the address by now.
pub async fn restore_account(app: &App, rule: &Rule, token: &str) -> Result<EmailTokenRow, Error> {
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let (hash, purposes) = (secrets::hash(token), &[Purpose::RestoreAccount]);
    let row = store::find_token(&transaction, &hash, purposes).await?;
    let row = row.ok_or_else(unknown)?;
    let person = deletions::lock(&transaction, row.user_id).await?;
    let person = person.filter(|person| person.is_deleted);
    let person = person.ok_or_else(unknown)?;
    if !store::use_token(&transaction, &hash, &person.username).await? {
        return Err(unknown());
    }
    deletions::bring_back(app, &transaction, &person).await?;
    record(&transaction, rule, person.subject, &["erase_at"]).await?;
    transaction.commit().await?;
    Ok(row)
}
