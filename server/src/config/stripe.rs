//! How Stripe is reached, and what it sells for us.

use super::{read, values::is_web_address};

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
    /// Stripe's id of what a share costs; `None` if shares are not for sale.
    pub share_price: Option<String>,
    /// Stripe's id of what a pack of credits costs, and how many it has; `None` if credits are not for sale.
    pub credits_price: Option<(String, i64)>,
}

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
    let share_price = read("USER_API_STRIPE_SHARE_PRICE", |text| {
        beginning(text, &["price_"])
    })?;
    let credits_price = read("USER_API_STRIPE_CREDITS_PRICE", pack)?;
    if key.is_empty() {
        return Ok(None);
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
        share_price: Some(share_price).filter(|price| !price.is_empty()),
        credits_price,
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

/// A price and how many credits it buys.
#[expect(clippy::option_option, reason = "wrong, absent, or there")]
fn pack(text: &str) -> Option<Option<(String, i64)>> {
    if text.is_empty() {
        return Some(None);
    }
    let (price, count) = text.split_once(':')?;
    let count = count
        .parse()
        .ok()
        .filter(|count| (1..=1_000_000).contains(count))?;
    Some(Some((beginning(price, &["price_"])?, count)))
}
