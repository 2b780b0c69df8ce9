//! What a person's groups have to do with others, as far as the export shows it.

mod store;
pub(super) mod view;

use uuid::Uuid;

use crate::{db::GenericClient, error::Error};
use store::{FollowRow, MembershipRow, OfferRow, RecommendationRow};

/// What there is beside the groups themselves.
pub(super) struct Social {
    memberships: Vec<MembershipRow>,
    follows: Vec<FollowRow>,
    recommendations: Vec<RecommendationRow>,
    offers: Vec<OfferRow>,
}

/// Reads it, of each so many at most.
pub(super) async fn read(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Social, Error> {
    let (memberships, follows, recommendations, offers) = tokio::try_join!(
        store::list_memberships(client, user_id, at_most),
        store::list_follows(client, user_id, at_most),
        store::list_recommendations(client, user_id, at_most),
        store::list_offers(client, user_id, at_most),
    )?;
    Ok(Social {
        memberships,
        follows,
        recommendations,
        offers,
    })
}
