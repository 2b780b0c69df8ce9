//! Credits: a ledger of entries for each person, and what they add up to, which never falls below zero. Services spend and
//! refund, by keys, so that nothing is booked twice; the ledger is the only trail of that.

mod books;
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
use books::Books;
pub use books::{Booking, Refund, Refunded, Spending, Spent};
pub use store::EntryRow;

/// Why an entry was booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// What a new account begins with.
    Free,
    /// The person bought them.
    Purchase,
    /// A service spent them.
    Spending,
    /// A service gave back what it had spent.
    Refund,
    /// The person brought them along from another system.
    Import,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 5] = [
        Self::Free,
        Self::Purchase,
        Self::Spending,
        Self::Refund,
        Self::Import,
    ];

    /// As spec and database write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Purchase => "purchase",
            Self::Spending => "spending",
            Self::Refund => "refund",
            Self::Import => "import",
        }
    }
}

impl std::str::FromStr for Reason {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.name() == name)
            .ok_or_else(|| Error::internal(format!("there is no reason {name}")))
    }
}

/// A person's balance, and a page of the entries that it comes from, newest first.
///
/// # Errors
/// Not found, forbidden, or refused if the cursor is not one of this list.
pub async fn list(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    request: &PageRequest,
) -> Result<(i64, Page<EntryRow>), Error> {
    let list = format!("credits {user_id}");
    let after = app.cursors.open(&list, request)?;
    let reader = app.database.reader().await?;
    let found = store::list_entries(&*reader, user_id, &after, request.limit + 1).await?;
    let (subject, balance, rows) = found.ok_or_else(|| Error::not_found("user"))?;
    users::permit(rule, caller, &subject)?;
    let looked_at = std::iter::once(Object::User(subject));
    audit::note_looks(&*reader, caller, rule, looked_at, &["credits"]).await?;
    let page = app.cursors.page(&list, request, rows, |row| Position {
        created_at: row.created_at,
        id: row.position.to_string(),
    });
    Ok((balance, page))
}

/// Gives credits to a person. The key says what for, such as Stripe's id: given again for the same, nothing changes. Tells
/// whether anything changed. To give none is to do nothing.
///
/// # Errors
/// Internal, if there is no such person.
pub async fn give(
    transaction: &impl GenericClient,
    user_id: Uuid,
    reason: Reason,
    amount: i64,
    key: &str,
) -> Result<bool, Error> {
    if amount == 0 {
        return Ok(false);
    }
    store::give(transaction, user_id, reason, amount, key).await
}

/// Gives a new account the credits that it begins with.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn welcome(
    app: &App,
    transaction: &impl GenericClient,
    user_id: Uuid,
) -> Result<(), Error> {
    let (reason, amount) = (Reason::Free, app.config.free_credits);
    give(transaction, user_id, reason, amount, reason.name()).await?;
    Ok(())
}

/// Spends credits for an application, each item by itself.
///
/// # Errors
/// Unavailable, if the database does not answer; then nothing was spent.
pub async fn spend(
    app: &App,
    caller: &Caller,
    spendings: &[Spending],
) -> Result<Vec<Booking<Spent>>, Error> {
    let asked = spendings.iter().map(|item| (item.user_id, &*item.key));
    let asked = asked.collect::<Vec<_>>();
    book(app, caller, &asked, |books| {
        spendings.iter().map(|item| books.spend(item)).collect()
    })
    .await
}

/// Gives back what an application spent, each item by itself.
///
/// # Errors
/// Unavailable, if the database does not answer; then nothing was given back.
pub async fn refund(
    app: &App,
    caller: &Caller,
    refunds: &[Refund],
) -> Result<Vec<Booking<Refunded>>, Error> {
    let asked = refunds.iter().map(|item| (item.user_id, &*item.key));
    let asked = asked.collect::<Vec<_>>();
    book(app, caller, &asked, |books| {
        refunds.iter().map(|item| books.refund(item)).collect()
    })
    .await
}

/// Holds the balances of everybody concerned, reads what was booked by these keys, decides, and writes it all at once:
/// three statements, however many items. Who holds first goes first, and the other sees what was booked meanwhile.
async fn book<T>(
    app: &App,
    caller: &Caller,
    asked: &[(Uuid, &str)],
    decide: impl FnOnce(&mut Books) -> T,
) -> Result<T, Error> {
    let Caller::Client(client_id) = caller else {
        return Err(Error::internal("credits are spent by applications only"));
    };
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    let mut books = store::open_books(&transaction, client_id, asked).await?;
    let decided = decide(&mut books);
    store::insert_entries(&transaction, client_id, &books.written).await?;
    transaction.commit().await?;
    Ok(decided)
}
