//! The links of a group: which are any, their canonical form, and the platform that they lead to.

mod platforms;
pub(super) mod store;
mod unseen;

use url::{Host, Url};

use crate::error::Error;
pub(super) use unseen::Unseen;

/// How long a link may be in its canonical form, which may be longer than what was sent; the table says the same.
const LONGEST: usize = 2000;

/// How many links a group may have; the table says the same.
pub const MOST: usize = 20;

/// A link to where else a group can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address; once it is stored, in its canonical form.
    pub url: String,
    /// Whether it tells who the person is.
    pub personal_data: bool,
}

impl Link {
    /// Which platform it leads to.
    pub fn platform(&self) -> &'static str {
        let url = Url::parse(&self.url).ok();
        let platform = url
            .as_ref()
            .and_then(|url| platforms::of_domain(url).or_else(|| platforms::of_path(url)));
        platform.unwrap_or(platforms::OTHER)
    }
}

/// The links in their canonical form. The same one may be there with the mark and without it, since a label may add what its
/// owner has hidden.
///
/// # Errors
/// Refused, if one leads nowhere or is there twice.
pub(super) fn tidy(links: Vec<Link>) -> Result<Vec<Link>, Error> {
    let mut tidied: Vec<Link> = Vec::with_capacity(links.len());
    for (number, link) in links.into_iter().enumerate() {
        let pointer = format!("/body/links/{number}/url");
        let url = canonical(&link.url)
            .map_err(|detail| Error::field("link-unusable", &pointer, detail))?;
        let is_same = |other: &Link| other.url == url && other.personal_data == link.personal_data;
        if let Some(earlier) = tidied.iter().position(is_same) {
            let detail = format!(
                "This leads to the same place as the link at place {earlier}. Leave one of them out."
            );
            return Err(Error::field("listed-twice", &pointer, detail));
        }
        tidied.push(Link { url, ..link });
    }
    Ok(tidied)
}

/// The address in the one spelling that we store: as the URL Standard writes it, and with TLS where the platform is known.
///
/// # Errors
/// What is wrong with it.
pub fn canonical(text: &str) -> Result<String, &'static str> {
    let wrong =
        "This is no web address. Write it in full, such as https://night-ferry.bandcamp.com.";
    let mut url = Url::parse(text).map_err(|_| wrong)?;
    if !["http", "https"].contains(&url.scheme()) {
        return Err(wrong);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("An address with a name or password in it is not for others. Leave that out.");
    }
    let public = |name: &str| name.trim_end_matches('.').contains('.');
    if !matches!(url.host(), Some(Host::Domain(name)) if public(name)) {
        return Err(
            "Others cannot get there. Use an address with a domain, such as music.example.",
        );
    }
    if platforms::of_domain(&url).is_some() && url.port().is_none() {
        url.set_scheme("https").map_err(|()| wrong)?;
    }
    let canonical = String::from(url);
    if canonical.len() > LONGEST {
        return Err("It is too long when its characters are encoded. Use a shorter one.");
    }
    Ok(canonical)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform(url: &str) -> &'static str {
        let url = canonical(url).unwrap_or_else(|detail| panic!("{url}: {detail}"));
        Link {
            url,
            personal_data: false,
        }
        .platform()
    }

    #[test]
    fn a_platform_is_recognised_by_its_domain_or_by_the_shape_of_the_path() {
        for (url, wanted) in [
            ("https://www.youtube.com/@nightferry", "youtube"),
            ("https://youtu.be/x", "youtube"),
            ("https://soundcloud.com/nightferry", "soundcloud"),
            ("http://NIGHT-FERRY.bandcamp.com", "bandcamp"),
            ("https://vimeo.com/1", "vimeo"),
            ("https://mastodon.social/@nightferry", "mastodon"),
            ("https://social.example/@night@other.example", "mastodon"),
            ("https://tube.example/c/nightferry/videos", "peertube"),
            ("https://tube.example/a/nightferry", "peertube"),
            ("https://medium.com/@nightferry", "medium"),
            ("https://odysee.com/@nightferry", "odysee"),
            ("https://substack.com/@nightferry", "substack"),
            ("https://rumble.com/c/nightferry", "rumble"),
            ("https://nightferry.example/", "other"),
            ("https://nightferry.example/c", "other"),
            ("https://notyoutube.com/", "other"),
            ("https://youtube.com.evil.example/", "other"),
        ] {
            assert_eq!(platform(url), wanted, "{url}");
        }
    }

    #[test]
    fn an_address_is_stored_in_one_spelling() {
        for (url, wanted) in [
            (
                "HTTP://Night-Ferry.Bandcamp.com",
                Some("https://night-ferry.bandcamp.com/"),
            ),
            (
                "http://nightferry.example:80/a/../b",
                Some("http://nightferry.example/b"),
            ),
            (
                "https://bücher.example/ä",
                Some("https://xn--bcher-kva.example/%C3%A4"),
            ),
            ("https://", None),
            ("https:///", None),
            ("https://localhost/", None),
            ("https://127.0.0.1/", None),
            ("https://2130706433/", None),
            ("https://[::1]/", None),
            ("https://bo:secret@music.example/", None),
            ("javascript:alert(1)", None),
            ("/", None),
        ] {
            assert_eq!(canonical(url).ok().as_deref(), wanted, "{url}");
        }
    }
}
