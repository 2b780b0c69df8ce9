//! What holds in cases that one can picture.

use super::*;

const HERE: Uuid = Uuid::from_u128(1);
const ELSEWHERE: Uuid = Uuid::from_u128(2);

fn signed_in(role: Role) -> Caller {
    Caller::User(SignedIn {
        user_id: Uuid::from_u128(10),
        role,
        tenant_id: HERE,
        session_id: Uuid::nil(),
        client_id: "demo-spa".into(),
    })
}

fn person(role: Role, tenant_id: Uuid) -> Subject {
    Subject {
        user_id: Uuid::from_u128(11),
        tenant_id,
        role,
    }
}

fn staff(intent: Intent) -> Rule {
    Rule {
        operation: "updateUser".to_owned(),
        access: vec![
            Access::Own,
            Access::TenantAdmin,
            Access::Admin,
            Access::SuperAdmin,
        ],
        intent,
    }
}

#[test]
fn a_tenant_admin_reaches_lower_roles_of_their_own_tenant_only() {
    let caller = signed_in(Role::TenantAdmin);
    assert!(staff(Intent::Change).may(&caller, &person(Role::Label, HERE)));
    assert!(!staff(Intent::Read).may(&caller, &person(Role::Label, ELSEWHERE)));
    assert!(!staff(Intent::Read).may(&caller, &person(Role::TenantAdmin, HERE)));
}

#[test]
fn an_admin_reads_other_admins_but_does_not_change_them() {
    let caller = signed_in(Role::Admin);
    assert!(staff(Intent::Read).may(&caller, &person(Role::SuperAdmin, ELSEWHERE)));
    assert!(!staff(Intent::Change).may(&caller, &person(Role::Admin, HERE)));
    assert!(staff(Intent::Change).may(&caller, &person(Role::TenantAdmin, ELSEWHERE)));
}

#[test]
fn a_listener_may_only_what_is_their_own() {
    let own = Subject {
        user_id: Uuid::from_u128(10),
        tenant_id: HERE,
        role: Role::Listener,
    };
    assert!(staff(Intent::Change).may(&signed_in(Role::Listener), &own));
    assert!(!staff(Intent::Read).may(&signed_in(Role::Listener), &person(Role::Listener, HERE)));
    assert!(!staff(Intent::Read).may_ever(&signed_in(Role::Listener), Some(Uuid::from_u128(11))));
}

#[test]
fn a_client_is_not_a_person() {
    let rule = Rule {
        operation: "getMe".to_owned(),
        access: vec![Access::SignedIn],
        intent: Intent::Read,
    };
    assert!(!rule.may_ever(&Caller::Client("demo-service".to_owned()), None));
}

#[test]
fn strangers_see_what_is_public_people_what_is_communal_and_staff_what_is_private() {
    let subject = person(Role::Artist, HERE);
    assert_eq!(audience(&Caller::Anonymous, &subject), Audience::Public);
    assert_eq!(
        audience(&signed_in(Role::Artist), &subject),
        Audience::Community
    );
    assert_eq!(
        audience(&signed_in(Role::TenantAdmin), &subject),
        Audience::Private
    );
}
