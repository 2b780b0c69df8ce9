//! People as they are there, and as they are here.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::{db::GenericClient, error::Error};

/// Of those who share an address, who has confirmed it comes first, then who signed in last.
pub(super) const SELECT_USERS: &str = "select to_jsonb(u) - array['token', 'followed_groups'] || coalesce(to_jsonb(o), '{}')
    from users u left join (
        select owner_id, count(*) filter (where lower(name) = 'persona') as personas,
            count(*) filter (where lower(name) = 'band') as bands, count(*) filter (where lower(name) = 'label') as labels
        from user_groups g join group_types t on t.id = g.type_id
        where g.deleted_at is null or g.deleted_at < '1970-01-01' group by owner_id
    ) o on o.owner_id = u.id
    order by coalesce(u.email_confirmed, false) desc, u.last_login desc nulls last, u.created_at, u.id";

/// Who is erased has nothing but an id. Nothing there says when an address was confirmed; with the account, then.
pub(super) const INSERT_USERS: &str = "insert into users (id, username, email_confirmed_at, password_hash, role, tenant_id,
        first_name, last_name, full_name, country, country_set_at, newsletter_notification, deleted_at, erase_at, erased_at, created_at)
    select r.id, username, case when email_confirmed then coalesce(r.created_at, now()) end, password_hash, role, tenants.id, first_name, last_name, full_name, country,
        coalesce(r.created_at, now()), newsletter_notification, deleted_at, deleted_at, deleted_at, coalesce(r.created_at, now())
    from jsonb_to_recordset($1) as r (id uuid, username text, email_confirmed boolean, password_hash text, role text,
        first_name text, last_name text, full_name text, country text, newsletter_notification boolean, deleted_at timestamptz,
        created_at timestamptz), tenants where tenants.is_default
    on conflict do nothing returning id";

const ERASED: &str = "select id from users where erased_at is not null";

/// Who left.
pub(in crate::import) async fn erased(client: &impl GenericClient) -> Result<HashSet<Uuid>, Error> {
    let rows = client.query(ERASED, &[]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

const USERNAMES: &str = "select username, id from users where deleted_at is null";

/// Whose each address is.
pub(in crate::import) async fn usernames(
    client: &impl GenericClient,
) -> Result<HashMap<String, Uuid>, Error> {
    let rows = client.query(USERNAMES, &[]).await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}
