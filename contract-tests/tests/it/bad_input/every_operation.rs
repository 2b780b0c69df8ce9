//! The refusals that the spec declares for operation after operation, each provoked wherever it is declared.

use contract_tests::{
    samples::{World, with_body},
    spec::{Operation, spec},
};

use super::scene::{Scene, refused};

#[test]
fn a_query_parameter_that_is_not_known_is_refused() {
    let scene = Scene::new();
    for operation in spec()
        .operations
        .iter()
        .filter(|operation| !operation.is_sign_in())
    {
        let target = format!("{}?limitt=5", scene.world.path(operation));
        let caller = scene.caller(operation);
        let refused = with_body(caller.request(&operation.method, &target), operation)
            .refused(400, "invalid-request");
        let refused = refused.at(&["/query/limitt"]);
        // The mistake is named, and what was probably meant.
        let takes_limit =
            operation.id.starts_with("list") && operation.responses.contains_key(&422);
        refused.says(if takes_limit {
            "Did you mean limit?"
        } else {
            "no limitt"
        });
    }
    let untouched: i64 = scene.app.db.value(
        "select count(*) from users where version = 1 and deleted_at is null",
        &[],
    );
    assert_eq!(untouched, 3);
}

#[test]
fn a_query_parameter_that_comes_twice_is_refused_everywhere() {
    let scene = Scene::new();
    for operation in &spec().operations {
        let target = format!("{}?state=1&state=2", scene.world.path(operation));
        let caller = scene.caller(operation);
        let request = caller.request(&operation.method, &target);
        refused(
            operation,
            with_body(request, operation),
            400,
            "invalid-request",
        );
    }
}

#[test]
fn without_a_token_nobody_gets_in_where_one_is_needed() {
    let scene = Scene::new();
    for operation in spec()
        .operations
        .iter()
        .filter(|operation| operation.scope.is_some())
    {
        let anonymous = scene.world.request(&scene.app.anonymous(), operation);
        if operation.token_is_optional {
            anonymous.expect(200);
            scene
                .world
                .request(&scene.app.bearer("x"), operation)
                .refused(401, "unauthenticated");
        } else {
            anonymous.refused(401, "unauthenticated");
        }
    }
}

#[test]
fn a_token_with_too_narrow_a_scope_is_refused() {
    let scene = Scene::new();
    let (_, username) = scene.app.account("super_admin", None);
    let (openid, reader) = (
        scene.app.sign_in(&username, "openid"),
        scene.app.sign_in(&username, "read"),
    );
    for operation in spec().operations.iter() {
        let Some(scope) = &operation.scope else {
            continue;
        };
        let openid = Some(&openid).filter(|_| scope != "openid");
        for caller in [openid, Some(&reader).filter(|_| scope != "read")]
            .into_iter()
            .flatten()
        {
            let refused = scene
                .world
                .request(caller, operation)
                .refused(403, "insufficient-scope");
            assert!(
                refused
                    .header("www-authenticate")
                    .is_some_and(|value| value.contains(scope.as_str())),
                "{}",
                operation.id
            );
        }
    }
}

#[test]
fn an_id_of_nothing_is_not_found() {
    let scene = Scene::new();
    for operation in spec().declaring(404) {
        // What is for the person alone is forbidden to others before anything is looked for.
        if operation.access != ["self"] {
            World::void()
                .request(&scene.sol, operation)
                .refused(404, "not-found");
        }
    }
    // A session of somebody else is none of this person's.
    let others = scene.app.session(scene.app.account("listener", None).0);
    let path = format!("/v1/users/{}/sessions/{others}", scene.world.user_id);
    scene.sol.delete(&path).refused(404, "not-found");
}

