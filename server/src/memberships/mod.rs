//! Memberships: people who pay to be members of the co-op, each with one membership at most at any time. Whether one is
//! upcoming, active or lapsed follows from its dates, and whether an account is a member's follows from that.

mod store;
pub mod view;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::App,
    db::GenericClient,
    error::{Error, Refusal},
    policy::{Caller, Rule},
    users,
};
pub use store::{ClassRow, MembershipRow, upsert_class};

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

/// A person's active membership; without one, that which begins last.
///
/// # Errors
/// Not found, if there is no such person or they never had any; forbidden.
pub async fn get(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
) -> Result<MembershipRow, Error> {
    let found = store::find_membership(&*app.database.reader().await?, user_id).await?;
    let (subject, membership) = found.ok_or_else(|| Error::not_found("user"))?;
    users::permit(rule, caller, &subject)?;
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

impl Status {
    /// At a time, by the dates.
    fn at(now: DateTime<Utc>, starts_at: DateTime<Utc>, ends_at: Option<DateTime<Utc>>) -> Self {
        if ends_at.is_some_and(|ends_at| ends_at <= now) {
            Self::Lapsed
        } else if starts_at > now {
            Self::Upcoming
        } else {
            Self::Active
        }
    }

    /// As the spec writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Active => "active",
            Self::Lapsed => "lapsed",
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_membership_begins_and_lapses_by_itself() {
        let (start, day) = (DateTime::UNIX_EPOCH, TimeDelta::days(1));
        let at = |now| Status::at(now, start, Some(start + day));
        assert_eq!(at(start - day), Status::Upcoming);
        assert_eq!(at(start), Status::Active);
        assert_eq!(at(start + day), Status::Lapsed);
        assert_eq!(Status::at(start + day, start, None), Status::Active);
    }
}
