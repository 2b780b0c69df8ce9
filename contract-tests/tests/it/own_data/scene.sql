-- Somebody with a row in every table that refers to people, in whose every column stands something that one recognises:
-- the mark, or a moment that is no other's. ID and MARK are filled in by the tests.

insert into users (id, username, email_confirmed_at, password_hash, role, tenant_id, first_name, last_name, full_name, country, country_source, country_set_at,
    newsletter_notification, privacy_choices, token_epoch_changed_at, suspended_at, deleted_at, erase_at, created_at, updated_at)
  select 'ID', 'MARK@music.example', pg_temp.moment(), 'MARK-password', 'label', id, 'MARK-first', 'MARK-last', 'MARK-full', 'SE', 'confirmed', pg_temp.moment(),
    true, '{"first_name": "community"}', pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment()
  from tenants where is_default;

insert into sessions (id, user_id, cookie_hash, scopes, device, authenticated_at, created_at, last_used_at, expires_at, ended_at)
  values (gen_random_uuid(), 'ID', sha256('MARK'), '{}', 'MARK-browser', pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), null);
insert into sessions (id, user_id, client_id, browser_session_id, scopes, dpop_jkt, device, authenticated_at, created_at, last_used_at, expires_at, ended_at)
  select gen_random_uuid(), 'ID', 'demo-spa', id, '{MARK-scope,MARK-other-scope}', 'MARK-key', 'MARK-phone', pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment()
  from sessions where cookie_hash = sha256('MARK');

insert into refresh_tokens (token_hash, session_id, expires_at)
  select sha256('MARK-refresh'), id, pg_temp.moment() from sessions where dpop_jkt = 'MARK-key';

insert into authorization_codes (code_hash, client_id, browser_session_id, redirect_uri, redirect_uri_given, scopes, code_challenge, nonce, dpop_jkt, expires_at)
  select sha256('MARK-code'), 'demo-spa', id, 'MARK-redirect', true, '{MARK-scope}', 'MARK-challenge', 'MARK-nonce', 'MARK-key', pg_temp.moment()
  from sessions where cookie_hash = sha256('MARK');

insert into consents (user_id, client_id, scopes, created_at, updated_at)
  values ('ID', 'demo-spa', '{MARK-consent,MARK-other-consent}', pg_temp.moment(), pg_temp.moment());

insert into email_tokens (token_hash, user_id, purpose, username, created_at, expires_at, used_at)
  values (sha256('MARK-token'), 'ID', 'change_username', 'MARK-new@music.example', pg_temp.moment(), pg_temp.moment(), pg_temp.moment());

insert into outbox (id, kind, user_id, to_address, created_at, useful_until, attempts, claimed_until, last_error, sent_at, failed_at)
  values
    (gen_random_uuid(), 'MARK_sent', 'ID', 'MARK-sent@music.example', pg_temp.moment(), pg_temp.moment(), 2, pg_temp.moment(), null, pg_temp.moment(), null),
    (gen_random_uuid(), 'MARK_failed', 'ID', 'MARK-failed@music.example', pg_temp.moment(), pg_temp.moment(), 3, null, 'MARK-error', null, pg_temp.moment());
insert into outbox (id, kind, user_id, to_address, contents_sealed) values (gen_random_uuid(), 'MARK_waiting', 'ID', 'MARK-waiting@music.example', 'MARK-sealed');

insert into user_groups (id, type, owner_id, display_name, display_name_key, display_name_look, short_bio, description, group_email, country, visibility, show_owned_tracks, privacy_choices, created_at, updated_at)
  values
    (gen_random_uuid(), 'band', 'ID', 'MARK-name', 'MARK-key', 'MARK-look', 'MARK-bio', 'MARK-description', 'MARK-group@music.example', 'NO', 'unlisted', true, '{"owner_id": "public"}', pg_temp.moment(), pg_temp.moment()),
    (gen_random_uuid(), 'persona', 'ID', 'MARK-persona', 'MARK-key', 'MARK-look', null, null, null, null, 'public', false, '{}', pg_temp.moment(), pg_temp.moment());

