//! What a person has of the co-op's, and where they were before, as far as the export shows it.

mod store;
pub(super) mod view;

use uuid::Uuid;

use crate::{db::GenericClient, error::Error};
use store::{CustomerRow, MembershipRow, PastCountryRow, ShareRow};

/// What there is beside the account.
pub(super) struct Coop {
    customer: Option<CustomerRow>,
    past_countries: Vec<PastCountryRow>,
    memberships: Vec<MembershipRow>,
    shares: Vec<ShareRow>,
    credits: Vec<crate::credits::EntryRow>,
}

/// Reads it, of each so many at most.
pub(super) async fn read(
    client: &impl GenericClient,
    user_id: Uuid,
    at_most: i64,
) -> Result<Coop, Error> {
    let (customer, past_countries, memberships, shares, credits) = tokio::try_join!(
        store::find_customer(client, user_id),
        store::list_past_countries(client, user_id, at_most),
        store::list_memberships(client, user_id, at_most),
        store::list_shares(client, user_id, at_most),
        store::list_credits(client, user_id, at_most),
    )?;
    Ok(Coop {
        customer,
        past_countries,
        memberships,
        shares,
        credits,
    })
}
