-- What user-api import brought over, so that it can go on where it stopped, and does not bring back what was removed since.

create table imported_rows (
  kind text not null,
  id uuid not null,
  legacy_id bigint,
  imported_at timestamptz not null default now(),
  constraint imported_rows_pkey primary key (kind, id),
  constraint imported_rows_legacy_id_key unique (kind, legacy_id),
  constraint imported_rows_kind_check check (kind ~ '^[a-z_]{1,50}$')
);

comment on table imported_rows is 'What was brought over from the system before this one. A row stays when what it tells of is gone, so that a second run does not bring it back';
comment on column imported_rows.kind is 'The table that it came from; follows for those of a person';
comment on column imported_rows.id is 'The id there, which is kept here; for follows, the person''s';
comment on column imported_rows.legacy_id is 'The number that other services may still know a person by; null if there is none, or the person was erased';
comment on column imported_rows.imported_at is 'When it came';