with shown as (insert into images (id, width, height) values (gen_random_uuid(), 64, 64), (gen_random_uuid(), 64, 32) returning id, height)
update user_groups set avatar_id = (select id from shown where height = 64), banner_id = (select id from shown where height = 32)
  where owner_id = 'ID' and type = 'band';

insert into links (user_group_id, position, url, personal_data)
  select id, 1, 'https://MARK.example/', true from user_groups where owner_id = 'ID' and type = 'band';

insert into tags (key, name, created_at) values ('MARK-tag', 'MARK-tag', pg_temp.moment());
insert into user_group_tags (user_group_id, position, tag)
  select id, 1, 'MARK-tag' from user_groups where owner_id = 'ID' and type = 'band';

insert into user_group_members (user_group_id, user_group_type, member_id, member_type, state, display_name, tags, created_at)
  select band.id, 'band', persona.id, 'persona', 'accepted', 'MARK-member', '{MARK-part}', pg_temp.moment()
  from user_groups band, user_groups persona
  where band.owner_id = 'ID' and band.type = 'band' and persona.owner_id = 'ID' and persona.type = 'persona';

insert into recommendations (user_group_id, recommended_id, created_at)
  select band.id, persona.id, pg_temp.moment() from user_groups band, user_groups persona
  where band.owner_id = 'ID' and band.type = 'band' and persona.owner_id = 'ID' and persona.type = 'persona';

-- Nobody is offered their own, but whose it was when it was offered may have it by now.
insert into ownership_offers (user_group_id, new_owner_id, created_at)
  select id, 'ID', pg_temp.moment() from user_groups where owner_id = 'ID' and type = 'persona';

insert into follows (user_id, user_group_id, audience, created_at)
  select 'ID', id, 'community', pg_temp.moment() from user_groups where owner_id = 'ID' and type = 'band';

-- The trail outlives the person, so it must hold nothing that one recognises but ids and the words of the API.
insert into audit_events (id, operation, actor_id, actor_role, client_id, object_kind, object_id, subject_id, subject_tenant_id, subject_role, fields, created_at)
  select gen_random_uuid(), 'suspendUser', 'ID', 'label', 'demo-spa', 'user', 'ID', 'ID', id, 'label', '{suspended,country}', pg_temp.moment()
  from tenants where is_default;

insert into past_countries (user_id, country, source, set_at, ended_at)
  values ('ID', 'FI', 'declared', pg_temp.moment(), pg_temp.moment());

insert into stripe_customers (user_id, customer_id, created_at, country_told_at) values ('ID', 'MARK-customer', pg_temp.moment(), pg_temp.moment());
insert into stripe_subscriptions (subscription_id, user_id, membership_class_id, starts_at, paid_until, ended_at, told_at)
  select 'MARK-subscription', 'ID', id, pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment()
  from membership_classes order by name limit 1;

-- The books outlive the person too: amounts, times and ids.
insert into memberships (id, user_id, membership_class_id, subscription_id, starts_at, ends_at, renewed_at, created_at, updated_at)
  select gen_random_uuid(), 'ID', id, 'sub-ID', pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment(), pg_temp.moment()
  from membership_classes order by name limit 1;

insert into share_transactions (id, user_id, invoice_id, quantity, created_at)
  values (gen_random_uuid(), 'ID', 'in-ID', 5, pg_temp.moment());

insert into credit_balances (user_id, balance, entry_count, updated_at) values ('ID', 126, 2, pg_temp.moment());
insert into credit_entries (user_id, position, reason, amount, balance, client_id, key, created_at)
  values
    ('ID', 1, 'free', 128, 128, null, 'free', pg_temp.moment()),
    ('ID', 2, 'spending', -2, 126, 'demo-service', 'play-ID', pg_temp.moment());
insert into imported_rows (kind, id, legacy_id, imported_at) values ('users', 'ID', hashtext('MARK'), pg_temp.moment());
