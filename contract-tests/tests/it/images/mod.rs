//! Avatars and banners: what may be sent, what becomes of it, where it is found, and that nothing stays behind.

mod answers;
mod bucket;
mod elsewhere;
mod formats;
mod keeping;
mod owners;
mod packed;
mod refusals;

use std::time::Duration;

use contract_tests::{Caller, Person, Request, TestApp, pictures};
use image::DynamicImage;
use serde_json::Value;
use uuid::Uuid;

/// A server that waits for large pictures even where tests run slowly.
fn start() -> TestApp {
    TestApp::start_with(|config| config.request_timeout = Duration::from_secs(60))
}

/// Somebody with a persona, and its path.
fn persona(app: &TestApp) -> (Person, String) {
    let bo = Person::clone(&app.person("artist"));
    let group = bo.create_group(bo.id, "persona", "Night Ferry");
    (bo, format!("/v1/user-groups/{group}"))
}

/// A request that sends an image.
fn put(caller: &Caller, path: &str, media_type: &str, bytes: impl Into<Vec<u8>>) -> Request {
    caller.request("PUT", path).body(media_type, bytes)
}

/// Sets a good avatar.
#[track_caller]
fn set_avatar(caller: &Caller, group: &str) -> Value {
    let path = format!("{group}/avatar");
    put(caller, &path, "image/png", pictures::png(64, 48))
        .expect(200)
        .json()
}

/// What is at an address that the server has told.
#[track_caller]
fn shown(app: &TestApp, address: &Value) -> DynamicImage {
    pictures::decoded(&app.anonymous().get(path_of(app, address)).expect(200).body)
}

/// The path of an address that the server has told.
#[track_caller]
fn path_of<'a>(app: &TestApp, address: &'a Value) -> &'a str {
    let address = address.as_str().expect("an address");
    let path = address.strip_prefix(&app.url());
    path.unwrap_or_else(|| panic!("{address} is elsewhere"))
}

fn id_of(image: &Value) -> Uuid {
    image["id"]
        .as_str()
        .expect("an id")
        .parse()
        .expect("a UUID")
}

/// The names of all files that are kept.
fn files(app: &TestApp) -> Vec<String> {
    let folder = std::fs::read_dir(app.db.folder()).expect("a folder");
    let names = folder.map(|entry| entry.expect("a file").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.into_string().expect("a name"))
        .collect();
    names.sort();
    names
}

/// Does at once what the server does every minute.
fn clean_up(app: &TestApp) {
    app.within(user_api_server::cleanup::run)
        .expect("a database");
}
