-- What closing and renaming tenants needs.

-- Names that differ in capitals alone would be taken for one another.
alter table tenants drop constraint tenants_name_key;
create unique index tenants_name_key on tenants (lower(name));

-- To close a tenant is to make sure that nobody refers to it; the other index on tenants leaves deleted people out.
create index users_tenant_id_idx on users (tenant_id);
