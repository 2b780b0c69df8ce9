//! The table `links`.

use uuid::Uuid;

use super::Link;
use crate::{db::GenericClient, error::Error};

const DELETE_LINKS: &str = "delete from links where user_group_id = $1";
const INSERT_LINKS: &str = "insert into links (user_group_id, position, url, personal_data)
    select $1, position, url, personal_data
    from unnest($2::text[], $3::boolean[]) with ordinality as sent (url, personal_data, position)";

/// Replaces the links of a group.
pub(in crate::user_groups) async fn replace_links(
    client: &impl GenericClient,
    user_group_id: Uuid,
    links: &[Link],
) -> Result<(), Error> {
    let delete = client.prepare_cached(DELETE_LINKS).await?;
    client.execute(&delete, &[&user_group_id]).await?;
    let urls: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
    let marks: Vec<bool> = links.iter().map(|link| link.personal_data).collect();
    let insert = client.prepare_cached(INSERT_LINKS).await?;
    client
        .execute(&insert, &[&user_group_id, &urls, &marks])
        .await?;
    Ok(())
}
