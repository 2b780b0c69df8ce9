//! The table `user_group_members`.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{End, GroupRow, Part};
use crate::{
    db::{GenericClient, Row, page::Position},
    error::Error,
    user_groups::select_groups,
};

/// A membership, with the group at the other end.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// The group at the other end.
    pub group: GroupRow,
    /// Whether the member's owner has accepted.
    pub state: State,
    /// What the member is called and does.
    pub part: Part,
    /// When it was invited.
    pub created_at: DateTime<Utc>,
}

/// Whether the member's owner has accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not yet.
    Invited,
    /// Yes.
    Accepted,
}

impl State {
    /// As spec and database write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Accepted => "accepted",
        }
    }
}

impl FromStr for State {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        [Self::Invited, Self::Accepted]
            .into_iter()
            .find(|state| state.name() == name)
            .ok_or_else(|| Error::internal(format!("there is no state {name}")))
    }
}

/// A row of `user_group_members`, without the groups.
pub(super) struct Membership {
    pub(super) state: State,
    pub(super) part: Part,
    pub(super) created_at: DateTime<Utc>,
}

impl Membership {
    /// With the group at the other end.
    pub(super) fn of(self, group: GroupRow) -> MemberRow {
        MemberRow {
            group,
            state: self.state,
            part: self.part,
            created_at: self.created_at,
        }
    }
}

/// The columns of [`Membership`], named apart from those of the group.
macro_rules! membership {
    () => {
        "m.state as member_state, m.display_name as member_name, m.tags as member_tags, m.created_at as invited_at"
    };
}

const LIST_MEMBERS: &str = select_groups!(
    concat!(membership!(), ","),
    "user_group_members m join user_groups g on g.id = m.member_id",
    "where m.user_group_id = $5 and m.state = $6 and (m.created_at, m.member_id) < ($2, $3)
        and (g.visibility = 'public' or $1 = g.owner_id or ($1 = (select owner_id from user_groups where id = $5)
            and (g.visibility = 'unlisted' or m.state = 'accepted')))
    order by m.created_at desc, m.member_id desc limit $4"
);
const LIST_MEMBERSHIPS: &str = select_groups!(
    concat!(membership!(), ","),
    "user_group_members m join user_groups g on g.id = m.user_group_id",
    "where m.member_id = $5 and m.state = $6 and (m.created_at, m.user_group_id) < ($2, $3)
        and (g.visibility = 'public' or $1 = g.owner_id or $1 = (select owner_id from user_groups where id = $5))
    order by m.created_at desc, m.user_group_id desc limit $4"
);

/// Those that are public, and the viewer's own. Who owns the group whose list it is finds also those of whom they may know:
/// the member's owner all that have invited it, the group's all that have accepted it.
pub(super) async fn list_members(
    client: &impl GenericClient,
    viewer: Option<Uuid>,
    (id, end): (Uuid, End),
    state: State,
    after: &Position,
    limit: i64,
) -> Result<Vec<MemberRow>, Error> {
    let sql = match end {
        End::Group => LIST_MEMBERS,
        End::Member => LIST_MEMBERSHIPS,
    };
    let statement = client.prepare_cached(sql).await?;
    let rows = client
        .query(
            &statement,
            &[
                &viewer,
                &after.created_at,
                &after.uuid()?,
                &limit,
                &id,
                &state.name(),
            ],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(Membership::try_from(row)?.of(GroupRow::try_from(row)?)))
        .collect()
}

const LOCK_MEMBERSHIP: &str = concat!(
    "select ",
    membership!(),
    " from user_group_members m where user_group_id = $1 and member_id = $2 for update"
);

pub(super) async fn lock_membership(
    client: &impl GenericClient,
    id: Uuid,
    member_id: Uuid,
) -> Result<Option<Membership>, Error> {
    let statement = client.prepare_cached(LOCK_MEMBERSHIP).await?;
    let row = client.query_opt(&statement, &[&id, &member_id]).await?;
    row.as_ref().map(Membership::try_from).transpose()
}

/// Of two who invite at the same moment the second changes what the first has added; what is accepted stays so.
const UPSERT_MEMBERSHIP: &str = concat!(
    "insert into user_group_members as m (user_group_id, user_group_type, member_id, member_type, state, display_name, tags)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (user_group_id, member_id) do update set display_name = excluded.display_name, tags = excluded.tags,
        state = case when m.state = 'accepted' then m.state else excluded.state end
    returning ",
    membership!()
);

pub(super) async fn upsert_membership(
    client: &impl GenericClient,
    group: &GroupRow,
    member: &GroupRow,
    state: State,
    part: &Part,
) -> Result<Membership, Error> {
    let statement = client.prepare_cached(UPSERT_MEMBERSHIP).await?;
    let row = client
        .query_one(
            &statement,
            &[
                &group.id,
                &group.kind.name(),
                &member.id,
                &member.kind.name(),
                &state.name(),
                &part.display_name,
                &part.tags,
            ],
        )
        .await?;
    Membership::try_from(&row)
}

const DELETE_MEMBERSHIP: &str =
    "delete from user_group_members where user_group_id = $1 and member_id = $2";

/// Whether there was one.
pub(super) async fn delete_membership(
    client: &impl GenericClient,
    id: Uuid,
    member_id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(DELETE_MEMBERSHIP).await?;
    Ok(client.execute(&statement, &[&id, &member_id]).await? > 0)
}

/// Of the labels alone, in the order of their ids: who deletes one holds it before its memberships, and who leaves holds all
/// that are theirs in this order.
const IS_LABEL_OF: &str = "select from user_group_members m
        join user_groups labels on labels.id = m.user_group_id
    where m.member_id = $1 and m.user_group_type = 'label' and m.state = 'accepted' and labels.owner_id = $2
    order by labels.id for share of labels";

/// Whether this person owns a label that the group has accepted. The label is held until the transaction ends. Who has locked
/// the group before has its membership held as well: it ends by neither side, nor with either group.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn is_label_of(
    client: &impl GenericClient,
    owner_id: Uuid,
    member_id: Uuid,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(IS_LABEL_OF).await?;
    Ok(!client
        .query(&statement, &[&member_id, &owner_id])
        .await?
        .is_empty())
}

impl TryFrom<&Row> for Membership {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            state: row.try_get::<_, &str>("member_state")?.parse()?,
            part: Part {
                display_name: row.try_get("member_name")?,
                tags: row.try_get("member_tags")?,
            },
            created_at: row.try_get("invited_at")?,
        })
    }
}
