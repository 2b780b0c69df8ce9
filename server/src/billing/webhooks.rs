//! What Stripe tells us. An event is handled in one transaction with all that follows from it, once, and answered when that
//! is done; Stripe sends again what was not answered. In which order events come does not matter: of a subscription the
//! newest word holds and the end is the last, and what an invoice paid for is booked by the invoice's id.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Item, customers,
    event::{Event, Invoice, News, Sold},
    signature,
    store::{self, CustomerRow},
    subscriptions,
};
use crate::{
    app::App,
    audit::{self, Act, Object},
    config::StripeSettings,
    countries, credits,
    db::GenericClient,
    error::Error,
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
        fields.extend(book(transaction, settings, user_id, invoice).await?);
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

/// What a line of an invoice is worth.
enum Worth {
    Share,
    Credits(i64),
    Nothing,
}

/// Books the shares and credits that an invoice paid for, by its id, and tells what was booked.
///
/// # Errors
/// Internal, if it comes from a session of ours and not all of it is known: then the event stays to be told again.
async fn book(
    transaction: &impl GenericClient,
    settings: &StripeSettings,
    user_id: Uuid,
    invoice: &Invoice,
) -> Result<Vec<&'static str>, Error> {
    let (mut held, mut amount, mut unknown) = (0, 0, Vec::new());
    for (price, quantity) in &invoice.lines {
        let quantity = (*quantity).clamp(0, 1_000_000);
        match worth(settings, invoice.sold.as_ref(), price) {
            Worth::Share => held += quantity,
            Worth::Credits(pack) => amount += quantity * pack,
            Worth::Nothing => unknown.push(price.as_str()),
        }
    }
    let (id, prices) = (&invoice.id, unknown.join(" "));
    if invoice.sold.is_some() && (!unknown.is_empty() || held + amount == 0) {
        tracing::error!(%user_id, invoice = id, prices, "somebody has paid for what we do not know; name its price in the settings, and Stripe tells it again within three days");
        return Err(Error::internal(format!("{id} has what is not known")));
    }
    if !unknown.is_empty() && !invoice.is_of_subscription {
        tracing::warn!(%user_id, invoice = id, prices, "a customer of ours has paid for something that we do not sell");
    }
    let mut fields = Vec::new();
    if held > 0 && shares::record(transaction, user_id, held, Some(id)).await? {
        fields.push("held");
    }
    let reason = credits::Reason::Purchase;
    if credits::give(transaction, user_id, reason, amount, id).await? {
        fields.push("balance");
    }
    Ok(fields)
}

/// As it was offered, whatever is offered now; else as the settings say.
fn worth(settings: &StripeSettings, sold: Option<&Sold>, price: &str) -> Worth {
    if let Some(sold) = sold.filter(|sold| sold.price == price) {
        match (sold.item.as_str(), sold.pack) {
            (item, _) if item == Item::Shares.name() => return Worth::Share,
            (item, Some(pack)) if item == Item::Credits.name() => {
                return Worth::Credits(pack.clamp(0, 1_000_000));
            }
            _ => {}
        }
    }
    if settings.share_prices.iter().any(|one| one == price) {
        return Worth::Share;
    }
    let pack = settings.credits_prices.iter().find(|(one, _)| one == price);
    pack.map_or(Worth::Nothing, |(_, pack)| Worth::Credits(*pack))
}
