-- Rows that stay and rows that go, told apart by a mark in some column.
insert into authorization_codes (code_hash, client_id, browser_session_id, redirect_uri, redirect_uri_given, scopes, code_challenge, expires_at)
    select sha256(mark::bytea), 'demo-spa', '00000000-0000-7000-8000-000000000002', mark, true, '{}', 'x', now() - age
    from (values ('stays', interval '59 minutes'), ('goes', interval '61 minutes')) rows (mark, age);
insert into pushed_authorization_requests (handle_hash, client_id, parameters, expires_at)
    select sha256(mark::bytea), 'demo-spa', to_jsonb(mark), now() - age
    from (values ('stays', interval '59 minutes'), ('goes', interval '61 minutes')) rows (mark, age);
insert into email_tokens (token_hash, user_id, purpose, username, expires_at)
    select sha256(mark::bytea), '00000000-0000-7000-8000-000000000001', 'reset_password', mark, now() - age
    from (values ('stays', interval '59 minutes'), ('goes', interval '61 minutes')) rows (mark, age);
insert into revoked_access_tokens (jti, revoked_at, expires_at)
    select gen_random_uuid(), now() - interval '2 hours', now() - age
    from (values (interval '59 minutes'), (interval '61 minutes')) rows (age);
insert into sessions (id, user_id, client_id, device, expires_at, ended_at)
    select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'demo-spa', mark, now() + expires, now() + ended
    from (values ('stays', interval '1 day', null::interval), ('stays, expired lately', '-23 hours', null), ('stays, ended lately', '1 day', '-23 hours'),
        ('goes, expired', '-25 hours', null), ('goes, ended', '20 days', '-25 hours')) rows (mark, expires, ended);
insert into refresh_tokens (token_hash, session_id, expires_at, used_at)
    select sha256((mark || device)::bytea), id, now() + expires, now() + used
    from sessions, (values ('fresh', interval '20 days', null::interval), ('used lately', '20 days', '-23 hours'), ('used', '20 days', '-25 hours'), ('expired', '-1 second', null)) rows (mark, expires, used)
    where device is not null;
insert into clients (id, name, grants, scopes, deleted_at)
    select mark, mark, '{}', '{}', now() - age from (values ('stays', null), ('stays-lately', interval '23 hours'), ('goes', interval '25 hours')) rows (mark, age);
insert into signing_keys (id, algorithm, private_key_sealed, public_key, signs_at, expires_at)
    select mark, 'ES256', '', '{}', now() - interval '100 days', now() - age
    from (values ('stays', interval '59 minutes'), ('goes', interval '61 minutes')) rows (mark, age);
insert into outbox (id, kind, to_address, sent_at)
    select gen_random_uuid(), mark, 'bo@music.example', now() - age
    from (values ('stays', interval '6 days'), ('goes', interval '8 days')) rows (mark, age);
insert into outbox (id, kind, to_address, contents_sealed, created_at) values (gen_random_uuid(), 'stays_unsent', 'bo@music.example', 'x', now() - interval '9 days');
insert into stripe_events (event_id, created_at)
    select mark, now() - age from (values ('stays', interval '29 days'), ('goes', interval '31 days')) rows (mark, age);
insert into rate_limits (key, next_at, idle_at)
    select sha256(mark::bytea), now(), now() + age from (values ('stays', interval '1 hour'), ('goes', interval '-1 second')) rows (mark, age);
