-- What lies between asking for a token and having one: pushed requests, consents, codes. And access tokens revoked early.

create table pushed_authorization_requests (
  handle_hash bytea not null constraint pushed_authorization_requests_pkey primary key,
  client_id text not null constraint pushed_authorization_requests_client_id_fkey references clients (id) on delete cascade,
  parameters jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint pushed_authorization_requests_handle_hash_check check (octet_length(handle_hash) = 32)
);
create index pushed_authorization_requests_client_id_idx on pushed_authorization_requests (client_id);
create index pushed_authorization_requests_expires_at_idx on pushed_authorization_requests (expires_at);
comment on table pushed_authorization_requests is 'Authorization requests that clients sent ahead (RFC 9126)';
comment on column pushed_authorization_requests.handle_hash is 'SHA-256 of the last part of the request_uri; the address itself is never stored';
comment on column pushed_authorization_requests.client_id is 'Who pushed it';
comment on column pushed_authorization_requests.parameters is 'The parameters, checked';
comment on column pushed_authorization_requests.created_at is 'When it was pushed';
comment on column pushed_authorization_requests.expires_at is 'When it ends by itself';
comment on column pushed_authorization_requests.used_at is 'When a browser came with it; it is good once';

create table consents (
  user_id uuid not null constraint consents_user_id_fkey references users (id) on delete cascade,
  client_id text not null constraint consents_client_id_fkey references clients (id) on delete cascade,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint consents_pkey primary key (user_id, client_id)
);
create index consents_client_id_idx on consents (client_id);
comment on table consents is 'What people let applications have';
comment on column consents.user_id is 'Who agreed';
comment on column consents.client_id is 'To which application';
comment on column consents.scopes is 'What it may ask for without asking the person again';
comment on column consents.created_at is 'When the person first agreed';
comment on column consents.updated_at is 'When the person last agreed to something else';

create table authorization_codes (
  code_hash bytea not null constraint authorization_codes_pkey primary key,
  client_id text not null constraint authorization_codes_client_id_fkey references clients (id) on delete cascade,
  browser_session_id uuid not null constraint authorization_codes_browser_session_id_fkey references sessions (id) on delete cascade,
  redirect_uri text not null,
  redirect_uri_given boolean not null,
  scopes text[] not null,
  code_challenge text not null,
  nonce text,
  dpop_jkt text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  session_id uuid constraint authorization_codes_session_id_fkey references sessions (id) on delete cascade,
  constraint authorization_codes_code_hash_check check (octet_length(code_hash) = 32),
  constraint authorization_codes_used_check check ((used_at is null) = (session_id is null))
);
create index authorization_codes_client_id_idx on authorization_codes (client_id);
create index authorization_codes_browser_session_id_idx on authorization_codes (browser_session_id);
create index authorization_codes_session_id_idx on authorization_codes (session_id);
create index authorization_codes_expires_at_idx on authorization_codes (expires_at);
comment on table authorization_codes is 'Codes that browsers carry to applications, each good for one exchange (RFC 6749, section 4.1)';
comment on column authorization_codes.code_hash is 'SHA-256 of the code; the code itself is never stored';
comment on column authorization_codes.client_id is 'Which application may exchange it';
comment on column authorization_codes.browser_session_id is 'The browser that the person signed in with';
comment on column authorization_codes.redirect_uri is 'Where the code was sent';
comment on column authorization_codes.redirect_uri_given is 'Whether the request named that, so that the exchange has to';
comment on column authorization_codes.scopes is 'What the tokens will be limited to';
comment on column authorization_codes.code_challenge is 'SHA-256 of the code verifier in base64url (RFC 7636)';
comment on column authorization_codes.nonce is 'Goes into the ID token as it is';
comment on column authorization_codes.dpop_jkt is 'Thumbprint of the key that the code is bound to (RFC 9449, section 10); null if to none';
comment on column authorization_codes.created_at is 'When it was given out';
comment on column authorization_codes.expires_at is 'When it ends by itself';
comment on column authorization_codes.used_at is 'When it was exchanged; one that comes again ends the session';
comment on column authorization_codes.session_id is 'The session that it was exchanged for';

create table revoked_access_tokens (
  jti uuid not null constraint revoked_access_tokens_pkey primary key,
  revoked_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index revoked_access_tokens_revoked_at_idx on revoked_access_tokens (revoked_at);
create index revoked_access_tokens_expires_at_idx on revoked_access_tokens (expires_at);
comment on table revoked_access_tokens is 'Access tokens refused before they expire. The others are stored nowhere: their signature says all';
comment on column revoked_access_tokens.jti is 'The id in the token (RFC 7519, section 4.1.7)';
comment on column revoked_access_tokens.revoked_at is 'When it was revoked; every instance follows within a second';
comment on column revoked_access_tokens.expires_at is 'When the token would have ended by itself';
