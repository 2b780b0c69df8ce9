-- The personas, bands, labels and distributors that people appear as.

create table group_types (
  name text not null constraint group_types_pkey primary key,
  position smallint not null constraint group_types_position_key unique,
  description text not null
);
comment on table group_types is 'The kinds of group there are';
comment on column group_types.name is 'The type, as in the API';
comment on column group_types.position is 'Its place in the list';
comment on column group_types.description is 'What such a group is, in a sentence';

insert into group_types (name, position, description) values
  ('persona', 1, 'A person as they appear to others'),
  ('band', 2, 'Personas who play together'),
  ('label', 3, 'Personas and bands who publish together'),
  ('distributor', 4, 'Labels that are distributed together');

create table group_type_owners (
  group_type text not null constraint group_type_owners_group_type_fkey references group_types (name),
  role text not null constraint group_type_owners_role_fkey references roles (name),
  most integer,
  constraint group_type_owners_pkey primary key (group_type, role),
  constraint group_type_owners_most_check check (most > 0)
);
comment on table group_type_owners is 'Which role may own which type of group';
comment on column group_type_owners.group_type is 'The type of group';
comment on column group_type_owners.role is 'The role that may own one';
comment on column group_type_owners.most is 'How many one person may own; null for as many as they like';

insert into group_type_owners (group_type, role, most) values
  ('persona', 'listener', 1),
  ('persona', 'artist', null), ('band', 'artist', null),
  ('persona', 'label', null), ('band', 'label', null), ('label', 'label', null),
  ('persona', 'tenant_admin', null), ('band', 'tenant_admin', null), ('label', 'tenant_admin', null), ('distributor', 'tenant_admin', null),
  ('persona', 'admin', null), ('band', 'admin', null), ('label', 'admin', null), ('distributor', 'admin', null),
  ('persona', 'super_admin', null), ('band', 'super_admin', null), ('label', 'super_admin', null), ('distributor', 'super_admin', null);

create table user_groups (
  id uuid not null constraint user_groups_pkey primary key,
  type text not null constraint user_groups_type_fkey references group_types (name),
  owner_id uuid not null constraint user_groups_owner_id_fkey references users (id),
  display_name text not null,
  short_bio text,
  description text,
  group_email text,
  country text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint user_groups_display_name_check check (char_length(display_name) between 1 and 100),
  constraint user_groups_short_bio_check check (char_length(short_bio) between 1 and 200),
  constraint user_groups_description_check check (char_length(description) between 1 and 5000),
  constraint user_groups_group_email_check check (char_length(group_email) between 3 and 254),
  constraint user_groups_country_check check (country ~ '^[A-Z]{2}$')
);
create index user_groups_owner_id_created_at_id_idx on user_groups (owner_id, created_at desc, id desc);
create index user_groups_created_at_id_idx on user_groups (created_at desc, id desc);
create index user_groups_type_created_at_id_idx on user_groups (type, created_at desc, id desc);
create trigger user_groups_touch before update on user_groups for each row execute function touch_row();

comment on table user_groups is 'The personas, bands, labels and distributors that people appear as';
comment on column user_groups.id is 'Stable for the life of the group';
comment on column user_groups.type is 'What kind of group it is';
comment on column user_groups.owner_id is 'The person who owns it; hidden with them when they delete their account';
comment on column user_groups.display_name is 'The name it appears under';
comment on column user_groups.short_bio is 'One line about it';
comment on column user_groups.description is 'As much about it as its owner likes';
comment on column user_groups.group_email is 'Where the group can be written to';
comment on column user_groups.country is 'Where the group is from; ISO 3166-1 alpha-2';
comment on column user_groups.created_at is 'When it was created';
comment on column user_groups.updated_at is 'When it last changed';
comment on column user_groups.version is 'Counts its changes; becomes the ETag';
