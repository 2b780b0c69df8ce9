//! What Stripe tells us. An event is handled in one transaction with all that follows from it, once, and answered when that
//! is done; Stripe sends again what was not answered. In which order events come does not matter: of a subscription the
//! newest word holds and the end is the last, and what an invoice paid for is booked by the invoice's id.

use chrono::{DateTime, Utc};

use super::{
    customers,
    event::{Event, News},
    invoices, signature,
    store::{self, CustomerRow},
    subscriptions,
};
use crate::{
    app::App,
    audit::{self, Act, Object},
    config::StripeSettings,
    countries,
    db::GenericClient,
    error::Error,
    policy::Rule,
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
    let stripe = super::stripe(app)?;
    let settings = &stripe.settings;
    signature::check(&settings.webhook_secret, signature, body, Utc::now())?;
    let event = Event::read(body)?;
    let mut news = event.news();
    if let Some(invoice) = news.as_mut().and_then(|news| news.invoice.as_mut()) {
        invoices::complete(stripe, invoice).await?;
    }
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    if !store::insert_event(&transaction, &event.id).await? {
        return Ok(Outcome::Known);
    }
    let outcome = match news {
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
        if let Some(sold) = news.invoice.filter(|invoice| invoice.sold.is_some()) {
            let (customer, invoice) = (&news.customer_id, sold.id);
            tracing::error!(
                customer,
                invoice,
                "somebody whom we do not know any more has paid for what we sold them; pay it back at Stripe"
            );
        }
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
        && subscriptions::take(transaction, user_id, told, event.created).await?
    {
        fields.push("membership_status");
    }
    if let Some(invoice) = &news.invoice {
        fields.extend(invoices::book(transaction, settings, user_id, invoice).await?);
    }
    if news.is_deleted {
        let (id, at) = (&news.customer_id, event.created);
        fields.extend(customers::drop_customer(transaction, user_id, id, at).await?);
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
