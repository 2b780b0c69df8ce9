//! The tables `tags` and `user_group_tags`.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error, names};

/// In the order of their keys, so that of two who add the same tags at the same moment one waits for the other, and never both.
const INSERT_TAGS: &str = "insert into tags (key, name)
    select key, name from unnest($1::text[], $2::text[]) as sent (key, name) order by key
    on conflict do nothing";
/// Keeps them from being deleted as tags that nobody uses.
const HOLD_TAGS: &str = "select from tags where key = any ($1::text[]) order by key for key share";
const DELETE_TAGS_OF_GROUP: &str = "delete from user_group_tags where user_group_id = $1";
const INSERT_TAGS_OF_GROUP: &str = "insert into user_group_tags (user_group_id, position, tag)
    select $1, position, key from unnest($2::text[]) with ordinality as sent (key, position)";

/// Replaces the tags of a group. A tag is shown as it was first written, by whichever group.
pub(in crate::user_groups) async fn replace_tags(
    client: &impl GenericClient,
    user_group_id: Uuid,
    tags: &[String],
) -> Result<(), Error> {
    let keys: Vec<String> = tags.iter().map(|tag| names::same(tag)).collect();
    let insert = client.prepare_cached(INSERT_TAGS).await?;
    let hold = client.prepare_cached(HOLD_TAGS).await?;
    loop {
        client.execute(&insert, &[&keys, &tags]).await?;
        // Fewer, if one was deleted between the two.
        if client.execute(&hold, &[&keys]).await? == keys.len() as u64 {
            break;
        }
    }
    let delete = client.prepare_cached(DELETE_TAGS_OF_GROUP).await?;
    client.execute(&delete, &[&user_group_id]).await?;
    let insert = client.prepare_cached(INSERT_TAGS_OF_GROUP).await?;
    client.execute(&insert, &[&user_group_id, &keys]).await?;
    Ok(())
}

/// Whether a public group has a tag.
macro_rules! is_public {
    () => {
        "exists (select from user_group_tags join user_groups on user_groups.id = user_group_id and visibility = 'public'
            join users on users.id = owner_id and deleted_at is null where tag = key)"
    };
}

/// What hidden groups alone have is not told; of that only what was just public is looked at. Bytes are compared, as the
/// index has them.
const LIST_TAGS: &str = concat!(
    "with shown as not materialized (select key, name from tags where is_shown and ", is_public!(), "
    ), begun as materialized (
        select key, name from shown
        where key collate \"C\" >= $1 and key collate \"C\" < $1 || chr(1114111)
        order by key collate \"C\" limit 20
    ), near as (
        select name, similarity(key, $1) as likeness, key from shown
        where key % $1 and (select count(*) from begun) < 20 and key not in (select key from begun)
        order by likeness desc, key collate \"C\" limit 20
    )
    select name from (
        select name, 2::real as likeness, key from begun union all select name, likeness, key from near
    ) found order by likeness desc, key collate \"C\" limit 20"
);

/// The names of tags that begin so, in whatever letters, then of those nearly so.
pub(super) async fn list_tags(
    client: &impl GenericClient,
    beginning: &str,
) -> Result<Vec<String>, Error> {
    let statement = client.prepare_cached(LIST_TAGS).await?;
    let rows = client.query(&statement, &[&beginning]).await?;
    rows.iter().map(|row| Ok(row.try_get("name")?)).collect()
}

/// What another holds is left for the next time, its notes too.
const LOCK_DROPPED_TAGS: &str =
    "select key from tags where key in (select tag from dropped_tags order by id limit $1)
    for update skip locked";
const DELETE_NOTES: &str = "delete from dropped_tags where tag = any ($1)";
const HIDE_TAGS: &str = concat!(
    "update tags set is_shown = false where key = any ($1) and is_shown and not ",
    is_public!()
);
const DELETE_UNUSED_TAGS: &str = "delete from tags where key = any ($1)
    and not exists (select from user_group_tags where tag = key)";

/// Deletes those that no group has of the tags that were dropped first, so many at most: what somebody once wrote, they may
/// have been the only one to write. Those that only hidden groups have lose the mark that completion goes by. They are held
/// first, by a statement of its own, so that a group which takes, drops, shows or hides one at the same moment is seen, or
/// waits. Tells how many notes were dealt with, and how many tags went.
pub(super) async fn delete_unused_tags(
    client: &impl GenericClient,
    at_most: i64,
) -> Result<(u64, u64), Error> {
    let lock = client.prepare_cached(LOCK_DROPPED_TAGS).await?;
    let rows = client.query(&lock, &[&at_most]).await?;
    let keys = rows.iter().map(|row| row.try_get(0));
    let keys: Vec<String> = keys.collect::<Result<_, _>>()?;
    let forget = client.prepare_cached(DELETE_NOTES).await?;
    let notes = client.execute(&forget, &[&keys]).await?;
    let delete = client.prepare_cached(DELETE_UNUSED_TAGS).await?;
    let deleted = client.execute(&delete, &[&keys]).await?;
    let hide = client.prepare_cached(HIDE_TAGS).await?;
    client.execute(&hide, &[&keys]).await?;
    Ok((notes, deleted))
}
