-- Who did what to whom. Of what was changed, only the names of the fields are kept, never what stood or stands in them.
--
-- No column refers to another table: the trail outlives what it tells of, and a sign-in waits for nobody's row. Nor is it
-- in partitions: those of next month would have to be made by a role that may also drop them, which the server's should
-- not. server/README.md says what it takes to keep it for a limited time.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are added, and never changed or deleted', tg_table_name
    using errcode = 'insufficient_privilege', hint = 'server/README.md says how the owner of the database deletes old ones.';
end
$$;
comment on function refuse_change() is 'Keeps a table append-only';

create table audit_events (
  id uuid not null constraint audit_events_pkey primary key,
  operation text not null,
  actor_id uuid,
  actor_role text,
  client_id text,
  object_kind text not null,
  object_id text not null,
  subject_id uuid,
  subject_tenant_id uuid,
  subject_role text,
  fields text[] not null,
  created_at timestamptz not null default now(),
  constraint audit_events_object_kind_check check (object_kind in ('user', 'user_group', 'session', 'consent', 'tenant', 'client', 'signing_key')),
  constraint audit_events_actor_role_check check ((actor_role is null) = (actor_id is null)),
  constraint audit_events_subject_check check (num_nulls(subject_id, subject_tenant_id, subject_role) in (0, 3))
);
create trigger audit_events_append_only before update or delete or truncate on audit_events execute function refuse_change();
create index audit_events_created_at_id_idx on audit_events (created_at desc, id desc);
create index audit_events_actor_id_created_at_id_idx on audit_events (actor_id, created_at desc, id desc) where actor_id is not null;
create index audit_events_subject_id_created_at_id_idx on audit_events (subject_id, created_at desc, id desc) where subject_id is not null;
create index audit_events_subject_tenant_id_created_at_id_idx on audit_events (subject_tenant_id, created_at desc, id desc) where subject_tenant_id is not null;
create index audit_events_object_id_created_at_id_idx on audit_events (object_id, created_at desc, id desc);
create index audit_events_operation_created_at_id_idx on audit_events (operation, created_at desc, id desc);
create index audit_events_client_id_created_at_id_idx on audit_events (client_id, created_at desc, id desc) where client_id is not null;
-- Of the other kinds there are so many that the next page is found by time.
create index audit_events_seldom_idx on audit_events (created_at desc, id desc) where object_kind in ('consent', 'tenant', 'client', 'signing_key');
comment on table audit_events is 'Who did what to whom, and which staff looked at private data; added to and never changed';
comment on column audit_events.id is 'Stable for ever';
comment on column audit_events.operation is 'The operation, by its id in the API, or the command that was run on the server';
comment on column audit_events.actor_id is 'The person who did it; null if an application, a command or nobody known did. Kept when the person is erased: the id alone says nothing';
comment on column audit_events.actor_role is 'What that person acted as: the lesser of their role and their token''s';
comment on column audit_events.client_id is 'The application that it was done with; null for our own pages and commands';
comment on column audit_events.object_kind is 'What it was done to';
comment on column audit_events.object_id is 'Which one';
comment on column audit_events.subject_id is 'The person whom that is or belongs to; null if it belongs to nobody';
comment on column audit_events.subject_tenant_id is 'Where that person belonged then';
comment on column audit_events.subject_role is 'What that person was allowed to do then';
comment on column audit_events.fields is 'The names of the fields that were changed, or looked at; empty if the thing was made or removed as a whole';
comment on column audit_events.created_at is 'When';
