-- The images that groups show. Their files are in the image store; a row is there before its files are, and goes after them,
-- so that no file is ever forgotten.

create table images (
  id uuid not null constraint images_pkey primary key,
  width integer,
  height integer,
  created_at timestamptz not null default now(),
  expires_at timestamptz default now() + interval '1 hour',
  constraint images_width_check check (width > 0),
  constraint images_height_check check (height > 0),
  constraint images_size_check check ((width is null) = (height is null))
);
create index images_expires_at_idx on images (expires_at) where expires_at is not null;
comment on table images is 'The images that groups show, or showed until a moment ago; their files are in the image store';
comment on column images.id is 'In its address; random, since who knows it may see the image';
comment on column images.width is 'Pixels of the largest size; null for an image that is kept elsewhere';
comment on column images.height is 'Pixels of the largest size; null for an image that is kept elsewhere';
comment on column images.created_at is 'When it was sent';
comment on column images.expires_at is 'When it may be deleted; null while a group shows it';

alter table user_groups
  add column avatar_id uuid constraint user_groups_avatar_id_fkey references images (id),
  add column banner_id uuid constraint user_groups_banner_id_fkey references images (id);
create index user_groups_avatar_id_idx on user_groups (avatar_id) where avatar_id is not null;
create index user_groups_banner_id_idx on user_groups (banner_id) where banner_id is not null;
comment on column user_groups.avatar_id is 'Its picture';
comment on column user_groups.banner_id is 'The picture above its profile';

-- Whatever sets, replaces or removes an image, or deletes a group: what is shown stays, and what is shown no more may go. The image
-- is held first, by a statement of its own, so that the next one sees which group took it at the same moment.
create function expire_images() returns trigger language plpgsql as $$
begin
  perform from images where id in (old.avatar_id, old.banner_id, new.avatar_id, new.banner_id) order by id for no key update;
  update images set expires_at = null where id in (new.avatar_id, new.banner_id) and expires_at is not null;
  update images set expires_at = now()
    where id in (old.avatar_id, old.banner_id) and expires_at is null
      and not exists (select from user_groups where avatar_id = images.id or banner_id = images.id);
  return null;
end
$$;
create trigger user_groups_images after insert or delete on user_groups
  for each row execute function expire_images();
-- "Update of" would say which columns a statement names, and ours name them always.
create trigger user_groups_update_images after update on user_groups
  for each row when (old.avatar_id is distinct from new.avatar_id or old.banner_id is distinct from new.banner_id) execute function expire_images();
