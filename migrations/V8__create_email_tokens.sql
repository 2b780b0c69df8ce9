-- Tokens in letters, each of which proves control of an address for one purpose, and letters that were asked for.

create table email_tokens (
  token_hash bytea not null constraint email_tokens_pkey primary key,
  user_id uuid not null constraint email_tokens_user_id_fkey references users (id) on delete cascade,
  purpose text not null,
  username text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint email_tokens_token_hash_check check (octet_length(token_hash) = 32),
  constraint email_tokens_purpose_check check (purpose in ('confirm_username', 'change_username', 'reset_password')),
  constraint email_tokens_username_check check (username = lower(username) and char_length(username) between 3 and 254)
);
create index email_tokens_user_id_idx on email_tokens (user_id);
create index email_tokens_expires_at_idx on email_tokens (expires_at);
comment on table email_tokens is 'Tokens in letters, each good once and for one purpose';
comment on column email_tokens.token_hash is 'SHA-256 of the token; the token itself is never stored';
comment on column email_tokens.user_id is 'Whose account it is about';
comment on column email_tokens.purpose is 'What it may be used for, and nothing else';
comment on column email_tokens.username is 'The address that the letter went to';
comment on column email_tokens.created_at is 'When the letter was asked for';
comment on column email_tokens.expires_at is 'When it ends by itself';
comment on column email_tokens.used_at is 'When it was used; it is good once';

-- Whoever asks for a letter only adds a row here, whether or not there is such an account; a job finds out what comes of it.
-- So neither the answer nor the time it takes can tell.
create table letter_requests (
  id uuid not null constraint letter_requests_pkey primary key,
  purpose text not null,
  username text not null,
  user_id uuid constraint letter_requests_user_id_fkey references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint letter_requests_purpose_check check (purpose in ('confirm_username', 'change_username', 'reset_password')),
  constraint letter_requests_username_check check (username = lower(username) and char_length(username) between 3 and 254),
  constraint letter_requests_user_id_check check ((user_id is not null) = (purpose = 'change_username'))
);
create index letter_requests_user_id_idx on letter_requests (user_id) where user_id is not null;
comment on table letter_requests is 'Letters that were asked for a moment ago; a row goes as soon as it is known what comes of it';
comment on column letter_requests.id is 'In the order in which they were asked for';
comment on column letter_requests.purpose is 'What the token of the letter shall be good for';
comment on column letter_requests.username is 'The address that the letter shall go to, which may have no account';
comment on column letter_requests.user_id is 'Whose address shall change; null for other purposes, where the address says who it is';
comment on column letter_requests.created_at is 'When it was asked for';
