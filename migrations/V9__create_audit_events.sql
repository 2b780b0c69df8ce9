-- Who did what to whom. Of what was changed, only the names of the fields are kept, never what stood or stands in them.

create table audit_events (
  id uuid not null constraint audit_events_pkey primary key,
  operation text not null,
  actor_id uuid,
  actor_role text constraint audit_events_actor_role_fkey references roles (name),
  client_id text,
  object_kind text not null,
  object_id text not null,
  subject_id uuid,
  subject_tenant_id uuid,
  fields text[] not null,
  created_at timestamptz not null default now(),
  constraint audit_events_object_kind_check check (object_kind in ('user', 'user_group', 'session', 'tenant', 'client')),
  constraint audit_events_actor_role_check check ((actor_role is null) = (actor_id is null)),
  constraint audit_events_subject_tenant_id_check check ((subject_tenant_id is null) = (subject_id is null))
);
create index audit_events_created_at_id_idx on audit_events (created_at desc, id desc);
create index audit_events_actor_id_created_at_id_idx on audit_events (actor_id, created_at desc, id desc) where actor_id is not null;
create index audit_events_subject_id_created_at_id_idx on audit_events (subject_id, created_at desc, id desc) where subject_id is not null;
create index audit_events_subject_tenant_id_created_at_id_idx on audit_events (subject_tenant_id, created_at desc, id desc) where subject_tenant_id is not null;
comment on table audit_events is 'Who did what to whom, and which staff looked at private data; added to and never changed';
comment on column audit_events.id is 'Stable for ever';
comment on column audit_events.operation is 'The operation, by its id in the API, or the command that was run on the server';
comment on column audit_events.actor_id is 'The person who did it; null if an application, a job or nobody known did. Kept when the person is erased: the id alone says nothing';
comment on column audit_events.actor_role is 'What that person acted as: the lesser of their role and their token''s';
comment on column audit_events.client_id is 'The application that it was done with';
comment on column audit_events.object_kind is 'What it was done to';
comment on column audit_events.object_id is 'Which one';
comment on column audit_events.subject_id is 'The person whom that is or belongs to; null if it belongs to nobody';
comment on column audit_events.subject_tenant_id is 'Where that person belonged then';
comment on column audit_events.fields is 'The names of the fields that were changed, or looked at';
comment on column audit_events.created_at is 'When';
