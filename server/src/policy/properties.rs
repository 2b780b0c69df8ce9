//! What holds for everybody: every role against every other, here and elsewhere, for every list that `x-access` could be.

use super::*;

const HERE: Uuid = Uuid::from_u128(1);
const TENANTS: [Uuid; 2] = [HERE, Uuid::from_u128(2)];
const INTENTS: [Intent; 2] = [Intent::Read, Intent::Change];
const CALLER: Uuid = Uuid::from_u128(10);

/// Every list of the words that are about a person.
fn every_list() -> impl Iterator<Item = Vec<Access>> {
    const WORDS: [Access; 5] = [
        Access::Own,
        Access::GroupOwner,
        Access::TenantAdmin,
        Access::Admin,
        Access::SuperAdmin,
    ];
    (0..1_u32 << WORDS.len()).map(|set| {
        let is_in = |index: &usize| set & (1 << index) != 0;
        (0..WORDS.len())
            .filter(is_in)
            .map(|index| WORDS[index])
            .collect()
    })
}

fn caller(role: Role) -> SignedIn {
    SignedIn {
        user_id: CALLER,
        role,
        tenant_id: HERE,
        session_id: Uuid::nil(),
        client_id: "demo-spa".into(),
    }
}

/// Calls the check for each rule, role of a caller, and somebody else of each role and tenant.
fn each(check: impl Fn(&Rule, &SignedIn, &Subject)) {
    for (access, intent) in
        every_list().flat_map(|list| INTENTS.map(|intent| (list.clone(), intent)))
    {
        let rule = Rule {
            operation: "updateUser".to_owned(),
            access,
            intent,
        };
        for (calls, role) in Role::ALL
            .iter()
            .flat_map(|calls| Role::ALL.map(|role| (*calls, role)))
        {
            for tenant_id in TENANTS {
                let subject = Subject {
                    user_id: Uuid::from_u128(11),
                    tenant_id,
                    role,
                };
                check(&rule, &caller(calls), &subject);
            }
        }
    }
}

#[test]
fn nobody_changes_somebody_else_of_their_own_role_or_above_but_super_admins() {
    each(|rule, user, subject| {
        if rule.intent == Intent::Change && rule.may(&Caller::User(user.clone()), subject) {
            assert!(user.role > subject.role || user.role == Role::SuperAdmin);
        }
    });
}

#[test]
fn below_an_admin_nobody_reaches_over_to_another_tenant() {
    each(|rule, user, subject| {
        if rule.may(&Caller::User(user.clone()), subject) {
            assert!(user.role >= Role::Admin || user.tenant_id == subject.tenant_id);
        }
    });
}

#[test]
fn who_is_no_staff_does_nothing_to_others_and_sees_nothing_private_of_theirs() {
    each(|rule, user, subject| {
        if user.role < Role::TenantAdmin {
            let user = Caller::User(user.clone());
            assert!(!rule.may(&user, subject));
            assert!(audience(&user, subject) < Audience::Private);
        }
    });
}

#[test]
fn who_may_for_somebody_might_have_been_let_in_before_it_was_known_for_whom() {
    each(|rule, user, subject| {
        let user = Caller::User(user.clone());
        if rule.may(&user, subject) {
            assert!(rule.may_ever(&user, Some(subject.user_id)));
        }
    });
}

#[test]
fn nobody_gives_their_own_role_or_a_higher_one_but_super_admins() {
    for (role, given) in Role::ALL
        .iter()
        .flat_map(|role| Role::ALL.map(|given| (*role, given)))
    {
        let may = may_give(&Caller::User(caller(role)), given);
        let is_staff = role >= Role::TenantAdmin;
        assert_eq!(may, role == Role::SuperAdmin || (is_staff && given < role));
    }
    for nobody in [Caller::Anonymous, Caller::Client("demo-service".to_owned())] {
        assert!(!Role::ALL.iter().any(|role| may_give(&nobody, *role)));
    }
}
