//! The platforms that links lead to. To recognise another, add its domain: links that are stored are told by it at once, but
//! keep a spelling without TLS until they are next written.

use url::Url;

/// Domain and platform. Every name below the domain belongs to it, too. Those whose paths have the shape of an instance of
/// something else have to be here.
const DOMAINS: &[(&str, &str)] = &[
    ("audius.co", "audius"),
    ("bandcamp.com", "bandcamp"),
    ("bandsintown.com", "bandsintown"),
    ("beatport.com", "beatport"),
    ("bsky.app", "bluesky"),
    ("deezer.com", "deezer"),
    ("discogs.com", "discogs"),
    ("facebook.com", "facebook"),
    ("fb.com", "facebook"),
    ("freemusicarchive.org", "freemusicarchive"),
    ("funkwhale.audio", "funkwhale"),
    ("genius.com", "genius"),
    ("github.com", "github"),
    ("instagram.com", "instagram"),
    ("itunes.apple.com", "apple_music"),
    ("ko-fi.com", "ko_fi"),
    ("last.fm", "lastfm"),
    ("liberapay.com", "liberapay"),
    ("linktr.ee", "linktree"),
    ("medium.com", "medium"),
    ("mixcloud.com", "mixcloud"),
    ("music.apple.com", "apple_music"),
    ("musicbrainz.org", "musicbrainz"),
    ("odysee.com", "odysee"),
    ("open.spotify.com", "spotify"),
    ("patreon.com", "patreon"),
    ("qobuz.com", "qobuz"),
    ("rumble.com", "rumble"),
    ("songkick.com", "songkick"),
    ("soundcloud.com", "soundcloud"),
    ("spotify.com", "spotify"),
    ("steadyhq.com", "steady"),
    ("substack.com", "substack"),
    ("threads.com", "threads"),
    ("threads.net", "threads"),
    ("tidal.com", "tidal"),
    ("tiktok.com", "tiktok"),
    ("tumblr.com", "tumblr"),
    ("twitch.tv", "twitch"),
    ("twitter.com", "x"),
    ("vimeo.com", "vimeo"),
    ("wikipedia.org", "wikipedia"),
    ("x.com", "x"),
    ("youtu.be", "youtube"),
    ("youtube-nocookie.com", "youtube"),
    ("youtube.com", "youtube"),
];

/// What the paths of accounts and channels begin with, on platforms whose instances are too many to list.
const PATHS: &[(&str, &str)] = &[
    ("a", "peertube"),
    ("accounts", "peertube"),
    ("c", "peertube"),
    ("video-channels", "peertube"),
    ("w", "peertube"),
];

/// What there is no word for.
pub(super) const OTHER: &str = "other";

/// The platform of an address whose domain is listed.
pub(super) fn of_domain(url: &Url) -> Option<&'static str> {
    let host = url.domain()?;
    let is_below = |domain: &str| {
        host.strip_suffix(domain)
            .is_some_and(|below| below.is_empty() || below.ends_with('.'))
    };
    DOMAINS
        .iter()
        .find(|(domain, _)| is_below(domain))
        .map(|(_, platform)| *platform)
}

/// The platform that an address has the shape of.
pub(super) fn of_path(url: &Url) -> Option<&'static str> {
    let mut steps = url.path_segments()?.filter(|step| !step.is_empty());
    let (first, second) = (steps.next()?, steps.next());
    if first.len() > 1 && first.starts_with('@') {
        return Some("mastodon");
    }
    second?;
    PATHS
        .iter()
        .find(|(begin, _)| *begin == first)
        .map(|(_, platform)| *platform)
}
