//! What subscriptions say of memberships: of which class they are, until when they are paid, and that a person has one.

mod store;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::event::Subscription;
use crate::{
    db::GenericClient,
    error::Error,
    memberships::{self, NewMembership},
};
use store::SubscriptionRow;
pub(super) use store::has_subscription;

/// Takes what Stripe tells of a subscription, and tells whether a membership changed by it. Who pays by a price that no
/// class has or had keeps the class that they have: it is a price that we were not told of.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub(super) async fn take(
    transaction: &impl GenericClient,
    user_id: Uuid,
    told: &Subscription,
    told_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let class_id = match store::find_class_of_prices(transaction, &told.price_ids).await? {
        Some(class_id) => class_id,
        None => {
            let known = store::find_known_class(transaction, &told.id, user_id).await?;
            let (subscription, prices) = (&told.id, told.price_ids.join(" "));
            let Some(class_id) = known else {
                tracing::info!(%user_id, subscription, prices, "a subscription to something that is no membership");
                return Ok(false);
            };
            tracing::warn!(%user_id, subscription, prices, "a membership is paid by a price that no class has; it stays of its class. Set price_id in membership_classes");
            class_id
        }
    };
    Ok(
        store::upsert_subscription(transaction, user_id, class_id, told, told_at).await?
            && settle(transaction, user_id).await?,
    )
}

/// Ends all subscriptions of a person, and tells whether a membership changed by it.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub(super) async fn end_all(
    transaction: &impl GenericClient,
    user_id: Uuid,
    ended_at: DateTime<Utc>,
) -> Result<bool, Error> {
    store::end_subscriptions(transaction, user_id, ended_at).await?;
    settle(transaction, user_id).await
}

/// Whether one of these prices is or was of a class of membership.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub(super) async fn are_of_a_class(
    client: &impl GenericClient,
    price_ids: &[String],
) -> Result<bool, Error> {
    let class = store::find_class_of_prices(client, price_ids).await?;
    Ok(class.is_some())
}

/// Makes the memberships of a person what their subscriptions say; all of them, since the end of one makes room for another.
async fn settle(transaction: &impl GenericClient, user_id: Uuid) -> Result<bool, Error> {
    let subscriptions = store::list_subscriptions(transaction, user_id).await?;
    warn_of_two(user_id, &subscriptions);
    let mut changed = false;
    for subscription in &subscriptions {
        changed |= settle_one(transaction, user_id, subscription).await?;
    }
    Ok(changed)
}

/// Nobody should come to this by us; somebody may by hand. The second membership begins when the first has ended.
fn warn_of_two(user_id: Uuid, subscriptions: &[SubscriptionRow]) {
    let now = Utc::now();
    let paid = subscriptions.iter().filter(|subscription| {
        subscription.ended_at.is_none() && subscription.paid_until.is_some_and(|until| until > now)
    });
    let ids: Vec<_> = paid.map(|subscription| subscription.id.as_str()).collect();
    if ids.len() > 1 {
        let subscriptions = ids.join(" ");
        tracing::error!(%user_id, subscriptions, "somebody pays for more than one membership at once; end one at Stripe, and pay back what it cost");
    }
}

async fn settle_one(
    transaction: &impl GenericClient,
    user_id: Uuid,
    subscription: &SubscriptionRow,
) -> Result<bool, Error> {
    let (id, starts_at) = (&subscription.id, subscription.starts_at);
    let Some(paid_until) = subscription.paid_until else {
        return Ok(false);
    };
    let ends_at = subscription
        .ended_at
        .map_or(paid_until, |ended| ended.min(paid_until));
    // First what makes it shorter, which nothing can be in the way of.
    let ended = memberships::end(transaction, id, ends_at).await?;
    if ends_at <= starts_at {
        return Ok(ended);
    }
    let free_from = store::free_from(transaction, user_id, id, (starts_at, ends_at)).await?;
    let Some(starts_at) = free_from else {
        return Ok(ended);
    };
    let new = NewMembership {
        user_id,
        membership_class_id: subscription.membership_class_id,
        subscription_id: Some(id.clone()),
        starts_at,
        ends_at: Some(ends_at),
    };
    let started = memberships::start(transaction, &new).await?.is_some();
    let renewed = memberships::renew(transaction, id, ends_at).await?;
    let moved = memberships::set_class(transaction, id, subscription.membership_class_id).await?;
    Ok(ended || started || renewed || moved)
}
