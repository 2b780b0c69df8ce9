//! The overview is what the spec and the tables make of it.

use contract_tests::{TestApp, snapshot};

#[test]
fn the_committed_overview_is_the_one_that_is_served() {
    let app = TestApp::start();
    let overview = app.anonymous().get("/docs/overview.md").expect(200);
    snapshot::compare("api/OVERVIEW.md", overview.text());
}

#[test]
fn the_overview_is_served_and_every_link_within_it_leads_somewhere() {
    let app = TestApp::start();
    let page = app.anonymous().get("/docs/overview").expect(200);
    let links = page.text().split("href=\"#").skip(1);
    for link in links.filter_map(|rest| rest.split('"').next()) {
        let place = format!("id=\"{link}\"");
        assert!(page.text().contains(&place), "#{link} leads nowhere");
    }
}
