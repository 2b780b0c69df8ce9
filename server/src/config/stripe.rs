//! How Stripe is reached, and what it sells for us.

use super::{read, said, values::is_web_address};

/// How Stripe is reached, and what it sells for us.
#[derive(Clone)]
pub struct StripeSettings {
    /// The secret key.
    pub key: String,
    /// What Stripe signs its events with.
    pub webhook_secret: String,
    /// Where its API is, without a slash at its end.
    pub api: String,
    /// Where people come back to.
    pub return_url: String,
    /// Stripe's ids of what a share costs: first what it costs now, if shares are for sale, then what else counts.
    pub share_prices: Vec<String>,
    /// Stripe's ids of what a pack of credits costs, and how many it has; in the same order.
    pub credits_prices: Vec<(String, i64)>,
}

/// What is of no use without a key.
const OTHERS: [&str; 5] = [
    "USER_API_STRIPE_WEBHOOK_SECRET",
    "USER_API_STRIPE_API",
    "USER_API_STRIPE_RETURN_URL",
    "USER_API_STRIPE_SHARE_PRICES",
    "USER_API_STRIPE_CREDITS_PRICES",
];

/// Reads them; `None` if there is no key.
pub(super) fn read_stripe() -> Result<Option<StripeSettings>, String> {
    let key = read("USER_API_STRIPE_KEY", |text| {
        beginning(text, &["sk_", "rk_"])
    })?;
    let webhook_secret = read("USER_API_STRIPE_WEBHOOK_SECRET", |text| {
        beginning(text, &["whsec_"])
    })?;
    let web_address = |url: &str| is_web_address(url).then(|| url.to_owned());
    let api = read("USER_API_STRIPE_API", web_address)?;
    let return_url = read("USER_API_STRIPE_RETURN_URL", |url| {
        (url.is_empty() || url::Url::parse(url).is_ok_and(|url| url.has_host()))
            .then(|| url.to_owned())
    })?;
    let share_prices = read("USER_API_STRIPE_SHARE_PRICES", |text| listed(text, price))?;
    let credits_prices = read("USER_API_STRIPE_CREDITS_PRICES", |text| listed(text, pack))?;
    if key.is_empty() {
        return match OTHERS.iter().find(|name| said(name).is_some()) {
            Some(name) => Err(format!(
                "{name} is set, but USER_API_STRIPE_KEY is not, so nothing could be paid. Set both, or neither."
            )),
            None => Ok(None),
        };
    }
    for (name, value) in [
        ("USER_API_STRIPE_WEBHOOK_SECRET", &webhook_secret),
        ("USER_API_STRIPE_RETURN_URL", &return_url),
    ] {
        if value.is_empty() {
            return Err(format!(
                "{name} is not set, but USER_API_STRIPE_KEY is. Set both, or neither."
            ));
        }
    }
    Ok(Some(StripeSettings {
        key,
        webhook_secret,
        api,
        return_url,
        share_prices,
        credits_prices,
    }))
}

/// Nothing, or printable characters that begin with one of these.
fn beginning(text: &str, beginnings: &[&str]) -> Option<String> {
    let fits = beginnings
        .iter()
        .any(|beginning| text.starts_with(beginning));
    (text.is_empty() || fits && text.bytes().all(|byte| byte.is_ascii_graphic()))
        .then(|| text.to_owned())
}

/// Several, separated by commas.
fn listed<T>(text: &str, one: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let items = text.split(',').map(str::trim);
    items.filter(|item| !item.is_empty()).map(one).collect()
}

/// A price.
fn price(text: &str) -> Option<String> {
    beginning(text, &["price_"])
}

/// A price and how many credits it buys.
fn pack(text: &str) -> Option<(String, i64)> {
    let (id, count) = text.split_once(':')?;
    let count = count.parse().ok();
    let count = count.filter(|count| (1..=1_000_000).contains(count))?;
    Some((price(id)?, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_named_in_their_order_and_each_must_be_one() {
        let one = |id: &str, count| (id.to_owned(), count);
        assert_eq!(listed("", pack), Some(Vec::new()));
        assert_eq!(listed("price_1", price), Some(vec!["price_1".to_owned()]));
        assert_eq!(
            listed("price_2:500, price_1:1000", pack),
            Some(vec![one("price_2", 500), one("price_1", 1000)])
        );
        for wrong in [
            "price_1",
            "price_1:0",
            "price_1:x",
            "prod_1:5",
            "price_1:5 price_2:5",
        ] {
            assert_eq!(listed(wrong, pack), None, "{wrong}");
        }
    }
}
