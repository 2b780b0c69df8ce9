//! The network address of the caller: the peer of the connection, or whom a proxy that we trust names.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Once,
};

use hyper::header::{HeaderMap, HeaderName};
use ipnet::IpNet;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Each proxy adds at the end of X-Forwarded-For whom it heard from. So the caller is the last address that is not a
/// proxy's; what stands before it could be anybody's invention.
pub(super) fn of_caller(headers: &HeaderMap, peer: IpAddr, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut caller = peer.to_canonical();
    if trusted.is_empty() && headers.contains_key(FORWARDED_FOR) {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            tracing::warn!(%peer, "X-Forwarded-For is not believed. If this peer is a proxy in front of this server, name it in USER_API_TRUSTED_PROXIES: until then rate limits take everybody behind it for one caller");
        });
    }
    let lines = headers.get_all(FORWARDED_FOR).iter().rev();
    let named = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    for name in named {
        if !is_trusted(&caller) {
            break;
        }
        // What is no address hides who was behind it, so the proxy stands for all of them.
        let Some(address) = parse(name.trim()) else {
            break;
        };
        caller = address.to_canonical();
    }
    caller
}

/// Some proxies add the port.
fn parse(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok();
    text.parse().ok().or_else(|| Some(with_port()?.ip()))
}
