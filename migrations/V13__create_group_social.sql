-- What groups say of themselves beside plain text, how they belong together, and who follows and recommends them.

-- Names: two groups of a type may not have names that people take for one another.

alter table user_groups add column display_name_key text, add column display_name_look text;
-- Groups of before get theirs when they are next renamed; until then nobody's name is like it.
update user_groups set display_name_key = id::text, display_name_look = id::text;
alter table user_groups alter column display_name_key set not null, alter column display_name_look set not null;
alter table user_groups add constraint user_groups_display_name_key_check check (char_length(display_name_key) between 1 and 500);
alter table user_groups add constraint user_groups_display_name_look_check check (char_length(display_name_look) between 1 and 500);
alter table user_groups add constraint user_groups_type_display_name_key_key unique (type, display_name_key);
alter table user_groups add constraint user_groups_type_display_name_look_key unique (type, display_name_look);
alter table user_groups add constraint user_groups_id_type_key unique (id, type);
comment on column user_groups.display_name_key is 'The name as the eye takes it in capitals: without case, width and what looks alike; unique among groups of the same type';
comment on column user_groups.display_name_look is 'The name as the eye takes it in the letters that it is written in: without what looks alike, then without case; unique among groups of the same type';

-- Links and tags.

create table links (
  user_group_id uuid not null constraint links_user_group_id_fkey references user_groups (id) on delete cascade,
  position smallint not null,
  url text not null,
  personal_data boolean not null,
  constraint links_pkey primary key (user_group_id, position),
  constraint links_url_key unique (user_group_id, url, personal_data),
  constraint links_url_check check (url ~ '^https?://' and char_length(url) <= 2000),
  constraint links_position_check check (position between 1 and 20)
);
comment on table links is 'Where else a group can be found; 20 at most';
comment on column links.user_group_id is 'The group';
comment on column links.position is 'Its place in the list, from 1';
comment on column links.url is 'The address, in its canonical form';
comment on column links.personal_data is 'Whether it tells who the person is; shown only to those who may see that';

create table tags (
  key text not null constraint tags_pkey primary key,
  name text not null,
  created_at timestamptz not null default now(),
  constraint tags_key_check check (char_length(key) between 1 and 500),
  constraint tags_name_check check (char_length(name) between 1 and 50)
);
comment on table tags is 'The words that groups describe their music with';
comment on column tags.key is 'The word without case and width';
comment on column tags.name is 'As it was first written';
comment on column tags.created_at is 'When it was first used';

create table user_group_tags (
  user_group_id uuid not null constraint user_group_tags_user_group_id_fkey references user_groups (id) on delete cascade,
  position smallint not null,
  tag text not null constraint user_group_tags_tag_fkey references tags (key),
  constraint user_group_tags_pkey primary key (user_group_id, position),
  constraint user_group_tags_tag_key unique (tag, user_group_id),
  constraint user_group_tags_position_check check (position between 1 and 20)
);
comment on table user_group_tags is 'Which group has which tags; 20 at most';
comment on column user_group_tags.user_group_id is 'The group';
comment on column user_group_tags.position is 'Its place in the list, from 1';
comment on column user_group_tags.tag is 'The tag';

-- What a group has dropped may be a tag that nobody has any more. Who drops it cannot know, since others take and drop it at the
-- same moment; so it leaves a note, and a job looks later. It holds the tag while it looks, and notes refer to tags, so that none
-- is left unseen meanwhile.
create table dropped_tags (
  id bigint generated always as identity constraint dropped_tags_pkey primary key,
  tag text not null constraint dropped_tags_tag_fkey references tags (key) on delete cascade
);
create index dropped_tags_tag_idx on dropped_tags (tag);
comment on table dropped_tags is 'That some group has dropped a tag, or was hidden with it, until a job has looked which groups have it still';
comment on column dropped_tags.id is 'Which was dropped first';
comment on column dropped_tags.tag is 'The tag';

create function note_dropped_tags() returns trigger language plpgsql as $$
begin
  insert into dropped_tags (tag) select distinct tag from dropped;
  return null;
end $$;
comment on function note_dropped_tags() is 'Leaves a note of each tag that a group has dropped';
create trigger user_group_tags_note_dropped after delete on user_group_tags referencing old table as dropped
  for each statement execute function note_dropped_tags();

-- Groups inside groups.

create table group_type_members (
  group_type text not null constraint group_type_members_group_type_fkey references group_types (name),
  member_type text not null constraint group_type_members_member_type_fkey references group_types (name),
  constraint group_type_members_pkey primary key (group_type, member_type)
);
comment on table group_type_members is 'Which types of group take which as members. A member''s type always comes before the group''s, so no group is inside itself, however many there are between';
comment on column group_type_members.group_type is 'The type of the group';
comment on column group_type_members.member_type is 'The type of its members';

