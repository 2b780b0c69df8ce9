//! Following and recommending, and who may know of it.

use contract_tests::{at_the_same_moment, database::Values};
use serde_json::json;
use uuid::Uuid;

use super::scene::{Scene, names, path, put, put_json};
use crate::{own_data::erase, users::all_pages};

#[test]
fn a_person_follows_a_group_and_then_no_more() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let ferry = scene.group(bo, "persona", "Night Ferry");
    let (list, follow) = (
        format!("{}/following", maya.path()),
        format!("{}/following/{ferry}", maya.path()),
    );
    put(maya, &follow).expect(204);
    put(maya, &follow).expect(204);
    assert_eq!(names(maya, &list, "/display_name"), ["Night Ferry"]);
    maya.delete(&follow).expect(204);
    maya.delete(&follow).expect(204);
    assert_eq!(names(maya, &list, "/display_name"), Vec::<String>::new());
    for id in [Uuid::now_v7(), maya.id] {
        let nothing = format!("{}/following/{id}", maya.path());
        put(maya, &nothing).refused(404, "not-found");
        maya.delete(&nothing).refused(404, "not-found");
    }
    assert_eq!(
        (
            scene.events("followUserGroup"),
            scene.events("unfollowUserGroup")
        ),
        (1, 1)
    );
    // The trail does not tell whom a person follows.
    let told: i64 = scene.app.db.value(
        "select count(*) from audit_events e where e::text like '%' || $1 || '%'
        and operation like '%follow%'",
        &[&ferry.to_string()],
    );
    assert_eq!(told, 0);
}

#[test]
fn only_a_person_themselves_follows_and_whom_is_private() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let ferry = scene.group(bo, "persona", "Night Ferry");
    let (list, follow) = (
        format!("{}/following", maya.path()),
        format!("{}/following/{ferry}", maya.path()),
    );
    put(maya, &follow).expect(204);
    for other in [
        bo,
        &scene.app.person("tenant_admin"),
        &scene.app.person("super_admin"),
    ] {
        put(other, &follow).refused(403, "forbidden");
        other.delete(&follow).refused(403, "forbidden");
    }
    let elsewhere = scene.app.tenant("Elsewhere");
    let far = scene.app.person_of("tenant_admin", Some(elsewhere));
    for other in [scene.app.anonymous(), bo.caller(), far.caller()] {
        let seen = other.get(&list).expect(200).json();
        assert_eq!(seen, json!({ "items": [], "next_cursor": null }));
    }
    let staff = scene.app.person("tenant_admin");
    assert_eq!(names(&staff, &list, "/display_name"), ["Night Ferry"]);
    // Not even the owner of the group learns who follows it, nor how many.
    let followers = format!("{}/followers", path(ferry));
    for caller in [
        scene.app.anonymous(),
        scene.app.service(),
        bo.caller(),
        maya.caller(),
        scene.app.person("super_admin").caller(),
    ] {
        let seen = caller.get(&followers).expect(200).json();
        assert_eq!(seen, json!({ "items": [], "next_cursor": null }));
    }
}

#[test]
fn followers_are_shown_to_those_whom_they_let_know() {
    let scene = Scene::new();
    let ferry = scene.group(&scene.bo, "persona", "Night Ferry");
    let people = ["public", "community", "private"].map(|audience| {
        let person = scene.app.person("listener");
        person
            .patch(&person.path(), &json!({ "first_name": audience }))
            .expect(200);
        let privacy = format!("{}/privacy", person.path());
        let choice = json!({ "first_name": audience, "followed_groups": audience });
        let follow = format!("{}/following/{ferry}", person.path());
        // It does not matter which comes first.
        if audience == "public" {
            put_json(&person, &privacy, &choice).expect(200);
            put(&person, &follow).expect(204);
        } else {
            put(&person, &follow).expect(204);
            put_json(&person, &privacy, &choice).expect(200);
        }
        person
    });
    let followers = format!("{}/followers", path(ferry));
    let ids = |who: &[usize]| -> Vec<String> {
        who.iter()
            .map(|number| people[*number].id.to_string())
            .collect()
    };
    assert_eq!(names(&scene.app.anonymous(), &followers, "/id"), ids(&[0]));
    assert_eq!(names(&scene.bo, &followers, "/id"), ids(&[1, 0]));
    // Of each there is what their profile shows.
    let seen = scene.app.anonymous().get(&followers).expect(200).json();
    assert_eq!(
        seen["items"][0],
        scene
            .app
            .anonymous()
            .get(&people[0].path())
            .expect(200)
            .json()
    );
    // A cursor of one view is none of another.
    let page = scene
        .bo
        .get(&format!("{followers}?limit=1"))
        .expect(200)
        .json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    scene
        .app
        .anonymous()
        .get(&format!("{followers}?cursor={cursor}"))
        .refused(422, "cursor-unknown");
    // Who leaves is gone from there, too.
    people[0].delete(&people[0].path()).expect(204);
    assert_eq!(
        names(&scene.app.anonymous(), &followers, "/id"),
        Vec::<String>::new()
    );
}

