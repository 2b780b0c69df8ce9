//! The tables `user_group_members`, `follows`, `recommendations` and `ownership_offers`, of one person. Of other people there
//! are no ids, and of their groups those alone that the person or the group's owner brought together.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    db::GenericClient,
    error::Error,
    exports::store::list,
    policy::Audience,
    user_groups::{GroupType, members::State},
};

/// A row of `user_group_members`.
pub(super) struct MembershipRow {
    pub(super) user_group_id: Uuid,
    pub(super) user_group_type: GroupType,
    pub(super) member_id: Uuid,
    pub(super) member_type: GroupType,
    pub(super) state: State,
    pub(super) display_name: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) created_at: DateTime<Utc>,
}

const LIST_MEMBERSHIPS: &str = "select user_group_id, user_group_type, member_id, member_type, state, display_name, tags, created_at
    from user_group_members
    where (user_group_id, member_id) in (
        select m.user_group_id, m.member_id from user_groups g join user_group_members m on m.user_group_id = g.id where g.owner_id = $1
        union
        select m.user_group_id, m.member_id from user_groups g join user_group_members m on m.member_id = g.id where g.owner_id = $1)
    order by created_at desc, user_group_id desc, member_id desc limit $2";

pub(super) async fn list_memberships(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<MembershipRow>, Error> {
    list(client, LIST_MEMBERSHIPS, user_id, at_most, |row| {
        Ok(MembershipRow {
            user_group_id: row.try_get("user_group_id")?,
            user_group_type: row.try_get::<_, &str>("user_group_type")?.parse()?,
            member_id: row.try_get("member_id")?,
            member_type: row.try_get::<_, &str>("member_type")?.parse()?,
            state: row.try_get::<_, &str>("state")?.parse()?,
            display_name: row.try_get("display_name")?,
            tags: row.try_get("tags")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

/// A row of `follows`.
pub(super) struct FollowRow {
    pub(super) user_group_id: Uuid,
    pub(super) audience: Audience,
    pub(super) created_at: DateTime<Utc>,
}

const LIST_FOLLOWS: &str = "select user_group_id, audience, created_at from follows
    where user_id = $1 order by created_at desc, user_group_id desc limit $2";

pub(super) async fn list_follows(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<FollowRow>, Error> {
    list(client, LIST_FOLLOWS, user_id, at_most, |row| {
        Ok(FollowRow {
            user_group_id: row.try_get("user_group_id")?,
            audience: row.try_get::<_, &str>("audience")?.parse()?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

/// A row of `recommendations`.
pub(super) struct RecommendationRow {
    pub(super) user_group_id: Uuid,
    pub(super) recommended_id: Uuid,
    pub(super) created_at: DateTime<Utc>,
}

const LIST_RECOMMENDATIONS: &str = "select r.user_group_id, r.recommended_id, r.created_at
    from user_groups g join recommendations r on r.user_group_id = g.id
    where g.owner_id = $1 order by r.created_at desc, r.user_group_id desc, r.recommended_id desc limit $2";

pub(super) async fn list_recommendations(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<RecommendationRow>, Error> {
    list(client, LIST_RECOMMENDATIONS, user_id, at_most, |row| {
        Ok(RecommendationRow {
            user_group_id: row.try_get("user_group_id")?,
            recommended_id: row.try_get("recommended_id")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

/// A row of `ownership_offers`, without the other person's id.
pub(super) struct OfferRow {
    pub(super) user_group_id: Uuid,
    pub(super) to_person: bool,
    pub(super) created_at: DateTime<Utc>,
}

const LIST_OFFERS: &str =
    "select user_group_id, new_owner_id = $1 as to_person, created_at from ownership_offers
    where new_owner_id = $1 or user_group_id in (select id from user_groups where owner_id = $1)
    order by created_at desc, user_group_id desc limit $2";

pub(super) async fn list_offers(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Vec<OfferRow>, Error> {
    list(client, LIST_OFFERS, user_id, at_most, |row| {
        Ok(OfferRow {
            user_group_id: row.try_get("user_group_id")?,
            to_person: row.try_get("to_person")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}
