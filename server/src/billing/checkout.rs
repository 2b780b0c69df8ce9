//! Paying for something: what it costs, the session in which a person pays, and that nobody can pay for two memberships.

use futures_util::future::try_join_all;
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::{Item, Order, customers::Asker, event::price_of, http::Stripe, store, subscriptions};
use crate::{
    app::App,
    error::{Error, Refusal},
    policy::{Caller, Rule},
};

/// What our sessions are known by at Stripe, and the invoices of them: what they are for. Nothing else has it.
pub(super) const ITEM: &str = "user_api_item";
/// The price that it was offered for.
pub(super) const PRICE: &str = "user_api_price";
/// How many credits a pack had then.
pub(super) const PACK: &str = "user_api_pack";
/// What tells the order of sessions that were opened in the same second.
const ORDER: &str = "user_api_order";

/// In which states a subscription goes on; in the others nothing was paid yet, or it has ended.
const GOING_ON: [&str; 5] = ["active", "trialing", "past_due", "unpaid", "paused"];

/// What an order costs, as Stripe names it, and how many credits a pack of them has.
struct Offer {
    price: String,
    pack: Option<i64>,
}

/// Where at Stripe a person pays for something.
///
/// # Errors
/// Refused, if it is not for sale, or is a membership and they pay for one already; else as for the portal.
pub async fn check_out(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
    order: &Order,
) -> Result<String, Error> {
    let stripe = super::stripe(app)?;
    let asker = Asker {
        app,
        stripe,
        caller,
        rule,
        user_id,
    };
    let offer = offer(app, stripe, order).await?;
    asker.customer().await?;
    let is_membership = order.item == Item::Membership;
    if is_membership
        && subscriptions::has_subscription(&*app.database.reader().await?, user_id).await?
    {
        return Err(already_subscribed());
    }
    let form = form(stripe, order, &offer)?;
    let form: Vec<_> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let (customer, session) = asker.make("v1/checkout/sessions", &form).await?;
    if is_membership {
        return keep_one(app, stripe, &customer, session).await;
    }
    super::address(&session)
}

/// What Stripe is asked for.
fn form(stripe: &Stripe, order: &Order, offer: &Offer) -> Result<Vec<(String, String)>, Error> {
    let (paid, left) = (back(stripe, "paid")?, back(stripe, "cancelled")?);
    let quantity = order.quantity.to_string();
    let mut form = vec![
        ("line_items[0][price]", offer.price.as_str()),
        ("line_items[0][quantity]", &quantity),
        ("success_url", &paid),
        ("cancel_url", &left),
        // The customer gets the address that is entered; so its country reaches us.
        ("billing_address_collection", "required"),
        ("customer_update[address]", "auto"),
    ];
    form.extend(match order.item {
        Item::Membership => [("mode", "subscription")].as_slice(),
        Item::Shares | Item::Credits => {
            &[("mode", "payment"), ("invoice_creation[enabled]", "true")]
        }
    });
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let mut form: Vec<_> = form.into_iter().map(own).collect();
    let told = [
        (ITEM, Some(order.item.name().to_owned())),
        (PRICE, Some(offer.price.clone())),
        (PACK, offer.pack.map(|pack| pack.to_string())),
    ];
    let told = told
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    for (name, value) in told {
        form.push((format!("metadata[{name}]"), value.clone()));
        if order.item != Item::Membership {
            let name = format!("invoice_creation[invoice_data][metadata][{name}]");
            form.push((name, value));
        }
    }
    form.push((format!("metadata[{ORDER}]"), Uuid::now_v7().to_string()));
    Ok(form)
}

