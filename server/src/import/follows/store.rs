//! Who follows which group.

pub(super) const SELECT_FOLLOWS: &str = "select jsonb_build_object('id', id, 'followed_groups', followed_groups) from users where cardinality(followed_groups) > 0 order by id";

/// A person or group that was removed here since is passed over. People are held, so that a choice of who may know, made at the
/// same moment, goes for these, too.
pub(super) const INSERT_FOLLOWS: &str = "with written as (
    insert into follows (user_id, user_group_id, audience)
    select users.id, g.id, coalesce(r.audiences ->> (users.privacy_choices ->> 'followed_groups'), r.audiences ->> 'unchosen')
    from jsonb_to_recordset($1) as r (id uuid, groups jsonb, audiences jsonb) join users on users.id = r.id and erased_at is null,
        jsonb_array_elements_text(r.groups) as f (followed) join user_groups g on g.id = followed::uuid
    order by users.id for share of users
    on conflict do nothing returning user_id)
    select distinct user_id from written";
