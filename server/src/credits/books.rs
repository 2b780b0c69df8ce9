//! What may be booked: the balances of some people and what was booked before, and what is to be written. No IO.

use std::collections::HashMap;

use uuid::Uuid;

use super::Reason;

/// Credits of a person to spend.
#[derive(Debug, Clone)]
pub struct Spending {
    /// Whose.
    pub user_id: Uuid,
    /// What names it among those of the application for this person.
    pub key: String,
    /// How many; above zero.
    pub amount: i64,
}

/// A spending to give back.
#[derive(Debug, Clone)]
pub struct Refund {
    /// Whose credits were spent.
    pub user_id: Uuid,
    /// The key that they were spent by.
    pub key: String,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking<T> {
    /// Whether it was booked, or why not.
    pub outcome: T,
    /// What the person had right after it was booked; or else has now. `None` for nobody.
    pub balance: Option<i64>,
}

/// Whether credits were spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spent {
    /// Now, or before by the same key.
    Done,
    /// The person has too few.
    TooFew,
    /// The key was used for another amount.
    KeyTaken,
    /// There is no such person.
    UserUnknown,
}

/// Whether credits were given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refunded {
    /// Now, or before.
    Done,
    /// Nothing was spent by this key.
    SpendingUnknown,
    /// There is no such person.
    UserUnknown,
}

/// What a person has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Balance {
    /// What all entries add up to.
    pub(super) balance: i64,
    /// How many entries there are.
    pub(super) entry_count: i64,
}

/// What was booked by a key.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Booked {
    /// How many were spent, and what the person had right after.
    pub(super) spent: Option<(i64, i64)>,
    /// What the person had right after it was given back.
    pub(super) refunded: Option<i64>,
}

/// An entry to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NewEntry {
    pub(super) user_id: Uuid,
    pub(super) position: i64,
    pub(super) reason: Reason,
    pub(super) amount: i64,
    pub(super) balance: i64,
    pub(super) key: String,
}

/// The books of some people, as one application sees them.
pub(super) struct Books {
    balances: HashMap<Uuid, Balance>,
    booked: HashMap<(Uuid, String), Booked>,
    /// What is to be written, in this order.
    pub(super) written: Vec<NewEntry>,
}

impl Books {
    /// The books of everybody there is among those asked for; `booked` is what was booked by the keys asked for.
    pub(super) fn new(
        balances: HashMap<Uuid, Balance>,
        booked: HashMap<(Uuid, String), Booked>,
    ) -> Self {
        Self {
            balances,
            booked,
            written: Vec::new(),
        }
    }

    pub(super) fn spend(&mut self, item: &Spending) -> Booking<Spent> {
        let Some(has) = self.balances.get(&item.user_id).copied() else {
            return Booking {
                outcome: Spent::UserUnknown,
                balance: None,
            };
        };
        let place = (item.user_id, item.key.clone());
        let (outcome, balance) = match self.booked.get(&place).and_then(|booked| booked.spent) {
            Some((amount, after)) if amount == item.amount => (Spent::Done, after),
            Some(_) => (Spent::KeyTaken, has.balance),
            None if has.balance < item.amount => (Spent::TooFew, has.balance),
            None => {
                let after = self.write(has, place.clone(), Reason::Spending, -item.amount);
                self.booked.entry(place).or_default().spent = Some((item.amount, after));
                (Spent::Done, after)
            }
        };
        Booking {
            outcome,
            balance: Some(balance),
        }
    }

    pub(super) fn refund(&mut self, item: &Refund) -> Booking<Refunded> {
        let Some(has) = self.balances.get(&item.user_id).copied() else {
            return Booking {
                outcome: Refunded::UserUnknown,
                balance: None,
            };
        };
        let place = (item.user_id, item.key.clone());
        let booked = self.booked.get(&place).copied().unwrap_or_default();
        let (outcome, balance) = match (booked.spent, booked.refunded) {
            (_, Some(after)) => (Refunded::Done, after),
            (None, None) => (Refunded::SpendingUnknown, has.balance),
            (Some((amount, _)), None) => {
                let after = self.write(has, place.clone(), Reason::Refund, amount);
                self.booked.entry(place).or_default().refunded = Some(after);
                (Refunded::Done, after)
            }
        };
        Booking {
            outcome,
            balance: Some(balance),
        }
    }

    /// Adds an entry, and tells what the person has then.
    fn write(
        &mut self,
        has: Balance,
        (user_id, key): (Uuid, String),
        reason: Reason,
        amount: i64,
    ) -> i64 {
        let next = Balance {
            balance: has.balance + amount,
            entry_count: has.entry_count + 1,
        };
        self.balances.insert(user_id, next);
        self.written.push(NewEntry {
            user_id,
            position: next.entry_count,
            reason,
            amount,
            balance: next.balance,
            key,
        });
        next.balance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BO: Uuid = Uuid::from_u128(1);

    fn books(balance: i64) -> Books {
        let has = Balance {
            balance,
            entry_count: 7,
        };
        Books::new(HashMap::from([(BO, has)]), HashMap::new())
    }

    fn spend(books: &mut Books, key: &str, amount: i64) -> (Spent, Option<i64>) {
        let key = key.to_owned();
        let result = books.spend(&Spending {
            user_id: BO,
            key,
            amount,
        });
        (result.outcome, result.balance)
    }

    fn refund(books: &mut Books, key: &str) -> (Refunded, Option<i64>) {
        let key = key.to_owned();
        let result = books.refund(&Refund { user_id: BO, key });
        (result.outcome, result.balance)
    }

    #[test]
    fn a_batch_spends_down_to_zero_and_no_further() {
        let mut books = books(3);
        assert_eq!(spend(&mut books, "a", 2), (Spent::Done, Some(1)));
        assert_eq!(spend(&mut books, "b", 2), (Spent::TooFew, Some(1)));
        assert_eq!(spend(&mut books, "c", 1), (Spent::Done, Some(0)));
        let positions: Vec<_> = books.written.iter().map(|entry| entry.position).collect();
        assert_eq!(positions, [8, 9]);
    }

    #[test]
    fn a_key_spends_once_and_is_given_back_once() {
        let mut books = books(3);
        assert_eq!(
            refund(&mut books, "a"),
            (Refunded::SpendingUnknown, Some(3))
        );
        assert_eq!(spend(&mut books, "a", 2), (Spent::Done, Some(1)));
        assert_eq!(spend(&mut books, "a", 2), (Spent::Done, Some(1)));
        assert_eq!(spend(&mut books, "a", 1), (Spent::KeyTaken, Some(1)));
        assert_eq!(refund(&mut books, "a"), (Refunded::Done, Some(3)));
        assert_eq!(refund(&mut books, "a"), (Refunded::Done, Some(3)));
        // It was spent, whatever came of it.
        assert_eq!(spend(&mut books, "a", 2), (Spent::Done, Some(1)));
        assert_eq!(books.written.len(), 2);
    }

    #[test]
    fn nobody_has_nothing() {
        let mut books = Books::new(HashMap::new(), HashMap::new());
        assert_eq!(spend(&mut books, "a", 1), (Spent::UserUnknown, None));
        assert_eq!(refund(&mut books, "a"), (Refunded::UserUnknown, None));
        assert!(books.written.is_empty());
    }
}
