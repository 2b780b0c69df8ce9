//! Shares of the co-op: what people got and gave back. What somebody holds is the sum.

mod store;
pub mod view;

use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    db::{
        GenericClient,
        page::{Page, PageRequest, Position},
    },
    error::Error,
    policy::{Caller, Rule},
    users,
};
pub use store::TransactionRow;

/// How many shares a person holds, and a page of how that came to be, newest first.
///
/// # Errors
/// Not found, forbidden, or refused if the cursor is not one of this list.
pub async fn list(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    request: &PageRequest,
) -> Result<(i64, Page<TransactionRow>), Error> {
    let list = format!("shares {user_id}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let found = store::list_transactions(&*reader, user_id, &after, request.limit + 1).await?;
    let (subject, held, rows) = found.ok_or_else(|| Error::not_found("user"))?;
    users::permit(rule, caller, &subject)?;
    let looked_at = std::iter::once(Object::User(subject));
    audit::note_looks(&*reader, caller, rule, looked_at, &["shares"]).await?;
    let page = app.cursors.page(&list, request, rows, |row| Position {
        created_at: row.created_at,
        id: row.id.to_string(),
    });
    Ok((held, page))
}

/// Notes that a person got shares, or gave them back if `quantity` is below zero. `false`, and nothing has changed, if the
/// invoice is known already.
///
/// # Errors
/// Internal, if there is no such person, or the quantity is zero.
pub async fn record(
    transaction: &impl GenericClient,
    user_id: Uuid,
    quantity: i64,
    invoice_id: Option<&str>,
) -> Result<bool, Error> {
    store::insert_transaction(transaction, Uuid::now_v7(), user_id, quantity, invoice_id).await
}