insert into group_type_members (group_type, member_type) values
  ('band', 'persona'), ('label', 'persona'), ('label', 'band'), ('distributor', 'label');

create table user_group_members (
  user_group_id uuid not null,
  user_group_type text not null,
  member_id uuid not null,
  member_type text not null,
  state text not null,
  display_name text,
  tags text[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint user_group_members_pkey primary key (user_group_id, member_id),
  constraint user_group_members_user_group_id_fkey foreign key (user_group_id, user_group_type) references user_groups (id, type) on delete cascade,
  constraint user_group_members_member_id_fkey foreign key (member_id, member_type) references user_groups (id, type) on delete cascade,
  constraint user_group_members_types_fkey foreign key (user_group_type, member_type) references group_type_members (group_type, member_type),
  constraint user_group_members_state_check check (state in ('invited', 'accepted')),
  constraint user_group_members_display_name_check check (char_length(display_name) between 1 and 100),
  constraint user_group_members_tags_check check (cardinality(tags) <= 10 and array_to_string(tags, E'\n') !~ '[^\n]{51}')
);
create index user_group_members_of_group_idx on user_group_members (user_group_id, state, created_at desc, member_id desc);
create index user_group_members_of_member_idx on user_group_members (member_id, state, created_at desc, user_group_id desc);
comment on table user_group_members is 'Which groups are in which, or are invited to be';
comment on column user_group_members.user_group_id is 'The group that has members';
comment on column user_group_members.user_group_type is 'Its type';
comment on column user_group_members.member_id is 'The group that is a member';
comment on column user_group_members.member_type is 'Its type';
comment on column user_group_members.state is 'invited until the owner of the member accepts; then accepted';
comment on column user_group_members.display_name is 'What the member is called in this group; null if as everywhere';
comment on column user_group_members.tags is 'What the member does in this group';
comment on column user_group_members.created_at is 'When it was invited';

create table ownership_offers (
  user_group_id uuid not null constraint ownership_offers_pkey primary key
    constraint ownership_offers_user_group_id_fkey references user_groups (id) on delete cascade,
  new_owner_id uuid not null constraint ownership_offers_new_owner_id_fkey references users (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index ownership_offers_new_owner_id_idx on ownership_offers (new_owner_id, created_at desc, user_group_id desc);
comment on table ownership_offers is 'Groups that their owners want to hand over; a row goes when it is accepted, declined or withdrawn';
comment on column ownership_offers.user_group_id is 'The group';
comment on column ownership_offers.new_owner_id is 'The person to whom it is offered';
comment on column ownership_offers.created_at is 'When it was offered';

-- Following and recommending.

create table follows (
  user_id uuid not null constraint follows_user_id_fkey references users (id) on delete cascade,
  user_group_id uuid not null constraint follows_user_group_id_fkey references user_groups (id) on delete cascade,
  audience text not null default 'private',
  created_at timestamptz not null default now(),
  constraint follows_pkey primary key (user_id, user_group_id),
  constraint follows_audience_check check (audience in ('public', 'community', 'private'))
);
create index follows_of_user_idx on follows (user_id, created_at desc, user_group_id desc);
create index follows_user_group_id_idx on follows (user_group_id);
create index follows_of_group_shown_to_community_idx on follows (user_group_id, created_at desc, user_id desc) where audience <> 'private';
create index follows_of_group_shown_to_all_idx on follows (user_group_id, created_at desc, user_id desc) where audience = 'public';
comment on table follows is 'Who follows which group';
comment on column follows.user_id is 'The person';
comment on column follows.user_group_id is 'The group';
comment on column follows.audience is 'Who may know of it: the person''s choice for all they follow, kept here so that a page of followers is read from an index';
comment on column follows.created_at is 'Since when';

create table recommendations (
  user_group_id uuid not null constraint recommendations_user_group_id_fkey references user_groups (id) on delete cascade,
  recommended_id uuid not null constraint recommendations_recommended_id_fkey references user_groups (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint recommendations_pkey primary key (user_group_id, recommended_id),
  constraint recommendations_recommended_id_check check (recommended_id <> user_group_id)
);
create index recommendations_user_group_id_idx on recommendations (user_group_id, created_at desc, recommended_id desc);
create index recommendations_recommended_id_idx on recommendations (recommended_id);
comment on table recommendations is 'Which group recommends which';
comment on column recommendations.user_group_id is 'The group that recommends';
comment on column recommendations.recommended_id is 'The group that it recommends';
comment on column recommendations.created_at is 'Since when';
