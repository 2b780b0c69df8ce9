//! Forms that did not come from our own pages are refused, and change nothing.

use contract_tests::{PASSWORD, samples::email_token};

use super::{BO, Browser, NEW, start};

#[test]
fn a_form_from_elsewhere_is_refused() {
    let (app, mailbox) = start();
    let (id, username) = app.account("artist", None);
    let confirming = email_token(&app, id, "confirm_username");
    let resetting = email_token(&app, id, "reset_password");
    let forms: [(&str, &[(&str, &str)]); 4] = [
        ("/confirm-email", &[("token", &confirming)]),
        (
            "/reset-password",
            &[("token", &resetting), ("password", NEW)],
        ),
        ("/forgot-password", &[("username", &username)]),
        (
            "/change-address",
            &[("username", BO), ("password", PASSWORD)],
        ),
    ];
    let browser = Browser::of(&app, &username);
    let csrf = browser.csrf();
    let others = Browser::new(&app).csrf();
    // How often one came is counted all the same.
    let written = || {
        let mut tables = app.db.fingerprint();
        tables.retain(|(table, _)| table != "rate_limits");
        tables
    };
    let before = written();
    for (path, fields) in forms {
        let with = |csrf| [fields, &[("csrf", csrf)]].concat();
        browser.form(path, fields).expect(400);
        for wrong in [others.as_str(), "x", &csrf[1..]] {
            let refused = browser.form(path, &with(wrong)).expect(403);
            refused.says("load the page again");
        }
        // Without the cookie, the proof is nobody's.
        let stranger = Browser::new(&app);
        stranger.form(path, &with(&csrf)).expect(403);
        let elsewhere = browser.form(path, &with(&csrf));
        elsewhere
            .header("origin", "https://elsewhere.example")
            .expect(403);
    }
    assert_eq!(written(), before, "nothing has changed");
    for (path, fields) in forms {
        let fields = [fields, &[("csrf", csrf.as_str())]].concat();
        let ours = browser.form(path, &fields).header("origin", app.url());
        // Setting a new password signs this browser out.
        ours.expect(if path == "/change-address" { 303 } else { 200 });
    }
    mailbox.next_to(&username);
}
