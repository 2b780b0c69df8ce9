-- What keeps guessing from paying: how often a thing was done lately, and which stored passwords are weaker than today's.

-- Unlogged: a line that is lost with a crash costs a guesser nothing worth having, and every wrong password writes one.
create unlogged table rate_limits (
  key bytea not null constraint rate_limits_pkey primary key,
  next_at timestamptz not null,
  idle_at timestamptz not null,
  constraint rate_limits_key_check check (octet_length(key) = 32)
);
-- What is blocked now is asked for by every instance, several times a second; what is idle, by the job that deletes it.
create index rate_limits_next_at_idx on rate_limits (next_at);
create index rate_limits_idle_at_idx on rate_limits (idle_at);
comment on table rate_limits is 'How often what x-rate-limits counts was done lately, by the generic cell rate algorithm; a row that is lost only forgets';
comment on column rate_limits.key is 'HMAC-SHA-256 of the rule and whom it is about; no address and no name can be read from it';
comment on column rate_limits.next_at is 'When it may be done once more';
comment on column rate_limits.idle_at is 'When the row says nothing any more and may be deleted; the theoretical arrival time of the algorithm';

-- Imported hashes, and ours of former parameters: asked for several times a second, and nearly always there are none.
create index users_password_hash_outdated_idx on users (id)
  where password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%' and deleted_at is null;
comment on column users.password_hash is 'Argon2id in PHC string format; or bcrypt or phpass, imported, until the person next signs in; null if the person has none';

-- Hashing the same password anew changes nothing that anybody can see, so what others read stays current.
create or replace trigger users_touch before update on users for each row
  when (to_jsonb(old) - 'password_hash' is distinct from to_jsonb(new) - 'password_hash')
  execute function touch_row();
