//! What is particular to groups: rules about two of them, and what labels may.

use uuid::Uuid;

use super::{Access, Caller, Rule, Subject};
use crate::roles::Role;

impl Caller {
    /// The person who calls, whatever they act as: what is theirs is theirs.
    pub fn user_id(&self) -> Option<Uuid> {
        match self {
            Self::User(user) => Some(user.user_id),
            Self::Anonymous | Self::Client(_) => None,
        }
    }
}

impl Rule {
    /// Whether this caller may, now that it is known whose the group and its member are: what the rule says of the
    /// owner of either goes for the staff who reach them, too.
    pub fn may_between(&self, caller: &Caller, group: &Subject, member: &Subject) -> bool {
        let sides = [(Access::GroupOwner, group), (Access::MemberOwner, member)];
        sides
            .into_iter()
            .any(|(side, owner)| self.access.contains(&side) && self.may_by(&[side], caller, owner))
    }

    /// Whether this caller may, if they own a label that the group has accepted. It takes the role of one, too.
    pub fn may_as_label(&self, caller: &Caller) -> bool {
        self.access.contains(&Access::LabelOfGroup)
            && matches!(caller, Caller::User(user) if user.role >= Role::Label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Intent, SignedIn};

    const HERE: Uuid = Uuid::from_u128(1);
    const ELSEWHERE: Uuid = Uuid::from_u128(2);

    fn bo(role: Role) -> Caller {
        Caller::User(SignedIn {
            user_id: Uuid::from_u128(10),
            role,
            tenant_id: HERE,
            session_id: Uuid::nil(),
            client_id: "demo-spa".into(),
        })
    }

    fn person(user_id: u128, tenant_id: Uuid) -> Subject {
        Subject {
            user_id: Uuid::from_u128(user_id),
            tenant_id,
            role: Role::Artist,
        }
    }

    fn rule(access: &[Access]) -> Rule {
        Rule {
            operation: "endMembership".to_owned(),
            access: access.to_vec(),
            intent: Intent::Change,
        }
    }

    #[test]
    fn between_two_groups_each_owner_may_what_the_rule_names_them_for() {
        let (own, other) = (person(10, HERE), person(11, ELSEWHERE));
        let accept = rule(&[Access::MemberOwner, Access::TenantAdmin]);
        let invite = rule(&[Access::GroupOwner, Access::TenantAdmin]);
        let caller = bo(Role::Artist);
        assert!(accept.may_between(&caller, &other, &own));
        assert!(!accept.may_between(&caller, &own, &other));
        assert!(invite.may_between(&caller, &own, &other));
        assert!(!invite.may_between(&caller, &other, &own));
        // Staff may for those whom they reach.
        let (staff, near) = (bo(Role::TenantAdmin), person(12, HERE));
        assert!(accept.may_between(&staff, &other, &near));
        assert!(!invite.may_between(&staff, &other, &near));
    }

    #[test]
    fn who_acts_as_less_than_a_label_does_nothing_as_one() {
        let update = rule(&[Access::GroupOwner, Access::LabelOfGroup]);
        assert!(update.may_as_label(&bo(Role::Label)));
        assert!(!update.may_as_label(&bo(Role::Artist)));
        assert!(!rule(&[Access::GroupOwner]).may_as_label(&bo(Role::Label)));
    }
}
