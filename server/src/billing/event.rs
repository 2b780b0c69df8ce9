//! What we read of an event: ids, times, states and a country. Everything else is dropped with the request.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::checkout::{ITEM, PACK, PRICE};
use crate::error::{Error, FieldError};

/// An event.
#[derive(Deserialize)]
pub(super) struct Event {
    pub(super) id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(with = "chrono::serde::ts_seconds")]
    pub(super) created: DateTime<Utc>,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Value,
}

/// What an event tells of a customer.
#[derive(Default)]
pub(super) struct News {
    pub(super) customer_id: String,
    pub(super) country: Option<String>,
    /// Whether Stripe has deleted them.
    pub(super) is_deleted: bool,
    pub(super) subscription: Option<Subscription>,
    pub(super) invoice: Option<Invoice>,
}

/// How a subscription stands.
pub(super) struct Subscription {
    pub(super) id: String,
    pub(super) price_ids: Vec<String>,
    pub(super) starts_at: DateTime<Utc>,
    /// `None` if this event says nothing about it.
    pub(super) paid_until: Option<DateTime<Utc>>,
    pub(super) ended_at: Option<DateTime<Utc>>,
}

/// A paid invoice: its id, and how many of which price.
pub(super) struct Invoice {
    pub(super) id: String,
    pub(super) lines: Vec<(String, i64)>,
    /// Whether there are more, which an event has no place for.
    pub(super) has_more: bool,
    /// What was for sale in the session of ours that it comes from; `None` if it comes from elsewhere.
    pub(super) sold: Option<Sold>,
    /// Whether a subscription is paid by it.
    pub(super) is_of_subscription: bool,
}

/// What was for sale.
pub(super) struct Sold {
    pub(super) item: String,
    pub(super) price: String,
    /// How many credits a pack had.
    pub(super) pack: Option<i64>,
}

impl Event {
    /// Reads what was signed.
    ///
    /// # Errors
    /// Invalid, without a word of what stands in it.
    pub(super) fn read(body: &[u8]) -> Result<Self, Error> {
        let event: Option<Self> = serde_json::from_slice(body).ok();
        let fits = event.filter(|event| is_id(&event.id));
        fits.ok_or_else(|| {
            Error::invalid(vec![FieldError {
                pointer: "/body".to_owned(),
                detail:
                    "The body must be an event of Stripe, with id, type, created and data.object."
                        .to_owned(),
            }])
        })
    }

    /// What it tells, if it is of a kind that we follow.
    pub(super) fn news(&self) -> Option<News> {
        let object = &self.data.object;
        let country = |pointer| text(object.pointer(pointer)?);
        let customer_id = match self.kind.as_str() {
            "customer.created" | "customer.updated" | "customer.deleted" => text(&object["id"])?,
            _ => text(&object["customer"])?,
        };
        let news = News {
            customer_id,
            ..News::default()
        };
        match self.kind.as_str() {
            "customer.created" | "customer.updated" => Some(News {
                country: country("/address/country"),
                ..news
            }),
            "customer.deleted" => Some(News {
                is_deleted: true,
                ..news
            }),
            "checkout.session.completed" => Some(News {
                country: country("/customer_details/address/country"),
                ..news
            }),
            // The first is newer; both may come for the same invoice.
            "invoice.paid" | "invoice.payment_succeeded" => Some(News {
                country: country("/customer_address/country"),
                invoice: invoice(object),
                ..news
            }),
            kind if kind.starts_with("customer.subscription.") => Some(News {
                subscription: self.subscription(),
                ..news
            }),
            _ => None,
        }
    }

    /// Where it is paid no more it ends; where Stripe still tries to be paid, nothing changes yet.
    fn subscription(&self) -> Option<Subscription> {
        let object = &self.data.object;
        let items = || {
            object
                .pointer("/items/data")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
        };
        // Before 2025-03-31 the subscription had it, since then each item.
        let period_end = time(&object["current_period_end"]).or_else(|| {
            items()
                .filter_map(|item| time(&item["current_period_end"]))
                .max()
        });
        let is_deleted = self.kind == "customer.subscription.deleted";
        let (paid_until, is_over) = match object["status"].as_str()? {
            "active" | "trialing" => (period_end, is_deleted),
            "unpaid" | "paused" => (Some(self.created), is_deleted),
            "canceled" => (period_end, true),
            "incomplete_expired" => (None, true),
            _ => (None, is_deleted),
        };
        let ended_at = is_over.then(|| time(&object["ended_at"]).unwrap_or(self.created));
        Some(Subscription {
            id: text(&object["id"])?,
            price_ids: items().filter_map(price_of).collect(),
            starts_at: time(&object["start_date"]).or_else(|| time(&object["created"]))?,
            paid_until,
            ended_at,
        })
    }
}

fn invoice(object: &Value) -> Option<Invoice> {
    if object["status"] != "paid" {
        return None;
    }
    Some(Invoice {
        id: text(&object["id"])?,
        lines: lines(&object["lines"])?,
        has_more: object["lines"]["has_more"] == true,
        sold: sold(&object["metadata"]),
        // Since 2025-03-31 it stands with the parent.
        is_of_subscription: ["/subscription", "/parent/subscription_details/subscription"]
            .iter()
            .any(|place| object.pointer(place).is_some_and(|id| !id.is_null())),
    })
}

/// What stands in a list of lines: how many of which price.
pub(super) fn lines(list: &Value) -> Option<Vec<(String, i64)>> {
    let line = |line: &Value| {
        // Before 2025-03-31 a line had its price, since then the id of it.
        let price = price_of(line).or_else(|| text(line.pointer("/pricing/price_details/price")?));
        Some((price?, line["quantity"].as_i64()?))
    };
    Some(list["data"].as_array()?.iter().filter_map(line).collect())
}

fn sold(metadata: &Value) -> Option<Sold> {
    Some(Sold {
        item: text(&metadata[ITEM])?,
        price: text(&metadata[PRICE]).unwrap_or_default(),
        pack: text(&metadata[PACK]).and_then(|pack| pack.parse().ok()),
    })
}

/// What Stripe calls a price was called a plan before, with the same ids; old accounts have some.
pub(super) fn price_of(item: &Value) -> Option<String> {
    text(&item["price"]["id"]).or_else(|| text(&item["plan"]["id"]))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| is_id(text)).map(str::to_owned)
}

/// Whether it could be an id of Stripe's, or a country.
fn is_id(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn time(value: &Value) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(value.as_i64()?, 0)
}
