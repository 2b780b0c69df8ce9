//! Every page in every state, as files to look at: `cargo run --example pages FOLDER`.
//!
//! `contract-tests/browser/pages.mjs` opens them in a browser, under the policy that lies beside them.

mod specimens;

use std::{env, error::Error, fs, path::Path};

use user_api_server::pages;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args()
        .nth(1)
        .ok_or("Say which folder: cargo run --example pages FOLDER")?;
    let folder = Path::new(&folder);
    let style = folder.join(pages::assets::STYLE_PATH.trim_start_matches('/'));
    fs::create_dir_all(folder.join("pages"))?;
    fs::write(style, pages::assets::style())?;
    fs::write(folder.join("policy.txt"), pages::assets::policy(None))?;
    for (name, page) in specimens::pages() {
        // Relative, so that the files can also be opened as they are.
        let html = page.render()?.replace("href=\"/pages/", "href=\"pages/");
        fs::write(folder.join(format!("{name}.html")), html)?;
    }
    Ok(())
}
