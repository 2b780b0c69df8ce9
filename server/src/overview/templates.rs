//! The overview as a page and as a file.

use askama::Template;

use super::{Overview, schema::DIAGRAM};

#[derive(Template)]
#[template(path = "overview/templates/overview.html")]
struct Page<'a> {
    o: &'a Overview,
    diagram: &'a str,
}

#[derive(Template)]
#[template(path = "overview/templates/overview.md")]
struct File<'a> {
    o: &'a Overview,
}

impl File<'_> {
    /// Text that fits into a cell of a table.
    fn cell(&self, text: &str) -> String {
        let text = text.replace('|', "\\|").replace('<', "&lt;");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

pub(super) fn html(overview: &Overview) -> Result<String, String> {
    let page = Page {
        o: overview,
        diagram: DIAGRAM,
    };
    page.render().map_err(|error| error.to_string())
}

pub(super) fn markdown(overview: &Overview) -> Result<String, String> {
    let file = File { o: overview };
    file.render().map_err(|error| error.to_string())
}
