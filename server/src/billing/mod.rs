//! Paying, at arm's length: Stripe asks people where they live and how they pay, and we keep its ids. A person becomes a
//! customer there when they first go to pay, by an idempotency key made of their id, so exactly once; Stripe is told that id
//! and nothing else. Without settings for Stripe these operations say so, and all else works.

mod checkout;
mod customers;
mod event;
mod http;
mod invoices;
mod signature;
mod store;
mod subscriptions;
pub mod view;
pub mod webhooks;

use serde_json::Value;
use uuid::Uuid;

use crate::{
    app::App,
    error::{Error, Refusal},
    policy::{Caller, Rule},
};
pub use checkout::check_out;
use customers::Asker;
pub use customers::{customer_of, forget};
pub use http::Stripe;
pub use store::delete_events;

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

impl Item {
    /// As the spec writes it.
    const fn name(self) -> &'static str {
        match self {
            Self::Membership => "membership",
            Self::Shares => "shares",
            Self::Credits => "credits",
        }
    }
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
    let asker = Asker {
        app,
        stripe,
        caller,
        rule,
        user_id,
    };
    let form = [("return_url", stripe.settings.return_url.as_str())];
    let (_, session) = asker.make("v1/billing_portal/sessions", &form).await?;
    address(&session)
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

/// Where a session is.
fn address(session: &Value) -> Result<String, Error> {
    let url = session["url"].as_str().map(str::to_owned);
    url.ok_or_else(|| Error::internal("a session of Stripe's has no url"))
}
