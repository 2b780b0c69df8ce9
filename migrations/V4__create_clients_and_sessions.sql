-- Applications that sign people in, and the sessions they hold.

create table clients (
  id text not null constraint clients_pkey primary key,
  name text not null,
  secret_hash bytea,
  old_secret_hash bytea,
  old_secret_expires_at timestamptz,
  first_party boolean not null default false,
  grants text[] not null,
  scopes text[] not null,
  redirect_uris text[] not null default '{}',
  post_logout_redirect_uris text[] not null default '{}',
  id_token_algorithm text not null default 'RS256',
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint clients_id_check check (id ~ '^[A-Za-z0-9._~-]{1,254}$'),
  constraint clients_name_check check (char_length(name) between 1 and 100),
  constraint clients_secret_hash_check check (octet_length(secret_hash) = 32),
  constraint clients_old_secret_hash_check check (octet_length(old_secret_hash) = 32),
  constraint clients_old_secret_check check ((old_secret_hash is null) = (old_secret_expires_at is null)),
  constraint clients_id_token_algorithm_check check (id_token_algorithm in ('RS256', 'ES256', 'EdDSA')),
  constraint clients_grants_check check (grants <@ array['authorization_code', 'refresh_token', 'client_credentials', 'password']),
  constraint clients_password_check check ((first_party and secret_hash is not null) or not 'password' = any (grants)),
  constraint clients_redirect_uris_check check (cardinality(redirect_uris) > 0 or not 'authorization_code' = any (grants)),
  constraint clients_client_credentials_check check (secret_hash is not null or not 'client_credentials' = any (grants))
);
create index clients_created_at_id_idx on clients (created_at desc, id desc) where deleted_at is null;
create index clients_deleted_at_idx on clients (deleted_at) where deleted_at is not null;
create trigger clients_touch before update on clients for each row execute function touch_row();
comment on table clients is 'Applications that sign people in or act for themselves';
comment on column clients.id is 'The client_id, as the client sends it';
comment on column clients.name is 'What it is called';
comment on column clients.secret_hash is 'SHA-256 of its secret; null for a public client';
comment on column clients.old_secret_hash is 'SHA-256 of the secret before, while both work';
comment on column clients.old_secret_expires_at is 'Until when the secret before works';
comment on column clients.first_party is 'Whether it is the platform''s own, and so may handle passwords';
comment on column clients.grants is 'How it may ask for tokens';
comment on column clients.scopes is 'What it may ask for';
comment on column clients.redirect_uris is 'Where people may be sent back to, compared letter by letter';
comment on column clients.post_logout_redirect_uris is 'Where people may be sent back to after they signed out, compared letter by letter';
comment on column clients.id_token_algorithm is 'What its ID tokens are signed with; the JOSE name (RFC 7518)';
comment on column clients.deleted_at is 'When it was removed; its tokens are refused from then on, by every instance within a second';
comment on column clients.created_at is 'When it was registered';
comment on column clients.updated_at is 'When it last changed';
comment on column clients.version is 'Counts its changes; becomes the ETag';

create table sessions (
  id uuid not null constraint sessions_pkey primary key,
  user_id uuid not null constraint sessions_user_id_fkey references users (id),
  client_id text constraint sessions_client_id_fkey references clients (id) on delete cascade,
  browser_session_id uuid constraint sessions_browser_session_id_fkey references sessions (id) on delete set null,
  cookie_hash bytea constraint sessions_cookie_hash_key unique,
  scopes text[] not null default '{}',
  dpop_jkt text,
  device text,
  authenticated_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint sessions_kind_check check ((client_id is null) = (cookie_hash is not null)),
  constraint sessions_cookie_hash_check check (octet_length(cookie_hash) = 32),
  constraint sessions_device_check check (char_length(device) between 1 and 100)
);
create index sessions_user_id_created_at_id_idx on sessions (user_id, created_at desc, id desc) where ended_at is null;
create index sessions_client_id_idx on sessions (client_id);
create index sessions_browser_session_id_idx on sessions (browser_session_id);
create index sessions_expires_at_idx on sessions (expires_at);
create index sessions_ended_at_idx on sessions (ended_at) where ended_at is not null;
comment on table sessions is 'Browsers and apps that a person is signed in with';
comment on column sessions.id is 'Named in every token of the session';
comment on column sessions.user_id is 'Who signed in';
comment on column sessions.client_id is 'With which application; null for a browser on our own pages';
comment on column sessions.browser_session_id is 'The browser that signed the application in; when it signs out, so does the application';
comment on column sessions.cookie_hash is 'SHA-256 of the browser''s cookie; null for an application';
comment on column sessions.scopes is 'What its tokens are limited to';
comment on column sessions.dpop_jkt is 'Thumbprint of the key that its refresh tokens are bound to (RFC 9449); null if to none';
comment on column sessions.device is 'The kind of browser and system, as far as it said';
comment on column sessions.authenticated_at is 'When the person last gave their password for it';
comment on column sessions.created_at is 'When the person signed in';
comment on column sessions.last_used_at is 'When it last got a token, or a browser last signed an application in';
comment on column sessions.expires_at is 'When it ends by itself';
comment on column sessions.ended_at is 'When it was ended; its tokens are refused from then on, by every instance within a second';

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
create index refresh_tokens_used_at_idx on refresh_tokens (used_at) where used_at is not null;
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
  signs_at timestamptz not null,
  expires_at timestamptz,
  constraint signing_keys_algorithm_check check (algorithm in ('RS256', 'ES256', 'EdDSA'))
);
create index signing_keys_expires_at_idx on signing_keys (expires_at);
comment on table signing_keys is 'The keys that tokens are signed with, shared by all instances';
comment on column signing_keys.id is 'The key id (kid) in the header of each token';
comment on column signing_keys.algorithm is 'The JOSE name of the algorithm (RFC 7518)';
comment on column signing_keys.private_key_sealed is 'The private key in DER, encrypted with a key made from USER_API_SECRET';
comment on column signing_keys.public_key is 'The public key as a JWK (RFC 7517)';
comment on column signing_keys.created_at is 'When it was made and published';
comment on column signing_keys.signs_at is 'When it begins to sign; the newest that has begun signs';
comment on column signing_keys.expires_at is 'When nothing that it signed is good any more; null while it signs';
