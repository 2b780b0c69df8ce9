//! Who calls an operation: each of those who may, some of them with tokens that let them act as less than they are.

use contract_tests::{Caller, TestApp, samples::World, spec::Operation};
use uuid::Uuid;

/// Somebody who calls: what they act as, and whether that is less than the operation is for, so that they may be refused.
#[derive(Clone)]
pub(super) struct Somebody {
    pub(super) caller: Caller,
    pub(super) id: Option<Uuid>,
    pub(super) role: &'static str,
    pub(super) is_less: bool,
}

/// Those who are the same in every world.
pub(super) struct Everybody {
    nobody: Somebody,
    service: Somebody,
    /// For each of their roles somebody who has it, and a super admin whose token lets them act as no more.
    staff: Vec<Somebody>,
}

impl Everybody {
    pub(super) fn new(app: &TestApp) -> Self {
        let nobody = |caller| Somebody {
            caller,
            id: None,
            role: "",
            is_less: false,
        };
        let staff = |(has, role): (&str, &'static str)| {
            let (id, username) = app.account(has, None);
            let caller = app.sign_in(&username, &format!("read_write {role}"));
            Somebody {
                caller,
                id: Some(id),
                role,
                is_less: false,
            }
        };
        let roles = ["tenant_admin", "admin", "super_admin"].into_iter();
        let roles = roles.flat_map(|role| [(role, role), ("super_admin", role)]);
        Self {
            nobody: nobody(app.anonymous()),
            service: nobody(app.service()),
            staff: roles.map(staff).collect(),
        }
    }

    /// How many of them may call an operation; two of these are the person of the path.
    pub(super) fn count(&self, operation: &Operation) -> usize {
        self.others(operation).len() + if is_for_own(operation) { 2 } else { 0 }
    }

    /// One of those who may call an operation in this world.
    pub(super) fn one(
        &self,
        app: &TestApp,
        operation: &Operation,
        world: &World,
        number: usize,
    ) -> Somebody {
        let own = ["artist", "listener"].map(|role| (role, role != "artist"));
        match own.get(number).filter(|_| is_for_own(operation)) {
            Some((role, is_less)) => Somebody {
                caller: world.sign_in(app, &format!("read_write {role}")),
                id: Some(world.user_id),
                role,
                is_less: *is_less,
            },
            None => {
                let own = if is_for_own(operation) { 2 } else { 0 };
                self.others(operation).swap_remove(number - own)
            }
        }
    }

    fn others(&self, operation: &Operation) -> Vec<Somebody> {
        let may = |word: &str| operation.access.iter().any(|access| access == word);
        let mut others: Vec<_> = self
            .staff
            .iter()
            .filter(|staff| may(staff.role))
            .cloned()
            .collect();
        others.extend(may("anyone").then(|| self.nobody.clone()));
        others.extend(may("client").then(|| self.service.clone()));
        others
    }
}

fn is_for_own(operation: &Operation) -> bool {
    let words = [
        "self",
        "group_owner",
        "member_owner",
        "new_owner",
        "signed_in",
    ];
    operation
        .access
        .iter()
        .any(|word| words.contains(&word.as_str()))
}
