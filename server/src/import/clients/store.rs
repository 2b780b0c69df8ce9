//! Applications as they are there, and as they are here.

pub(super) const SELECT_CLIENTS: &str = "select to_jsonb(c) from clients c order by created_at, id";

/// The hash of a secret that nobody knows keeps a confidential client one until it gets its own.
pub(super) const INSERT_CLIENTS: &str = "with written as (
    insert into clients (id, name, secret_hash, grants, scopes, redirect_uris)
    select key, name, case when confidential then sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')) end,
        array['authorization_code', 'refresh_token'], array(select jsonb_array_elements_text(scopes)), array[redirect_uri]
    from jsonb_to_recordset($1) as r (key text, name text, confidential boolean, redirect_uri text, scopes jsonb)
    on conflict (id) do nothing returning id)
    select r.id from jsonb_to_recordset($1) as r (id uuid, key text) join written on written.id = key";
