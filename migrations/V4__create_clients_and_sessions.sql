-- Applications that sign people in, and the sessions they hold.

create table clients (
  id text not null constraint clients_pkey primary key,
  name text not null,
  secret_hash bytea,
  first_party boolean not null default false,
  grants text[] not null,
  scopes text[] not null,
  redirect_uris text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint clients_id_check check (id ~ '^[A-Za-z0-9._~-]{1,254}$'),
  constraint clients_name_check check (char_length(name) between 1 and 100),
  constraint clients_secret_hash_check check (octet_length(secret_hash) = 32),
  constraint clients_grants_check check (grants <@ array['authorization_code', 'refresh_token', 'client_credentials', 'password']),
  constraint clients_password_check check (first_party or not 'password' = any (grants)),
  constraint clients_client_credentials_check check (secret_hash is not null or not 'client_credentials' = any (grants))
);
create index clients_created_at_id_idx on clients (created_at desc, id desc);
create trigger clients_touch before update on clients for each row execute function touch_row();
comment on table clients is 'Applications that sign people in or act for themselves';
comment on column clients.id is 'The client_id, as the client sends it';
comment on column clients.name is 'What it is called';
comment on column clients.secret_hash is 'SHA-256 of its secret; null for a public client';
comment on column clients.first_party is 'Whether it is the platform''s own, and so may handle passwords';
comment on column clients.grants is 'How it may ask for tokens';
comment on column clients.scopes is 'What it may ask for';
comment on column clients.redirect_uris is 'Where people may be sent back to, compared letter by letter';
comment on column clients.created_at is 'When it was registered';
comment on column clients.updated_at is 'When it last changed';
comment on column clients.version is 'Counts its changes; becomes the ETag';

create table sessions (
  id uuid not null constraint sessions_pkey primary key,
  user_id uuid not null constraint sessions_user_id_fkey references users (id),
  client_id text not null constraint sessions_client_id_fkey references clients (id),
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  ended_at timestamptz
);
create index sessions_user_id_idx on sessions (user_id) where ended_at is null;
create index sessions_client_id_idx on sessions (client_id);
create index sessions_ended_at_idx on sessions (ended_at) where ended_at is not null;
comment on table sessions is 'Browsers and apps that a person is signed in with';
comment on column sessions.id is 'Named in every access token of the session';
comment on column sessions.user_id is 'Who signed in';
comment on column sessions.client_id is 'With which application';
comment on column sessions.scopes is 'What its tokens are limited to';
comment on column sessions.created_at is 'When the person signed in';
comment on column sessions.last_used_at is 'When it last got a token';
comment on column sessions.ended_at is 'When it ended; its tokens are refused from then on, by every instance within a second';

create table refresh_tokens (
  token_hash bytea not null constraint refresh_tokens_pkey primary key,
  session_id uuid not null constraint refresh_tokens_session_id_fkey references sessions (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint refresh_tokens_token_hash_check check (octet_length(token_hash) = 32)
);
create index refresh_tokens_session_id_idx on refresh_tokens (session_id);
create index refresh_tokens_expires_at_idx on refresh_tokens (expires_at);
comment on table refresh_tokens is 'Refresh tokens, each good for one use';
comment on column refresh_tokens.token_hash is 'SHA-256 of the token; the token itself is never stored';
comment on column refresh_tokens.session_id is 'The session it continues';
comment on column refresh_tokens.created_at is 'When it was given out';
comment on column refresh_tokens.expires_at is 'When it ends by itself';
comment on column refresh_tokens.used_at is 'When it was exchanged; one that comes again later ends the session';

create table signing_keys (
  id text not null constraint signing_keys_pkey primary key,
  algorithm text not null,
  private_key_sealed bytea not null,
  public_key jsonb not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  constraint signing_keys_algorithm_check check (algorithm in ('ES256'))
);
comment on table signing_keys is 'The keys that tokens are signed with, shared by all instances';
comment on column signing_keys.id is 'The key id (kid) in the header of each token';
comment on column signing_keys.algorithm is 'The JOSE name of the algorithm (RFC 7518)';
comment on column signing_keys.private_key_sealed is 'The private key (PKCS #8), encrypted with a key made from USER_API_SECRET';
comment on column signing_keys.public_key is 'The public key as a JWK (RFC 7517)';
comment on column signing_keys.created_at is 'When it was made';
comment on column signing_keys.retired_at is 'When it stopped signing; it still verifies what it signed';
