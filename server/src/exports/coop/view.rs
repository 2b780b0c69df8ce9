//! What a person has of the co-op's, and where they were before, as the document has it.

use chrono::{DateTime, Utc};
use user_api_generated::models;

use super::{
    Coop,
    store::{MembershipRow, PastCountryRow, ShareRow},
};
use crate::{countries::Source, credits, exports::view::list, memberships, nullable};

/// The parts of the document.
pub(in crate::exports) struct Lists {
    pub(in crate::exports) stripe_customer_id: Option<String>,
    pub(in crate::exports) stripe_customer_created_at: Option<DateTime<Utc>>,
    pub(in crate::exports) past_countries: Vec<models::PastCountryExport>,
    pub(in crate::exports) memberships: Vec<models::MembershipExport>,
    pub(in crate::exports) share_transactions: Vec<models::ShareTransactionExport>,
    pub(in crate::exports) credit_entries: Vec<models::CreditEntry>,
}

/// The parts of the document; the names of lists that are too long are added to `truncated`.
pub(in crate::exports) fn lists(coop: Coop, truncated: &mut Vec<String>) -> Lists {
    let (customer_id, known_since) = coop
        .customer
        .map(|row| (row.customer_id, row.created_at))
        .unzip();
    Lists {
        stripe_customer_id: customer_id,
        stripe_customer_created_at: known_since,
        past_countries: list(
            "past_countries",
            coop.past_countries,
            past_country,
            truncated,
        ),
        memberships: list("memberships", coop.memberships, membership, truncated),
        share_transactions: list("share_transactions", coop.shares, share, truncated),
        credit_entries: list(
            "credit_entries",
            coop.credits,
            credits::view::entry,
            truncated,
        ),
    }
}

fn past_country(row: PastCountryRow) -> models::PastCountryExport {
    models::PastCountryExport {
        country: row.country,
        source: match row.source {
            Source::Declared => models::PastCountryExportSource::Declared,
            Source::Confirmed => models::PastCountryExportSource::Confirmed,
        },
        set_at: row.set_at,
        ended_at: row.ended_at,
    }
}

fn membership(row: MembershipRow) -> models::MembershipExport {
    models::MembershipExport {
        id: row.id,
        membership_class: memberships::view::class(row.class),
        subscription_id: nullable::of(row.subscription_id),
        starts_at: row.starts_at,
        ends_at: nullable::of(row.ends_at),
        renewed_at: nullable::of(row.renewed_at),
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

fn share(row: ShareRow) -> models::ShareTransactionExport {
    models::ShareTransactionExport {
        id: row.id,
        quantity: row.quantity,
        invoice_id: nullable::of(row.invoice_id),
        created_at: row.created_at,
    }
}
