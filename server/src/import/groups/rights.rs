//! Who may own which groups here. For who comes over in the same run their role was made to fit; who came earlier has the role
//! that they have here by now, which an import does not change.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    roles::Role,
    user_groups::{GroupType, GroupTypeRow},
};

pub(in crate::import) struct Rights {
    types: Vec<GroupTypeRow>,
    /// How many of a type people own, of those who may not own as many as they like.
    owned: HashMap<(Uuid, GroupType), i64>,
}

impl Rights {
    pub(in crate::import) fn new(
        types: Vec<GroupTypeRow>,
        owned: HashMap<(Uuid, GroupType), i64>,
    ) -> Self {
        Self { types, owned }
    }

    /// Whether a person with this role may own one more.
    pub(super) fn allow(&self, owner: Uuid, role: Role, kind: GroupType) -> bool {
        let owners = self.types.iter().find(|row| row.kind == kind);
        let mut owners = owners.into_iter().flat_map(|row| &row.owners);
        match owners.find(|(may, _)| *may == role) {
            None => false,
            Some((_, None)) => true,
            Some((_, Some(most))) => {
                self.owned.get(&(owner, kind)).copied().unwrap_or(0) < i64::from(*most)
            }
        }
    }

    /// Counts one more.
    pub(super) fn count(&mut self, owner: Uuid, kind: GroupType) {
        *self.owned.entry((owner, kind)).or_insert(0) += 1;
    }
}
