//! What may be written as the value of a setting.

use std::{env, net::IpAddr, str::FromStr};

use ipnet::IpNet;

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

/// What the environment says for AWS's own tools. What is not UTF-8 is none of it.
pub(super) fn aws_settings() -> Vec<(String, String)> {
    env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("AWS_"))
        .collect()
}
