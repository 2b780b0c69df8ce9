-- The schema of a database as lines of text, from PostgreSQL's catalogs. What versions 15 to 18 say differently, such as
-- constraints for "not null", is left out or comes from elsewhere.
with tables as (
  select oid, relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and relname <> 'refinery_schema_history'
), lines as (
  select relname as part, 1 as section, '' as name, format(E'create table %s (  -- %s', relname, obj_description(oid, 'pg_class')) as line
  from tables
  union all
  select relname, 2, to_char(attnum, '0000'), format('  %s %s%s%s%s  -- %s', attname, format_type(atttypid, atttypmod),
    case when attnotnull then ' not null' else '' end,
    case attgenerated when '' then coalesce(' default ' || pg_get_expr(adbin, adrelid), '') else ' generated ' || pg_get_expr(adbin, adrelid) end,
    case attidentity when '' then '' else ' identity' end,
    col_description(attrelid, attnum))
  from tables join pg_attribute on attrelid = tables.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
  union all
  select relname, 3, conname, format('  constraint %s %s', conname, pg_get_constraintdef(pg_constraint.oid))
  from tables join pg_constraint on conrelid = tables.oid and contype <> 'n'
  union all
  select relname, 4, '', ')' from tables
  union all
  select relname, 5, indexname, regexp_replace(indexdef, ' ON (ONLY )?public\.', ' on ')
  from tables join pg_indexes on schemaname = 'public' and tablename = relname
    and not exists (select from pg_constraint where conrelid = tables.oid and conname = indexname)
  union all
  select relname, 6, tgname, replace(pg_get_triggerdef(pg_trigger.oid), ' ON public.', ' on ')
  from tables join pg_trigger on tgrelid = tables.oid and not tgisinternal
  union all
  select relname, 7, '', '' from tables
  union all
  select '~', 8, proname, format(E'%s\n-- %s\n', pg_get_functiondef(pg_proc.oid), obj_description(pg_proc.oid, 'pg_proc'))
  from pg_proc where pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
  union all
  select '~', 9, extname, format('create extension %s', extname) from pg_extension where extname <> 'plpgsql'
)
select line from lines order by part collate "C", section, name collate "C"
