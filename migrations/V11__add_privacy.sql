-- Who may see what: what people choose for themselves and for their groups.

-- Choices are kept in the row that they are about, so that reading a profile stays one select of one row. Which fields can
-- be chosen stands in the API's specification; a choice for a field that no longer can is ignored.
create function is_privacy_choices(choices jsonb) returns boolean immutable parallel safe language sql as $$
  select jsonb_typeof(choices) = 'object'
    and not jsonb_path_exists(choices, 'strict $.* ? (@.type() != "string" || !(@ == "public" || @ == "community" || @ == "private"))')
$$;
comment on function is_privacy_choices(jsonb) is 'Whether this is an object of fields, each with an audience';

alter table users
  add column privacy_choices jsonb not null default '{}',
  add constraint users_privacy_choices_check check (is_privacy_choices(privacy_choices));
comment on column users.privacy_choices is 'Who may see which field of the profile, where the person chose: an object of fields, each public, community or private';

alter table user_groups
  add column visibility text not null default 'public',
  add column show_owned_tracks boolean not null default false,
  add column show_supported_artists boolean not null default false,
  add column privacy_choices jsonb not null default '{}',
  add constraint user_groups_visibility_check check (visibility in ('public', 'unlisted', 'private')),
  add constraint user_groups_privacy_choices_check check (is_privacy_choices(privacy_choices));
comment on column user_groups.visibility is 'Who finds it: anyone, who knows its id, or only its owner, staff within reach and those to whom its owner opened it: whom it is offered to, the owners of its members and of those it invites, and of the groups that it has accepted to be a member of';
comment on column user_groups.show_owned_tracks is 'Whether others may be shown the tracks that it owns';
comment on column user_groups.show_supported_artists is 'Whether others may be shown the artists that it supports';
comment on column user_groups.privacy_choices is 'Who may see which field of the profile, where the owner chose: an object of fields, each public, community or private';

-- Lists for everybody have public groups alone; however many others there are, a page costs the same.
drop index user_groups_created_at_id_idx;
drop index user_groups_type_created_at_id_idx;
create index user_groups_created_at_id_idx on user_groups (created_at desc, id desc) where visibility = 'public';
create index user_groups_type_created_at_id_idx on user_groups (type, created_at desc, id desc) where visibility = 'public';
