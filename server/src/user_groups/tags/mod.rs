//! The tags of a group: words for its music, and when two are the same.

pub(super) mod store;

use crate::{
    app::App,
    error::Error,
    names::{self, LONGEST_TAG},
    policy::Audience,
};

/// How many notes of dropped tags a transaction looks at, about: so few that nobody waits for it.
const BATCH: u64 = 500;

/// The tags of public groups that begin so, then those that are nearly so; 20 at most. None, if not everybody may see tags.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn list(app: &App, beginning: Option<&str>) -> Result<Vec<String>, Error> {
    let audiences = &app.contract.privacy;
    if !audiences.everywhere("UserGroup", "tags", Audience::Public)? {
        return Ok(Vec::new());
    }
    let beginning = beginning.map(names::same).unwrap_or_default();
    store::list_tags(&*app.database.reader().await?, &beginning).await
}

/// Deletes the tags that no group has any more, and takes those that only hidden ones have out of completion; tells how many
/// were deleted.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn delete_unused(app: &App) -> Result<u64, Error> {
    let mut client = app.database.client().await?;
    let mut deleted = 0;
    loop {
        let transaction = client.transaction().await?;
        let (notes, tags) = store::delete_unused_tags(&transaction, BATCH as i64).await?;
        transaction.commit().await?;
        deleted += tags;
        if notes < BATCH {
            return Ok(deleted);
        }
    }
}

/// The tags in the one spelling that we store.
///
/// # Errors
/// Refused, if one cannot be read or is there twice.
pub(super) fn tidy(tags: Vec<String>) -> Result<Vec<String>, Error> {
    let mut keys: Vec<String> = Vec::with_capacity(tags.len());
    let mut tidied = Vec::with_capacity(tags.len());
    for (number, tag) in tags.into_iter().enumerate() {
        let pointer = format!("/body/tags/{number}");
        let tag = names::tidy(&tag, LONGEST_TAG, &pointer)?;
        let key = names::same(&tag);
        if let Some(earlier) = keys.iter().position(|other| *other == key) {
            let detail = format!(
                "This is the same tag as the one at place {earlier}. Leave one of them out."
            );
            return Err(Error::field("listed-twice", &pointer, detail));
        }
        keys.push(key);
        tidied.push(tag);
    }
    Ok(tidied)
}
