//! Names: what can be one, and when two are the same.

use contract_tests::{TestApp, at_the_same_moment};
use serde_json::json;

#[test]
fn no_two_groups_of_a_type_have_names_that_look_alike() {
    let app = TestApp::start();
    let (bo, mallory) = (app.person("artist"), app.person("artist"));
    bo.create_group(bo.id, "persona", "Night Ferry");
    for name in [
        "Night Ferry",
        "NIGHT FERRY",
        "night  ferry",
        "Ｎｉｇｈｔ Ｆｅｒｒｙ",
        "N\u{456}ght Ferry", // with a Cyrillic i
        "Night F\u{435}rry",
        "Night\u{a0}Ferry",
    ] {
        mallory
            .post(
                &mallory.groups(),
                &json!({ "type": "persona", "display_name": name }),
            )
            .refused(409, "name-taken")
            .at(&["/body/display_name"]);
    }
    // Of another type it is another thing: a band may be called like its singer.
    bo.create_group(bo.id, "band", "Night Ferry");
    mallory.create_group(mallory.id, "persona", "Night Ferries");
}

/// Letters of other scripts, and of this one, that look like others in capitals or in small letters.
#[test]
fn a_name_that_looks_like_another_is_taken_in_whatever_case() {
    let app = TestApp::start();
    let (bo, mallory) = (app.person("artist"), app.person("artist"));
    for name in [
        "Night",
        "Bj\u{f6}rk",
        "Iris",
        "Vapor",
        "Modem",
        "\u{412}\u{43e}\u{432}\u{430}",
    ] {
        bo.create_group(bo.id, "persona", name);
    }
    let create = |name: &str| {
        mallory.post(
            &mallory.groups(),
            &json!({ "type": "persona", "display_name": name }),
        )
    };
    for name in [
        "\u{39d}\u{399}G\u{397}\u{3a4}", // NIGHT with Greek capitals
        "\u{412}j\u{f6}rk",              // with a Cyrillic capital
        "lris",
        "1RIS",
        "|ris",
        "\u{3bd}apor", // with a Greek letter that is small
        "MODERN",
        "BOBA", // as Cyrillic capitals look
    ] {
        create(name)
            .refused(409, "name-taken")
            .at(&["/body/display_name"]);
    }
    // An accent makes a difference. N and v are not the same, although there is a Greek letter that looks like either.
    for name in ["Bjork", "Neil", "Veil"] {
        create(name).expect(201);
    }
    let other = mallory.create_group(mallory.id, "persona", "Linnet");
    mallory
        .patch(
            &format!("/v1/user-groups/{other}"),
            &json!({ "display_name": "N1ght" }),
        )
        .refused(409, "name-taken");
}

/// Some letters are stored as two, so a text that has as many as it may is longer afterwards.
#[test]
fn a_text_that_is_too_long_as_it_is_stored_is_refused() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let long = |count: usize| "\u{958}".repeat(count);
    let create =
        |body: serde_json::Value| bo.post(&bo.groups(), &body).refused(422, "name-unusable");
    create(json!({ "type": "persona", "display_name": long(100) })).at(&["/body/display_name"]);
    create(json!({ "type": "persona", "display_name": "Bo", "tags": ["folk", long(50)] }))
        .at(&["/body/tags/1"]);
    let (band, persona) = (
        bo.create_group(bo.id, "band", "The Gangway"),
        bo.create_group(bo.id, "persona", &long(50)),
    );
    let member = |body: serde_json::Value| {
        let path = format!("/v1/user-groups/{band}/members/{persona}");
        bo.request("PUT", &path).json(body.to_string())
    };
    member(json!({ "display_name": long(100) }))
        .refused(422, "name-unusable")
        .at(&["/body/display_name"]);
    member(json!({ "tags": [long(50)] }))
        .refused(422, "name-unusable")
        .at(&["/body/tags/0"]);
    member(json!({ "display_name": long(50), "tags": [long(25)] })).expect(200);
}

#[test]
fn a_name_is_taken_by_a_change_too_and_free_when_it_is_given_up() {
    let app = TestApp::start();
    let (bo, lin) = (app.person("artist"), app.person("artist"));
    let ferry = format!(
        "/v1/user-groups/{}",
        bo.create_group(bo.id, "persona", "Night Ferry")
    );
    let other = format!(
        "/v1/user-groups/{}",
        lin.create_group(lin.id, "persona", "Day Ferry")
    );
    let rename = |name: &str| lin.patch(&other, &json!({ "display_name": name, "country": "SE" }));
    let before = lin.get(&other).expect(200).json();
    rename("night ferry").refused(409, "name-taken");
    assert_eq!(lin.get(&other).expect(200).json(), before);
    // One's own name in other letters is one's own.
    bo.patch(&ferry, &json!({ "display_name": "NIGHT FERRY" }))
        .expect(200);
    bo.patch(&ferry, &json!({ "display_name": "Dusk Ferry" }))
        .expect(200);
    rename("Night Ferry").expect(200);
    bo.delete(&ferry).expect(204);
    lin.create_group(lin.id, "persona", "Dusk Ferry");
}

#[test]
fn of_many_who_take_a_name_at_the_same_moment_one_has_it() {
    let app = TestApp::start();
    let people: Vec<_> = (0..4).map(|_| app.person("artist")).collect();
    let create = |number: usize| {
        let name = ["Night Ferry", "night ferry", "NIGHT FERRY", "Night ferry"][number];
        let person = &people[number];
        let body = json!({ "type": "persona", "display_name": name, "tags": [name], "links": [{ "url": "https://ferry.example" }] });
        person.post(&person.groups(), &body).send().status
    };
    let mut statuses = at_the_same_moment(4, create);
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
    // And nothing of what was refused is left.
    for table in ["user_groups", "links", "user_group_tags", "tags"] {
        let count: i64 = app.db.value(&format!("select count(*) from {table}"), &[]);
        assert_eq!(count, 1, "{table}");
    }
}

#[test]
fn a_name_can_be_read() {
    let app = TestApp::start();
    let bo = app.person("artist");
    let create = |name: &str| {
        bo.post(
            &bo.groups(),
            &json!({ "type": "persona", "display_name": name }),
        )
    };
    for (name, status) in [
        (" ", 400),
        ("\u{3000}", 400),
        ("Night\u{202e}yrreF", 400),
        ("\u{2066}Night Ferry", 400),
        ("\u{200b}", 400),
        ("Night\u{200b}Ferry", 400),
        ("\u{3164}", 400),
        ("\u{ad}", 400),
        ("\u{2800}", 400),
        ("\u{200d}", 400),
        ("\u{301}", 422),
        ("A\u{200d}\u{200d}B", 422),
        ("A \u{200c}B", 422),
        ("A\u{e0041}", 422),
    ] {
        create(name).expect(status).at(&["/body/display_name"]);
    }
    for name in [
        "می\u{200c}خواهم",
        "ക്\u{200d}",
        "👩\u{200d}🎤",
        "Björk",
        "!!!",
        "李小龍",
        "4",
    ] {
        let group = create(name).expect(201).json();
        assert_eq!(group["display_name"], name);
    }
    // However it was typed, it is stored in one spelling.
    let group = create("Mo\u{308}tley").expect(201).json();
    assert_eq!(group["display_name"], "M\u{f6}tley");
}
