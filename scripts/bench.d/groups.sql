-- A million groups, with words as unevenly common as in speech: the first of them is in half of all lines, the last in a few.
-- psql is given `people`, who are there already, and `groups`; person 1, group 1 and label 8 are those with the long lists.
-- The demo groups are there too, with newer ids.
\set beyond '''00000000-0000-7000-a000-000000000000'''
begin;
alter table user_groups disable trigger user;
alter table user_group_tags disable trigger user;

create temporary table lexicon as
select n, coalesce((array['the', 'night', 'of', 'and', 'love', 'music', 'songs', 'blue', 'black', 'river', 'ferry', 'records', 'sea', 'slow'])[n],
  (select string_agg(substr('bdfghklmnprstvz', 1 + get_byte(digest, place) % 15, 1) || substr('aeiouy', 1 + get_byte(digest, place + 4) % 6, 1), '')
    || substr('nrstlk', 1 + get_byte(digest, 9) % 6, 1) from generate_series(1, 1 + get_byte(digest, 8) % 3) place)) as word
from generate_series(1, 30000) n, lateral (select decode(md5(n::text), 'hex') as digest) digests;
insert into tags (key, name) select min(key), min(key) from (select n, word || case when n % 3 = 0 then ' pop' else '' end as key from lexicon where n <= 2000) words group by key on conflict do nothing;
create temporary table tag_list as select row_number() over (order by md5(key)) as n, key from tags;
create unique index on tag_list (n);

-- Three words of a name, the third for some, and ten of a line; the common ones of a name are not those of its line.
create temporary table said as
select picked.n, string_agg(word, ' ') filter (where place <= 2 + (picked.n % 3 = 0)::integer) as name, string_agg(word, ' ') filter (where place > 3) as line
from (select n, place, floor(case when place <= 3 then 2 ^ (15 * (random() ^ 0.5)) - 1 else 30000 ^ random() end)::integer as word_number
  from generate_series(1, :groups) n, generate_series(1, 13) place) picked
join lexicon on lexicon.n = greatest(1, least(30000, word_number))
group by picked.n;

insert into user_groups (id, type, owner_id, display_name, display_name_key, display_name_look, short_bio, country, created_at)
select ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid,
  case when n % 8 = 0 then 'label' when n % 4 = 0 then 'band' else 'persona' end,
  ('00000000-0000-7000-8000-' || lpad((case when n <= 60000 then 1 else 1 + n % :people end)::text, 12, '0'))::uuid,
  initcap(coalesce(name, 'nobody')), 'bench ' || n, 'bench ' || n, line,
  (array['DE', 'SE', 'US', 'GB', 'FR', 'NL', 'JP', 'BR'])[1 + floor(8 * random() ^ 2)::integer],
  now() - make_interval(secs => :groups - n)
from said order by n;

insert into user_group_tags (user_group_id, position, tag)
select ('00000000-0000-7000-9000-' || lpad(picked.n::text, 12, '0'))::uuid, row_number() over (partition by picked.n), key
from (select distinct n, floor(1800 ^ random())::integer as tag from generate_series(1, :groups) n, generate_series(1, 4) place) picked
join tag_list on tag_list.n = picked.tag;

-- An index is made faster than it is filled.
select pg_get_indexdef('user_group_search_idx'::regclass) as search_index \gset
drop index user_group_search_idx;
select refresh_user_group_search(array_agg(id order by created_at)) from user_groups;
:search_index;

insert into links (user_group_id, position, url, personal_data)
select id, place, 'https://example.org/' || place || '/' || id, false from user_groups, generate_series(1, 2) place where id < :beyond;
insert into follows (user_id, user_group_id, audience, created_at)
select users.id, '00000000-0000-7000-9000-000000000001', 'public', now() - make_interval(secs => row_number() over ()) from users
union all select '00000000-0000-7000-8000-000000000001', id, 'public', created_at from (select id, created_at from user_groups where id > '00000000-0000-7000-9000-000000000001' order by id limit 60000) first
on conflict do nothing;
insert into recommendations (user_group_id, recommended_id, created_at)
select '00000000-0000-7000-9000-000000000001', id, created_at from user_groups where id > '00000000-0000-7000-9000-000000000001' order by id limit 60000;
insert into user_group_members (user_group_id, user_group_type, member_id, member_type, state, created_at)
select '00000000-0000-7000-9000-000000000008', 'label', id, type, 'accepted', created_at from user_groups where type <> 'label' order by id limit 60000;
insert into user_group_members (user_group_id, user_group_type, member_id, member_type, state, created_at)
select id, 'label', '00000000-0000-7000-9000-000000000001', 'persona', 'accepted', created_at from user_groups where type = 'label' order by id limit 60000
on conflict do nothing;
insert into user_group_members (user_group_id, user_group_type, member_id, member_type, state, created_at)
select id, 'label', ('00000000-0000-7000-9000-' || lpad((right(id::text, 12)::bigint - place)::text, 12, '0'))::uuid,
  case when place = 4 then 'band' else 'persona' end, 'accepted', created_at
from user_groups, generate_series(1, 4) place where type = 'label' and id > '00000000-0000-7000-9000-000000000016' and id < :beyond;

alter table user_groups enable trigger user;
alter table user_group_tags enable trigger user;
commit;
vacuum analyze user_groups, user_group_tags, user_group_search, tags, links, follows, recommendations, user_group_members;
