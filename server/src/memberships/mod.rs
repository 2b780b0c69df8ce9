//! Memberships: people who pay to be members of the co-op, each with one membership at most at any time. Whether one is
//! upcoming, active or lapsed follows from its dates, and whether an account is a member's follows from that.

mod store;
pub mod view;

use std::str::FromStr;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    db::GenericClient,
    error::{Error, Refusal},
    policy::{Caller, Rule},
    users,
};
pub use store::{ClassRow, MembershipRow, upsert_class};
pub(crate) use store::{status, status_of_user, which_counts};

/// What becomes a membership.
#[derive(Debug, Clone)]
pub struct NewMembership {
    /// Who is a member.
    pub user_id: Uuid,
    /// Of which class.
    pub membership_class_id: Uuid,
    /// Stripe's id of the subscription that pays for it.
    pub subscription_id: Option<String>,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when it is paid; `None` if it goes on until somebody ends it.
    pub ends_at: Option<DateTime<Utc>>,
}

/// What follows from the dates of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It has not begun.
    Upcoming,
    /// It goes on.
    Active,
    /// It is over.
    Lapsed,
}

/// All classes, by name.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn list_classes(app: &App) -> Result<Vec<ClassRow>, Error> {
    store::list_classes(&*app.database.reader().await?).await
}

/// A person's active membership; without one, that which begins last. It is noted when staff look.
///
/// # Errors
/// Not found, if there is no such person or they never had any; forbidden.
pub async fn get(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
) -> Result<MembershipRow, Error> {
    let reader = app.database.reader().await?;
    let found = store::find_membership(&*reader, user_id).await?;
    let (subject, membership) = found.ok_or_else(|| Error::not_found("user"))?;
    users::permit(rule, caller, &subject)?;
    let looked_at = std::iter::once(Object::User(subject));
    audit::note_looks(&*reader, caller, rule, looked_at, &["membership"]).await?;
    let none = || Refusal::new("not-found", "This person never had a membership.").into();
    membership.ok_or_else(none)
}

/// Begins a membership. `None`, and nothing has changed, if the person has one in any part of that time, or if the
/// subscription is known already.
///
/// # Errors
/// Internal, if there is no such person or class, or it would end before it begins.
pub async fn start(
    transaction: &impl GenericClient,
    new: &NewMembership,
) -> Result<Option<Uuid>, Error> {
    store::insert_membership(transaction, Uuid::now_v7(), new).await
}

/// Renews the membership that a subscription pays for, even a lapsed one, until this time. Nothing changes if it goes on
/// for as long already, so that the same renewal may be told twice. Tells whether anything changed.
///
/// # Errors
/// Internal, if the person has another membership by then.
pub async fn renew(
    transaction: &impl GenericClient,
    subscription_id: &str,
    ends_at: DateTime<Utc>,
) -> Result<bool, Error> {
    store::extend_membership(transaction, subscription_id, ends_at).await
}

/// Ends the membership that a subscription pays for at this time, or with its beginning if that is later. Nothing changes
/// if it ends sooner already. Tells whether anything changed.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn end(
    transaction: &impl GenericClient,
    subscription_id: &str,
    ends_at: DateTime<Utc>,
) -> Result<bool, Error> {
    store::shorten_membership(transaction, subscription_id, ends_at).await
}

/// Makes the membership that a subscription pays for one of another class. Tells whether anything changed.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn set_class(
    transaction: &impl GenericClient,
    subscription_id: &str,
    class_id: Uuid,
) -> Result<bool, Error> {
    store::set_class(transaction, subscription_id, class_id).await
}

impl Status {
    const ALL: [Self; 3] = [Self::Upcoming, Self::Active, Self::Lapsed];

    /// As the spec and the statements write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Active => "active",
            Self::Lapsed => "lapsed",
        }
    }
}

impl FromStr for Status {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let mut all = Self::ALL.into_iter();
        all.find(|status| status.name() == name)
            .ok_or_else(|| Error::internal(format!("there is no membership status {name}")))
    }
}
