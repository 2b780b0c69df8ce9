//! The pages' stylesheet, and the policy that they are sent under.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use http_body_util::Full;
use hyper::{Method, Request, Response, body::Bytes};
use url::Url;

use crate::spec::layer::Answer;

const STYLE: &str = include_str!("../../assets/pages/pages.css");

/// Where the stylesheet is. Its content is part of the name, so that browsers can keep it for good.
pub static STYLE_PATH: LazyLock<String> = LazyLock::new(|| {
    let hash = digest(&SHA256, STYLE.as_bytes());
    let start: String = hash
        .as_ref()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("/pages/{start}.css")
});

/// The stylesheet.
pub fn style() -> &'static str {
    STYLE
}

/// The stylesheet, if the request is for it. While instances of two versions serve together, one may be asked for the
/// other's: it gives its own, and nobody keeps that.
pub fn answer<B>(request: &Request<B>) -> Option<Answer> {
    let path = request.uri().path();
    let named = path.strip_prefix("/pages/")?.strip_suffix(".css")?;
    if !matches!(*request.method(), Method::GET | Method::HEAD) || named.contains('/') {
        return None;
    }
    let keep = if path == *STYLE_PATH {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    Response::builder()
        .header("content-type", "text/css; charset=utf-8")
        .header("cache-control", keep)
        .header("cross-origin-resource-policy", "same-origin")
        .body(Full::new(Bytes::from_static(STYLE.as_bytes())))
        .ok()
}

/// The Content-Security-Policy of a page: our stylesheet and nothing else, forms that lead to ourselves, in no frame.
///
/// `leads_to` is the redirect URI at which submitting the page's form may end: browsers hold the redirects after a form
/// against `form-action` too (Content Security Policy Level 3, section 6.4.2), and would not go on to the application. That
/// goes for where the application leads from there as well, such as from a service that takes the code to the pages that it
/// serves, at an address that nobody here knows. So the policy allows the URI's scheme and not only its host: else the
/// person would press a button and nothing would happen.
pub fn policy(leads_to: Option<&str>) -> String {
    let uri = leads_to.and_then(|uri| Url::parse(uri).ok());
    let leads_to = uri.map(|uri| format!(" {}:", uri.scheme()));
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'{}; frame-ancestors 'none'; base-uri 'none'",
        leads_to.unwrap_or_default()
    )
}
