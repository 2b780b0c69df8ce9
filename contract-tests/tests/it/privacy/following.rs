//! Groups that are recommended and followed: who learns of those that not everybody finds, and whom people follow.

use contract_tests::Caller;
use serde_json::json;

use super::social::{Chain, at, names, put, put_json};

#[test]
fn what_is_hidden_is_recommended_and_followed_for_nobody_but_who_knows_of_it() {
    let chain = Chain::new();
    let recommended = format!("{}/recommendations", at(chain.label));
    let following = format!("{}/following", chain.maya.path());
    put(
        &chain.maya,
        &format!("{recommended}/{}", chain.persona),
        204,
    );
    put(&chain.maya, &format!("{following}/{}", chain.persona), 204);
    let choice = json!({ "followed_groups": "public" });
    put_json(
        &chain.maya,
        &format!("{}/privacy", chain.maya.path()),
        &choice,
    );
    for visibility in ["public", "unlisted", "private"] {
        chain.hide(&chain.lin, chain.persona, visibility);
        for list in [&recommended, &following] {
            let check = |caller: &Caller, sees: bool| {
                let wanted: &[&str] = if sees { &["Lin"] } else { &[] };
                assert_eq!(names(caller, list), wanted, "{list} {visibility}");
            };
            check(&chain.lin, true);
            check(&chain.maya, visibility != "private");
            check(&chain.bo, visibility == "public");
            for stranger in chain.strangers() {
                check(&stranger, visibility == "public");
            }
        }
    }
    // It can be let go of all the same.
    chain
        .maya
        .delete(&format!("{following}/{}", chain.persona))
        .expect(204);
    chain
        .maya
        .delete(&format!("{recommended}/{}", chain.persona))
        .expect(204);
    chain.hide(&chain.lin, chain.persona, "public");
    for list in [&recommended, &following] {
        assert_eq!(names(&chain.maya, list), [] as [&str; 0]);
    }
}

#[test]
fn whom_a_person_follows_is_shown_to_whom_they_let_and_to_others_as_if_there_were_none() {
    let chain = Chain::new();
    let following = format!("{}/following", chain.maya.path());
    put(&chain.maya, &format!("{following}/{}", chain.band), 204);
    let far = chain.app.tenant("Far");
    let viewers = [
        (chain.app.anonymous(), "public"),
        (chain.app.service(), "public"),
        (chain.bo.caller(), "community"),
        (
            chain.app.person_of("tenant_admin", Some(far)).caller(),
            "community",
        ),
        (chain.app.person("tenant_admin").caller(), "private"),
        (chain.app.person("super_admin").caller(), "private"),
        (chain.maya.caller(), "private"),
    ];
    let rank = |audience| {
        ["public", "community", "private"]
            .iter()
            .position(|name| *name == audience)
    };
    for audience in ["public", "community", "private"] {
        let choice = json!({ "followed_groups": audience });
        put_json(
            &chain.maya,
            &format!("{}/privacy", chain.maya.path()),
            &choice,
        );
        for (viewer, of) in &viewers {
            let wanted: &[&str] = if rank(audience) <= rank(of) {
                &["The Gangway"]
            } else {
                &[]
            };
            assert_eq!(names(viewer, &following), wanted, "{of} with {audience}");
        }
        // In the group's own list staff see no more than others do.
        let followers = format!("{}/followers", at(chain.band));
        for (viewer, of) in &viewers {
            let of = if *of == "private" { "community" } else { of };
            let seen = viewer.get(&followers).expect(200).json();
            let count = seen["items"].as_array().map(Vec::len);
            let wanted = usize::from(audience != "private" && rank(audience) <= rank(of));
            assert_eq!(count, Some(wanted), "{of} with {audience}");
        }
    }
}

#[test]
fn what_staff_see_of_invitations_offers_and_follows_is_in_the_trail() {
    let chain = Chain::new();
    let sql = "select operation || ' ' || object_kind || ' ' || array_to_string(fields, ' ') from audit_events
        where operation like 'list%' order by id";
    let looks = || -> Vec<String> {
        let rows = chain.app.db.query(sql, &[]);
        rows.iter().map(|row| row.get(0)).collect()
    };
    let paths = [
        format!("{}/members?state=invited", at(chain.band)),
        format!("{}/memberships?state=invited", at(chain.band)),
        format!("{}/offered-user-groups", chain.bo.path()),
        format!("{}/following", chain.bo.path()),
    ];
    for path in &paths {
        chain.bo.get(path).expect(200);
    }
    let staff = chain.app.person("tenant_admin");
    for list in ["members", "memberships", "recommendations", "followers"] {
        staff.get(&format!("{}/{list}", at(chain.band))).expect(200);
    }
    assert_eq!(looks(), [] as [&str; 0]);
    for path in &paths {
        staff.get(path).expect(200);
    }
    assert_eq!(
        looks(),
        [
            "listMembers user_group members",
            "listMemberships user_group memberships",
            "listOfferedUserGroups user offered-user-groups",
            "listFollowing user followed_groups"
        ]
    );
}
