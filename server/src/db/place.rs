//! Where a database is, as far as its address tells.

use std::{net::IpAddr, str::FromStr};

use tokio_postgres::config::{Config, Host};

/// Whether this address of a database leads to this machine alone. What it leads to may still be a tunnel.
pub fn is_on_this_machine(url: &str) -> bool {
    let Ok(config) = Config::from_str(url) else {
        return false;
    };
    let is_near = |host: &Host| match host {
        Host::Tcp(name) => name.parse().map_or(name == "localhost", is_loopback),
        Host::Unix(_) => true,
    };
    let mut addresses = config.get_hostaddrs().iter().copied();
    // Where both are given, the address is what is connected to.
    addresses.all(is_loopback)
        && (!config.get_hostaddrs().is_empty() || config.get_hosts().iter().all(is_near))
}

fn is_loopback(address: IpAddr) -> bool {
    address.is_loopback()
}

#[cfg(test)]
mod tests {
    use super::is_on_this_machine;

    #[test]
    fn of_each_address_it_is_known_whether_it_is_this_machine() {
        for (url, wanted) in [
            ("postgres://me@localhost/dev", true),
            ("postgres://me@127.0.0.1:5433/dev", true),
            ("postgres://me@[::1]/dev", true),
            ("postgres:///dev?host=/run/postgresql", true),
            ("postgres://me@%2Frun%2Fpostgresql/dev", true),
            ("postgres://me@uat.example/user_api", false),
            ("postgres://me@10.0.0.5/user_api", false),
            ("postgres://me@localhost.example/user_api", false),
            ("postgres://me@localhost,uat.example/user_api", false),
            ("postgres://me@localhost/user_api?hostaddr=10.0.0.5", false),
            ("postgres", false),
        ] {
            assert_eq!(is_on_this_machine(url), wanted, "{url}");
        }
    }
}
