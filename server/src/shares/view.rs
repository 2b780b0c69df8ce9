//! Shares as the API shows them.

use user_api_generated::models;

use super::TransactionRow;
use crate::{db::page::Page, nullable};

/// What somebody holds, and a page of transactions.
pub fn page((held, page): (i64, Page<TransactionRow>)) -> models::SharePage {
    let transaction = |row: TransactionRow| models::ShareTransaction {
        id: row.id,
        quantity: row.quantity,
        created_at: row.created_at,
    };
    models::SharePage {
        held,
        items: page.items.into_iter().map(transaction).collect(),
        next_cursor: nullable::of(page.next_cursor),
    }
}
