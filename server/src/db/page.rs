//! Paging: one implementation for every list. A page ends with a cursor that names the last row, so the next page
//! begins right after it however deep one is; the cursor is sealed, so that it fits only the list that gave it.

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeZone as _, Utc};

use crate::error::{Error, FieldError, Refusal};

/// Bytes of the seal that are kept; forging one is not worth more than this.
const SEAL: usize = 12;

/// Later than every row: the year 2262.
const NEWEST: DateTime<Utc> = DateTime::from_timestamp_nanos(i64::MAX);

/// Where a page begins: right after the row with this time and id, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// When that row was created.
    pub created_at: DateTime<Utc>,
    /// Its id, as text.
    pub id: String,
}

/// Some items, and the cursor for more.
#[derive(Debug)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The cursor for the next page; `None` on the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// The same page of something else.
    pub fn map<R>(self, each: impl FnMut(T) -> R) -> Page<R> {
        Page {
            items: self.items.into_iter().map(each).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

/// What the caller asked for.
#[derive(Debug, Clone)]
pub struct PageRequest {
    /// Items at most.
    pub limit: i64,
    /// Where to begin, as an earlier page gave it.
    pub cursor: Option<String>,
}

/// Seals and opens cursors.
pub struct Cursors {
    key: hmac::Key,
}

impl Cursors {
    /// Cursors sealed with a key derived from the server's secret.
    pub fn new(key: &[u8]) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
        }
    }

    /// Where a page begins. `list` names the list with its filters.
    ///
    /// # Errors
    /// Refused, if another list gave the cursor, or none did.
    pub fn open(&self, list: &str, request: &PageRequest) -> Result<Position, Error> {
        let Some(cursor) = &request.cursor else {
            return Ok(Position::newest());
        };
        self.unseal(list, cursor).ok_or_else(|| {
            let errors = vec![FieldError {
                pointer: "/query/cursor".to_owned(),
                detail: "This list did not give this cursor, or gave it for other filters."
                    .to_owned(),
            }];
            Refusal {
                errors,
                ..Refusal::new(
                    "cursor-unknown",
                    "Start again without a cursor, with the same filters for every page.",
                )
            }
            .into()
        })
    }

    /// A page of `rows`, of which the caller asked for one more than the limit, to know whether there are more.
    pub fn page<T>(
        &self,
        list: &str,
        request: &PageRequest,
        mut rows: Vec<T>,
        position: impl Fn(&T) -> Position,
    ) -> Page<T> {
        let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows
            .last()
            .filter(|_| more)
            .map(|last| self.seal(list, &position(last)));
        Page {
            items: rows,
            next_cursor,
        }
    }

    fn seal(&self, list: &str, position: &Position) -> String {
        let mut bytes = vec![0; SEAL];
        bytes.extend(position.created_at.timestamp_micros().to_be_bytes());
        bytes.extend(position.id.as_bytes());
        let seal = self.sign(list, &bytes[SEAL..]);
        bytes[..SEAL].copy_from_slice(&seal.as_ref()[..SEAL]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn unseal(&self, list: &str, cursor: &str) -> Option<Position> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (seal, position) = bytes.split_at_checked(SEAL)?;
        aws_lc_rs::constant_time::verify_slices_are_equal(
            &self.sign(list, position).as_ref()[..SEAL],
            seal,
        )
        .ok()?;
        let (created_at, id) = position.split_first_chunk()?;
        let created_at = Utc
            .timestamp_micros(i64::from_be_bytes(*created_at))
            .single()?;
        Some(Position {
            created_at,
            id: String::from_utf8(id.to_vec()).ok()?,
        })
    }

    fn sign(&self, list: &str, position: &[u8]) -> hmac::Tag {
        let mut context = hmac::Context::with_key(&self.key);
        context.update(list.as_bytes());
        context.update(&[0]);
        context.update(position);
        context.sign()
    }
}

impl Position {
    /// Before every row: the time lies after all others.
    fn newest() -> Self {
        Self {
            created_at: NEWEST,
            id: uuid::Uuid::max().to_string(),
        }
    }

    /// The id as a UUID, for tables that have those.
    ///
    /// # Errors
    /// Internal: a sealed cursor holds what we put into it.
    pub fn uuid(&self) -> Result<uuid::Uuid, Error> {
        self.id.parse().map_err(Error::internal)
    }

    /// The id as a number, for tables whose rows are numbered; at the beginning, more than any has.
    ///
    /// # Errors
    /// Internal: a sealed cursor holds what we put into it.
    pub fn number(&self) -> Result<i64, Error> {
        if *self == Self::newest() {
            return Ok(i64::MAX);
        }
        self.id.parse().map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_rows() -> Vec<Position> {
        let created_at = Utc.timestamp_micros(1_793_611_800_123_456).unwrap();
        ["b", "a"]
            .map(|id| Position {
                created_at,
                id: id.to_owned(),
            })
            .to_vec()
    }

    #[test]
    fn a_cursor_opens_where_the_page_ended() {
        let (cursors, mut request) = (
            Cursors::new(b"key"),
            PageRequest {
                limit: 1,
                cursor: None,
            },
        );
        let page = cursors.page("list", &request, two_rows(), Position::clone);
        request.cursor = page.next_cursor;
        assert_eq!(
            cursors.open("list", &request).ok().as_ref(),
            page.items.last()
        );
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let (cursors, mut request) = (
            Cursors::new(b"key"),
            PageRequest {
                limit: 1,
                cursor: None,
            },
        );
        request.cursor = cursors
            .page("list", &request, two_rows(), Position::clone)
            .next_cursor;
        assert!(cursors.open("another", &request).is_err());
    }

    #[test]
    fn the_last_page_has_no_cursor() {
        let page = Cursors::new(b"key").page(
            "list",
            &PageRequest {
                limit: 2,
                cursor: None,
            },
            two_rows(),
            Position::clone,
        );
        assert_eq!((page.items.len(), page.next_cursor), (2, None));
    }
}