#[test]
fn an_id_that_is_none_is_refused() {
    let scene = Scene::new();
    for operation in &spec().operations {
        let names = operation
            .path
            .split('/')
            .filter(|step| step.starts_with('{'));
        // Clients are named by those who register them.
        for name in names.filter(|name| *name != "{client_id}") {
            for wrong in [
                "7",
                "me",
                "0192f0c1-2a3b-7c4d-8e5f-60718293a4b",
                "%00",
                "%FF",
                "..",
                "'%20or%201=1",
                "null",
            ] {
                let good = scene.world.path(operation);
                let steps = operation.path.split('/').zip(good.split('/'));
                let steps = steps.map(|(step, good)| if step == name { wrong } else { good });
                let path = steps.collect::<Vec<_>>().join("/");
                let request = with_body(
                    scene.caller(operation).request(&operation.method, &path),
                    operation,
                );
                let place = format!("/path/{}", name.trim_matches(['{', '}']));
                request.refused(400, "invalid-request").at(&[&place]);
            }
        }
    }
}

#[test]
fn who_accepts_nothing_that_there_is_is_refused() {
    let scene = Scene::new();
    for (operation, request) in scene.each(406) {
        let accept = request.header(
            "accept",
            "application/xml, text/csv;q=0.5, application/json;q=0",
        );
        refused(
            operation,
            with_body(accept, operation),
            406,
            "not-acceptable",
        );
    }
}

#[test]
fn a_body_of_another_media_type_is_refused() {
    let scene = Scene::new();
    for media_type in [
        "text/plain",
        "application/xml",
        "application/jsonp",
        "nonsense",
        "",
    ] {
        for (operation, request) in scene.each(415) {
            let request = request.body(media_type, "{}");
            refused(operation, request, 415, "unsupported-media-type");
        }
    }
    // A merge patch is not just any JSON, and JSON is no merge patch.
    let person = format!("/v1/users/{}", scene.world.user_id);
    scene
        .sol
        .request("PATCH", &person)
        .json("{}")
        .refused(415, "unsupported-media-type");
    scene
        .sol
        .request("PATCH", &person)
        .body("application/merge-patch+json; charset=utf-8", "{}")
        .expect(200);
    let twice = scene
        .sol
        .request("PATCH", &person)
        .header("content-type", "text/plain");
    twice
        .body("application/merge-patch+json", "{}")
        .refused(415, "unsupported-media-type");
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let scene = Scene::new();
    for (operation, request) in scene.each(413) {
        let most = operation.responses[&413].max_bytes.expect("x-max-bytes");
        let large = vec![b' '; usize::try_from(most).expect("a size") + 1];
        let media_type = &operation.body.as_ref().expect("a body").media_type;
        let request = request.body(media_type, large);
        refused(operation, request, 413, "body-too-large");
    }
}

#[test]
fn an_old_version_is_not_changed() {
    let scene = Scene::new();
    for (operation, request) in scene.each(412) {
        with_body(request.header("if-match", "\"0\""), operation)
            .refused(412, "precondition-failed");
    }
}

#[test]
fn a_tag_that_is_none_is_refused() {
    let scene = Scene::new();
    let statuses = [(304, "If-None-Match"), (412, "If-Match")];
    for (status, header) in statuses {
        for wrong in ["1", "\"1", "", "\"a b\"", "\"1\",", "W/1"] {
            for (operation, request) in scene.each(status) {
                let request = with_body(request.header(header, wrong), operation);
                request
                    .refused(400, "invalid-request")
                    .at(&[&format!("/header/{header}")]);
            }
        }
    }
}

#[test]
fn a_cursor_from_elsewhere_is_refused() {
    let scene = Scene::new();
    let lists = spec()
        .operations
        .iter()
        .filter(|operation| operation.method == "GET" && operation.responses.contains_key(&422));
    for operation in lists {
        let target = format!("{}?cursor=elsewhere", scene.world.path(operation));
        scene.sol.get(&target).refused(422, "cursor-unknown");
    }
}

#[test]
fn whom_x_access_does_not_name_is_refused_before_their_input_is_looked_at() {
    let scene = Scene::new();
    let listener = scene.app.person("listener");
    let staff_only = |operation: &&Operation| {
        let staff = ["tenant_admin", "admin", "super_admin"];
        operation
            .access
            .iter()
            .all(|word| staff.contains(&word.as_str()))
    };
    for operation in spec().operations.iter().filter(staff_only) {
        let target = format!("{}?limitt=5", scene.world.path(operation));
        listener
            .request(&operation.method, &target)
            .refused(403, "forbidden");
    }
}
