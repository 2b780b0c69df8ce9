//! What a group says of itself beside text: links and tags.

use contract_tests::{Person, TestApp, at_the_same_moment};
use serde_json::{Value, json};

fn persona(app: &TestApp) -> (Person, String) {
    let bo = app.person("artist");
    let group = bo.create_group(bo.id, "persona", "Night Ferry");
    (bo, format!("/v1/user-groups/{group}"))
}

fn link(url: &str) -> Value {
    json!({ "url": url })
}

#[test]
fn a_link_names_its_platform() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    let urls = [
        (
            "http://www.YouTube.com/@nightferry",
            "youtube",
            "https://www.youtube.com/@nightferry",
        ),
        (
            "https://soundcloud.com/nightferry",
            "soundcloud",
            "https://soundcloud.com/nightferry",
        ),
        (
            "https://night-ferry.bandcamp.com",
            "bandcamp",
            "https://night-ferry.bandcamp.com/",
        ),
        ("https://vimeo.com/1", "vimeo", "https://vimeo.com/1"),
        (
            "https://social.example/@ferry",
            "mastodon",
            "https://social.example/@ferry",
        ),
        (
            "https://tube.example/c/ferry",
            "peertube",
            "https://tube.example/c/ferry",
        ),
        ("http://ferry.example:80/a b", "other", ""),
        ("https://ferry.example", "other", "https://ferry.example/"),
    ];
    let good = urls.iter().filter(|(.., wanted)| !wanted.is_empty());
    let links: Vec<Value> = good.clone().map(|(url, ..)| link(url)).collect();
    let seen = bo
        .patch(&group, &json!({ "links": links }))
        .expect(200)
        .json();
    let wanted: Vec<Value> = good
        .map(|(_, platform, url)| json!({ "url": url, "platform": platform, "personal_data": false }))
        .collect();
    assert_eq!(seen["links"], json!(wanted));
    assert_eq!(bo.get(&group).expect(200).json()["links"], json!(wanted));
}

#[test]
fn what_is_no_link_is_refused_and_nothing_is_half_written() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    let good = json!({ "links": [link("https://ferry.example/")], "tags": ["folk"] });
    bo.patch(&group, &good).expect(200);
    let before = bo.get(&group).expect(200);
    let long = format!("https://ferry.example/{}", "a".repeat(10_000));
    let encoded = format!("https://ferry.example/{}", "é".repeat(1_900));
    for (url, status) in [
        ("/", 400),
        ("", 400),
        ("javascript:alert(1)", 400),
        ("JavaScript://ferry.example/%0aalert(1)", 400),
        ("data:text/html,x", 400),
        ("ftp://ferry.example/", 400),
        ("ferry.example", 400),
        ("https://ferry.example/\u{202e}gpj", 400),
        ("https://ferry.example/a b", 400),
        (long.as_str(), 400),
        ("https://localhost/", 422),
        ("https://127.0.0.1/x", 422),
        ("https://0x7f000001/", 422),
        ("https://[::1]/abc", 422),
        ("https://bo:secret@ferry.example/", 422),
        ("https://ferry.example:99999/", 422),
        ("https://///", 422),
        (encoded.as_str(), 422),
    ] {
        let body = json!({ "display_name": "Day Ferry", "tags": ["drone"], "links": [link("https://other.example/"), link(url)] });
        let answer = bo.patch(&group, &body).expect(status);
        answer.at(&["/body/links/1/url"]);
        let new = json!({ "type": "persona", "display_name": "Day Ferry", "links": [link(url)] });
        bo.post(&bo.groups(), &new)
            .expect(status)
            .at(&["/body/links/0/url"]);
    }
    let after = bo.get(&group).expect(200);
    assert_eq!((after.etag(), after.json()), (before.etag(), before.json()));
    let count: i64 = app.db.value("select count(*) from user_groups", &[]);
    assert_eq!(count, 1);
    for wrong in [
        json!(["/"]),
        json!([{}]),
        json!([null]),
        json!([{ "url": "https://ferry.example/", "platform": "youtube" }]),
    ] {
        bo.patch(&group, &json!({ "links": wrong }))
            .refused(400, "invalid-request");
    }
}

