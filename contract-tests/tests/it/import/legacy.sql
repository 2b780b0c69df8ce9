-- Rows of every awkward kind, for the tables of tables.sql. PEOPLE is how many.
insert into users (id, username, full_name, first_name, last_name, email_confirmed, country, newsletter_notification, followed_groups, tenant_id, role_id, last_login, password, created_at, deleted_at)
select nth('user', n),
  case when n = 11 then 'nobody' when n = 12 then '' when n = 13 then ' ' when n % 50 = 0 then 'PERSON' || (n - 1) || '@music.EXAMPLE' else 'Person' || n || '@Music.example' end,
  case n % 9 when 0 then '' when 1 then '   ' when 2 then repeat('x', 300) else 'Person Number ' || n end,
  case n % 8 when 0 then E'a\tb' when 1 then ' Bo ' when 2 then E'a\u202eb' end,
  case n % 3 when 0 then '' end,
  n % 50 <> 0 and n % 4 <> 0,
  case n % 6 when 0 then '' when 1 then 'UK' when 2 then 'de' when 3 then 'XX' when 4 then 'NL' end,
  n % 2 = 0,
  case when n % 10 = 0 then array[nth('group', n / 10), nth('group', 999999999), null, nth('group', n / 10)] end,
  0, case when n % 41 = 0 then 0 when n % 43 = 0 then 99 when n % 47 = 0 then null when n % 20 = 1 then 5 else 6 end,
  case n % 3 when 0 then timestamptz '0001-01-01 00:00:00Z' when 1 then now() - n * interval '1 minute' end,
  case n % 10 when 0 then '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0' when 1 then '' when 2 then null when 3 then 'plain?' else '$2a$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86' end,
  case when n % 30 = 7 then timestamptz '0001-01-01 00:00:00Z' else now() - n * interval '1 minute' end,
  case when n % 97 = 0 then now() when n % 2 = 0 then timestamptz '0001-01-01 00:00:00Z' end
from generate_series(1, PEOPLE) n;

insert into links (id, uri, personal_data) select nth('link', n),
  (array['/', 'https://night-ferry.bandcamp.com', 'javascript:alert(1)', '', 'HTTPS://Night-Ferry.Bandcamp.com/', 'https://localhost/'])[n], n = 2 from generate_series(1, 6) n;
insert into links (id, uri) select nth('link', n), 'https://music.example/' || n from generate_series(10, 40) n;
insert into tags (id, type, name) select nth('tag', n), 'genre', (array['Jazz', 'jazz', '  ', 'slow folk', repeat('y', 80)])[n] from generate_series(1, 5) n;

-- A tenth as many groups; each owner has one, and those of 3 in 10 another.
insert into user_groups (id, display_name, description, short_bio, group_email, address_id, type_id, owner_id, links, avatar, tags, created_at, deleted_at)
select nth('group', n),
  case when n = 5 then '   ' when n = 6 then E'a\u202eb' when n % 20 = 8 then 'NIGHT FERRY ' || (n - 1) when n % 20 = 9 then repeat('z', 120) || n else 'Night Ferry ' || n end,
  case n % 3 when 0 then '' when 1 then repeat('d', 6000) end, case n % 4 when 0 then E'two\nlines' when 1 then repeat('b', 250) end,
  case n % 4 when 0 then 'no address' when 1 then 'band@music.example' end, nth('address', n),
  case when n % 30 = 2 then '00000000-0000-0000-0000-000000000000' else nth('type', case when n % 30 = 3 then 5 when n % 30 = 4 then 4 when n % 10 = 5 then 2 when n % 30 = 6 then 3 else 1 end) end,
  case when n % 40 = 1 then nth('user', 999999999) when n % 40 = 2 then null else nth('user', (n - n % 3) + 1000) end,
  case n % 3 when 0 then array[nth('link', 1), nth('link', 2), nth('link', 5), nth('link', 3), nth('link', 4), nth('link', 99)]
    when 1 then array(select nth('link', l) from generate_series(10, 40) l) end,
  case when n % 5 = 0 then nth('image', n) end, array[nth('tag', 1), nth('tag', 2), nth('tag', 3), nth('tag', 4), nth('tag', 5), nth('tag', 77)],
  now() - (1000000 - n) * interval '1 minute', case when n % 35 = 10 then now() end
from generate_series(1, PEOPLE / 10) n;

insert into street_addresses (id, data) select nth('address', n), 'street => "Harbour 1"' from generate_series(1, 5) n;
insert into clients (id, key, secret, redirect_uri, application_name, deleted_at) values
  (nth('client', 1), 'player', '$2a$05$abcdefghijklmnopqrstuuO2qGpVy5jw1YxYFoQeC/4zx8nY42B86', 'https://player.example/callback', 'Player', null),
  (nth('client', 2), 'bad key', '', 'https://player.example/callback', '', null), (nth('client', 3), 'plain', '', 'http://player.example/', '', null),
  (nth('client', 4), 'gone', '', 'https://gone.example/callback', '', now());
insert into access_tokens (id, token) values (nth('token', 1), 'in clear');
insert into credits (id, user_id, total, deleted_at) select nth('wallet', n), nth('user', n % (PEOPLE / 20) + 1), n - 20, case when n % 15 = 3 then now() end from generate_series(1, PEOPLE / 10) n;
insert into membership_classes (id, name, price_id) values (nth('class', 1), 'Listener', 'price_1'), (nth('class', 2), 'Listener', 'price_1'), (nth('class', 3), '', '');
insert into user_memberships (id, user_id, membership_class_id, subscription_id, start, "end")
select nth('membership', n), nth('user', n / 3 + 100), nth('class', n % 4 + 1), 'sub_' || n,
  case when n % 7 = 0 then timestamptz '0001-01-01 00:00:00Z' else timestamptz '2020-01-01Z' + n % 3 * interval '6 months' end,
  case n % 5 when 0 then null when 1 then timestamptz '2019-01-01Z' else timestamptz '2021-01-01Z' + n % 3 * interval '5 months' end from generate_series(1, PEOPLE / 10) n;
insert into share_transactions (id, user_id, invoice_id, quantity) select nth('share', n), nth('user', n * 3), 'in_' || n, n % 5 - 1 from generate_series(1, PEOPLE / 10) n;
insert into stripe_users (id, customer_id, user_id) select nth('customer', n), 'cus_' || n, nth('user', n / 2 + 1) from generate_series(1, PEOPLE / 10) n;
