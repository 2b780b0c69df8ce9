//! What may be written as the value of a setting.

use std::{env, net::IpAddr, str::FromStr};

use ipnet::IpNet;
use url::{Origin, Position, Url};

pub(super) fn parse<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

pub(super) fn line(text: &str, most: usize) -> Option<String> {
    let fits = text.chars().count() <= most && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

pub(super) fn number(text: &str, least: usize, most: usize) -> Option<usize> {
    parse(text).filter(|number| (least..=most).contains(number))
}

/// A single address is a network of one.
pub(super) fn networks(text: &str) -> Option<Vec<IpNet>> {
    let network = |text: &str| {
        let address = || parse::<IpAddr>(text).map(IpNet::from);
        parse(text).or_else(address)
    };
    text.split_whitespace().map(network).collect()
}

pub(super) fn is_web_address(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://")) && !url.ends_with('/')
}

/// Origins as browsers send them (RFC 6454, section 6.2): one that is written otherwise would never be met.
pub(super) fn origins(text: &str) -> Option<Vec<String>> {
    if text == "none" {
        return Some(Vec::new());
    }
    let is_origin =
        |text: &str| text == "*" || origin_of(text).is_some_and(|origin| origin == text);
    let origins = text.split_whitespace();
    origins
        .map(|origin| is_origin(origin).then(|| origin.to_owned()))
        .collect::<Option<Vec<_>>>()
        .filter(|origins| !origins.is_empty())
}

/// The origin of an address, also where apps have a scheme of their own.
fn origin_of(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(Url::has_host)?;
    Some(match url.origin() {
        Origin::Opaque(_) => {
            let place = &url[Position::BeforeHost..Position::AfterPort];
            format!("{}://{place}", url.scheme())
        }
        origin => origin.ascii_serialization(),
    })
}

/// What the environment says for AWS's own tools. What is not UTF-8 is none of it.
pub(super) fn aws_settings() -> Vec<(String, String)> {
    env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("AWS_"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::origins;

    #[test]
    fn origins_are_written_as_browsers_send_them() {
        let one = |text: &str| Some(vec![text.to_owned()]);
        assert_eq!(origins("none"), Some(Vec::new()));
        for good in [
            "*",
            "https://music.example",
            "http://127.0.0.1:8081",
            "capacitor://localhost",
        ] {
            assert_eq!(origins(good), one(good));
        }
        assert_eq!(
            origins("https://a.example https://b.example").map(|all| all.len()),
            Some(2)
        );
        for wrong in [
            "https://a.example/",
            "https://a.example,https://b.example",
            "https://a.example:443",
            "https://A.example",
            "a.example",
            "https://a.example none",
            "null",
        ] {
            assert_eq!(origins(wrong), None, "{wrong}");
        }
    }
}
