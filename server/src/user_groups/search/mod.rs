//! Finding groups, by words or by what they have in common. Which words are alike, and what is found before what, is the
//! word of `find_user_groups` in the database, whose index knows.

mod store;

use chrono::{DateTime, Utc};

use super::{GroupRow, GroupType, lists};
use crate::{
    app::App,
    db::page::{Page, PageRequest, Position},
    error::Error,
    names,
    policy::{Audience, Caller},
    spec::privacy::Audiences,
};

/// Which groups somebody looks for; `None` for any.
#[derive(Debug, Default)]
pub struct Search {
    /// Words, as people type them.
    pub q: Option<String>,
    /// What kind of group.
    pub kind: Option<GroupType>,
    /// A tag that they have, in whatever letters.
    pub tag: Option<String>,
    /// Where they are from; ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// A group that was found, and where among the others.
struct Found {
    group: GroupRow,
    place: Place,
    /// When it was found, by the clock of the database.
    at: DateTime<Utc>,
}

/// Where a group is in what was found: the best first, the newest first among equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    rank: i32,
    number: i64,
}

/// A page of the public groups that are looked for: with words the best first, else the newest.
///
/// # Errors
/// Refused, if the cursor is not one of this search.
pub async fn find(
    app: &App,
    caller: &Caller,
    search: &Search,
    request: &PageRequest,
) -> Result<Page<GroupRow>, Error> {
    let question = search.question(caller, &app.contract.privacy)?;
    if search.q.is_none() && search.tag.is_none() && question.is_some() {
        let filters = (search.kind, search.country.as_deref());
        return lists::list(app, caller, filters, request).await;
    }
    let list = format!("user_groups {search:?}");
    let after = app.cursors.open(&list, request)?;
    let place = match request.cursor {
        None => Place::FIRST,
        Some(_) => Place::read(&after.id)?,
    };
    let found = match question {
        Some(question) => {
            let reader = app.database.reader().await?;
            let limit = request.limit + 1;
            store::find_groups(
                &*reader,
                caller.user_id(),
                &question,
                place,
                after.created_at,
                limit,
            )
            .await?
        }
        None => Vec::new(),
    };
    let position = |found: &Found| Position {
        // What changes from the first page on is left out.
        created_at: found.at.min(after.created_at),
        id: found.place.write(),
    };
    let page = app.cursors.page(&list, request, found, position);
    Ok(page.map(|found| found.group))
}

/// A search in the terms of `user_group_search`.
struct Question<'a> {
    q: Option<&'a str>,
    filters: Option<Vec<String>>,
    deepest: Depth,
}

/// How far to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// In names alone.
    Names,
    /// In tags as well.
    Tags,
    /// In all that is searched.
    All,
}

impl Depth {
    /// As `find_user_groups` calls it: how its terms begin.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Names => "n",
            Self::Tags => "t",
            Self::All => "a",
        }
    }
}

impl Search {
    /// What to ask the database; `None` if nothing can be found, since this caller may not see what is asked for. Otherwise
    /// what is hidden could be guessed.
    fn question(
        &self,
        caller: &Caller,
        audiences: &Audiences,
    ) -> Result<Option<Question<'_>>, Error> {
        let viewer = match caller.user_id() {
            Some(_) => Audience::Community,
            None => Audience::Public,
        };
        let sees = |field| audiences.everywhere("UserGroup", field, viewer);
        let (tags, line, country) = (sees("tags")?, sees("short_bio")?, sees("country")?);
        if (self.tag.is_some() && !tags) || (self.country.is_some() && !country) {
            return Ok(None);
        }
        let filters: Vec<String> = [
            self.kind.map(|kind| format!("=type:{}", kind.name())),
            self.tag
                .as_deref()
                .map(|tag| format!("=tag:{}", names::same(tag))),
            self.country
                .as_deref()
                .map(|country| format!("=country:{country}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        Ok(Some(Question {
            q: self.q.as_deref(),
            filters: (!filters.is_empty()).then_some(filters),
            deepest: match (tags, line) {
                (false, _) => Depth::Names,
                (true, false) => Depth::Tags,
                (true, true) => Depth::All,
            },
        }))
    }
}

impl Place {
    /// Before all.
    const FIRST: Self = Self {
        rank: i32::MAX,
        number: i64::MAX,
    };

    fn write(self) -> String {
        format!("{} {}", self.rank, self.number)
    }

    /// Internal, if that is no place: a sealed cursor holds what we put into it.
    fn read(text: &str) -> Result<Self, Error> {
        let (rank, number) = text
            .split_once(' ')
            .ok_or_else(|| Error::internal(format!("{text} is no place in a search")))?;
        Ok(Self {
            rank: rank.parse().map_err(Error::internal)?,
            number: number.parse().map_err(Error::internal)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = Place {
            rank: 300,
            number: 7,
        };
        assert_eq!(Place::read(&place.write()).ok(), Some(place));
    }
}
