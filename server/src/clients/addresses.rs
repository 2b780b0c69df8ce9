//! Where people may be sent back to: addresses that nobody but the application answers.

use url::{Host, Url};

/// Says what is wrong with an address, and what would be right; nothing, if it will do. They are compared letter by
/// letter, so each must be written as a browser writes it.
pub fn fault(address: &str) -> Option<String> {
    let url = match Url::parse(address) {
        Ok(url) => url,
        Err(reason) => {
            return Some(format!(
                "This is not an address: {reason}. One is like https://app.example/callback."
            ));
        }
    };
    if url.fragment().is_some() {
        return Some("Leave out the part after the #; answers may be put there.".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some("Leave out the name and password before the @.".to_owned());
    }
    let is_safe = match url.scheme() {
        "https" => true,
        "http" => is_this_machine(&url),
        // An app's own scheme is a domain turned around (RFC 8252, section 7.1); so javascript: and data: are none.
        scheme => scheme.contains('.'),
    };
    if !is_safe {
        return Some("Use https; or, on the person's own machine, http with 127.0.0.1, [::1] or localhost; or an app's own scheme, which is a domain turned around, like com.example.app:/callback.".to_owned());
    }
    (url.as_str() != address).then(|| format!("Write it as browsers do: {url}"))
}

/// Whether nobody can listen in, since it does not leave the machine (RFC 8252, section 7.3).
fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address == std::net::Ipv4Addr::LOCALHOST,
        Some(Host::Ipv6(address)) => address == std::net::Ipv6Addr::LOCALHOST,
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_only_the_application_answers_will_do() {
        for address in [
            "https://app.example/callback",
            "https://app.example/callback?from=here&x=1",
            "https://app.example:8443/",
            "https://192.0.2.1/",
            "http://127.0.0.1:8081/callback",
            "http://[::1]/callback",
            "http://localhost:3000/",
            "com.example.app:/callback",
            "com.example.app:callback",
            "com.example.app://callback",
        ] {
            assert_eq!(fault(address), None, "{address}");
        }
    }

    #[test]
    fn any_other_address_is_refused_with_what_would_be_right() {
        for (address, mend) in [
            ("http://app.example/callback", "Use https"),
            ("http://localhost.evil.example/", "Use https"),
            ("http://127.0.0.2/", "Use https"),
            ("http://0.0.0.0/", "Use https"),
            ("javascript:alert(1)", "Use https"),
            ("data:text/html,x", "Use https"),
            ("file:///etc/passwd", "Use https"),
            ("blob:https://app.example/1", "Use https"),
            ("app:/callback", "Use https"),
            ("https://app.example/#x", "after the #"),
            ("https://bo@app.example/", "before the @"),
            ("https://bo:secret@app.example/", "before the @"),
            ("https://app.example", "https://app.example/"),
            ("https://app.example:443/", "https://app.example/"),
            ("https://App.Example/", "https://app.example/"),
            ("https://app.example/a/../b", "https://app.example/b"),
            ("https:app.example/", "https://app.example/"),
            ("http://127.1/", "http://127.0.0.1/"),
            ("https://app.example\\x", "https://app.example/x"),
            ("https://", "not an address"),
            ("callback", "not an address"),
        ] {
            let said = fault(address).unwrap_or_default();
            assert!(said.contains(mend), "{address}: {said:?}");
        }
    }
}
