//! The members that are shown beside a group, so that a profile is one request.

mod store;

use uuid::Uuid;

use super::Part;
use crate::{policy::Subject, privacy::Choices, user_groups::GroupType};
pub(in crate::user_groups) use store::{read_summaries, summaries};

/// A member as it is shown beside the group.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The member.
    pub id: Uuid,
    /// What kind of group it is.
    pub kind: GroupType,
    /// The name it appears under.
    pub display_name: String,
    /// Its picture.
    pub avatar_id: Option<Uuid>,
    /// Who may see what of it.
    pub choices: Choices,
    /// The person who owns it.
    pub owner: Subject,
    /// What it is called and does in the group.
    pub part: Part,
}