#[test]
fn to_follow_twice_at_the_same_moment_is_to_follow_once() {
    let scene = Scene::new();
    let ferry = scene.group(&scene.bo, "persona", "Night Ferry");
    let follow = format!("{}/following/{ferry}", scene.maya.path());
    let statuses = at_the_same_moment(4, |_| put(&scene.maya, &follow).send().status);
    assert_eq!(statuses, [204; 4]);
    assert_eq!(
        (
            scene
                .app
                .db
                .value::<i64>("select count(*) from follows", &[]),
            scene.events("followUserGroup")
        ),
        (1, 1)
    );
}

#[test]
fn a_group_recommends_others_and_not_itself() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, label) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "label", "Low Tide"),
    );
    let list = format!("{}/recommendations", path(label));
    let recommend = format!("{list}/{ferry}");
    put(bo, &recommend).refused(403, "forbidden");
    put(maya, &recommend).expect(204);
    put(maya, &recommend).expect(204);
    assert_eq!(
        names(&scene.app.anonymous(), &list, "/display_name"),
        ["Night Ferry"]
    );
    put(maya, &format!("{list}/{label}"))
        .refused(422, "recommendation-impossible")
        .at(&["/path/recommended_id"]);
    put(maya, &format!("{list}/{}", Uuid::now_v7())).refused(404, "not-found");
    bo.delete(&recommend).refused(403, "forbidden");
    maya.delete(&recommend).expect(204);
    maya.delete(&recommend).expect(204);
    assert_eq!(names(maya, &list, "/display_name"), Vec::<String>::new());
    assert_eq!(
        (
            scene.events("recommendUserGroup"),
            scene.events("withdrawRecommendation")
        ),
        (1, 1)
    );
}

#[test]
fn what_is_followed_and_recommended_is_listed_page_by_page_without_what_is_gone() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let label = scene.group(maya, "label", "Low Tide");
    let groups: Vec<Uuid> = (0..5)
        .map(|number| scene.group(bo, "persona", &format!("Ferry {number}")))
        .collect();
    for group in &groups {
        put(maya, &format!("{}/following/{group}", maya.path())).expect(204);
        put(maya, &format!("{}/recommendations/{group}", path(label))).expect(204);
    }
    scene.app.db.batch("update follows set created_at = '2026-01-01'; update recommendations set created_at = '2026-01-01'");
    let lists = [
        format!("{}/following", maya.path()),
        format!("{}/recommendations", path(label)),
    ];
    for list in &lists {
        for limit in [1, 2, 5] {
            assert_eq!(all_pages(maya, list, limit).len(), 5, "{list}");
        }
    }
    bo.delete(&path(groups[0])).expect(204);
    for list in &lists {
        assert_eq!(all_pages(maya, list, 2).len(), 4, "{list}");
    }
    bo.delete(&bo.path()).expect(204);
    for list in &lists {
        assert_eq!(all_pages(maya, list, 2).len(), 0, "{list}");
    }
}

/// Who recommends while the group is deleted or handed over waits, and then is told how it is now.
#[test]
fn a_group_that_goes_or_changes_hands_at_that_moment_recommends_nothing() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, other) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "persona", "Linnet"),
    );
    let recommendation = format!("{}/recommendations/{other}", path(ferry));
    let meanwhile = |sql: &str, values: Values<'_>| {
        scene.app.db.batch("begin");
        scene.app.db.execute(sql, values);
        std::thread::scope(|scope| {
            let recommends = scope.spawn(|| put(bo, &recommendation).send());
            scene.app.db.wait_for_waiting(1);
            scene.app.db.batch("commit");
            recommends.join().expect("an answer")
        })
    };
    let hand_over = "update user_groups set owner_id = $2 where id = $1";
    meanwhile(hand_over, &[&ferry, &maya.id]).expect(403);
    scene.app.db.execute(hand_over, &[&ferry, &bo.id]);
    meanwhile("delete from user_groups where id = $1", &[&ferry]).expect(404);
}

/// As with millions of followers, who go with the group.
#[test]
fn a_group_that_takes_long_to_delete_is_deleted_and_its_owner_erased() {
    let scene = Scene::new();
    let (bo, maya) = (&scene.bo, &scene.maya);
    let (ferry, other) = (
        scene.group(bo, "persona", "Night Ferry"),
        scene.group(maya, "persona", "Linnet"),
    );
    scene.app.db.batch(
        "create function take_long() returns trigger language plpgsql as $$ begin perform pg_sleep(5.5); return null; end $$;
        create trigger follows_take_long after delete on follows for each statement execute function take_long()",
    );
    at_the_same_moment(2, |number| match number {
        0 => drop(bo.delete(&path(ferry)).expect(204)),
        _ => erase(&scene.app, maya.id),
    });
    let left: i64 = scene.app.db.value(
        "select count(*) from user_groups where id in ($1, $2)",
        &[&ferry, &other],
    );
    assert_eq!(left, 0);
}
