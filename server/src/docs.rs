//! `/docs`: the interactive reference, from assets that the binary carries along. Not part of the spec.

use http_body_util::Full;
use hyper::{Method, Request, Response, StatusCode, body::Bytes};
use serde_json::json;

use crate::{app::App, config::Environment, demo, spec::layer::Answer};

/// Only our own files may run, be shown or be asked; nobody may put the page into a frame. Images that one tries out
/// are shown from memory (blob:).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
    form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// Path, media type, content.
const FILES: &[(&str, &str, &[u8])] = &[
    (
        "/docs",
        "text/html; charset=utf-8",
        include_bytes!("../assets/docs/index.html"),
    ),
    (
        "/docs/docs.css",
        "text/css; charset=utf-8",
        include_bytes!("../assets/docs/docs.css"),
    ),
    (
        "/docs/docs.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../assets/docs/docs.js"),
    ),
    (
        "/docs/overview.css",
        "text/css; charset=utf-8",
        include_bytes!("../assets/docs/overview.css"),
    ),
    (
        "/docs/overview.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../assets/docs/overview.js"),
    ),
    (
        "/docs/swagger-ui/oauth2-redirect.html",
        "text/html; charset=utf-8",
        include_bytes!("../assets/docs/swagger-ui/oauth2-redirect.html"),
    ),
    (
        "/docs/swagger-ui/oauth2-redirect.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../assets/docs/swagger-ui/oauth2-redirect.js"),
    ),
    (
        "/docs/swagger-ui/swagger-ui.css",
        "text/css; charset=utf-8",
        include_bytes!("../assets/docs/swagger-ui/swagger-ui.css"),
    ),
    (
        "/docs/swagger-ui/swagger-ui-bundle.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../assets/docs/swagger-ui/swagger-ui-bundle.js"),
    ),
];

/// The page or one of its files, if the request is for one.
pub fn answer<B>(app: &'static App, request: &Request<B>) -> Option<Answer> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let path = request.uri().path();
    if path == "/docs/" || path == "/" {
        return Response::builder()
            .status(StatusCode::SEE_OTHER)
            .header("location", "/docs")
            .body(Full::default())
            .ok();
    }
    if path == "/docs/config.json" {
        return respond("application/json", config(app).into());
    }
    match path {
        "/docs/overview" => {
            return respond(
                "text/html; charset=utf-8",
                Bytes::from_static(app.overview_html.as_bytes()),
            );
        }
        "/docs/overview.md" => {
            return respond(
                "text/markdown; charset=utf-8",
                Bytes::from_static(app.overview_markdown.as_bytes()),
            );
        }
        _ => {}
    }
    let (_, media_type, content) = FILES.iter().find(|(name, ..)| *name == path)?;
    respond(media_type, Bytes::from_static(content))
}

/// In development, what signs one in as a demo account; elsewhere nothing.
fn config(app: &App) -> String {
    let demo = json!({ "demo": {
        "client_id": demo::CLIENT_ID, "client_secret": demo::CLIENT_SECRET, "username": demo::USERNAME, "password": demo::PASSWORD,
        "usernames": demo::PEOPLE.iter().map(|(username, ..)| username).collect::<Vec<_>>(),
    }});
    if app.config.environment == Environment::Development {
        demo.to_string()
    } else {
        "{}".to_owned()
    }
}

fn respond(media_type: &str, content: Bytes) -> Option<Answer> {
    Response::builder()
        .header("content-type", media_type)
        .header("content-security-policy", POLICY)
        .header("cache-control", "no-cache")
        .header("cross-origin-opener-policy", "same-origin")
        .header("cross-origin-resource-policy", "same-origin")
        .body(Full::new(content))
        .ok()
}
