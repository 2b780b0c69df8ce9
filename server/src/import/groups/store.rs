//! Groups as they are there, and as they are here.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::{db::GenericClient, error::Error, user_groups::GroupType};

pub(in crate::import) const LINKS: &str = "select to_jsonb(links) from links";
pub(in crate::import) const TAGS: &str = "select to_jsonb(tags) from tags";

/// Of those with the same name the oldest comes first.
pub(super) const SELECT_GROUPS: &str =
    "select to_jsonb(g) || jsonb_build_object('type_name', t.name)
    from user_groups g left join group_types t on t.id = g.type_id order by g.created_at, g.id";

/// A trigger keeps those that a group shows. The row is held, so that one that was just to go does not.
pub(super) const INSERT_IMAGES: &str = "insert into images (id)
    select distinct image from jsonb_to_recordset($1) as r (avatar_id uuid, banner_id uuid), unnest(array[avatar_id, banner_id]) as image
    where image is not null order by image
    on conflict (id) do update set expires_at = excluded.expires_at where images.expires_at is not null";

pub(super) const INSERT_GROUPS: &str = "insert into user_groups (id, type, owner_id, display_name, display_name_key, display_name_look, short_bio, description, group_email, avatar_id, banner_id, created_at)
    select r.id, type, owner_id, display_name, display_name_key, display_name_look, short_bio, description, group_email, avatar_id, banner_id, coalesce(r.created_at, now())
    from jsonb_to_recordset($1) as r (id uuid, type text, owner_id uuid, display_name text, display_name_key text, display_name_look text, short_bio text,
        description text, group_email text, avatar_id uuid, banner_id uuid, created_at timestamptz)
        join users on users.id = owner_id and erased_at is null
    on conflict do nothing returning id";

pub(super) const INSERT_LINKS: &str =
    "insert into links (user_group_id, position, url, personal_data)
    select r.id, position, url, personal_data
    from jsonb_to_recordset($1) as r (id uuid, links jsonb) join user_groups using (id),
        jsonb_to_recordset(r.links) as l (position smallint, url text, personal_data boolean)
    on conflict do nothing";

pub(super) const INSERT_TAGS: &str = "insert into tags (key, name)
    select distinct on (key) key, name from jsonb_to_recordset($1) as r (tags jsonb), jsonb_to_recordset(r.tags) as t (key text, name text)
    order by key on conflict (key) do nothing";

pub(super) const INSERT_GROUP_TAGS: &str =
    "insert into user_group_tags (user_group_id, position, tag)
    select r.id, position, key
    from jsonb_to_recordset($1) as r (id uuid, tags jsonb) join user_groups using (id),
        jsonb_to_recordset(r.tags) as t (key text, position smallint)
    on conflict do nothing";

const KEYS: &str = "select type, display_name_key from user_groups union select type, display_name_look from user_groups";

/// The names that are taken, by type.
pub(in crate::import) async fn keys(
    client: &impl GenericClient,
) -> Result<HashSet<(String, String)>, Error> {
    let rows = client.query(KEYS, &[]).await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

const OWNED: &str = "select owner_id, type, count(*) from user_groups
        join users on users.id = owner_id
        join group_type_owners on group_type_owners.group_type = user_groups.type and group_type_owners.role = users.role and most is not null
    group by owner_id, type";

/// How many of a type people own here, of those who may not own as many as they like.
pub(in crate::import) async fn owned(
    client: &impl GenericClient,
) -> Result<HashMap<(Uuid, GroupType), i64>, Error> {
    let rows = client.query(OWNED, &[]).await?;
    let owned = rows.iter().map(|row| {
        let kind = row.try_get::<_, &str>("type")?.parse::<GroupType>()?;
        Ok(((row.try_get("owner_id")?, kind), row.try_get("count")?))
    });
    owned.collect()
}
