//! What Stripe tells us. An event is handled in one transaction with all that follows from it, once, and answered when that
//! is done; Stripe sends again what was not answered. In which order events come does not matter: of a subscription the
//! newest word holds and the end is the last, and what an invoice paid for is booked by the invoice's id.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    event::{Event, Invoice, News},
    signature,
    store::{self, CustomerRow, SubscriptionRow},
};
use crate::{
    app::App,
    audit::{self, Act, Object},
    config::StripeSettings,
    countries, credits,
    db::GenericClient,
    error::Error,
    memberships::{self, NewMembership},
    policy::Rule,
    shares,
};

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Something changed.
    Applied,
    /// Nothing had to.
    Unchanged,
    /// It came before.
    Known,
    /// It is about nobody whom we know.
    CustomerUnknown,
}

/// Handles an event.
///
/// # Errors
/// Refused, if Stripe did not sign it lately or it is none; not configured; unavailable, and then nothing was changed.
pub async fn receive(
    app: &App,
    rule: &Rule,
    signature: Option<&str>,
    body: &[u8],
) -> Result<Outcome, Error> {
    let settings = &super::stripe(app)?.settings;
    signature::check(&settings.webhook_secret, signature, body, Utc::now())?;
    let event = Event::read(body)?;
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    if !store::insert_event(&transaction, &event.id).await? {
        return Ok(Outcome::Known);
    }
    let outcome = match event.news() {
        Some(news) => apply(&transaction, settings, rule, &event, news).await?,
        None => Outcome::Unchanged,
    };
    transaction.commit().await?;
    Ok(outcome)
}

async fn apply(
    transaction: &impl GenericClient,
    settings: &StripeSettings,
    rule: &Rule,
    event: &Event,
    news: News,
) -> Result<Outcome, Error> {
    let Some(customer) = store::lock_customer(transaction, &news.customer_id).await? else {
        return Ok(Outcome::CustomerUnknown);
    };
    let user_id = customer.subject.user_id;
    let mut fields = Vec::new();
    if let Some(country) = &news.country
        && confirm_country(transaction, &customer, country, event.created).await?
    {
        fields.push("country");
    }
    if let Some(told) = &news.subscription
        && store::upsert_subscription(transaction, user_id, told, event.created).await?
        && settle(transaction, user_id).await?
    {
        fields.push("membership_status");
    }
    if let Some(invoice) = &news.invoice {
        fields.extend(book(transaction, settings, user_id, invoice).await?);
    }
    if fields.is_empty() {
        return Ok(Outcome::Unchanged);
    }
    let object = Object::User(customer.subject);
    audit::record_act(transaction, &Act::by_nobody(rule), object, &fields).await?;
    Ok(Outcome::Applied)
}

/// Notes where a person pays from, unless something newer is known, or it is no country of ours. Tells whether that is news.
async fn confirm_country(
    transaction: &impl GenericClient,
    customer: &CustomerRow,
    country: &str,
    told_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let is_old = customer
        .country_told_at
        .is_some_and(|known| known > told_at);
    if is_old || countries::check(Some(country)).is_err() {
        return Ok(false);
    }
    let user_id = customer.subject.user_id;
    store::set_country_told(transaction, user_id, told_at).await?;
    if customer.confirmed.as_deref() == Some(country) {
        return Ok(false);
    }
    countries::confirm(transaction, user_id, country).await?;
    Ok(true)
}

/// Makes the memberships of a person what their subscriptions say; all of them, since the end of one makes room for another.
async fn settle(transaction: &impl GenericClient, user_id: Uuid) -> Result<bool, Error> {
    let mut changed = false;
    for subscription in store::list_subscriptions(transaction, user_id).await? {
        changed |= settle_one(transaction, user_id, &subscription).await?;
    }
    Ok(changed)
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
        tracing::warn!(%user_id, subscription = id, "somebody pays for two memberships at once; the second begins when the first has ended");
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

/// Books the shares and credits that an invoice paid for, by its id, and tells what was booked.
async fn book(
    transaction: &impl GenericClient,
    settings: &StripeSettings,
    user_id: Uuid,
    invoice: &Invoice,
) -> Result<Vec<&'static str>, Error> {
    let count = |price: &str| -> i64 {
        let lines = invoice.lines.iter().filter(|(id, _)| id == price);
        lines
            .map(|(_, quantity)| (*quantity).clamp(0, 1_000_000))
            .sum()
    };
    let mut fields = Vec::new();
    let held = settings.share_price.as_deref().map_or(0, count);
    if held > 0 && shares::record(transaction, user_id, held, Some(&invoice.id)).await? {
        fields.push("held");
    }
    let (price, pack) = settings
        .credits_price
        .as_ref()
        .map_or(("", 0), |(price, pack)| (price, *pack));
    let amount = count(price) * pack;
    let reason = credits::Reason::Purchase;
    if credits::give(transaction, user_id, reason, amount, &invoice.id).await? {
        fields.push("balance");
    }
    Ok(fields)
}
