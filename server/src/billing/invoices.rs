//! What an invoice paid for: shares and credits, as they were offered or as the settings say.

use uuid::Uuid;

use super::{
    Item,
    event::{self, Invoice, Sold},
    http::Stripe,
};
use crate::{config::StripeSettings, credits, db::GenericClient, error::Error, shares};

/// How many lines Stripe tells at once, and how often it is asked for more.
const LINES: &str = "100";
const MOST_PAGES: usize = 20;

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
pub(super) async fn book(
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

/// Asks Stripe for all lines of an invoice of which the event has only the first.
///
/// # Errors
/// Unavailable, if Stripe does not answer; internal, if it refuses, or there is no end to it. Then the event stays to be told again.
pub(super) async fn complete(stripe: &Stripe, invoice: &mut Invoice) -> Result<(), Error> {
    if !invoice.has_more {
        return Ok(());
    }
    let path = format!("v1/invoices/{}/lines", invoice.id);
    let mut last = None;
    invoice.lines.clear();
    for _ in 0..MOST_PAGES {
        let after = last.as_deref().map(|id| ("starting_after", id));
        let query: Vec<_> = [("limit", LINES)].into_iter().chain(after).collect();
        let page = stripe.get(&path, &query).await?.done()?;
        let Some(lines) = event::lines(&page) else {
            break;
        };
        invoice.lines.extend(lines);
        if page["has_more"] != true {
            return Ok(());
        }
        let lines = page["data"].as_array();
        last = lines.and_then(|lines| Some(lines.last()?["id"].as_str()?.to_owned()));
        if last.is_none() {
            break;
        }
    }
    Err(Error::internal(format!(
        "{} has more lines than can be read",
        invoice.id
    )))
}
