//! Credits as the API shows them.

use user_api_generated::models;

use super::{Booking, EntryRow, Reason, Refund, Refunded, Spending, Spent};
use crate::{db::page::Page, nullable};

/// What a service wants to spend.
pub fn spendings(body: models::CreditSpendings) -> Vec<Spending> {
    let spending = |item: models::CreditSpending| Spending {
        user_id: item.user_id,
        key: item.key,
        amount: item.amount.into(),
    };
    body.items.into_iter().map(spending).collect()
}

/// What a service wants to give back.
pub fn refunds(body: models::CreditRefunds) -> Vec<Refund> {
    let refund = |item: models::CreditRefund| Refund {
        user_id: item.user_id,
        key: item.key,
    };
    body.items.into_iter().map(refund).collect()
}

/// What became of spendings.
pub fn spent(asked: Vec<Spending>, results: &[Booking<Spent>]) -> models::CreditSpendingResults {
    use models::CreditSpendingResultOutcome as Outcome;
    let result = |(item, result): (Spending, &Booking<Spent>)| models::CreditSpendingResult {
        user_id: item.user_id,
        key: item.key,
        outcome: match result.outcome {
            Spent::Done => Outcome::Spent,
            Spent::TooFew => Outcome::CreditsInsufficient,
            Spent::KeyTaken => Outcome::KeyTaken,
            Spent::UserUnknown => Outcome::UserUnknown,
        },
        balance: nullable::of(result.balance),
    };
    models::CreditSpendingResults {
        items: asked.into_iter().zip(results).map(result).collect(),
    }
}

/// What became of refunds.
pub fn refunded(asked: Vec<Refund>, results: &[Booking<Refunded>]) -> models::CreditRefundResults {
    use models::CreditRefundResultOutcome as Outcome;
    let result = |(item, result): (Refund, &Booking<Refunded>)| models::CreditRefundResult {
        user_id: item.user_id,
        key: item.key,
        outcome: match result.outcome {
            Refunded::Done => Outcome::Refunded,
            Refunded::SpendingUnknown => Outcome::SpendingUnknown,
            Refunded::UserUnknown => Outcome::UserUnknown,
        },
        balance: nullable::of(result.balance),
    };
    models::CreditRefundResults {
        items: asked.into_iter().zip(results).map(result).collect(),
    }
}

/// A balance, and a page of entries.
pub fn page((balance, page): (i64, Page<EntryRow>)) -> models::CreditPage {
    models::CreditPage {
        balance,
        items: page.items.into_iter().map(entry).collect(),
        next_cursor: nullable::of(page.next_cursor),
    }
}

/// An entry.
pub fn entry(row: EntryRow) -> models::CreditEntry {
    models::CreditEntry {
        position: row.position,
        reason: match row.reason {
            Reason::Free => models::CreditEntryReason::Free,
            Reason::Purchase => models::CreditEntryReason::Purchase,
            Reason::Spending => models::CreditEntryReason::Spending,
            Reason::Refund => models::CreditEntryReason::Refund,
            Reason::Import => models::CreditEntryReason::Import,
        },
        amount: row.amount,
        balance: row.balance,
        client_id: nullable::of(row.client_id),
        key: row.key,
        created_at: row.created_at,
    }
}
