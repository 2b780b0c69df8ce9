//! The tables `tags` and `user_group_tags`.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error, names};

/// In the order of their keys, so that two who add the same tags at the same moment do not wait for each other.
const INSERT_TAGS: &str = "insert into tags (key, name)
    select key, name from unnest($1::text[], $2::text[]) as sent (key, name) order by key
    on conflict do nothing";
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
    client.execute(&insert, &[&keys, &tags]).await?;
    let delete = client.prepare_cached(DELETE_TAGS_OF_GROUP).await?;
    client.execute(&delete, &[&user_group_id]).await?;
    let insert = client.prepare_cached(INSERT_TAGS_OF_GROUP).await?;
    client.execute(&insert, &[&user_group_id, &keys]).await?;
    Ok(())
}
