//! The words of names, among which what is like a mistyped one is looked for.

use contract_tests::{Person, TestApp, at_the_same_moment};
use serde_json::json;
use uuid::Uuid;

use super::{
    scene::{Scene, path},
    search::group,
};

#[test]
fn the_words_of_a_name_are_kept_as_long_as_some_name_has_them() {
    let Scene { app, bo, maya, .. } = Scene::new();
    let words = || -> Vec<String> {
        let sql = "select word from user_group_words where word in ('gangway', 'ferry', 'night', 'dusk') order by word";
        let rows = app.db.query(sql, &[]);
        rows.iter().map(|row| row.get(0)).collect()
    };
    let first = group(&bo, "Night Ferry", "Gangway", &[]);
    group(&maya, "Dusk Ferry", "", &["gangway"]);
    assert_eq!(words(), ["dusk", "ferry", "night"]);
    let renamed = json!({ "display_name": "Gangway Ferry" });
    bo.patch(&path(first), &renamed).expect(200);
    assert_eq!(words(), ["dusk", "ferry", "gangway"]);
    bo.delete(&path(first)).expect(204);
    assert_eq!(words(), ["dusk", "ferry"]);
    maya.delete(&maya.path()).expect(204);
    assert!(words().is_empty());
}

/// What is kept is exactly what the names that can be found are made of, whoever changes them at the same moment.
#[test]
fn the_words_are_those_of_the_names_however_many_change_at_once() {
    let app = TestApp::start();
    let own = |number: usize| -> (Person, Uuid) {
        let person = app.person("artist");
        let id = group(&person, &format!("Quay {number}"), "", &[]);
        (person, id)
    };
    let owners: Vec<_> = (0..8).map(own).collect();
    for round in 0..40 {
        at_the_same_moment(owners.len(), |number| {
            let (person, id) = &owners[number];
            // Of each two, one takes the word that the other drops.
            let word = if (round + number) % 2 == 0 {
                "Dusk"
            } else {
                "Dawn"
            };
            let name = json!({ "display_name": format!("{word}{} {number}", number / 2) });
            person.patch(&path(*id), &name).expect(200);
        });
        let wrong: Vec<String> = app
            .db
            .query(
                "with wanted as (select distinct unnest(string_to_array(name, ' ')) as word from user_group_search)
                select word || ' ' || (wanted is null) from wanted full join user_group_words using (word)
                where wanted is null or user_group_words is null",
                &[],
            )
            .iter()
            .map(|row| row.get(0))
            .collect();
        assert!(wrong.is_empty(), "round {round}: {wrong:?}");
    }
}
