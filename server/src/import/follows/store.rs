//! Who follows which group.

pub(super) const SELECT_FOLLOWS: &str = "select jsonb_build_object('id', id, 'followed_groups', followed_groups) from users where cardinality(followed_groups) > 0 order by id";

/// A person or group that was removed here since is passed over.
pub(super) const INSERT_FOLLOWS: &str = "with written as (
    insert into follows (user_id, user_group_id)
    select r.id, g.id from jsonb_to_recordset($1) as r (id uuid, groups jsonb), jsonb_array_elements_text(r.groups) as f (followed)
        join user_groups g on g.id = followed::uuid
    where exists (select from users where users.id = r.id and erased_at is null)
    on conflict do nothing returning user_id)
    select distinct user_id from written";
