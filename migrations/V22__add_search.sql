-- Finding groups: by words of their names, tags and lines, whatever the accents, and with typos.

create extension if not exists pg_trgm;

-- How texts and questions become words; the same way for both, or nothing would be found.

create function search_fold(said text) returns text immutable strict parallel safe language sql as $$
  select case when octet_length(said) = char_length(said) then lower(replace(said, '''', '')) else
    normalize(translate(replace(replace(replace(
      regexp_replace(lower(normalize(said, NFKD)), '[''\u2019\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]', '', 'g'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'øđðłħŧıς', 'oddlhtiσ'), NFC) end
$$;
comment on function search_fold(text) is 'A text as it is searched: without case, width, accents and vowel marks';

-- What separates words is told by itself rather than what they are made of, so that emoji are words, too. Scripts without spaces
-- have a word for each sign.
create function search_words(said text) returns text[] immutable strict parallel safe language plpgsql as $$
declare
  folded text := search_fold(said);
  words text[];
begin
  if octet_length(folded) > char_length(folded) then
    folded := regexp_replace(folded, '([\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g');
    words := regexp_split_to_array(folded, '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u1680\u2000-\u206f\u3000-\u3004\u3008-\u301f\u30fb]+');
  else
    words := string_to_array(translate(folded, E'\t\n\r!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 34)), ' ');
  end if;
  words := array_remove(words, '');
  if words = '{}' then words := array_remove(array[btrim(folded)], ''); end if;
  if octet_length(folded) > 50 then
    words := array(select left(word, 50) from unnest(words) with ordinality as listed (word, place) order by place);
  end if;
  return words;
end $$;
comment on function search_words(text) is 'The words of a text, in order; a text of signs alone, such as !!!, is one word';

create function search_query(terms text[], operator text) returns tsquery immutable strict parallel safe language sql as $$
  select string_agg('''' || replace(replace(term, '\', '\\'), '''', '''''') || '''', operator)::tsquery from unnest(terms) as listed (term)
$$;
comment on function search_query(text[], text) is 'A question for all (&) or any (|) of these terms, none of which is taken for an operator';

-- What is searched.

create table user_group_search (
  user_group_id uuid not null constraint user_group_search_pkey primary key
    constraint user_group_search_user_group_id_fkey references user_groups (id) on delete cascade,
  number bigint not null generated always as identity constraint user_group_search_number_key unique,
  name text,
  terms text[],
  changed_at timestamptz not null default clock_timestamp()
);
comment on table user_group_search is 'By what each group is found. Triggers keep it; what is not there, such as anything of a hidden group, cannot be found';
comment on column user_group_search.user_group_id is 'The group';
comment on column user_group_search.number is 'Its place among all groups, in the order of creation';
comment on column user_group_search.name is 'Its name as it is searched; null if the group is not public, or its owner is deleted';
comment on column user_group_search.terms is 'Its words, each after what it is a word of: n: the name, t: the name or a tag, a: anything. Then after = what can be filtered by, and the whole name; null as the name is';
comment on column user_group_search.changed_at is 'When that changed; a search that began before then has it no more on later pages, where it might be a second time';

-- Groups of about the same age share a span, at four widths: see find_user_groups. Each is in its own span and in the one after,
-- so that one term stands for two spans, and who looks from the beginning of a span on does not look in vain.
create function search_vector(terms text[], number bigint) returns tsvector immutable strict parallel safe language sql as $$
  select array_to_tsvector(terms || array[
    '=10:' || (number >> 10)::text, '=12:' || (number >> 12)::text, '=14:' || (number >> 14)::text, '=16:' || (number >> 16)::text,
    '=10:' || ((number >> 10) + 1)::text, '=12:' || ((number >> 12) + 1)::text, '=14:' || ((number >> 14) + 1)::text,
    '=16:' || ((number >> 16) + 1)::text])
$$;
comment on function search_vector(text[], bigint) is 'The terms of a group and the spans that it is in, as PostgreSQL searches them';

create function search_span(number bigint, width integer) returns tsquery immutable strict parallel safe language sql as $$
  select search_query(array['=' || width || ':' || (number >> width)::text], '&')
$$;
comment on function search_span(bigint, integer) is 'The groups in the span of this number, and in the one before';

-- Without fastupdate: what waits to be indexed would be read by every search.
create index user_group_search_idx on user_group_search using gin (search_vector(terms, number)) with (fastupdate = off);

-- Many groups share a word, so what is like a mistyped word is looked for among words, not among names.
create table user_group_words (
  word text not null constraint user_group_words_pkey primary key
);
comment on table user_group_words is 'The words of the names that can be found, each once, among which those that are like a mistyped one are looked for';
comment on column user_group_words.word is 'A word as it is searched';
create index user_group_words_word_idx on user_group_words using gin (word gin_trgm_ops) with (fastupdate = off);

-- Who adds a word holds it in a way that others may, too, and only against its removal. Of those who may have dropped the last of a
-- word, one waits for the other, so that the later one sees it. All in order, and what is added before what is removed, so that
-- nobody waits for who waits for them.
create function change_user_group_words() returns trigger language plpgsql as $$
declare
  dropped text[] := '{}';
  added text[] := '{}';
  held bigint;
begin
  if tg_op <> 'INSERT' then dropped := array(select unnest(string_to_array(name, ' ')) from before); end if;
  if tg_op <> 'DELETE' then added := array(select unnest(string_to_array(name, ' ')) from changed); end if;
  select array(select unnest(added) except select unnest(dropped)), array(select unnest(dropped) except select unnest(added))
    into added, dropped;

  -- Again, where a word was taken away between being found and being held.
  loop
    insert into user_group_words (word) select word from unnest(added) word order by word on conflict do nothing;
    perform from user_group_words where word = any (added) order by word for key share;
    get diagnostics held = row_count;
    exit when held = cardinality(added);
  end loop;

  perform from user_group_words where word = any (dropped) order by word for no key update;
  -- Held by a statement of its own, so that the next one sees the names of who held one until now.
  dropped := array(select word from user_group_words where word = any (dropped) for update skip locked);
  delete from user_group_words where word = any (dropped)
    and not exists (select from user_group_search s where search_vector(s.terms, s.number) @@ search_query(array['n:' || word], '&'));
  return null;
end $$;
comment on function change_user_group_words() is 'Adds the words of names that can be found now, and takes away those that no name has any more';
create trigger user_group_search_insert_words after insert on user_group_search referencing new table as changed
  for each statement execute function change_user_group_words();
create trigger user_group_search_update_words after update on user_group_search referencing old table as before new table as changed
  for each statement execute function change_user_group_words();
create trigger user_group_search_delete_words after delete on user_group_search referencing old table as before
  for each statement execute function change_user_group_words();

-- Completion reads the tags that public groups have, and is not to pass by all those that only hidden ones do. Who shows a group
-- marks its tags; who hides one leaves notes, as who drops a tag does, and the job that looks at these takes marks away. Both hold
-- the tag, so that a mark may stay for a while where it is wrong, but is never missing.
alter table tags add column is_shown boolean not null default false;
comment on column tags.is_shown is 'Whether a public group has it, or had until a job has looked';

create function show_tags() returns trigger language plpgsql as $$
declare
  shown text[];
begin
  if tg_op = 'INSERT' then
    shown := array(select distinct tag from changed join user_group_tags using (user_group_id) where changed.terms is not null);
  else
    shown := array(select distinct tag from changed join before using (user_group_id) join user_group_tags using (user_group_id)
      where changed.terms is not null and (before.terms is null or not before.terms @> array['=tag:' || tag]));
    insert into dropped_tags (tag)
      select distinct tag from changed join before using (user_group_id) join user_group_tags using (user_group_id)
      where changed.terms is null and before.terms is not null;
  end if;
  -- Against the job, also where the mark is there.
  perform from tags where key = any (shown) order by key for key share;
  perform from tags where key = any (shown) and not is_shown order by key for no key update;
  update tags set is_shown = true where key = any (shown) and not is_shown;
  return null;
end $$;
comment on function show_tags() is 'Marks the tags of groups that can be found now, and leaves a note of those of groups that no longer can';
-- By their names they come after those of the words: who renames a group and changes its tags takes both in this order, too.
create trigger user_group_search_insert_words_then_tags after insert on user_group_search referencing new table as changed
  for each statement execute function show_tags();
create trigger user_group_search_update_words_then_tags after update on user_group_search referencing old table as before new table as changed
  for each statement execute function show_tags();

-- Two letters changed places, one is too many, or one that is doubled is not.
create function search_typos(word text) returns setof text immutable strict parallel safe language sql rows 60 as $$
  select typed from generate_series(1, char_length(word)) place, lateral (values
    (overlay(word placing reverse(substr(word, place, 2)) from place for 2)),
    (overlay(word placing '' from place for 1)), (overlay(word placing substr(word, place, 1) from place for 0))) typos (typed)
  where char_length(word) > 3
$$;
comment on function search_typos(text) is 'What may have been meant by a word that is mistyped, whether it is a word or not';

create function refresh_user_group_search(ids uuid[]) returns void language plpgsql as $$
begin
  -- Against who changes a group while its owner leaves: the later of the two sees what the other did.
  perform from user_groups where id = any (ids) order by id for no key update;
  insert into user_group_search as kept (user_group_id, name, terms)
    select g.id, array_to_string(named, ' '), case when named is not null then array(
      select prefix || word from unnest(array['n:', 't:', 'a:']) prefix, unnest(named) word
      union select prefix || word from unnest(array['t:', 'a:']) prefix, unnest(tagged) word
      union select 'a:' || word from unnest(said) word
      union select '=tag:' || tag from user_group_tags where user_group_tags.user_group_id = g.id
      union select term from unnest(array['=name:' || left(array_to_string(named, ' '), 200), '=type:' || g.type, '=country:' || g.country]) term
        where term is not null) end
    from user_groups g join users on users.id = g.owner_id
      left join lateral (select search_words(g.display_name) as named, search_words(coalesce(g.short_bio, '')) as said, search_words(
        coalesce((select string_agg(tag, ' ' order by position) from user_group_tags where user_group_tags.user_group_id = g.id), '')) as tagged
      ) words on g.visibility = 'public' and users.deleted_at is null
    where g.id = any (ids) order by g.created_at, g.id
  on conflict (user_group_id) do update set name = excluded.name, terms = excluded.terms, changed_at = clock_timestamp()
    where (kept.name, kept.terms) is distinct from (excluded.name, excluded.terms);
end $$;
comment on function refresh_user_group_search(uuid[]) is 'Brings user_group_search up to date for these groups';

create function search_changed_groups() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'user_groups' and tg_op = 'INSERT' then
    perform refresh_user_group_search(array(select id from changed));
  elsif tg_table_name = 'user_groups' then
    perform refresh_user_group_search(array(select id from changed join before using (id) where
      (changed.display_name, changed.short_bio, changed.type, changed.country, changed.visibility, changed.owner_id)
      is distinct from (before.display_name, before.short_bio, before.type, before.country, before.visibility, before.owner_id)));
  else
    perform refresh_user_group_search(array(select distinct user_group_id from changed));
  end if;
  return null;
end $$;
comment on function search_changed_groups() is 'Brings user_group_search up to date for groups that changed, or whose tags did';
create trigger user_groups_insert_search after insert on user_groups referencing new table as changed
  for each statement execute function search_changed_groups();
create trigger user_groups_update_search after update on user_groups referencing old table as before new table as changed
  for each statement execute function search_changed_groups();
create trigger user_group_tags_insert_search after insert on user_group_tags referencing new table as changed
  for each statement execute function search_changed_groups();
create trigger user_group_tags_delete_search after delete on user_group_tags referencing old table as changed
  for each statement execute function search_changed_groups();

create function search_changed_owner() returns trigger language plpgsql as $$
begin
  perform refresh_user_group_search(array(select id from user_groups where owner_id = new.id));
  return null;
end $$;
comment on function search_changed_owner() is 'Takes the groups of a person who leaves out of user_group_search, and puts them back when the person is';
create trigger users_search after update of deleted_at on users
  for each row when ((old.deleted_at is null) <> (new.deleted_at is null)) execute function search_changed_owner();

select refresh_user_group_search(array(select id from user_groups));

-- Lists of what was not searched by words or tags are read newest first, as those of a type are.
create index user_groups_country_created_at_id_idx on user_groups (country, created_at desc, id desc) where visibility = 'public';

-- How it is searched.

-- The best first: named exactly so (400), with all words in the name (300), in name and tags (200), anywhere (100), and below that what
-- is only like it, by how like; the newest first among equals. PostgreSQL can find what has a term, but not in an order. So if the
-- newest groups say that it is common, they are looked through first, then wider spans of them: a common word fills the page from a
-- narrow span. Of what is rare there are few in all. What is only like it is the last 300 groups that are.
create function find_user_groups(q text, filters text[], deepest text, after_rank integer, after_number bigint, as_of timestamptz, most bigint)
  returns table (user_group_id uuid, rank integer, number bigint) language plpgsql stable rows 50
  -- The index is always the way, but the planner cannot know how rare a term is.
  set enable_seqscan = off set plan_cache_mode = force_generic_plan set pg_trgm.similarity_threshold = 0.4
as $$
declare
  words constant text[] := search_words(q);
  asked constant text := left(array_to_string(words, ' '), 40);
  depth constant integer := case deepest when 'n' then 1 when 't' then 2 else 3 end;
  filter constant tsquery := search_query(filters, ' & ');
  newest constant bigint := coalesce((select max(s.number) from user_group_search s), 0);
  widths constant integer[] := array[10, 12, 14, 16];
  prefixes constant text[] := array['n:', 't:', 'a:'];
  named constant text[] := array['=name:' || left(array_to_string(words, ' '), 200)];
  in_name constant text[] := array(select 'n:' || word from unnest(words) word);
  in_tags constant text[] := array(select 't:' || word from unnest(words) word);
  anywhere constant text[] := array(select prefixes[depth] || word from unnest(words) word);
  sought text[];
  better text[];
  typed text[];
  meant text[] := '{}';
  level tsquery;
  scope tsquery;
  near tsquery;
  nearly tsquery[] := '{}';
  likeness real[] := '{}';
  alike bigint[] := '{}';
  below bigint;
  width integer;
  left_over bigint := most;
  found bigint;
  exact boolean;
begin
  if words = '{}' then return; end if;

  if q is not null and after_rank >= 100 then
    level := search_query(anywhere || filters, ' & ');
    scope := level && search_span(newest, 12);
    if (select count(*) from user_group_search s where search_vector(s.terms, s.number) @@ scope) < 8 then
      return query select s.user_group_id, ranked.rank, s.number from user_group_search s, lateral (
          select case when s.terms @> named then 400 when s.terms @> in_name then 300 when depth > 1 and s.terms @> in_tags then 200 else 100 end as rank
        ) ranked
        where search_vector(s.terms, s.number) @@ level and s.changed_at <= as_of and (ranked.rank, s.number) < (after_rank, after_number)
        order by ranked.rank desc, s.number desc limit left_over;
      get diagnostics found = row_count;
      left_over := left_over - found;
      sought := anywhere;
    end if;
  end if;
  for place in 0 .. case when q is null then 0 else depth end loop
    exit when sought = anywhere;
    better := sought;
    sought := case when q is null then '{}' when place = 0 then named when place = depth then anywhere when place = 1 then in_name else in_tags end;
    rank := 400 - 100 * place;
    continue when rank > after_rank;
    level := search_query(sought || filters, ' & ');
    -- What is better was listed before.
    level := coalesce(level && !!search_query(better, ' & '), level);
    below := case when rank = after_rank then least(after_number, newest + 1) else newest + 1 end;
    -- Few have the same name.
    width := case when q is not null and place = 0 then 5 else 1 end;
    while below > 0 loop
      scope := coalesce(level && search_span(below - 1, widths[width]), level);
      return query select s.user_group_id, find_user_groups.rank, s.number from user_group_search s
        where search_vector(s.terms, s.number) @@ scope and s.number + 0 < below and s.changed_at <= as_of
        order by s.number + 0 desc limit left_over;
      get diagnostics found = row_count;
      left_over := left_over - found;
      if left_over <= 0 then return; end if;
      below := coalesce((((below - 1) >> widths[width]) - 1) << widths[width], 0);
      -- As wide again, if the next is likely to fill the page.
      width := width + case when found > left_over then 0 else 1 end;
    end loop;
  end loop;
  exact := left_over < most or after_rank between 100 and 400;
  -- Where three words or more were found together, nothing else was meant.
  if left_over <= 0 or q is null or char_length(asked) < 3 or (exact and cardinality(words) > 2) then return; end if;

  -- Each word, or what is meant by it if it is mistyped, or is like it; or all of it like a tag. If that finds nothing, all but the word
  -- that is least like any.
  if cardinality(words) <= 8 then
    for place in 1 .. cardinality(words) loop
      typed := array(select word from user_group_words where word in (select search_typos(words[place])));
      meant := meant || typed;
      sought := array(select word from user_group_words
        where word % words[place] or word like replace(replace(replace(words[place], '\', '\\'), '%', '\%'), '_', '\_') || '%'
        order by similarity(word, words[place]) desc, word limit greatest(4, 16 / cardinality(words)));
      likeness := likeness || case when cardinality(typed) > 0 then 0.9 else coalesce(similarity(sought[1], words[place]), 0) end;
      continue when cardinality(words) = 1 and cardinality(typed || sought) = 0;
      nearly := nearly || search_query((prefixes[depth] || words[place]) || array(select 'n:' || word from unnest(typed || sought) word), '|');
    end loop;
  end if;
  level := search_query(array(select '=tag:' || key from (
      select key from tags where key % asked and is_shown
      union select key from tags where key in (select search_typos(asked)) and is_shown
    ) like_it where depth > 1 order by similarity(key, asked) desc, key limit 5), '|');
  for missing in 0 .. case when cardinality(nearly) > 1 then 1 else 0 end loop
    near := null;
    for place in 1 .. cardinality(nearly) loop
      continue when missing = 1 and place = array_position(likeness, (select min(word) from unnest(likeness) word));
      near := case when near is null then nearly[place] else near && nearly[place] end;
    end loop;
    if missing = 0 and level is not null then near := coalesce(near || level, level); end if;
    below := newest + 1;
    width := 2;
    while below > 0 and cardinality(alike) < 300 loop
      scope := search_span(below - 1, widths[width]);
      scope := coalesce(scope && filter, scope, filter);
      alike := alike || array(select s.number from user_group_search s
        where search_vector(s.terms, s.number) @@ coalesce(near && scope, near) and s.number + 0 < below and s.changed_at <= as_of
          and not s.terms @> anywhere limit 300 - cardinality(alike));
      below := coalesce((((below - 1) >> widths[width]) - 1) << widths[width], 0);
      -- Of what is rare there are few in all.
      width := case when cardinality(alike) < 4 then 5 else width + 2 end;
    end loop;
    exit when exact or cardinality(alike) > 0;
  end loop;
  return query
    select s.user_group_id, ranked.rank, s.number
    from user_group_search s, lateral (
      select round(70 * greatest(word_similarity(asked, name), case when string_to_array(name, ' ') && meant then 0.9 else 0.5 end)
        + 29 * similarity(asked, name))::integer as rank) ranked
    where s.number = any (alike) and (ranked.rank, s.number) < (after_rank, after_number)
    order by ranked.rank desc, s.number desc limit left_over;
end $$;
comment on function find_user_groups(text, text[], text, integer, bigint, timestamptz, bigint) is
  'The groups that a search finds, after this rank and number: with q, the best first; without it, all that have the filters, the newest first. deepest says how far it looks: n, in names; t, in tags as well; a, everywhere';

-- Completion.

create index tags_key_trgm_idx on tags using gin (key gin_trgm_ops) where is_shown;
create index tags_key_c_idx on tags ((key collate "C")) where is_shown;