#[test]
fn what_is_there_twice_is_refused() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    for (patch, place) in [
        (json!({ "tags": ["Jazz", "folk", "JAZZ"] }), "/body/tags/2"),
        (json!({ "tags": ["Jazz", "ｊａｚｚ"] }), "/body/tags/1"),
        (json!({ "tags": ["Jazz", "Jazz"] }), "/body/tags/1"),
        (
            json!({ "links": [link("https://ferry.example"), link("HTTPS://FERRY.example:443/")] }),
            "/body/links/1/url",
        ),
    ] {
        bo.patch(&group, &patch)
            .refused(422, "listed-twice")
            .at(&[place]);
    }
    let many: Vec<String> = (0..21).map(|number| format!("tag {number}")).collect();
    bo.patch(&group, &json!({ "tags": many }))
        .refused(400, "invalid-request")
        .at(&["/body/tags"]);
    let many: Vec<Value> = (0..21)
        .map(|number| link(&format!("https://ferry.example/{number}")))
        .collect();
    bo.patch(&group, &json!({ "links": many }))
        .refused(400, "invalid-request")
        .at(&["/body/links"]);
    for (tag, status) in [
        ("", 400),
        (" ", 400),
        ("a\u{202e}", 400),
        ("\u{301}", 422),
        (&"a".repeat(51), 400),
    ] {
        bo.patch(&group, &json!({ "tags": [tag] }))
            .expect(status)
            .at(&["/body/tags/0"]);
    }
}

#[test]
fn a_tag_is_shown_as_it_was_first_written() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    bo.patch(&group, &json!({ "tags": ["Post-Rock", "ambient"] }))
        .expect(200);
    let lin = app.person("artist");
    let body =
        json!({ "type": "persona", "display_name": "Lin", "tags": ["AMBIENT", "post-rock"] });
    let seen = lin.post(&lin.groups(), &body).expect(201).json();
    assert_eq!(seen["tags"], json!(["ambient", "Post-Rock"]));
    // The same tags in other letters change nothing.
    let tag = bo.get(&group).expect(200).etag();
    let same = bo
        .patch(&group, &json!({ "tags": ["post-rock", "Ambient"] }))
        .expect(200);
    assert_eq!(same.etag(), tag);
    let count: i64 = app.db.value("select count(*) from tags", &[]);
    assert_eq!(count, 2);
}

#[test]
fn links_and_tags_are_replaced_whole_and_null_clears_them() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    let first = bo.patch(&group, &json!({ "links": [link("https://a.example/"), link("https://b.example/")], "tags": ["a", "b", "c"] })).expect(200);
    let second = bo.patch(&group, &json!({ "tags": ["c", "a"] })).expect(200);
    assert_ne!(first.etag(), second.etag());
    assert!(second.json()["updated_at"].as_str() > first.json()["updated_at"].as_str());
    assert_eq!(second.json()["tags"], json!(["c", "a"]));
    assert_eq!(second.json()["links"], first.json()["links"]);
    let third = bo
        .patch(&group, &json!({ "links": null, "tags": [] }))
        .expect(200)
        .json();
    assert_eq!((&third["links"], &third["tags"]), (&json!([]), &json!([])));
    bo.patch(&group, &json!({ "links": [link("https://a.example/")] }))
        .expect(200);
    bo.delete(&group).expect(204);
    let left: i64 = app.db.value(
        "select (select count(*) from links) + (select count(*) from user_group_tags)",
        &[],
    );
    assert_eq!(left, 0);
}

#[test]
fn two_who_change_links_and_tags_at_the_same_moment_leave_one_whole_change() {
    let app = TestApp::start();
    let (bo, group) = persona(&app);
    for _ in 0..3 {
        let change = |number: usize| {
            let words: Vec<String> = (0..10).map(|step| format!("{number} {step}")).collect();
            let reversed: Vec<&String> = words.iter().rev().collect();
            let links: Vec<Value> = (0..10)
                .map(|step| link(&format!("https://{number}.example/{step}")))
                .collect();
            let tags = if number.is_multiple_of(2) {
                json!(words)
            } else {
                json!(reversed)
            };
            bo.patch(&group, &json!({ "links": links, "tags": tags }))
                .expect(200)
                .json()
        };
        let answers = at_the_same_moment(3, change);
        let seen = bo.get(&group).expect(200).json();
        assert!(
            answers
                .iter()
                .any(|answer| answer["links"] == seen["links"] && answer["tags"] == seen["tags"]),
            "{seen}"
        );
    }
}
