-- People, one row each, however many personas they have.

create table users (
  id uuid not null constraint users_pkey primary key,
  username text not null,
  email_confirmed_at timestamptz,
  password_hash text,
  role text not null constraint users_role_fkey references roles (name),
  tenant_id uuid not null constraint users_tenant_id_fkey references tenants (id),
  first_name text,
  last_name text,
  full_name text,
  country text,
  newsletter_notification boolean not null default false,
  token_epoch integer not null default 1,
  token_epoch_changed_at timestamptz,
  suspended_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint users_username_check check (username = lower(username) and char_length(username) between 3 and 254),
  constraint users_first_name_check check (char_length(first_name) between 1 and 100),
  constraint users_last_name_check check (char_length(last_name) between 1 and 100),
  constraint users_full_name_check check (char_length(full_name) between 1 and 200),
  constraint users_country_check check (country ~ '^[A-Z]{2}$')
);
create unique index users_username_key on users (username) where deleted_at is null;
create index users_created_at_id_idx on users (created_at desc, id desc) where deleted_at is null;
create index users_tenant_id_created_at_id_idx on users (tenant_id, created_at desc, id desc) where deleted_at is null;
create index users_role_created_at_id_idx on users (role, created_at desc, id desc) where deleted_at is null;
create index users_token_epoch_changed_at_idx on users (token_epoch_changed_at) where token_epoch_changed_at is not null;
create trigger users_touch before update on users for each row execute function touch_row();

comment on table users is 'People, one row each, however many personas they have';
comment on column users.id is 'Stable for the life of the account';
comment on column users.username is 'The person''s e-mail address and login, in lower case; unique among accounts that are not deleted';
comment on column users.email_confirmed_at is 'When the person showed that the address is theirs';
comment on column users.password_hash is 'Argon2id in PHC string format, or imported bcrypt or phpass until the next sign-in; null if the person has none';
comment on column users.role is 'What the person may do';
comment on column users.tenant_id is 'The organisation that the person belongs to';
comment on column users.first_name is 'Given name';
comment on column users.last_name is 'Family name';
comment on column users.full_name is 'The whole name, as the person writes it';
comment on column users.country is 'Where the person is, for rights; ISO 3166-1 alpha-2';
comment on column users.newsletter_notification is 'Whether the person wants the newsletter';
comment on column users.token_epoch is 'Access tokens of an earlier epoch are refused; counted up when what the tokens say is no longer true';
comment on column users.token_epoch_changed_at is 'When the epoch last changed; every instance follows these changes';
comment on column users.suspended_at is 'When the person was kept from signing in; null if they may';
comment on column users.deleted_at is 'When the account was deleted; hidden from then on';
comment on column users.created_at is 'When the account was opened';
comment on column users.updated_at is 'When the account last changed';
comment on column users.version is 'Counts its changes; becomes the ETag';
