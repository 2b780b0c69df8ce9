//! Paying, at arm's length: Stripe asks people where they live and how they pay, and we keep its ids. A person becomes a
//! customer there when they first go to pay, by an idempotency key made of their id, so exactly once; Stripe is told that id
//! and nothing else. Without settings for Stripe these operations say so, and all else works.

mod event;
mod http;
mod signature;
mod store;
pub mod view;
pub mod webhooks;

use url::Url;
use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    error::{Error, Refusal},
    policy::{Caller, Rule},
    users,
};
pub use http::Stripe;

/// What can be paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A subscription.
    Membership,
    /// Shares of the co-op.
    Shares,
    /// Packs of credits.
    Credits,
}

/// What somebody wants to pay for.
#[derive(Debug, Clone)]
pub struct Order {
    /// What kind of thing.
    pub item: Item,
    /// The class; for a membership only.
    pub membership_class_id: Option<Uuid>,
    /// How many.
    pub quantity: i64,
}

/// Where at Stripe a person sees and changes how they pay.
///
/// # Errors
/// Not found; forbidden; not configured; unavailable, if Stripe does not answer.
pub async fn open_portal(
    app: &App,
    caller: &Caller,
    rule: &Rule,
    user_id: Uuid,
) -> Result<String, Error> {
    let stripe = stripe(app)?;
    let customer = customer(app, caller, rule, user_id).await?;
    let form = [
        ("customer", customer.as_str()),
        ("return_url", &stripe.settings.return_url),
    ];
    open(stripe, "v1/billing_portal/sessions", &form).await
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
    let stripe = stripe(app)?;
    let price = price(app, stripe, order).await?;
    let customer = customer(app, caller, rule, user_id).await?;
    if order.item == Item::Membership
        && store::has_subscription(&*app.database.reader().await?, user_id).await?
    {
        return Err(Refusal::new("already-subscribed", "A subscription pays for your membership. POST /v1/users/{user_id}/billing/portal-sessions leads to where it can be changed or ended.").into());
    }
    let (paid, left) = (back(stripe, "paid")?, back(stripe, "cancelled")?);
    let quantity = order.quantity.to_string();
    let mut form = vec![
        ("customer", customer.as_str()),
        ("line_items[0][price]", &price),
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
    open(stripe, "v1/checkout/sessions", &form).await
}

/// As whom Stripe knows a person, if it does.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn customer_of(app: &App, user_id: Uuid) -> Result<Option<String>, Error> {
    store::find_customer_id(&*app.database.reader().await?, user_id).await
}

/// Deletes at Stripe what it knows of a person who is about to be erased. It ends their subscriptions too.
///
/// # Errors
/// Unavailable, if Stripe does not answer; then it is tried again, and the person erased when it has worked.
pub async fn forget(app: &App, user_id: Uuid, customer_id: &str) -> Result<(), Error> {
    let Some(stripe) = &app.stripe else {
        tracing::warn!(%user_id, "a person is erased here but not at Stripe, which is not configured");
        return Ok(());
    };
    stripe.delete(&format!("v1/customers/{customer_id}")).await
}

/// The client, if there is one.
fn stripe(app: &App) -> Result<&Stripe, Error> {
    let none = || {
        Refusal {
            retry_after: Some(3600),
            ..Refusal::new(
                "billing-not-configured",
                "This server has no access to Stripe. Its operator sets USER_API_STRIPE_KEY.",
            )
        }
        .into()
    };
    app.stripe.as_ref().ok_or_else(none)
}

/// Who a person is to Stripe; they become a customer if they are none. Of two at once both get the same from Stripe, and one
/// notes it.
async fn customer(app: &App, caller: &Caller, rule: &Rule, user_id: Uuid) -> Result<String, Error> {
    let found = store::find_customer(&*app.database.reader().await?, user_id).await?;
    let (subject, known) = found.ok_or_else(|| Error::not_found("user"))?;
    users::permit(rule, caller, &subject)?;
    if let Some(customer_id) = known {
        return Ok(customer_id);
    }
    let id = user_id.to_string();
    let form = [("metadata[user_id]", id.as_str())];
    let key = format!("customer-{id}");
    let answer = stripe(app)?.post("v1/customers", &form, &key).await?;
    let made = answer["id"].as_str().unwrap_or_default();
    let mut client = app.database.client().await?;
    let transaction = client.transaction().await?;
    if store::insert_customer(&transaction, user_id, made).await? {
        let object = Object::User(subject);
        audit::record(&transaction, caller, rule, object, &["stripe_customer_id"]).await?;
    }
    let noted = store::find_customer_id(&transaction, user_id).await?;
    transaction.commit().await?;
    noted.ok_or_else(|| Error::not_found("user"))
}

/// What the order costs, as Stripe names it.
async fn price(app: &App, stripe: &Stripe, order: &Order) -> Result<String, Error> {
    let refusal = |field: &str, detail: &str| Error::field("not-for-sale", field, detail);
    let class = order.membership_class_id;
    let settings = &stripe.settings;
    match (order.item, class) {
        (Item::Membership, Some(class)) if order.quantity == 1 => {
            let price = store::find_class_price(&*app.database.reader().await?, class).await?;
            price.ok_or_else(|| refusal("/body/membership_class_id", "This class of membership is not for sale. GET /v1/membership-classes lists all classes."))
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
        (Item::Shares, None) => settings
            .share_price
            .clone()
            .ok_or_else(|| refusal("/body/item", "Shares are not for sale here.")),
        (Item::Credits, None) => settings
            .credits_price
            .clone()
            .map(|(price, _)| price)
            .ok_or_else(|| refusal("/body/item", "Credits are not for sale here.")),
    }
}

/// Opens a session, and answers where.
async fn open(stripe: &Stripe, path: &str, form: &[(&str, &str)]) -> Result<String, Error> {
    let answer = stripe.post(path, form, &Uuid::now_v7().to_string()).await?;
    let url = answer["url"].as_str().map(str::to_owned);
    url.ok_or_else(|| Error::internal(format!("Stripe's answer to {path} has no url")))
}

/// Where people come back to, and how it went.
fn back(stripe: &Stripe, how: &str) -> Result<String, Error> {
    let mut url = Url::parse(&stripe.settings.return_url).map_err(Error::internal)?;
    url.query_pairs_mut().append_pair("checkout", how);
    Ok(url.into())
}
