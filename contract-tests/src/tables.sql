-- The schema of a database as one JSON document, for the overview: tables, columns, what they mean, and what refers to what.
select jsonb_agg(jsonb_build_object(
  'name', relname,
  'comment', obj_description(tables.oid, 'pg_class'),
  'columns', (
    select jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, atttypmod), 'nullable', not attnotnull,
      'comment', col_description(attrelid, attnum)) order by attnum)
    from pg_attribute where attrelid = tables.oid and attnum > 0 and not attisdropped
  ),
  'references', (
    select coalesce(jsonb_agg(jsonb_build_object('table', confrelid::regclass::text, 'erased_with_it', confdeltype = 'c', 'columns', (
      select jsonb_agg(jsonb_build_array(ours.attname, theirs.attname) order by place)
      from unnest(conkey, confkey) with ordinality as pair (our, their, place)
      join pg_attribute ours on ours.attrelid = conrelid and ours.attnum = our
      join pg_attribute theirs on theirs.attrelid = confrelid and theirs.attnum = their
    )) order by conname collate "C"), '[]')
    from pg_constraint where conrelid = tables.oid and contype = 'f'
  )
) order by relname collate "C")
from pg_class tables
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'refinery_schema_history'
