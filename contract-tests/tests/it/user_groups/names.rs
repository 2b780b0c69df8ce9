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
