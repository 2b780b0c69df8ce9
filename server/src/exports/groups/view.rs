//! What a person's groups have to do with others, as the document has it.

use user_api_generated::models;

use super::{
    Social,
    store::{FollowRow, MembershipRow, OfferRow, RecommendationRow},
};
use crate::{exports::view::list, nullable, policy::Audience};

/// The lists of the document.
pub(in crate::exports) struct Lists {
    pub(in crate::exports) group_memberships: Vec<models::GroupMembershipExport>,
    pub(in crate::exports) followed_groups: Vec<models::FollowExport>,
    pub(in crate::exports) recommendations: Vec<models::RecommendationExport>,
    pub(in crate::exports) offers: Vec<models::OfferExport>,
}

/// The lists of the document; the names of those that are too long are added to `truncated`.
pub(in crate::exports) fn lists(social: Social, truncated: &mut Vec<String>) -> Lists {
    Lists {
        group_memberships: list(
            "group_memberships",
            social.memberships,
            membership,
            truncated,
        ),
        followed_groups: list("followed_groups", social.follows, follow, truncated),
        recommendations: list(
            "recommendations",
            social.recommendations,
            recommendation,
            truncated,
        ),
        offers: list("offers", social.offers, offer, truncated),
    }
}

fn membership(row: MembershipRow) -> models::GroupMembershipExport {
    models::GroupMembershipExport {
        user_group_id: row.user_group_id,
        user_group_type: row.user_group_type.into(),
        member_id: row.member_id,
        member_type: row.member_type.into(),
        state: row.state.into(),
        display_name: nullable::of(row.display_name),
        tags: row.tags,
        created_at: row.created_at,
    }
}

fn follow(row: FollowRow) -> models::FollowExport {
    models::FollowExport {
        user_group_id: row.user_group_id,
        audience: match row.audience {
            Audience::Public => models::Audience::Public,
            Audience::Community => models::Audience::Community,
            Audience::Private => models::Audience::Private,
        },
        created_at: row.created_at,
    }
}

fn recommendation(row: RecommendationRow) -> models::RecommendationExport {
    models::RecommendationExport {
        user_group_id: row.user_group_id,
        recommended_id: row.recommended_id,
        created_at: row.created_at,
    }
}

fn offer(row: OfferRow) -> models::OfferExport {
    models::OfferExport {
        user_group_id: row.user_group_id,
        to_person: row.to_person,
        created_at: row.created_at,
    }
}
