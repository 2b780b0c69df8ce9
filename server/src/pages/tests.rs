//! The pages hold what every page promises, in every state that `examples/pages` has.

use hyper::{Request, StatusCode};

use super::{ErrorPage, Errors, Hidden, assets};
use crate::{
    error::{FieldError, Refusal},
    pages,
};

#[path = "../../examples/pages/specimens/mod.rs"]
mod specimens;

/// Every specimen's name and HTML.
fn rendered() -> Vec<(&'static str, String)> {
    let pages = specimens::pages().into_iter();
    pages
        .map(|(name, page)| (name, page.render().unwrap_or_default()))
        .collect()
}

/// What follows each of the marks, up to the end of its tag.
fn tags<'a>(html: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(mark)
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

#[test]
fn names_are_text_and_never_tags() {
    for (name, html) in rendered() {
        assert!(
            html.starts_with("<!doctype html>") && html.ends_with("</html>"),
            "{name}"
        );
        assert!(
            !html.contains("<script") && !html.contains("style=\""),
            "{name}"
        );
        assert_eq!(html.matches("</title>").count(), 1, "{name}");
    }
    let (_, html) = rendered()
        .into_iter()
        .find(|(name, _)| *name == "consent-nasty")
        .unwrap_or_default();
    assert!(
        html.contains(
            "&#60;script&#62;alert(&#34;1 &#38; 2&#34;)&#60;/script&#62; O&#39;Neill&#39;s"
        ),
        "{html}"
    );
}

#[test]
fn every_form_carries_what_it_was_given() {
    let mut forms = 0;
    for (name, html) in rendered() {
        for form in html.split("<form ").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            assert!(
                form.starts_with("method=\"post\" action=\"/"),
                "{name}: {form}"
            );
            assert!(
                form.contains(r#"<input type="hidden" name="csrf" value="c5Kf-example">"#),
                "{name}: {form}"
            );
            assert!(
                form.contains(
                    r#"<input type="hidden" name="request" value="r7/+=&#38; &#34;&#39;">"#
                ),
                "{name}: {form}"
            );
            assert!(form.contains("<button"), "{name}: {form}");
            forms += 1;
        }
    }
    assert!(forms > 20);
}

#[test]
fn every_input_has_a_label() {
    for (name, html) in rendered() {
        for input in tags(&html, "<input") {
            let id = attribute(input, "id").unwrap_or_default();
            let labelled =
                html.contains(&format!("<label for=\"{id}\">")) || input.contains("aria-label");
            assert!(
                labelled || input.contains("type=\"hidden\""),
                "{name}: {input}"
            );
        }
    }
}

#[test]
fn whatever_describes_a_field_is_there() {
    for (name, html) in rendered() {
        for attribute_name in ["aria-describedby", "href"] {
            for tag in tags(&html, "<") {
                for id in attribute(tag, attribute_name)
                    .unwrap_or_default()
                    .split(' ')
                {
                    let id = id
                        .strip_prefix('#')
                        .or((attribute_name != "href").then_some(id))
                        .unwrap_or_default();
                    assert!(
                        id.is_empty() || html.contains(&format!(" id=\"{id}\"")),
                        "{name}: {tag}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_page_with_an_error_says_so_first() {
    for (name, html) in rendered() {
        let wrong = html.contains("role=\"alert\"") || name.starts_with("error");
        assert_eq!(html.contains("<title>Error: "), wrong, "{name}");
        assert!(html.matches(" autofocus").count() <= 1, "{name}");
    }
}

#[test]
fn links_carry_the_request_on() {
    let hidden = Hidden(vec![("request", "r7/+=& \"'".to_owned())]);
    assert_eq!(
        hidden.link("/sign-up"),
        "/sign-up?request=r7%2F%2B%3D%26%20%22%27"
    );
    assert_eq!(Hidden::default().link("/sign-up"), "/sign-up");
}

#[test]
fn a_refusal_becomes_errors_at_their_fields() {
    let place = |pointer: &str| FieldError {
        pointer: pointer.to_owned(),
        detail: "No.".to_owned(),
    };
    let mut refusal = Refusal::new("invalid-request", "Two things are wrong.");
    assert_eq!(Errors::from(&refusal).of(""), Some("Two things are wrong."));
    refusal.errors = vec![place("/header/x"), place("/body/password")];
    let errors = Errors::from(&refusal);
    assert_eq!(
        (errors.of("password"), errors.of("")),
        (Some("No."), Some("No."))
    );
    assert!(errors.begin_at("password") && !errors.begin_at(""));
}

#[test]
fn a_form_may_lead_to_the_application_and_from_there_on_by_the_same_scheme() {
    let leads = |uri| {
        let policy = assets::policy(uri);
        let (_, rest) = policy.split_once("form-action 'self'").unwrap_or_default();
        rest.split(';').next().unwrap_or_default().to_owned()
    };
    assert_eq!(leads(None), "");
    assert_eq!(leads(Some("https://app.example/callback?a=b")), " https:");
    assert_eq!(leads(Some("http://127.0.0.1:8081/callback")), " http:");
    assert_eq!(leads(Some("http://[::1]:8081/callback")), " http:");
    assert_eq!(
        leads(Some("com.example.app:/callback")),
        " com.example.app:"
    );
    assert_eq!(leads(Some("https://a;default-src")), " https:");
    assert_eq!(leads(Some("no address")), "");
}

#[test]
fn the_stylesheet_is_kept_for_good_under_its_own_name_alone() {
    let ask = |path: &str| assets::answer(&Request::get(path).body(()).unwrap_or_default());
    let kept = |path: &str| {
        let answer = ask(path)?;
        assert_eq!(answer.status(), StatusCode::OK);
        let header = answer.headers().get("cache-control")?;
        Some(header.to_str().ok()?.ends_with("immutable"))
    };
    assert_eq!(kept(&assets::STYLE_PATH), Some(true));
    assert_eq!(kept("/pages/of-another-version.css"), Some(false));
    assert!(ask("/pages/../x.css").is_none() && ask("/pages/layout.html").is_none());
}

#[test]
fn waits_are_told_in_words() {
    let wait = |retry_after| {
        let page = ErrorPage {
            platform_name: "",
            title: String::new(),
            detail: String::new(),
            request_id: String::new(),
            status: 429,
            retry_after,
            back: None,
        };
        page.wait()
    };
    assert_eq!(wait(None), None);
    assert_eq!(wait(Some(30)).as_deref(), Some("in 30 seconds"));
    assert_eq!(wait(Some(601)).as_deref(), Some("in 11 minutes"));
}
