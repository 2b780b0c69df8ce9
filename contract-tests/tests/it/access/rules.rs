//! What the answer must be, by `x-access`, the token's scope and the rules of the roles. It is worked out from the words
//! alone, and not by the server's policy, so that a mistake has to be made twice to stay.

use contract_tests::spec::Operation;

use super::cast::{ROLES, Who, Whom};

/// The sign of the answer that is right.
pub(super) fn expected(operation: &Operation, who: Who, whom: Whom) -> char {
    let Some(needed) = operation.scope.as_deref() else {
        return '+';
    };
    let open_to = |word: &str| operation.access.iter().any(|listed| listed == word);
    match who {
        Who::Anonymous if operation.token_is_optional => '+',
        Who::Anonymous => '-',
        Who::Client if needed == "openid" => 'r',
        Who::Client if open_to("anyone") || open_to("client") => '+',
        Who::Client => '.',
        Who::Person {
            reads_only: true, ..
        } if needed == "read_write" => 'r',
        // These are for services; no token of a person here has them.
        Who::Person { .. } if needed == "credits" || needed == "rights" => 'r',
        Who::Person { acting, .. } => {
            let reads = operation.method == "GET";
            let may = operation
                .access
                .iter()
                .any(|word| fits(word, acting, whom, reads));
            if may {
                besides(operation, acting, whom)
            } else if operation.id == "restoreUser" && ROLES[acting] == "tenant_admin" {
                // Whoever was deleted is hidden from tenant admins who could not have deleted them.
                '?'
            } else {
                '.'
            }
        }
    }
}

/// Whether a word of `x-access` means a person who acts with this role.
fn fits(word: &str, acting: usize, whom: Whom, reads: bool) -> bool {
    let own = whom == Whom::Themselves;
    // Who calls for themselves has the role that they act with, or a higher one: it is never below.
    let (is_below, is_here) = match whom {
        Whom::Themselves => (false, true),
        Whom::Other { role, elsewhere } => (role < acting, !elsewhere),
        Whom::Nobody | Whom::OwnTenant | Whom::AnotherTenant => (true, true),
    };
    match word {
        "anyone" | "signed_in" => true,
        // Whom the path names owns the group, is invited as the member, and is offered another.
        "self" | "group_owner" | "member_owner" | "new_owner" => own,
        "tenant_admin" => ROLES[acting] == word && is_here && is_below,
        "admin" => ROLES[acting] == word && (reads || is_below),
        "super_admin" => ROLES[acting] == word,
        // Nobody's group here is of a label, and a person is no application.
        "label_of_group" | "client" => false,
        _ => panic!("rules.rs does not know the word {word} yet"),
    }
}

/// What else decides about somebody whom `x-access` lets in.
fn besides(operation: &Operation, acting: usize, whom: Whom) -> char {
    match (operation.id.as_str(), ROLES[acting], whom) {
        // That there are other tenants is not for tenant admins to know.
        ("getTenant", "tenant_admin", Whom::AnotherTenant) => '?',
        // Everybody here has a persona, and a listener, or who acts as one, has no second.
        ("createUserGroup" | "acceptUserGroup", "listener", Whom::Themselves) => '!',
        _ => '+',
    }
}
