//! Billing as the API shows it.

use user_api_generated::models;

use super::{Item, Order, webhooks::Outcome};

/// Where to send the person's browser.
pub fn session(url: String) -> models::BillingSession {
    models::BillingSession { url }
}

/// What became of an event.
pub fn receipt(outcome: Outcome) -> models::StripeEventReceipt {
    models::StripeEventReceipt {
        outcome: match outcome {
            Outcome::Applied => models::StripeEventOutcome::Applied,
            Outcome::Unchanged => models::StripeEventOutcome::Unchanged,
            Outcome::Known => models::StripeEventOutcome::Known,
            Outcome::CustomerUnknown => models::StripeEventOutcome::CustomerUnknown,
        },
    }
}

impl From<models::CheckoutSessionCreate> for Order {
    fn from(body: models::CheckoutSessionCreate) -> Self {
        Self {
            item: match body.item {
                models::CheckoutSessionCreateItem::Membership => Item::Membership,
                models::CheckoutSessionCreateItem::Shares => Item::Shares,
                models::CheckoutSessionCreateItem::Credits => Item::Credits,
            },
            membership_class_id: body.membership_class_id,
            quantity: body.quantity.map_or(1, i64::from),
        }
    }
}
