//! What browsers and caches keep: no tag or copy tells one viewer what another may see.

use contract_tests::Caller;
use serde_json::json;

use super::Scene;

#[test]
fn a_tag_given_to_one_audience_is_not_good_for_another() {
    let scene = Scene::new();
    let stranger = scene.app.anonymous();
    for path in [scene.bo.path().as_str(), &scene.group] {
        let tag = |caller: &Caller| caller.get(path).expect(200).etag();
        let (public, private) = (tag(&stranger), tag(&scene.bo));
        assert_ne!(public, private);
        let known = |caller: &Caller, tag: &str| caller.get(path).header("if-none-match", tag);
        known(&scene.bo, &public).expect(200);
        known(&stranger, &private).expect(200);
        known(&stranger, &public).expect(304);
    }
}

#[test]
fn a_tag_is_good_until_something_else_is_chosen() {
    let scene = Scene::new();
    let (profile, viewers) = (scene.bo.path(), scene.viewers());
    let opened = json!({ "country": "public" });
    let shown = json!({ "visibility": "public", "owner_id": "public" });
    for (path, choice) in [(&profile, opened), (&scene.group, shown)] {
        let privacy = format!("{path}/privacy");
        for viewer in &viewers {
            let nothing = match choice.get("visibility") {
                Some(_) => json!({ "visibility": "public" }),
                None => json!({}),
            };
            scene.choose(path, &nothing);
            let tag = viewer.caller.get(path).expect(200).etag();
            let again = || viewer.caller.get(path).header("if-none-match", &tag);
            again().expect(304);
            let chosen = scene.bo.get(&privacy).expect(200).etag();
            scene.choose(path, &nothing);
            assert_eq!(
                scene.bo.get(&privacy).expect(200).etag(),
                chosen,
                "nothing was changed"
            );
            again().expect(304);
            let privacy_again = scene.bo.get(&privacy).header("if-none-match", &chosen);
            privacy_again.expect(304);
            scene.choose(path, &choice);
            again().expect(200);
            assert_ne!(scene.bo.get(&privacy).expect(200).etag(), chosen);
        }
    }
}

#[test]
fn a_tag_does_not_tell_a_stranger_that_something_hidden_has_changed() {
    let scene = Scene::new();
    let (bo, ada) = (&scene.bo, scene.app.person("admin"));
    let tag = |caller: &Caller| caller.get(&bo.path()).expect(200).etag();
    let strangers = [scene.app.anonymous(), scene.app.person("artist").caller()];
    let before: Vec<_> = strangers.iter().map(tag).collect();
    let whole = tag(&ada);
    bo.patch(
        &bo.path(),
        &json!({ "country": "DE", "newsletter_notification": true }),
    )
    .expect(200);
    scene.choose(&bo.path(), &json!({ "first_name": "private" }));
    let after: Vec<_> = strangers.iter().map(tag).collect();
    assert_eq!(after, before);
    assert_ne!(tag(&ada), whole);
    // Nor is such a tag good for a change.
    let patch = bo.patch(&bo.path(), &json!({ "country": "NO" }));
    let patch = patch.header("if-match", &before[0]);
    patch.refused(412, "precondition-failed");
}

#[test]
fn a_cache_between_does_not_show_one_what_another_may_see() {
    let scene = Scene::new();
    let privacy = format!("{}/privacy", scene.group);
    let groups = scene.bo.groups();
    for path in [&scene.bo.path(), &scene.group, &groups, &privacy] {
        let answer = scene.bo.get(path).expect(200);
        let has = |name, word| {
            answer
                .header(name)
                .is_some_and(|value| value.contains(word))
        };
        assert!(has("cache-control", "private"), "{path}");
        assert!(has("vary", "authorization"), "{path}");
    }
}
