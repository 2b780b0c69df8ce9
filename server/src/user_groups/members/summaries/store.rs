//! The newest rows of `user_group_members`, as they come with the group that they are in.

use serde::Deserialize;
use tokio_postgres::types::Json;
use uuid::Uuid;

use super::{Part, Summary};
use crate::{db::Row, error::Error, policy::Subject, privacy::Choices};

/// The newest members of a group `g` that the viewer `$1` finds in the list of them, as JSON of [`SummaryRow`]s, with a comma. The
/// condition is that by which they are counted.
macro_rules! summaries {
    () => {
        "case when g.type = 'persona' then '[]' else (select coalesce(json_agg(shown order by invited_at desc, id desc), '[]') from (
            select member.id, member.type, member.display_name, member.avatar_id, member.privacy_choices as choices, member.owner_id,
                owner.tenant_id, owner.role, joined.display_name as name_in_group, joined.tags, joined.created_at as invited_at
            from user_group_members joined
                join user_groups member on member.id = joined.member_id
                    and (member.visibility = 'public' or $1::uuid in (member.owner_id, g.owner_id))
                join users owner on owner.id = member.owner_id and owner.deleted_at is null
            where joined.user_group_id = g.id and joined.state = 'accepted'
            order by joined.created_at desc, joined.member_id desc limit 12) shown) end as members,"
    };
}
pub(in crate::user_groups) use summaries;

/// An element of what [`summaries`] selects.
#[derive(Deserialize)]
struct SummaryRow {
    id: Uuid,
    r#type: String,
    display_name: String,
    avatar_id: Option<Uuid>,
    choices: Choices,
    owner_id: Uuid,
    tenant_id: Uuid,
    role: String,
    name_in_group: Option<String>,
    tags: Vec<String>,
}

/// The members that came with a group.
pub(in crate::user_groups) fn read_summaries(row: &Row) -> Result<Vec<Summary>, Error> {
    let Json(rows): Json<Vec<SummaryRow>> = row.try_get("members")?;
    rows.into_iter().map(Summary::try_from).collect()
}

impl TryFrom<SummaryRow> for Summary {
    type Error = Error;

    fn try_from(row: SummaryRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.id,
            kind: row.r#type.parse()?,
            display_name: row.display_name,
            avatar_id: row.avatar_id,
            choices: row.choices,
            owner: Subject {
                user_id: row.owner_id,
                tenant_id: row.tenant_id,
                role: row.role.parse()?,
            },
            part: Part {
                display_name: row.name_in_group,
                tags: row.tags,
            },
        })
    }
}