/// Of the sessions in which a person can pay for a membership, the newest stays, to which this leads; and none if Stripe has
/// a subscription of theirs already, of which we may not have been told yet.
async fn keep_one(
    app: &App,
    stripe: &Stripe,
    customer: &str,
    made: Value,
) -> Result<String, Error> {
    let open = [("customer", customer), ("status", "open"), ("limit", "100")];
    let open = stripe.get("v1/checkout/sessions", &open).await?.done()?;
    let mut sessions: Vec<&Value> = list(&open)
        .filter(|session| session["metadata"][ITEM] == Item::Membership.name())
        .filter(|session| session["id"] != made["id"])
        .chain([&made])
        .collect();
    sessions.sort_by_key(|session| {
        let order = session["metadata"][ORDER].as_str().unwrap_or_default();
        (session["created"].as_i64(), order)
    });
    let newest = sessions.pop().unwrap_or(&made);
    // All at once: one after the other they might take longer than the request has, and the next try would find one more.
    try_join_all(sessions.into_iter().map(|session| expire(stripe, session))).await?;
    // Last, so that what was paid until a session was expired is seen.
    if goes_on(app, stripe, customer).await? {
        expire(stripe, newest).await?;
        return Err(already_subscribed());
    }
    super::address(newest)
}

/// Lets nobody pay in a session any more. Stripe refuses it for one that was paid in meanwhile, or has expired by itself.
async fn expire(stripe: &Stripe, session: &Value) -> Result<(), Error> {
    let id = session["id"].as_str().unwrap_or_default();
    let (path, key) = (format!("v1/checkout/sessions/{id}/expire"), Uuid::now_v7());
    let answer = stripe.post(&path, &[], &key.to_string()).await?;
    if answer.is_refused() {
        return Ok(());
    }
    answer.done().map(drop)
}

/// Whether Stripe has a subscription to a membership that goes on.
async fn goes_on(app: &App, stripe: &Stripe, customer: &str) -> Result<bool, Error> {
    let all = [("customer", customer), ("limit", "100")];
    let all = stripe.get("v1/subscriptions", &all).await?.done()?;
    let prices: Vec<String> = list(&all)
        .filter(|one| {
            one["status"]
                .as_str()
                .is_some_and(|status| GOING_ON.contains(&status))
        })
        .flat_map(|one| list(&one["items"]).filter_map(price_of))
        .collect();
    subscriptions::are_of_a_class(&*app.database.reader().await?, &prices).await
}

/// The things in a list of Stripe's.
fn list(answer: &Value) -> impl Iterator<Item = &Value> {
    answer["data"].as_array().into_iter().flatten()
}

fn already_subscribed() -> Error {
    Refusal::new("already-subscribed", "A subscription pays for your membership. POST /v1/users/{user_id}/billing/portal-sessions leads to where it can be changed or ended.").into()
}

async fn offer(app: &App, stripe: &Stripe, order: &Order) -> Result<Offer, Error> {
    let refusal = |field: &str, detail: &str| Error::field("not-for-sale", field, detail);
    let settings = &stripe.settings;
    match (order.item, order.membership_class_id) {
        (Item::Membership, Some(class)) if order.quantity == 1 => {
            let price = store::find_class_price(&*app.database.reader().await?, class).await?;
            let price = price.ok_or_else(|| refusal("/body/membership_class_id", "This class of membership is not for sale. GET /v1/membership-classes lists all classes."))?;
            Ok(Offer { price, pack: None })
        }
        (Item::Membership, Some(_)) => Err(refusal(
            "/body/quantity",
            "A person has one membership. Leave quantity out.",
        )),
        (Item::Membership, None) => Err(refusal(
            "/body/membership_class_id",
            "Say which class of membership; GET /v1/membership-classes lists them.",
        )),
        (_, Some(_)) => Err(refusal(
            "/body/membership_class_id",
            "Only a membership has a class. Leave it out.",
        )),
        (Item::Shares, None) => {
            let price = settings.share_prices.first().cloned();
            let price =
                price.ok_or_else(|| refusal("/body/item", "Shares are not for sale here."))?;
            Ok(Offer { price, pack: None })
        }
        (Item::Credits, None) => {
            let pack = settings.credits_prices.first().cloned();
            let (price, pack) =
                pack.ok_or_else(|| refusal("/body/item", "Credits are not for sale here."))?;
            Ok(Offer {
                price,
                pack: Some(pack),
            })
        }
    }
}

/// Where people come back to, and how it went.
fn back(stripe: &Stripe, how: &str) -> Result<String, Error> {
    let mut url = Url::parse(&stripe.settings.return_url).map_err(Error::internal)?;
    url.query_pairs_mut().append_pair("checkout", how);
    Ok(url.into())
}
