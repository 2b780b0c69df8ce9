-- What a person may do, what a token may do, and the organisations people belong to.

create function touch_row() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$$;
comment on function touch_row() is 'Counts the version and notes the time of every change; the version becomes the ETag';

create table roles (
  name text not null constraint roles_pkey primary key,
  rank smallint not null constraint roles_rank_key unique,
  sign_up boolean not null,
  description text not null
);
comment on table roles is 'What a person may do; each person has exactly one role';
comment on column roles.name is 'The role, as in the API';
comment on column roles.rank is 'Its place from the least to the most powerful';
comment on column roles.sign_up is 'Whether one may choose it at sign-up';
comment on column roles.description is 'What one may do with it, in a sentence';

insert into roles (name, rank, sign_up, description) values
  ('listener', 1, true, 'Has an account and one persona at most'),
  ('artist', 2, true, 'As listener, and may own several personas, and bands'),
  ('label', 3, true, 'As artist, and may own labels and edit the groups that have accepted membership of one'),
  ('tenant_admin', 4, false, 'Looks after the people of their own tenant whose role is below their own'),
  ('admin', 5, false, 'Looks after everything in every tenant, but for admins and super admins'),
  ('super_admin', 6, false, 'May do everything, and alone makes admins and super admins');

create table scopes (
  name text not null constraint scopes_pkey primary key,
  position smallint not null constraint scopes_position_key unique,
  role text constraint scopes_role_fkey references roles (name),
  description text not null
);
comment on table scopes is 'What a token may be limited to';
comment on column scopes.name is 'The scope, as it is asked for';
comment on column scopes.position is 'Its place in the list';
comment on column scopes.role is 'For a role''s scope: a token with it acts with no more than this role';
comment on column scopes.description is 'What a token with it may do, in a sentence';

insert into scopes (name, position, role, description) values
  ('openid', 1, null, 'Learn who the person is, by an ID token'),
  ('profile', 2, null, 'Learn the person''s names and country'),
  ('email', 3, null, 'Learn the person''s e-mail address'),
  ('offline_access', 4, null, 'Get a refresh token as well'),
  ('read', 5, null, 'Read what the person may read'),
  ('read_write', 6, null, 'Read and change what the person may'),
  ('listener', 7, 'listener', 'Act as a listener at most'),
  ('artist', 8, 'artist', 'Act as an artist at most'),
  ('label', 9, 'label', 'Act as a label at most'),
  ('tenant_admin', 10, 'tenant_admin', 'Act as a tenant admin at most'),
  ('admin', 11, 'admin', 'Act as an admin at most'),
  ('super_admin', 12, 'super_admin', 'Act as a super admin');

create table tenants (
  id uuid not null constraint tenants_pkey primary key,
  name text not null constraint tenants_name_key unique,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint tenants_name_check check (char_length(name) between 1 and 100)
);
create unique index tenants_is_default_key on tenants (is_default) where is_default;
create index tenants_created_at_id_idx on tenants (created_at desc, id desc);
create trigger tenants_touch before update on tenants for each row execute function touch_row();
comment on table tenants is 'The organisations that run on the platform; a person belongs to one';
comment on column tenants.id is 'Stable for the life of the tenant';
comment on column tenants.name is 'What it is called';
comment on column tenants.is_default is 'Whether people who sign up belong to it; true for exactly one';
comment on column tenants.created_at is 'When it joined';
comment on column tenants.updated_at is 'When it last changed';
comment on column tenants.version is 'Counts its changes; becomes the ETag';

insert into tenants (id, name, is_default) values ('0192f0c1-0000-7000-8000-000000000001', 'Platform', true);
