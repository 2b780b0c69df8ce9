//! People as they are there, and as they are here.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::{db::GenericClient, error::Error, roles::Role};

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

/// The address of everybody there.
pub(in crate::import) const ADDRESSES: &str =
    "select jsonb_build_object('id', id, 'username', username) from users";

/// Who came as an id alone is erased since the moment at which they had left; nobody who leaves here is.
const CAME: &str = "select imported_rows.id from imported_rows join users using (id)
    where kind = 'users' and (erased_at is null or erased_at <> deleted_at)";

/// Who came over with an address, whatever became of them since.
pub(in crate::import) async fn came(client: &impl GenericClient) -> Result<HashSet<Uuid>, Error> {
    let rows = client.query(CAME, &[]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

const ROLES: &str = "select imported_rows.id, role from imported_rows join users using (id)
    where kind = 'users' and erased_at is null";

/// What those are by now who came over and are not erased.
pub(in crate::import) async fn roles(
    client: &impl GenericClient,
) -> Result<HashMap<Uuid, Role>, Error> {
    let rows = client.query(ROLES, &[]).await?;
    let roles = rows.iter().map(|row| {
        let role = row.try_get::<_, &str>("role")?.parse::<Role>()?;
        Ok((row.try_get("id")?, role))
    });
    roles.collect()
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
